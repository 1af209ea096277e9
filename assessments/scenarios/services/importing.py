"""A scenario from a file: what would happen, and then that it does. What is published stays as it is."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from assessments.competencies.models import Competency
from assessments.scenarios import queries
from assessments.scenarios.describing import settings_told
from assessments.scenarios.errors import ImportRefused
from assessments.scenarios.formats import Story, read
from assessments.scenarios.formats.checking import Found, check_story
from assessments.scenarios.models import Scenario, ScenarioDraft
from assessments.scenarios.services.drafts import lay_draft
from assessments.scenarios.services.publishing import save_scenario
from lms.common import audit
from lms.common.hashing import content_hash
from lms.people.models import User

NEW, CHANGED, SAME, STOPPED = "new", "changed", "same", "stopped"


@dataclass(frozen=True)
class Plan:
    """What would happen. `problems` stop it; `notes` tell what is left out or guessed; `findings` are the lint's."""

    state: str
    code: str = ""
    story: Story | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    scenario: Scenario | None = None
    problems: list[Found] = field(default_factory=list)
    notes: list[Found] = field(default_factory=list)
    findings: list[Found] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """Changes when something else would happen than was shown."""
        pk = self.scenario.pk if self.scenario else None
        return content_hash([self.state, self.code, pk, self.settings, self.story.graph if self.story else None])


def plan_import(*, data: bytes, format_name: str, file_name: str, code: str = "", actor: User) -> Plan:
    """The dry run. `code`: under which it comes in, where that is another than the file says."""
    reading = read(data, format_name, file_name)
    problems = [Found(one.line, one.message, stops=True) for one in reading.problems]
    notes = [Found(one.line, one.message, stops=False) for one in reading.notes]
    if reading.story is None:
        return Plan(STOPPED, problems=problems, notes=notes)
    code = code or reading.story.code
    scenario = Scenario.objects.filter(code=code, locale=Locale.get_default()).first()
    settings = _settings(reading.story, scenario, notes)
    problems += [Found(1, words, stops=True) for words in _stops(scenario, actor)]
    behaviours = {name: kind for name, (kind, _text) in queries.behaviours_in_force().items()}
    findings = check_story(reading.story, behaviours or None)
    state = STOPPED if problems else _state(reading.story, settings, scenario)
    return Plan(state, code, reading.story, settings, scenario, problems, sorted(notes), findings)


def _settings(story: Story, scenario: Scenario | None, notes: list[Found]) -> dict[str, Any]:
    """What of the settings is taken over; the rest is noted."""
    known = set(Competency.objects.filter(code__in=story.settings["competencies"]).values_list("code", flat=True))
    line = story.lines.of("competencies")
    for code in story.settings["competencies"]:
        if code not in known:
            words = _("There is no competency “%(code)s”; it is not taken over.")
            notes.append(Found(line, words % {"code": code}, stops=False))
    safe = story.settings["safety_critical"]
    if scenario and scenario.safety_critical and not safe:
        notes.append(Found(1, _("It is safety content here, and stays so."), stops=False))
        safe = True
    codes = [code for code in story.settings["competencies"] if code in known]
    return {**story.settings, "competencies": codes, "safety_critical": safe}


def _stops(scenario: Scenario | None, actor: User) -> list[str]:
    if scenario is None:
        return []
    if scenario.retired_at:
        return [_("“%(code)s” is there and retired. Bring it back into use first.") % {"code": scenario.code}]
    lock = scenario.get_lock()
    if lock and lock.for_user(actor):
        return [_("“%(code)s” is locked: nobody else may change it now.") % {"code": scenario.code}]
    return []


def _state(story: Story, settings: dict[str, Any], scenario: Scenario | None) -> str:
    if scenario is None:
        return NEW
    newest: Scenario = scenario.get_latest_revision_as_object() if scenario.latest_revision_id else scenario
    draft = ScenarioDraft.objects.filter(scenario=scenario).first()
    there = draft.graph if draft else newest.graph
    told = settings_told(newest)
    same = there == story.graph and {**told, "competencies": sorted(told["competencies"])} == {
        **settings,
        "competencies": sorted(settings["competencies"]),
    }
    return SAME if same else CHANGED


@transaction.atomic
def run_import(
    *, data: bytes, format_name: str, file_name: str, code: str = "", expected: str = "", actor: User
) -> Scenario:
    """Bring a scenario in, as a draft; of one that is there, its story goes to the authors' draft as one edit.

    Raises `ImportRefused` while a problem stops it, and where the plan is not `expected` (`Plan.digest`) any more.
    """
    list(Scenario.objects.select_for_update().filter(code=code).values_list("pk"))
    plan = plan_import(data=data, format_name=format_name, file_name=file_name, code=code, actor=actor)
    if plan.story is None or plan.state == STOPPED:
        raise ImportRefused(_("Nothing was brought in: the file has problems. Mend them first."))
    if expected and plan.digest != expected:
        raise ImportRefused(_("It has changed here since you looked. Look again at what would happen."))
    if plan.state == SAME and plan.scenario:
        return plan.scenario
    competencies = list(Competency.objects.filter(code__in=plan.settings["competencies"]))
    settings = {**plan.settings, "competencies": competencies}
    try:
        scenario = save_scenario(code=plan.code, graph=plan.story.graph, publish=False, actor=actor, **settings)
    except ValidationError as error:
        words = _("Nothing was brought in. %(why)s")
        raise ImportRefused(words % {"why": " ".join(error.messages)}) from error
    label = _("Brought in from %(file)s") % {"file": file_name}
    lay_draft(scenario=scenario, graph=plan.story.graph, label=label[:200], author=actor)
    facts = {"code": plan.code, "format": format_name, "sha256": hashlib.sha256(data).hexdigest(), "state": plan.state}
    audit.record("scenario.import", scenario, actor=actor, data=facts)
    return scenario
