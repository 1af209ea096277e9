"""What each thing in the database says, in the words of a file: keys and values, and a body."""

import html
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from assessments.calibration.models import Performance, RaterRules
from assessments.competencies.describing import describe
from assessments.competencies.models import FrameworkVersion
from assessments.instruments.models import Instrument
from assessments.instruments.queries import version_in_force
from assessments.questions.keys import option_keys
from assessments.questions.kinds import kind_of
from assessments.questions.models import Question
from assessments.questions.queries import tags_of
from assessments.questions.vignettes import Vignette
from assessments.quizzes.choices import Behaviour
from assessments.quizzes.models import Quiz
from assessments.quizzes.paging import size_of
from assessments.quizzes.queries import blueprint_from, marking_terms
from assessments.scenarios.describing import settings_told
from assessments.scenarios.formats.story import story_from_graph
from assessments.scenarios.models import Scenario
from certificates.programmes.models import ProgrammeVersion, Requirement
from content.pages.models import HomePage, ResourcePage, StandardPage
from content.site.models import CrisisLine, CrisisRegion
from courses.catalogue.models import CoursePage, LessonPage, ModulePage
from courses.sessions.models import Lab
from lms.common.hashing import content_hash
from lms.common.texts.markdown import to_markdown
from lms.common.texts.yaml_text import dump, front_matter, without_empty
from lms.packs.reading.answers import PROSE
from lms.packs.writing.bodies import BodyWriter
from lms.packs.writing.lists import without_wrapping
from lms.packs.writing.quizzes import blueprint_entry, layout_of
from lms.packs.writing.rules import rules_written
from lms.people.models import Agreement

Data = dict[str, Any]
# What a pack has no form for: it stays with the answer when the pack is loaded again.
MEDIA = ("picture", "recording")


PERFORMANCE_HEAD = ("title", "instrument", "items", "content_note", "minutes", "setting")


@dataclass(frozen=True)
class Description:
    """`body` is None for a file that is YAML throughout."""

    data: Any
    body: str | None = None

    @property
    def text(self) -> str:
        return dump(self.data) if self.body is None else front_matter(self.data, self.body)

    @property
    def digest(self) -> str:
        return content_hash([self.data, self.body])


def _description(data: Data, body: str | None = None) -> Description:
    return Description(without_empty(data), body)


