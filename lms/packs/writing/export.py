"""The files of a pack from what lies in the database, editors' own additions included."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from wagtail.models import Page

from assessments.calibration.models import RaterRules
from assessments.calibration.queries import newest_versions
from assessments.competencies.models import FrameworkVersion
from assessments.instruments.queries import kits_to_read
from assessments.questions.models import Question
from assessments.questions.vignettes import Vignette
from assessments.quizzes.models import Quiz
from assessments.scenarios.models import Scenario
from certificates.programmes.models import ProgrammeVersion
from content.pages.models import HomePage, ResourcePage, StandardPage
from content.site.models import CrisisRegion
from courses.catalogue.models import CoursePage, LessonPage, ModulePage
from courses.sessions.models import Lab
from lms.common.texts.yaml_text import dump, front_matter
from lms.packs.models import Pack
from lms.packs.writing.describe import Describer
from lms.people.queries import agreements_in_force

Files = Iterator[tuple[str, str]]


class Exporter:
    """Gives (path, text) of each file of a pack."""

    def __init__(self, pack: Pack, describer: Describer) -> None:
        self.pack, self.describer = pack, describer
        self.extra = dict(pack.items.exclude(extra={}).values_list("key", "extra"))

    def files(self) -> Files:
        yield "pack.yaml", dump(self.pack.meta.get("pack", {}))
        yield from self._agreements()
        yield from self._crisis()
        yield from self._judging()
        yield from self._pages()
        for course in CoursePage.objects.live().order_by("path"):
            yield from self._course(course)

    def _agreements(self) -> Files:
        for agreement in agreements_in_force():
            yield f"agreements/{agreement.kind}.md", self.describer.agreement(agreement).text

    def _crisis(self) -> Files:
        regions = CrisisRegion.objects.prefetch_related("lines").order_by("order", "name")
        data: dict[str, Any] = {"regions": [self.describer.crisis(region).data for region in regions]}
        if "directory" in self.pack.meta:
            data["directory"] = self.pack.meta["directory"]
        yield "crisis-lines.yaml", dump(data)

    def _judging(self) -> Files:
        framework = FrameworkVersion.objects.filter(published_at__isnull=False).order_by("-published_at", "-pk").first()
        if framework:
            yield "framework.yaml", self.describer.framework(framework).text
        banks: dict[str, list[Any]] = {}
        in_use = Question.objects.filter(live=True, retired_at=None)
        for question in in_use.select_related("bank", "competency", "vignette"):
            banks.setdefault(question.bank.code, []).append(self.describer.question(question).data)
        for bank, questions in sorted(banks.items()):
            yield f"questions/{bank}.yaml", dump(questions)
        for vignette in Vignette.objects.filter(live=True):
            yield f"vignettes/{vignette.code}.yaml", self.describer.vignette(vignette).text
        for quiz in Quiz.objects.filter(live=True, retired_at=None).select_related("bank"):
            yield f"quizzes/{quiz.code}.yaml", self.describer.quiz(quiz).text
        for scenario in Scenario.objects.filter(live=True, retired_at=None):
            yield f"scenarios/{scenario.number}-{scenario.code}.yaml", self.describer.scenario(scenario).text
        for lab in Lab.objects.filter(live=True):
            yield f"labs/{lab.number}-{lab.code}.yaml", self.describer.lab(lab).text
        yield from self._observing()
        for version in _newest_programmes():
            yield f"programmes/{version.programme.code}.yaml", self.describer.programme(version).text

    def _observing(self) -> Files:
        for kit in kits_to_read():
            yield f"instruments/{kit.instrument.code}.yaml", self.describer.instrument(kit.instrument).text
        for performance in newest_versions():
            yield (
                f"calibration/{performance.performance.code}.yaml",
                self.describer.performance(performance.performance).text,
            )
        for rules in RaterRules.objects.order_by("-pk")[:1]:
            yield "raters.yaml", self.describer.raters(rules).text

    def _pages(self) -> Files:
        for home in HomePage.objects.live()[:1]:
            yield "pages/home.md", self.describer.home(home).text
        for page in StandardPage.objects.live().order_by("path"):
            yield f"pages/{page.slug}.md", self.describer.standard(page).text
        for resource in ResourcePage.objects.live().order_by("path"):
            yield f"resources/{resource.slug}.md", self.describer.resource(resource).text

    def _course(self, course: CoursePage) -> Files:
        folder = f"courses/{course.slug}"
        yield f"{folder}/course.md", self._text("course", course.slug, course)
        for number, module in enumerate(_under(ModulePage, course), start=1):
            below = f"{folder}/m{number}-{module.slug}"
            yield f"{below}/module.md", self._text("module", f"{course.slug}/{module.slug}", module)
            for position, lesson in enumerate(_under(LessonPage, module), start=1):
                yield f"{below}/{position}-{lesson.slug}.md", self.describer.lesson(lesson).text

    def _text(self, kind: str, key: str, row: Model) -> str:
        """The text of a file, with what only the ledger knows."""
        description = getattr(self.describer, kind)(row)
        return front_matter({**description.data, **self.extra.get(f"{kind}/{key}", {})}, description.body or "")


def _under(model: Any, parent: Page) -> list[Any]:
    return list(model.objects.child_of(parent).live().order_by("path"))


def _newest_programmes() -> list[ProgrammeVersion]:
    newest: dict[int, ProgrammeVersion] = {}
    versions = ProgrammeVersion.objects.filter(published_at__isnull=False, retired_at=None)
    for version in versions.select_related("programme").order_by("published_at", "pk"):
        newest[version.programme_id] = version
    return sorted(newest.values(), key=lambda version: version.programme.code)
