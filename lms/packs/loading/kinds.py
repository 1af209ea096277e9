"""The kinds of things a pack brings, in the order in which they can be loaded."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from assessments.competencies.models import FrameworkVersion
from assessments.questions.models import Question
from assessments.questions.vignettes import Vignette
from assessments.quizzes.models import Quiz
from certificates.programmes.models import ProgrammeVersion
from content.pages.models import ResourcePage, StandardPage
from content.site.models import CrisisRegion
from courses.catalogue.models import CoursePage, LessonPage, ModulePage
from lms.packs.loading import calibration, instruments, judging, labs, pages, scenarios, site
from lms.packs.loading.context import Context, home_page
from lms.packs.reading.pack import Entry
from lms.people.models import Agreement


@dataclass(frozen=True)
class Kind:
    """`find` looks for a row that was not loaded by us but stands in the place; `save` writes one.

    `versioned` rows are final: other words come as another row, and nobody edits them in place.
    `drafted` says whether an editor has something newer under way.
    """

    name: str
    find: Callable[[Entry, Context], Model | None]
    save: Callable[[Entry, Any, Context], Model]
    versioned: bool = False
    drafted: Callable[[Any], bool] = lambda row: getattr(row, "has_unpublished_changes", False)


def _standard(entry: Entry, context: Context) -> Model | None:
    return StandardPage.objects.filter(slug=entry.data["slug"]).first()


def _resource(entry: Entry, context: Context) -> Model | None:
    return ResourcePage.objects.filter(slug=entry.data["slug"]).first()


def _course(entry: Entry, context: Context) -> Model | None:
    return CoursePage.objects.filter(slug=entry.data["slug"]).first()


def _module(entry: Entry, context: Context) -> Model | None:
    return ModulePage.objects.child_of(context.made[entry.parent]).filter(slug=entry.data["slug"]).first()


def _lesson(entry: Entry, context: Context) -> Model | None:
    return LessonPage.objects.child_of(context.made[entry.parent]).filter(slug=entry.data["slug"]).first()


KINDS = (
    Kind(
        "framework",
        lambda entry, _: FrameworkVersion.objects.filter(
            framework__code=entry.data["code"], version=entry.data["version"]
        ).first(),
        judging.save_framework,
        versioned=True,
    ),
    Kind(
        "agreement",
        lambda entry, _: Agreement.objects.filter(kind=entry.data["kind"], version=entry.data["version"]).first(),
        site.save_agreement,
        versioned=True,
    ),
    Kind("crisis", lambda entry, _: CrisisRegion.objects.filter(code=entry.data["code"]).first(), site.save_region),
    Kind(
        "vignette",
        lambda entry, _: Vignette.objects.filter(code=entry.data["code"]).first(),
        judging.save_vignette_entry,
    ),
    Kind(
        "question",
        lambda entry, _: Question.objects.filter(code=entry.data["id"]).first(),
        judging.save_question_entry,
    ),
    Kind("quiz", lambda entry, _: Quiz.objects.filter(code=entry.data["id"]).first(), judging.save_quiz_entry),
    Kind("scenario", scenarios.find_scenario, scenarios.save_scenario_entry, drafted=scenarios.is_drafted),
    Kind("lab", labs.find_lab, labs.save_lab_entry),
    Kind(
        "instrument",
        instruments.find_instrument,
        instruments.save_instrument_entry,
        drafted=instruments.is_kit_drafted,
    ),
    Kind("performance", calibration.find_performance, calibration.save_performance),
    Kind("raters", calibration.find_rules, calibration.save_rules),
    Kind("home", lambda entry, _: home_page(), pages.save_home),
    Kind("resource", _resource, pages.save_resource),
    Kind("standard", _standard, pages.save_standard),
    Kind("course", _course, pages.save_course),
    Kind("module", _module, pages.save_module),
    Kind("lesson", _lesson, pages.save_lesson),
    Kind(
        "programme",
        lambda entry, _: ProgrammeVersion.objects.filter(
            programme__code=entry.data["code"], version=entry.data["version"]
        ).first(),
        judging.save_programme,
        versioned=True,
    ),
)
