"""What an editor takes out of a course completes those who lacked only that, and nobody else."""

from collections.abc import Callable
from typing import Any

import pytest

from courses.catalogue.models import LessonPage
from courses.enrolment.choices import EnrolmentStatus
from courses.enrolment.models import Enrolment
from courses.enrolment.services import withdraw_enrolment
from courses.progress.models import LessonProgress, ModuleProgress
from courses.progress.services import press_done, settle_course
from tests.factories.courses import EnrolmentFactory, make_course, make_lesson, prose, reflection

pytestmark = pytest.mark.django_db

Commit = Callable[..., Any]


def done(enrolment: Enrolment) -> set[int]:
    rows = LessonProgress.objects.filter(enrolment=enrolment, completed_at__isnull=False)
    return set(rows.values_list("lesson_id", flat=True))


def test_activity_taken_out_completes_the_lesson_for_who_lacked_only_it(
    django_capture_on_commit_callbacks: Commit,
) -> None:
    tree = make_course(lessons=1)
    lesson = make_lesson(tree.modules[0], body=[reflection(required=True)])
    waiting, new = EnrolmentFactory(course=tree.course), EnrolmentFactory(course=tree.course)
    for one in (*tree.lessons, lesson):
        press_done(enrolment=waiting, lesson=one)
    assert done(waiting) == {tree.lessons[0].pk}
    lesson.body = [prose()]
    with django_capture_on_commit_callbacks(execute=True):
        lesson.save_revision().publish()
    assert done(waiting) == {tree.lessons[0].pk, lesson.pk}
    waiting.refresh_from_db()
    assert waiting.status == EnrolmentStatus.COMPLETED
    assert done(new) == set()


@pytest.mark.parametrize("way", ["unpublish", "delete"])
def test_lesson_taken_out_completes_module_and_course(way: str, django_capture_on_commit_callbacks: Commit) -> None:
    tree = make_course(modules=1, lessons=2)
    waiting, new = EnrolmentFactory(course=tree.course), EnrolmentFactory(course=tree.course)
    press_done(enrolment=waiting, lesson=tree.lessons[0])
    with django_capture_on_commit_callbacks(execute=True):
        getattr(LessonPage.objects.get(pk=tree.lessons[1].pk), way)()
    assert ModuleProgress.objects.filter(enrolment=waiting, completed_at__isnull=False).count() == 1
    waiting.refresh_from_db()
    new.refresh_from_db()
    assert (waiting.status, new.status) == (EnrolmentStatus.COMPLETED, EnrolmentStatus.ACTIVE)


def test_module_taken_out_completes_the_course(django_capture_on_commit_callbacks: Commit) -> None:
    tree = make_course(modules=2, lessons=1)
    enrolment = EnrolmentFactory(course=tree.course)
    press_done(enrolment=enrolment, lesson=tree.lessons[0])
    with django_capture_on_commit_callbacks(execute=True):
        tree.modules[1].unpublish()
    enrolment.refresh_from_db()
    assert enrolment.status == EnrolmentStatus.COMPLETED


def test_settling_takes_nothing_back_and_leaves_who_withdrew() -> None:
    tree = make_course(modules=1, lessons=2)
    gone, whole = EnrolmentFactory(course=tree.course), EnrolmentFactory(course=tree.course)
    press_done(enrolment=gone, lesson=tree.lessons[0])
    withdraw_enrolment(enrolment=gone)
    for lesson in tree.lessons:
        press_done(enrolment=whole, lesson=lesson)
    LessonPage.objects.get(pk=tree.lessons[1].pk).unpublish()
    before = list(LessonProgress.objects.order_by("pk").values())
    assert (settle_course(course=tree.course), settle_course(course=tree.course)) == (0, 0)
    assert list(LessonProgress.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("people", [1, 6])
def test_finding_nobody_costs_the_same_for_many(people: int, django_assert_num_queries: Callable[..., Any]) -> None:
    tree = make_course(modules=2, lessons=2)
    for _n in range(people):
        press_done(enrolment=EnrolmentFactory(course=tree.course), lesson=tree.lessons[0])
    with django_assert_num_queries(8):
        settle_course(course=tree.course)
