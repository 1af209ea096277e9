import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from courses.catalogue.models import LessonPage
from courses.catalogue.queries import course_outline
from courses.enrolment.choices import EnrolmentStatus
from courses.enrolment.models import Enrolment
from courses.enrolment.services import pause_enrolment, withdraw_enrolment
from courses.progress.errors import EnrolmentClosed, EnrolmentPaused, PrerequisitesMissing
from courses.progress.models import ActivityProgress, LessonProgress, ModuleProgress
from courses.progress.services import complete_activity, press_done, recalculate_enrolment
from courses.signals import course_completed
from tests.factories.courses import CourseTree, EnrolmentFactory, make_course, make_lesson, reflection

pytestmark = pytest.mark.django_db


@pytest.fixture
def completed() -> Iterator[list[Enrolment]]:
    seen: list[Enrolment] = []

    def listen(sender: Any, enrolment: Enrolment, **kwargs: Any) -> None:
        seen.append(enrolment)

    course_completed.connect(listen)
    yield seen
    course_completed.disconnect(listen)


def enrolled_in(tree: CourseTree) -> Enrolment:
    return EnrolmentFactory(course=tree.course)


def done(enrolment: Enrolment) -> set[int]:
    rows = LessonProgress.objects.filter(enrolment=enrolment, completed_at__isnull=False)
    return set(rows.values_list("lesson_id", flat=True))


def test_done_completes_a_lesson_without_activities() -> None:
    tree = make_course()
    enrolment = enrolled_in(tree)
    result = press_done(enrolment=enrolment, lesson=tree.lessons[0])
    assert (result.complete, result.missing) == (True, [])
    assert done(enrolment) == {tree.lessons[0].pk}


def test_done_twice_changes_nothing() -> None:
    tree = make_course()
    enrolment = enrolled_in(tree)
    press_done(enrolment=enrolment, lesson=tree.lessons[0])
    before = list(ActivityProgress.objects.values()) + list(LessonProgress.objects.values())
    assert press_done(enrolment=enrolment, lesson=tree.lessons[0]).complete
    assert list(ActivityProgress.objects.values()) + list(LessonProgress.objects.values()) == before


def test_done_with_an_open_activity_names_it_and_the_activity_completes_the_lesson() -> None:
    tree = make_course(lessons=0)
    lesson = make_lesson(tree.modules[0], body=[reflection(required=True)])
    enrolment = enrolled_in(tree)
    result = press_done(enrolment=enrolment, lesson=lesson)
    assert not result.complete
    assert [row.kind for row in result.missing] == ["reflection"]
    assert done(enrolment) == set()
    complete_activity(enrolment=enrolment, activity=tree.activity(lesson, "reflection"))
    assert done(enrolment) == {lesson.pk}


def test_optional_activity_holds_nobody_up() -> None:
    tree = make_course(lessons=1, reflections=True)
    assert press_done(enrolment=enrolled_in(tree), lesson=tree.lessons[0]).complete


def test_course_completes_once_when_all_modules_are(completed: list[Enrolment]) -> None:
    tree = make_course(modules=2, lessons=2)
    enrolment = enrolled_in(tree)
    for lesson in tree.lessons[:3]:
        press_done(enrolment=enrolment, lesson=lesson)
    assert ModuleProgress.objects.filter(enrolment=enrolment).count() == 1
    assert completed == []
    press_done(enrolment=enrolment, lesson=tree.lessons[3])
    press_done(enrolment=enrolment, lesson=tree.lessons[3])
    enrolment.refresh_from_db()
    assert (enrolment.status, completed) == (EnrolmentStatus.COMPLETED, [enrolment])
    assert enrolment.completed_at is not None


def test_module_counts_live_lessons_only() -> None:
    tree = make_course(modules=1, lessons=2)
    enrolment = enrolled_in(tree)
    tree.lessons[1].unpublish()
    press_done(enrolment=enrolment, lesson=tree.lessons[0])
    enrolment.refresh_from_db()
    assert enrolment.status == EnrolmentStatus.COMPLETED


def test_module_without_live_lessons_is_not_asked_for() -> None:
    tree = make_course(modules=2, lessons=1)
    tree.modules[1].unpublish()
    enrolment = enrolled_in(tree)
    press_done(enrolment=enrolment, lesson=tree.lessons[0])
    enrolment.refresh_from_db()
    assert enrolment.status == EnrolmentStatus.COMPLETED


def test_paused_refuses_done_but_keeps_facts() -> None:
    tree = make_course()
    enrolment = enrolled_in(tree)
    pause_enrolment(enrolment=enrolment)
    with pytest.raises(EnrolmentPaused):
        press_done(enrolment=enrolment, lesson=tree.lessons[0])
    complete_activity(enrolment=enrolment, activity=tree.activity(tree.lessons[0]))
    assert done(enrolment) == {tree.lessons[0].pk}
    enrolment.refresh_from_db()
    assert enrolment.status == EnrolmentStatus.PAUSED


