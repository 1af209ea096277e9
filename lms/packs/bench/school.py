"""A course of 10 modules and 50 lessons, made of the facilitator pack's own words, and any number of trainees."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from wagtail.models import Page

from courses.catalogue.choices import LessonKind
from courses.catalogue.models import Activity, CourseIndexPage, CoursePage, LessonPage, ModulePage
from courses.enrolment.models import Cohort, Enrolment
from courses.progress.choices import ProgressStatus
from courses.progress.models import ActivityProgress, LessonProgress
from lms.common import clock
from lms.packs.services import load_pack
from lms.people.choices import Role
from lms.people.models import Acknowledgement, Agreement, Membership, Organisation, User

MODULES, LESSONS = 10, 5
CODE = "bench"
BATCH = 2000
Row = TypeVar("Row", bound=models.Model)


def build_course() -> CoursePage:
    """Load the pack, then lay a course whose lessons have the bodies of its lessons and checks."""
    load_pack(root=Path(settings.BASE_DIR) / "content" / "packs" / "facilitator")
    samples = list(LessonPage.objects.filter(kind=LessonKind.LESSON).order_by("path"))
    check = LessonPage.objects.filter(kind=LessonKind.CHECK).order_by("path")[0]
    course = CoursePage(title="Bench", slug=CODE, code=CODE, summary="Measured, not taught.")
    publish(CourseIndexPage.objects.get(), course)
    for number in range(1, MODULES + 1):
        module = ModulePage(title=f"Module {number}", slug=f"bench-m{number}", code=f"B{number}")
        publish(course, module)
        for place in range(1, LESSONS):
            sample = samples[(number * LESSONS + place) % len(samples)]
            publish(module, _like(sample, slug=f"lesson-{place}", title=f"{sample.title} ({number}.{place})"))
        publish(module, _like(check, slug="check", title=f"Check {number}"))
    return course


def _like(sample: LessonPage, **fields: Any) -> LessonPage:
    names = ("kind", "lead", "minutes", "drawing", "drawing_alt", "body", "sources", "safety")
    return LessonPage(**{name: getattr(sample, name) for name in names}, **fields)


def publish(parent: Page, page: Any) -> None:
    parent.add_child(instance=page)
    page.save_revision().publish()


def enrol_up_to(course: CoursePage, number: int) -> None:
    """Let the course have that many trainees: members, with agreements accepted, some way into their lessons."""
    start = Enrolment.objects.filter(course=course).count()
    people = make_people(f"t{n}" for n in range(start, number))
    cohort, _made = Cohort.objects.get_or_create(name="Bench", course=course, organisation=bench_organisation())
    began = clock.now() - timedelta(days=30)
    rows = (Enrolment(learner=one, course=course, cohort=cohort, started_at=began) for one in people)
    _go_some_way(course, list(_insert(Enrolment, rows)), start)


def bench_organisation() -> Organisation:
    organisation, _made = Organisation.objects.get_or_create(slug=CODE, defaults={"name": "Bench"})
    return organisation


def make_people(names: Iterable[str]) -> list[User]:
    """Trainees of the bench's organisation who have accepted what is to be accepted. A name is used once."""
    fresh = (
        User(email=f"{name}@bench.example", full_name=f"Trainee {name}", password="!unusable")  # noqa: S106
        for name in names
    )
    people = list(_insert(User, fresh))
    role, organisation = Group.objects.get(name=Role.TRAINEE), bench_organisation()
    agreements = list(Agreement.objects.all())
    _insert_all(User.groups.through, (User.groups.through(user=one, group=role) for one in people))
    _insert_all(Membership, (Membership(user=one, organisation=organisation) for one in people))
    _insert_all(Acknowledgement, (Acknowledgement(user=one, agreement=text) for one in people for text in agreements))
    return people


def _go_some_way(course: CoursePage, enrolments: list[Enrolment], start: int) -> None:
    """Each has done between none and eight lessons."""
    lessons = list(LessonPage.objects.descendant_of(course).filter(kind=LessonKind.LESSON).order_by("path"))
    readings = {row.lesson_id: row for row in Activity.objects.filter(lesson__in=lessons, block_id="", active=True)}
    at = clock.now() - timedelta(days=3)

    def done() -> Iterator[tuple[Enrolment, LessonPage]]:
        for number, enrolment in enumerate(enrolments, start):
            for lesson in lessons[: number % 9]:
                yield enrolment, lesson

    status = {"status": ProgressStatus.COMPLETED, "completed_at": at}
    _insert_all(LessonProgress, (LessonProgress(enrolment=e, lesson=p, opened_at=at, **status) for e, p in done()))
    _insert_all(
        ActivityProgress,
        (ActivityProgress(enrolment=e, activity=readings[p.pk], **status) for e, p in done() if p.pk in readings),
    )


def _insert(model: type[Row], rows: Iterator[Row]) -> Iterator[Row]:
    while batch := list(islice(rows, BATCH)):
        yield from model._base_manager.bulk_create(batch)


def _insert_all(model: type[Row], rows: Iterator[Row]) -> None:
    for _row in _insert(model, rows):
        pass
