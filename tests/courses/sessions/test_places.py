from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine

from courses.enrolment.services import pause_enrolment, resume_enrolment, withdraw_enrolment
from courses.sessions import services
from courses.sessions.errors import BookingClosed, LabNotOpenYet, OtherDateBooked
from courses.sessions.models import Booking, LabSession
from courses.sessions.services import Terms, book_place, cancel_session, give_back_place
from lms.common.privacy import declaration_for
from lms.notifications.models import Notification
from tests.assessments.quizzes.test_concurrency import at_once
from tests.factories.courses import CohortFactory, EnrolmentFactory, make_course, make_lesson
from tests.factories.people import UserFactory
from tests.factories.sessions import LabFactory, LabSessionFactory, join, lab_block, place

pytestmark = pytest.mark.django_db


def states(session: LabSession) -> list[str]:
    return list(Booking.objects.filter(session=session).order_by("pk").values_list("status", flat=True))


def told(learner: Any, kind: str) -> int:
    return Notification.objects.filter(recipient=learner, kind=kind).count()


def terms(session: LabSession, **changes: Any) -> Terms:
    names = ("starts_at", "ends_at", "time_zone", "capacity", "link", "access_note")
    return Terms(**{name: getattr(session, name) for name in names} | {"hosts": tuple(session.hosts.all())} | changes)


def test_who_comes_when_all_places_are_taken_waits_and_moves_up_in_order() -> None:
    session = LabSessionFactory(capacity=1)
    first, second, third = (place(session) for _number in range(3))
    assert states(session) == ["booked", "waiting", "waiting"]
    for _again in range(2):
        give_back_place(session=session, learner=first.learner)
    assert states(session) == ["cancelled", "booked", "waiting"]
    assert (told(second.learner, "lab_place"), told(third.learner, "lab_place")) == (1, 0)
    # Who comes back waits behind those who stayed.
    book_place(session=session, enrolment=first)
    give_back_place(session=session, learner=second.learner)
    assert states(session) == ["waiting", "cancelled", "booked"]


def test_booking_twice_is_one_place() -> None:
    session = LabSessionFactory()
    enrolment = place(session)
    again = book_place(session=session, enrolment=enrolment)
    assert Booking.objects.get() == again


def test_moving_up_twice_is_told_twice() -> None:
    session = LabSessionFactory(capacity=1)
    first, second = place(session), place(session)
    give_back_place(session=session, learner=first.learner)
    give_back_place(session=session, learner=second.learner)
    book_place(session=session, enrolment=first)
    book_place(session=session, enrolment=second)
    give_back_place(session=session, learner=first.learner)
    assert told(second.learner, "lab_place") == 2


def test_more_places_let_people_move_up() -> None:
    session = LabSessionFactory(capacity=1)
    for _number in range(4):
        place(session)
    services.change_session(session=session, terms=terms(session, capacity=3), actor=session.hosts.get())
    assert states(session) == ["booked", "booked", "booked", "waiting"]


def test_who_takes_a_break_keeps_the_place_and_is_passed_over_until_they_are_back() -> None:
    session = LabSessionFactory(capacity=1)
    first, second, third = (place(session) for _number in range(3))
    pause_enrolment(enrolment=second)
    give_back_place(session=session, learner=first.learner)
    assert states(session) == ["cancelled", "waiting", "booked"]
    with pytest.raises(BookingClosed, match="paused"):
        book_place(session=session, enrolment=pause_enrolment(enrolment=first))
    give_back_place(session=session, learner=third.learner)
    resume_enrolment(enrolment=second)
    assert services.fill_coming_sessions() == 1
    assert services.fill_coming_sessions() == 0
    assert states(session) == ["cancelled", "booked", "cancelled"]