def test_withdrawn_records_nothing() -> None:
    tree = make_course()
    enrolment = enrolled_in(tree)
    withdraw_enrolment(enrolment=enrolment)
    with pytest.raises(EnrolmentClosed):
        complete_activity(enrolment=enrolment, activity=tree.activity(tree.lessons[0]))
    assert not ActivityProgress.objects.exists()


def test_lesson_opens_after_the_lessons_it_requires() -> None:
    tree = make_course(lessons=2)
    enrolment = enrolled_in(tree)
    second = tree.lessons[1]
    second.requires = [tree.lessons[0]]
    second.save_revision().publish()
    with pytest.raises(PrerequisitesMissing) as refusal:
        press_done(enrolment=enrolment, lesson=second)
    assert refusal.value.missing == [tree.lessons[0].title]
    press_done(enrolment=enrolment, lesson=tree.lessons[0])
    assert press_done(enrolment=enrolment, lesson=second).complete


@pytest.mark.parametrize("elsewhere", ["unpublished", "other course"])
def test_requirement_nobody_can_meet_holds_nobody_up(elsewhere: str) -> None:
    tree = make_course(lessons=2)
    needed = make_course().lessons[0] if elsewhere == "other course" else tree.lessons[0]
    lesson = LessonPage.objects.get(pk=tree.lessons[1].pk)
    lesson.requires = [needed]
    lesson.save_revision().publish()
    if elsewhere == "unpublished":
        needed.unpublish()
    assert press_done(enrolment=enrolled_in(tree), lesson=lesson).complete


def test_progress_survives_republish_and_retired_blocks() -> None:
    tree = make_course(lessons=2, reflections=True)
    enrolment = enrolled_in(tree)
    lesson = tree.lessons[0]
    complete_activity(enrolment=enrolment, activity=tree.activity(lesson, "reflection"))
    press_done(enrolment=enrolment, lesson=lesson)
    before = LessonProgress.objects.get(enrolment=enrolment, lesson=lesson).completed_at
    lesson.body = LessonPage.body.field.stream_block.to_python([reflection("Something new", required=True)])
    lesson.save_revision().publish()
    recalculate_enrolment(enrolment=enrolment)
    assert LessonProgress.objects.get(enrolment=enrolment, lesson=lesson).completed_at == before
    assert ActivityProgress.objects.filter(enrolment=enrolment).count() == 2


def test_lesson_added_later_leaves_a_completed_course_completed(completed: list[Enrolment]) -> None:
    tree = make_course(lessons=1)
    enrolment = enrolled_in(tree)
    press_done(enrolment=enrolment, lesson=tree.lessons[0])
    late = make_lesson(tree.modules[0])
    recalculate_enrolment(enrolment=enrolment)
    press_done(enrolment=enrolment, lesson=late)
    enrolment.refresh_from_db()
    assert enrolment.status == EnrolmentStatus.COMPLETED
    assert len(completed) == 1


def test_recalculation_rebuilds_what_was_lost() -> None:
    tree = make_course(modules=2, lessons=2)
    enrolment = enrolled_in(tree)
    for lesson in tree.lessons[:3]:
        press_done(enrolment=enrolment, lesson=lesson)
    LessonProgress.objects.filter(lesson=tree.lessons[0]).delete()
    ModuleProgress.objects.all().delete()
    recalculate_enrolment(enrolment=enrolment)
    assert done(enrolment) == {lesson.pk for lesson in tree.lessons[:3]}
    assert list(ModuleProgress.objects.values_list("module_id", flat=True)) == [tree.modules[0].pk]


def test_recalculation_takes_back_what_no_fact_stands_behind() -> None:
    tree = make_course(lessons=2)
    enrolment = enrolled_in(tree)
    press_done(enrolment=enrolment, lesson=tree.lessons[0])
    ActivityProgress.objects.all().delete()
    recalculate_enrolment(enrolment=enrolment)
    assert done(enrolment) == set()


@pytest.mark.parametrize("lessons", [2, 12])
def test_completing_a_lesson_costs_the_same_in_a_long_module(
    lessons: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    tree = make_course(lessons=lessons)
    enrolment = enrolled_in(tree)
    activity = tree.activity(tree.lessons[0])
    with django_assert_num_queries(14):
        complete_activity(enrolment=enrolment, activity=activity)


def test_recalculation_costs_the_same_in_a_big_course(django_assert_num_queries: Callable[..., Any]) -> None:
    small, big = make_course(modules=1, lessons=1), make_course(modules=4, lessons=5)
    for tree in (small, big):
        enrolment = enrolled_in(tree)
        course_outline(tree.course)
        with django_assert_num_queries(12):
            recalculate_enrolment(enrolment=enrolment)


def test_source_of_an_activity_is_kept() -> None:
    tree = make_course()
    source = uuid.uuid4()
    row = complete_activity(
        enrolment=enrolled_in(tree), activity=tree.activity(tree.lessons[0]), source="quiz_attempt", source_uuid=source
    )
    assert (row.source, row.source_uuid) == ("quiz_attempt", source)