class Describer:
    """One method per kind of thing; each takes the object and gives its description."""

    def __init__(self, writer: BodyWriter) -> None:
        self.writer = writer

    def home(self, page: HomePage) -> Description:
        data = {
            "title": page.title,
            "kind": "home",
            "kicker": page.kicker,
            "lead": page.lead,
            "steps": [{"title": step["value"]["title"], "text": step["value"]["text"]} for step in page.steps.raw_data],
            "statement": page.statement,
            "facts": [
                {"label": fact["value"]["label"], "value": fact["value"]["value"]} for fact in page.facts.raw_data
            ],
        }
        return _description(data, self._body(page))

    def standard(self, page: StandardPage) -> Description:
        data = {
            "title": page.title,
            "slug": page.slug,
            "kind": "standard",
            "summary": page.lead,
            "footer": page.in_footer,
        }
        return _description(data, self._body(page))

    def resource(self, page: ResourcePage) -> Description:
        data = {
            "title": page.title,
            "slug": page.slug,
            "kind": "resource",
            "summary": page.summary,
            "owner": page.owned_by,
            "licence": page.licence,
            "review_by": page.review_by,
            "safety": page.safety,
        }
        return _description(data, self._body(page))

    def course(self, page: CoursePage) -> Description:
        data = {"title": page.title, "slug": page.slug, "code": page.code, "summary": page.summary}
        closed = {} if page.self_enrol else {"self_enrol": False}
        return _description({**data, **closed}, to_markdown(page.intro, self.writer.resolve))

    def module(self, page: ModulePage) -> Description:
        data = {
            "title": page.title,
            "slug": page.slug,
            "code": page.code,
            "summary": page.summary,
            "objectives": [item["value"] for item in page.objectives.raw_data],
            "competencies": _codes(page.competencies),
            "drawing": page.drawing,
        }
        return _description(data, to_markdown(page.intro, self.writer.resolve))

    def lesson(self, page: LessonPage) -> Description:
        data = {
            "title": page.title,
            "slug": page.slug,
            "kind": page.kind,
            "minutes": page.minutes,
            "lead": page.lead,
            "competencies": _codes(page.competencies),
            "requires": [lesson.slug for lesson in page.requires.all()],
            "safety": page.safety,
            "drawing": page.drawing,
            "drawing_alt": page.drawing_alt,
            "sources": [_keys(source["value"], "text", "url", "note") for source in page.sources.raw_data],
        }
        return _description(data, self._body(page))

    def agreement(self, agreement: Agreement) -> Description:
        data = {
            "kind": agreement.kind,
            "version": agreement.version,
            "title": agreement.title,
            "order": agreement.order,
        }
        return _description(data, agreement.body)

    def vignette(self, vignette: Vignette) -> Description:
        texts = [block["value"] for block in vignette.body.raw_data if block["type"] == "text"]
        self.writer.left_out.extend(block["type"] for block in vignette.body.raw_data if block["type"] != "text")
        text = "\n\n".join(self._prose(text) for text in texts)
        return _description({"code": vignette.code, "title": vignette.title, "text": text})

    def question(self, question: Question) -> Description:
        self.writer.left_out.extend(block["type"] for block in question.media.raw_data)
        block_type = kind_of(question.kind).block
        options = [block for block in question.options.raw_data if block["type"] == block_type]
        keys = option_keys(question.code, [str(block["id"]) for block in options])
        data = {
            "id": question.code,
            "kind": question.kind,
            "topic": question.topic,
            "competency": question.competency.code,
            "difficulty": question.difficulty,
            "safety_critical": question.safety_critical,
            "reread": question.reread,
            "tags": tags_of(question),
            "vignette": question.vignette.code if question.vignette else "",
            "stem": self._prose(question.stem),
            "options": [self._answer(key, block) for key, block in zip(keys, options, strict=True)],
            "feedback": self._prose(question.feedback),
            "hints": [self._prose(block["value"]) for block in question.hints.raw_data],
        }
        return _description(data)

    def _answer(self, key: str, block: Data) -> Data:
        rich = PROSE.get(block["type"], ())
        rows = [(name, value) for name, value in without_wrapping(block["value"]).items() if name not in MEDIA]
        if block["type"] == "option" and not self._prose(block["value"].get("text") or ""):
            rows.append(("text", _instead(block["value"])))
        self.writer.left_out.extend(name for name in MEDIA if block["value"].get(name))
        return {"key": key, **{name: self._prose(value or "") if name in rich else value for name, value in rows}}

    def quiz(self, quiz: Quiz) -> Description:
        data = {
            "id": quiz.code,
            "title": quiz.title,
            "intro": self._prose(quiz.intro),
            "pass_mark": quiz.pass_mark,
            "serve": sum(size_of(line) for line in blueprint_from(quiz.blueprint)),
            "attempts": quiz.attempts_allowed,
            "pause_hours": quiz.pause_hours,
            "layout": quiz.layout,
            "minutes": quiz.minutes,
            **({"time_limit": quiz.time_limit, "grace_seconds": quiz.grace_seconds} if quiz.time_limit else {}),
            **({"certainty": True} if quiz.certainty else {}),
            **({"behaviour": quiz.behaviour} if quiz.behaviour != Behaviour.DEFERRED else {}),
            **marking_terms(quiz),
            **layout_of(quiz),
            **rules_written(quiz, self._prose),
            "competencies": _codes(quiz.competencies),
            "bank": quiz.bank.code,
            "blueprint": [blueprint_entry(block, self._prose) for block in quiz.blueprint.raw_data],
        }
        return _description(data)

    def scenario(self, scenario: Scenario) -> Description:
        return _description(story_from_graph(scenario.code, settings_told(scenario), scenario.graph))

    def lab(self, lab: Lab) -> Description:
        data = {
            "id": lab.code,
            "number": lab.number,
            "title": lab.title,
            "summary": lab.summary,
            "competencies": _codes(lab.competencies),
            "safety": lab.safety,
            "content_note": lab.content_note,
            "enough": lab.enough,
            "bring": lab.bring.splitlines(),
            "plan": [self._section(section["value"]) for section in lab.plan.raw_data],
        }
        return _description(data)

    def _section(self, value: Data) -> Data:
        prose = {key: self._prose(value.get(key) or "") for key in ("text", "hosts")}
        return {"title": value["title"], "minutes": value["minutes"], **prose}

    def instrument(self, instrument: Instrument) -> Description:
        """The kit in force; of one that was never published, its draft."""
        version = version_in_force(instrument)
        return _description(version.kit if version else instrument.kit)

    def performance(self, performance: Performance) -> Description:
        """A transcript with its reference; who signed it stays on the site."""
        version = performance.versions.order_by("-number")[0]
        content = version.content
        head = {name: content[name] for name in PERFORMANCE_HEAD}
        names = ("at", "who", "says", "does")
        lines = [{name: line[name] for name in names if line.get(name)} for line in content["lines"]]
        reference = {"status": "by_authors", "behaviours": version.reference}
        return _description({"code": performance.code, **head, "lines": lines, "reference": reference})

    def raters(self, rules: RaterRules) -> Description:
        return _description(rules.rule)

    def framework(self, version: FrameworkVersion) -> Description:
        return _description(describe(version))

    def programme(self, version: ProgrammeVersion) -> Description:
        nodes = list(version.requirements.select_related("course", "competency"))
        data = {
            "code": version.programme.code,
            "title": version.programme.title,
            "version": version.version,
            "attests": version.attests,
            "caveat": version.caveat,
            "validity_months": version.validity_months,
            "requirements": _requirements(nodes, None),
            "signatories": version.signatories,
        }
        return _description(data)

    def crisis(self, region: CrisisRegion) -> Description:
        lines = [_line(line) for line in region.lines.all() if not line.retired]
        return _description({"code": region.code, "name": region.name, "emergency": region.emergency, "lines": lines})

    def _body(self, page: Any) -> str:
        return self.writer.write(page.body.raw_data)

    def _prose(self, html: str) -> str:
        return to_markdown(html, self.writer.resolve)