def test_who_leaves_the_course_leaves_the_place_to_the_next(on_commit: Any) -> None:
    session = LabSessionFactory(capacity=1)
    first, second = place(session), place(session)
    with on_commit():
        withdraw_enrolment(enrolment=first)
    assert states(session) == ["cancelled", "booked"]
    with pytest.raises(BookingClosed, match="left"):
        book_place(session=session, enrolment=first)
    assert told(second.learner, "lab_place") == 1


def test_who_is_erased_leaves_the_place_to_the_next() -> None:
    session = LabSessionFactory(capacity=1)
    first, _second = place(session), place(session)
    declaration = declaration_for("courses.Booking")
    assert declaration is not None
    assert declaration.on_erase is not None
    declaration.on_erase(first.learner)
    assert states(session) == ["cancelled", "booked"]


def test_a_called_off_or_begun_session_takes_nobody() -> None:
    session = LabSessionFactory()
    late, there = join(session.cohort), place(session)
    with time_machine.travel(session.starts_at + timedelta(minutes=1)):
        with pytest.raises(BookingClosed, match="begun"):
            book_place(session=session, enrolment=late)
        with pytest.raises(BookingClosed, match="begun"):
            give_back_place(session=session, learner=there.learner)
    cancel_session(session=session, actor=session.hosts.get())
    with pytest.raises(BookingClosed, match="cancelled"):
        book_place(session=session, enrolment=late)


def test_a_host_who_takes_the_course_too_needs_no_place() -> None:
    host = UserFactory(roles=["supervisor", "trainee"])
    session = LabSessionFactory(hosts=[host])
    with pytest.raises(BookingClosed, match="host"):
        place(session, learner=host)


def test_one_date_of_a_lab_is_enough() -> None:
    session = LabSessionFactory()
    other = LabSessionFactory(lab=session.lab, cohort=session.cohort)
    enrolment = place(session)
    with pytest.raises(OtherDateBooked):
        book_place(session=other, enrolment=enrolment)
    cancel_session(session=session, actor=session.hosts.get())
    assert book_place(session=other, enrolment=enrolment).status == "booked"


def test_a_lab_opens_with_its_lesson() -> None:
    tree, lab = make_course(lessons=1), LabFactory()
    lesson = make_lesson(tree.modules[0], body=[lab_block(lab)])
    lesson.requires.add(tree.lessons[0])
    lesson.save()
    session = LabSessionFactory(lab=lab, cohort=CohortFactory(course=tree.course))
    with pytest.raises(LabNotOpenYet, match=tree.lessons[0].title):
        place(session)


def test_a_reminder_comes_a_day_before_and_once_for_each_start() -> None:
    session = LabSessionFactory(capacity=1)
    first, second = place(session), place(session)
    assert services.remind_of_sessions() == 0
    with time_machine.travel(session.starts_at - timedelta(hours=23)):
        assert (services.remind_of_sessions(), services.remind_of_sessions()) == (1, 0)
        later = session.starts_at + timedelta(days=2)
        moved = terms(session, starts_at=later, ends_at=later + timedelta(hours=2))
        services.change_session(session=session, terms=moved, actor=session.hosts.get())
    with time_machine.travel(later - timedelta(hours=3)):
        assert services.remind_of_sessions() == 1
        # Who moves up so late has just been told when it is.
        give_back_place(session=session, learner=first.learner)
        assert services.remind_of_sessions() == 0
    assert (told(first.learner, "lab_reminder"), told(second.learner, "lab_reminder")) == (2, 0)


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_two_people_on_the_last_place_are_one_place_and_one_who_waits() -> None:
    session = LabSessionFactory(capacity=1)
    people = [join(session.cohort) for _number in range(2)]
    at_once(*[partial(book_place, session=session, enrolment=one) for one in people])
    assert sorted(states(session)) == ["booked", "waiting"]


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_are_one_place() -> None:
    session = LabSessionFactory()
    enrolment = EnrolmentFactory(cohort=session.cohort, course=session.cohort.course)
    at_once(*[partial(book_place, session=session, enrolment=enrolment)] * 2)
    assert states(session) == ["booked"]
