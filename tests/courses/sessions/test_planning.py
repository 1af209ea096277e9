from datetime import timedelta
from typing import Any

import pytest
import time_machine
from wagtail.models import ModelLogEntry

from courses.sessions.errors import BadTimes, HostHasPlace, NoHost, NotPlanned, TooFewPlaces
from courses.sessions.models import LabSession
from courses.sessions.services import Terms, cancel_session, change_session, plan_session
from lms.common import clock
from lms.notifications.models import Notification
from tests.courses.sessions.test_places import terms, told
from tests.factories.courses import CohortFactory
from tests.factories.people import UserFactory
from tests.factories.sessions import LabFactory, LabSessionFactory, join, place

pytestmark = pytest.mark.django_db


def plan(cohort: Any, host: Any, *, days: float = 3, hours: float = 2) -> LabSession:
    start = clock.now() + timedelta(days=days)
    asked = Terms(start, start + timedelta(hours=hours), "Europe/Berlin", capacity=8, hosts=(host,))
    return plan_session(lab=LabFactory(), cohort=cohort, terms=asked, actor=host)


def test_a_new_date_is_told_to_the_cohort_and_not_to_its_host() -> None:
    cohort, host = CohortFactory(), UserFactory(roles=["supervisor"])
    member, _host_too = join(cohort), join(cohort, learner=host)
    session = plan(cohort, host)
    assert (session.status, session.sequence) == ("planned", 0)
    assert (told(member.learner, "lab_new"), told(host, "lab_new")) == (1, 0)
    assert ModelLogEntry.objects.filter(action="lab_session.plan").count() == 1


@pytest.mark.parametrize(
    ("days", "hours", "code"), [(-1, 2, "past"), (1, 0, "order"), (1, -1, "order"), (1, 13, "long")]
)
def test_times_that_make_no_sense_are_refused(days: float, hours: float, code: str) -> None:
    with pytest.raises(BadTimes) as refusal:
        plan(CohortFactory(), UserFactory(roles=["supervisor"]), days=days, hours=hours)
    assert refusal.value.code == code


def test_a_change_is_told_once_to_everybody_who_has_a_place_or_waits() -> None:
    session, other = LabSessionFactory(capacity=1), UserFactory(roles=["supervisor"], full_name="Other Host")
    host = session.hosts.get()
    session.hosts.add(other)
    first, second, outside = place(session), place(session), join(session.cohort)
    changed = terms(session, link="https://meet.example.org/another")
    for _again in range(2):
        session = change_session(session=session, terms=changed, actor=host)
    assert session.sequence == 1
    people = (first.learner, second.learner, other, outside.learner, host)
    assert [told(one, "lab_changed") for one in people] == [1, 1, 1, 0, 0]


def test_more_places_and_other_hosts_are_nothing_that_calendars_hear_of() -> None:
    session = LabSessionFactory()
    enrolment = place(session)
    host = UserFactory(roles=["supervisor"])
    changed = change_session(session=session, terms=terms(session, capacity=9, hosts=(host,)), actor=host)
    assert (changed.sequence, changed.hosts.get()) == (0, host)
    assert told(enrolment.learner, "lab_changed") == 0


def test_who_is_named_host_by_somebody_else_is_told() -> None:
    session, other = LabSessionFactory(), UserFactory(roles=["supervisor"])
    host = session.hosts.get()
    for _again in range(2):
        change_session(session=session, terms=terms(session, hosts=(host, other)), actor=host)
    assert (told(other, "lab_host"), told(host, "lab_host")) == (1, 0)


def test_fewer_places_than_people_is_refused_with_their_number() -> None:
    session = LabSessionFactory(capacity=3)
    place(session), place(session)
    with pytest.raises(TooFewPlaces, match="2 people have a place"):
        change_session(session=session, terms=terms(session, capacity=1), actor=session.hosts.get())
    assert change_session(session=session, terms=terms(session, capacity=2), actor=session.hosts.get()).capacity == 2


def test_who_has_a_place_cannot_become_host_and_somebody_must() -> None:
    session = LabSessionFactory()
    both = UserFactory(roles=["supervisor"], full_name="Bo Both")
    place(session, learner=both)
    with pytest.raises(HostHasPlace, match="Bo Both"):
        change_session(session=session, terms=terms(session, hosts=(both,)), actor=session.hosts.get())
    with pytest.raises(NoHost):
        change_session(session=session, terms=terms(session, hosts=()), actor=session.hosts.get())


def test_a_session_that_runs_can_get_another_link_and_no_earlier_start() -> None:
    session = LabSessionFactory()
    with time_machine.travel(session.starts_at + timedelta(minutes=5)):
        link = terms(session, link="https://meet.example.org/b")
        assert change_session(session=session, terms=link, actor=session.hosts.get()).sequence == 1
        earlier = terms(session, starts_at=session.starts_at - timedelta(hours=1))
        with pytest.raises(BadTimes):
            change_session(session=session, terms=earlier, actor=session.hosts.get())
    with time_machine.travel(session.ends_at), pytest.raises(NotPlanned):
        change_session(session=session, terms=terms(session), actor=session.hosts.get())


def test_calling_off_is_told_once_with_the_hosts_word() -> None:
    session = LabSessionFactory()
    enrolment = place(session)
    for _again in range(2):
        off = cancel_session(session=session, actor=session.hosts.get(), note="Hana is ill.")
    assert (off.status, off.sequence) == ("cancelled", 1)
    note = Notification.objects.get(recipient=enrolment.learner, kind="lab_changed")
    assert note.body.endswith("Hana is ill.")
    with pytest.raises(NotPlanned):
        change_session(session=session, terms=terms(session), actor=session.hosts.get())


def test_the_time_is_told_in_the_zone_of_whoever_reads_it() -> None:
    cohort, host = CohortFactory(), UserFactory(roles=["supervisor"])
    member = join(cohort, learner=UserFactory(time_zone="Asia/Kathmandu"))
    with time_machine.travel("2027-01-04T12:00:00Z", tick=False):
        plan(cohort, host, days=1)
    assert "Tuesday 5 January, 17:45 (Asia/Kathmandu)" in Notification.objects.get(recipient=member.learner).body
