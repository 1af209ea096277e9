"""Courses as an editor would have published them."""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import factory
from wagtail.models import Page, Site
from wagtail.signals import page_published

from assessments.quizzes.models import Quiz
from assessments.scenarios.models import Scenario
from content.pages.models import HomePage
from courses.catalogue.choices import LessonKind
from courses.catalogue.models import Activity, CourseIndexPage, CoursePage, LessonPage, ModulePage
from courses.enrolment.models import Cohort, CohortInvite, Enrolment
from lms.common import clock
from tests.factories.people import OrganisationFactory, UserFactory


def make_home() -> HomePage:
    """The home page of the default site; made once, then found again."""
    site = Site.objects.get(is_default_site=True)
    home = site.root_page.specific
    if not isinstance(home, HomePage):
        home = Page.get_first_root_node().add_child(instance=HomePage(title="Home", slug="holdspace-home"))
        site.root_page = home
        site.save()
    return home


def make_index() -> CourseIndexPage:
    return CourseIndexPage.objects.first() or publish(make_home(), CourseIndexPage(title="Courses", slug="courses"))


def publish(parent: Page, page: Any) -> Any:
    """Add a page as one that was published just now, and tell the receivers: what an editor's click does, in a third of
    the time. There is no revision yet; a test that needs one saves it.
    """
    page.live, page.has_unpublished_changes = True, False
    page.first_published_at = page.last_published_at = clock.now()
    parent.add_child(instance=page)
    page_published.send(sender=type(page), instance=page, revision=None)
    return type(page).objects.get(pk=page.pk)


def prose(text: str = "<p>Words to read.</p>") -> dict[str, Any]:
    return {"type": "prose", "value": text, "id": str(uuid.uuid4())}


def reflection(prompt: str = "What would you want to hear?", *, required: bool = False) -> dict[str, Any]:
    value = {"prompt": prompt, "help": "", "required": required}
    return {"type": "reflection", "value": value, "id": str(uuid.uuid4())}


def quiz_block(quiz: Quiz, *, required: bool = True) -> dict[str, Any]:
    return {"type": "quiz", "value": {"quiz": quiz.pk, "required": required}, "id": str(uuid.uuid4())}


def scenario_block(scenario: Scenario, *, required: bool = True) -> dict[str, Any]:
    return {"type": "scenario", "value": {"scenario": scenario.pk, "required": required}, "id": str(uuid.uuid4())}


def make_lesson(module: ModulePage, *, body: list[dict[str, Any]] | None = None, **fields: Any) -> LessonPage:
    """A published lesson at the end of `module`. `body` is raw stream data (see prose, quiz_block and their like)."""
    number = module.get_children().count() + 1
    fields.setdefault("title", f"Lesson {number}")
    fields.setdefault("slug", f"lesson-{number}")
    fields.setdefault("lead", "Why this matters.")
    return publish(module, LessonPage(body=LessonPage.body.field.stream_block.to_python(body or [prose()]), **fields))


@dataclass
class CourseTree:
    """What `make_course` made; `lessons` in reading order, `check` the last lesson if it holds the quiz."""

    course: CoursePage
    modules: list[ModulePage] = field(default_factory=list)
    lessons: list[LessonPage] = field(default_factory=list)
    check: LessonPage | None = None
    quiz: Quiz | None = None

    def activity(self, lesson: LessonPage, kind: str = "read") -> Activity:
        return Activity.objects.get(lesson=lesson, kind=kind)


def make_course(
    modules: int = 1, lessons: int = 2, quiz: bool = False, *, reflections: bool = False, **fields: Any
) -> CourseTree:
    """A published course. `quiz` adds a check at the end of the last module; `reflections` a box to every lesson."""
    number = CoursePage.objects.count() + 1
    fields.setdefault("title", f"Course {number}")
    fields.setdefault("slug", f"course-{number}")
    fields.setdefault("code", f"C{number}")
    tree = CourseTree(publish(make_index(), CoursePage(**fields)))
    for m in range(1, modules + 1):
        module = publish(tree.course, ModulePage(title=f"Module {m}", slug=f"m{m}", code=f"M{m}"))
        tree.modules.append(module)
        for _n in range(lessons):
            tree.lessons.append(make_lesson(module, body=[prose(), reflection()] if reflections else None))
    if quiz:
        _add_check(tree)
    return tree


def _add_check(tree: CourseTree) -> None:
    # The factory of a lower app; imported here because only courses with a quiz need it.
    from tests.factories.assessments import QuizFactory  # noqa: PLC0415

    tree.quiz = QuizFactory()
    fields = {"title": "Check", "slug": "check", "kind": LessonKind.CHECK}
    tree.check = make_lesson(tree.modules[-1], body=[quiz_block(tree.quiz)], **fields)
    tree.lessons.append(tree.check)


class CohortFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Cohort

    name = factory.Sequence(lambda n: f"Group {n + 1}")
    organisation = factory.SubFactory(OrganisationFactory)
    course = factory.LazyFunction(lambda: make_course().course)


class CohortInviteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CohortInvite

    cohort = factory.SubFactory(CohortFactory)
    expires_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=7))
    created_by = factory.SubFactory(UserFactory)


class EnrolmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Enrolment

    learner = factory.SubFactory(UserFactory)
    course = factory.LazyFunction(lambda: make_course().course)
    started_at = factory.LazyFunction(clock.now)
