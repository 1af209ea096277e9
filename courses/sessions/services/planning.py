"""Planning, changing and calling off a session."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from courses.enrolment.models import Cohort
from courses.sessions import queries
from courses.sessions.choices import KEPT, SessionStatus
from courses.sessions.errors import BadTimes, HostHasPlace, NoHost, NotPlanned, TooFewPlaces
from courses.sessions.models import Booking, Lab, LabSession
from courses.sessions.services.places import fill_places, lock_session
from courses.signals import lab_cancelled, lab_changed, lab_host_named, lab_planned
from lms.common import audit, clock
from lms.people.models import User

LONGEST = dt.timedelta(hours=12)
# What people with a place have to hear of, and their calendars too.
TOLD = ("starts_at", "ends_at", "link", "access_note")


@dataclass(frozen=True)
class Terms:
    """When a session is, with whom, for how many. Moments are aware; `time_zone` is the one they are announced in."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    time_zone: str
    capacity: int
    hosts: tuple[User, ...]
    link: str = ""
    access_note: str = ""


@transaction.atomic
def plan_session(*, lab: Lab, cohort: Cohort, terms: Terms, actor: User) -> LabSession:
    """A new date of a lab for a cohort. Sends `lab_planned`. Raises BadTimes, NoHost, ValidationError."""
    if terms.starts_at <= clock.now():
        raise BadTimes("past")
    session = LabSession(lab=lab, cohort=cohort)
    _take(session, terms)
    session.save()
    _name_hosts(session, terms, actor)
    audit.record("lab_session.plan", session, actor=actor)
    lab_planned.send(sender=LabSession, session=session)
    return session


@transaction.atomic
def change_session(*, session: LabSession, terms: Terms, actor: User) -> LabSession:
    """Other terms for a session that is not over. Idempotent; whoever waits moves up where places were added.

    Sends `lab_changed` when the time, the link or the way to take part is another. Raises NotPlanned, BadTimes, NoHost,
    TooFewPlaces, HostHasPlace, ValidationError.
    """
    locked = lock_session(session=session)
    if locked.status != SessionStatus.PLANNED or locked.ends_at <= clock.now():
        raise NotPlanned
    if terms.starts_at != locked.starts_at and terms.starts_at <= clock.now():
        raise BadTimes("past")
    _need_room(locked, terms)
    before = [getattr(locked, name) for name in TOLD]
    _take(locked, terms)
    told = before != [getattr(locked, name) for name in TOLD]
    locked.sequence += told
    locked.save()
    _name_hosts(locked, terms, actor)
    audit.record("lab_session.change", locked, actor=actor)
    if told:
        lab_changed.send(sender=LabSession, session=locked, actor=actor)
    fill_places(session=locked)
    return locked


@transaction.atomic
def cancel_session(*, session: LabSession, actor: User, note: str = "") -> LabSession:
    """Call a session off; `note` is a word to those who have a place or wait. Idempotent. Sends `lab_cancelled`.

    Raises NotPlanned when it has been held.
    """
    locked = lock_session(session=session)
    if locked.status == SessionStatus.HELD:
        raise NotPlanned
    if locked.status == SessionStatus.PLANNED:
        locked.status, locked.cancelled_at, locked.cancel_note = SessionStatus.CANCELLED, clock.now(), note
        locked.sequence += 1
        locked.full_clean(exclude=["lab", "cohort"], validate_unique=False, validate_constraints=False)
        locked.save()
        audit.record("lab_session.cancel", locked, actor=actor)
        lab_cancelled.send(sender=LabSession, session=locked, actor=actor)
    return locked


def _take(session: LabSession, terms: Terms) -> None:
    if terms.ends_at <= terms.starts_at:
        raise BadTimes("order")
    if terms.ends_at - terms.starts_at > LONGEST:
        raise BadTimes("long")
    if not terms.hosts:
        raise NoHost
    for name in (*TOLD, "time_zone", "capacity"):
        setattr(session, name, getattr(terms, name))
    session.full_clean(exclude=["lab", "cohort"], validate_constraints=False)


def _name_hosts(session: LabSession, terms: Terms, actor: User) -> None:
    """Sends `lab_host_named` for each host who is new and was named by somebody else."""
    before = set(session.hosts.values_list("pk", flat=True))
    session.hosts.set(terms.hosts)
    for host in terms.hosts:
        if host.pk not in before and host.pk != actor.pk:
            lab_host_named.send(sender=LabSession, session=session, host=host)


def _need_room(session: LabSession, terms: Terms) -> None:
    booked = queries.places_taken(session)
    if terms.capacity < booked:
        raise TooFewPlaces(booked)
    kept = Booking.objects.filter(session=session, status__in=KEPT, learner__in=terms.hosts).select_related("learner")
    for booking in kept[:1]:
        raise HostHasPlace(booking.learner.get_full_name())