def _instead(value: Data) -> str:
    """The words that stand for an answer that is a picture alone: a file wants some."""
    return html.escape((value.get("picture") or {}).get("alt_text") or _("Recording"))


def _keys(value: Data, *keys: str) -> Data:
    return {key: value.get(key) for key in keys}


def _codes(manager: Any) -> list[str]:
    return [competency.code for competency in manager.all()]


def _requirements(nodes: list[Requirement], parent: int | None) -> list[Data]:
    return [_requirement(node, nodes) for node in nodes if node.parent_id == parent]


def _requirement(node: Requirement, nodes: list[Requirement]) -> Data:
    if node.kind in {"all", "any"}:
        return {node.kind: _requirements(nodes, node.pk)}
    if node.course:
        return {"course": node.course.slug}
    code = node.competency.code if node.competency else ""
    return {node.kind: code, "level": node.level, **({"evidence": node.evidence} if node.evidence else {})}


def _month(day: date | None) -> str:
    return f"{day:%Y-%m}" if day else ""


def _line(line: CrisisLine) -> Data:
    return {
        "name": line.name,
        "call": line.call,
        "text": line.text,
        "chat": line.chat_url,
        "hours": line.hours,
        "note": line.note,
        "source_checked": _month(line.source_checked),
        "source": line.source,
        "verified": "V" if line.source_checked else "M",
    }
