from datetime import timedelta
from typing import Any

import pytest
import time_machine

from courses.catalogue.services import compile_activities
from courses.enrolment.services import withdraw_enrolment
from courses.progress.models import ActivityProgress, LessonProgress
from courses.progress.services import press_done
from courses.sessions import queries
from courses.sessions.errors import RegisterRefused
from courses.sessions.models import Attendance, LabSession
from courses.sessions.services import Mark, cancel_session, save_register
from lms.common.ledger import RowIsFinal
from tests.factories.courses import CohortFactory, make_course, make_lesson
from tests.factories.people import UserFactory
from tests.factories.sessions import LabFactory, LabSessionFactory, join, lab_block, place

pytestmark = pytest.mark.django_db


def save(session: LabSession, *marks: Mark, reason: str = "", actor: Any = None) -> Any:
    return save_register(session=session, marks=marks, actor=actor or session.hosts.get(), reason=reason)


@pytest.fixture
def placed() -> Any:
    """A session of a lab that stands in a lesson, at its end, and somebody who had a place."""
    tree, lab = make_course(lessons=0), LabFactory()
    lesson = make_lesson(tree.modules[0], body=[lab_block(lab)])
    session = LabSessionFactory(lab=lab, cohort=CohortFactory(course=tree.course), capacity=5)
    enrolment = place(session)
    with time_machine.travel(session.ends_at):
        yield session, enrolment, lesson


def test_confirmed_attendance_completes_the_lesson_once(placed: Any) -> None:
    session, enrolment, lesson = placed
    press_done(enrolment=enrolment, lesson=lesson)
    mark = Mark(enrolment.learner.uuid, "present")
    saved = save(session, mark)
    assert (saved.added, saved.corrected) == (1, 0)
    again = save(session, mark)
    assert (again.added, again.corrected) == (0, 0)
    row = Attendance.objects.get()
    assert (row.minutes, row.counts, row.confirmed_by) == (120, True, session.hosts.get())
    assert ActivityProgress.objects.get(activity__kind="lab").source_uuid == row.uuid
    assert LessonProgress.objects.get(lesson=lesson).status == "completed"
    session.refresh_from_db()
    assert session.status == "held"


@pytest.mark.parametrize(("minutes", "done"), [(90, 1), (89, 0)])
def test_who_leaves_early_has_done_it_after_enough_of_it(placed: Any, minutes: int, done: int) -> None:
    session, enrolment, _lesson = placed
    save(session, Mark(enrolment.learner.uuid, "left", minutes))
    assert ActivityProgress.objects.filter(activity__kind="lab").count() == done
    assert queries.minutes_attended(enrolment) == minutes


def test_a_correction_needs_a_reason_and_supersedes(placed: Any) -> None:
    session, enrolment, _lesson = placed
    save(session, Mark(enrolment.learner.uuid, "absent"))
    first = Attendance.objects.get()
    right = Mark(enrolment.learner.uuid, "present", seen=str(first.uuid))
    with pytest.raises(RegisterRefused, match="Say why"):
        save(session, right)
    assert save(session, right, reason="Mixed up two names.").corrected == 1
    assert save(session, right, reason="Mixed up two names.").corrected == 0
    second = Attendance.objects.get(superseded_by=None)
    assert (second.supersedes, second.presence) == (first, "present")
    assert queries.minutes_attended(enrolment) == 120
    with pytest.raises(RowIsFinal):
        first.save()


def test_what_counts_as_done_stays_when_the_register_is_put_right(placed: Any) -> None:
    session, enrolment, _lesson = placed
    save(session, Mark(enrolment.learner.uuid, "present"))
    seen = str(Attendance.objects.get().uuid)
    save(session, Mark(enrolment.learner.uuid, "absent", seen=seen), reason="Was somebody else.")
    assert ActivityProgress.objects.get(activity__kind="lab").status == "completed"
    assert queries.minutes_attended(enrolment) == 0


def test_a_page_that_is_out_of_date_overwrites_nothing(placed: Any) -> None:
    session, enrolment, _lesson = placed
    save(session, Mark(enrolment.learner.uuid, "present"))
    with pytest.raises(RegisterRefused, match="Somebody else"):
        save(session, Mark(enrolment.learner.uuid, "absent"), reason="So it seemed.")
    assert Attendance.objects.count() == 1


def test_who_came_without_a_place_can_be_confirmed_and_a_stranger_cannot(placed: Any) -> None:
    session, _enrolment, _lesson = placed
    walked_in, stranger = join(session.cohort), join(CohortFactory())
    assert save(session, Mark(walked_in.learner.uuid, "present")).added == 1
    with pytest.raises(RegisterRefused, match="belong"):
        save(session, Mark(stranger.learner.uuid, "present"))


def test_nobody_confirms_themselves_too_early_too_long_or_what_was_called_off(placed: Any) -> None:
    session, enrolment, _lesson = placed
    mark = Mark(enrolment.learner.uuid, "present")
    with pytest.raises(RegisterRefused, match="their own"):
        save(session, mark, actor=enrolment.learner)
    for minutes in (0, 120, 500):
        with pytest.raises(RegisterRefused, match="minutes"):
            save(session, Mark(enrolment.learner.uuid, "left", minutes))
    with time_machine.travel(session.starts_at - timedelta(minutes=1)), pytest.raises(RegisterRefused, match="opens"):
        save(session, mark)
    cancel_session(session=session, actor=session.hosts.get())
    with pytest.raises(RegisterRefused, match="cancelled"):
        save(session, mark)
    assert not Attendance.objects.exists()


def test_who_has_left_since_is_confirmed_and_nothing_of_the_course_moves(placed: Any) -> None:
    session, enrolment, _lesson = placed
    withdraw_enrolment(enrolment=enrolment)
    assert save(session, Mark(enrolment.learner.uuid, "present")).added == 1
    assert not ActivityProgress.objects.exists()


def test_a_lab_that_was_held_before_it_was_placed_counts(on_commit: Any) -> None:
    tree, lab = make_course(lessons=0), LabFactory()
    session = LabSessionFactory(lab=lab, cohort=CohortFactory(course=tree.course))
    enrolment = place(session)
    with time_machine.travel(session.ends_at):
        save(session, Mark(enrolment.learner.uuid, "present"))
        assert not ActivityProgress.objects.exists()
        with on_commit():
            lesson = make_lesson(tree.modules[0], body=[lab_block(lab)])
        assert ActivityProgress.objects.get().activity.lesson == lesson
        assert len(compile_activities(lesson=lesson)) == 2


def test_the_register_asks_the_same_however_many_people_there_are(django_assert_num_queries: Any) -> None:
    session = LabSessionFactory(capacity=9)
    place(session)
    with django_assert_num_queries(4):
        assert len(queries.register_rows(session)) == 1
    place(session), place(session, learner=UserFactory(full_name="Ada Other"))
    with django_assert_num_queries(4):
        assert [row.name for row in queries.register_rows(session)][0] == "Ada Other"
