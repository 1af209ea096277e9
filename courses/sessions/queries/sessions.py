"""Sessions as lists show them, in a fixed number of queries."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from courses.enrolment.choices import EnrolmentStatus
from courses.enrolment.models import Cohort, Enrolment
from courses.enrolment.queries import cohorts_in_reach, supervisors_to_list
from courses.sessions.choices import KEPT, BookingStatus, Presence, SessionStatus
from courses.sessions.models import Booking, Lab, LabSession
from courses.sessions.queries.register import current_attendances
from lms.common import clock
from lms.people.choices import Role
from lms.people.models import Organisation, User

HOSTING = (Role.SUPERVISOR, Role.LEAD_SUPERVISOR, Role.PROGRAMME_MANAGER)
# How long a session without a register stays on its hosts' list.
REGISTER_FOR = dt.timedelta(days=30)
HEAVY = ("lab__plan", "lab__bring")


@dataclass(frozen=True)
class SessionLine:
    """A session as one person meets it in a list.

    `stand`: *booked*, *waiting* (number `turn` of the list), *open* (`free` places), *full*, *cancelled*, *held* or
    *over*. Counts are of people; `attended` is None until somebody confirmed.
    """

    uuid: UUID
    title: str
    cohort: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    time_zone: str
    stand: str
    taken: int
    waiting: int
    capacity: int
    turn: int = 0
    attended: int | None = None
    cohort_uuid: UUID | None = None
    cancel_note: str = ""

    @property
    def free(self) -> int:
        return max(self.capacity - self.taken, 0)

    @property
    def to_register(self) -> bool:
        """Whether it has begun and nobody has said yet who was there."""
        return self.stand in {"over", "running"}


def runs_sessions(user: User) -> bool:
    """Whether somebody's roles let them run sessions at all."""
    return bool(user.is_superuser or user.has_role(*HOSTING))


def _counted(sessions: QuerySet[LabSession], learner: User | None = None) -> QuerySet[Any]:
    """Add `taken`, `waiting`, `attended`; with a learner `mine`, their booking's status, and `turn`."""
    counted = (
        sessions.select_related("lab", "cohort")
        .defer(*HEAVY)
        .annotate(
            taken=Count("bookings", filter=Q(bookings__status=BookingStatus.BOOKED), distinct=True),
            waiting=Count("bookings", filter=Q(bookings__status=BookingStatus.WAITING), distinct=True),
            attended=Coalesce(Subquery(_there().values("number")), 0),
        )
    )
    if learner is None:
        return counted
    own = Booking.objects.filter(session=OuterRef("pk"), learner=learner)
    counted = counted.annotate(mine=Subquery(own.values("status")[:1]), since=Subquery(own.values("queued_at")[:1]))
    ahead = Q(bookings__status=BookingStatus.WAITING, bookings__queued_at__lte=Subquery(own.values("queued_at")[:1]))
    return counted.annotate(turn=Count("bookings", filter=ahead, distinct=True))


def _there() -> QuerySet[Any]:
    """How many were in a session, whole or in part, by its register."""
    rows = current_attendances().filter(session=OuterRef("pk")).exclude(presence=Presence.ABSENT)
    return rows.order_by().values("session").annotate(number=Count("pk"))


def session_line(session: Any, now: dt.datetime) -> SessionLine:
    """A row of `_counted` as a line. No query."""
    held = session.status == SessionStatus.HELD
    return SessionLine(
        uuid=session.uuid,
        title=session.lab.title,
        cohort=session.cohort.name,
        cohort_uuid=session.cohort.uuid,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        time_zone=session.time_zone,
        stand=_stand(session, now),
        taken=session.taken,
        waiting=session.waiting,
        capacity=session.capacity,
        turn=getattr(session, "turn", 0),
        attended=session.attended if held else None,
        cancel_note=session.cancel_note,
    )


def _stand(session: Any, now: dt.datetime) -> str:
    if session.status != SessionStatus.PLANNED:
        return str(session.status)
    if session.ends_at <= now:
        return "over"
    mine = getattr(session, "mine", None)
    if mine in KEPT:
        return str(mine)
    if session.starts_at <= now:
        return "running"
    return "open" if session.taken < session.capacity else "full"


def enrolments_with_group(learner: User) -> QuerySet[Enrolment]:
    """The enrolments by which somebody belongs to a cohort: all but those they left."""
    return Enrolment.objects.filter(learner=learner.pk, cohort__isnull=False).exclude(status=EnrolmentStatus.WITHDRAWN)


def coming_for(learner: User) -> list[SessionLine]:
    """What is still to come for a trainee, soonest first; called off ones only where they had a place. One query."""
    now = clock.now()
    cohorts = enrolments_with_group(learner).values("cohort")
    sessions = LabSession.objects.filter(cohort__in=cohorts, ends_at__gt=now).exclude(status=SessionStatus.HELD)
    rows = _counted(sessions, learner).order_by("starts_at", "pk")
    return [session_line(row, now) for row in rows if row.status == SessionStatus.PLANNED or row.mine in KEPT]


def standing_with(session: LabSession, learner: User | None = None) -> SessionLine:
    """How a learner stands with one session. One query."""
    row = _counted(LabSession.objects.filter(pk=session.pk), learner).get()
    return session_line(row, clock.now())


def next_place(learner: User) -> SessionLine | None:
    """The next session in which somebody has a place or waits for one. Two queries, one where there is none.

    Everybody's home asks: the wide query is only put together for those who have a place.
    """
    now = clock.now()
    mine = Booking.objects.filter(learner=learner.pk, status__in=KEPT)
    coming = mine.filter(session__status=SessionStatus.PLANNED, session__ends_at__gt=now)
    key = coming.order_by("session__starts_at", "session").values_list("session", flat=True).first()
    if key is None:
        return None
    return session_line(_counted(LabSession.objects.filter(pk=key), learner).get(), now)


def sessions_in_reach(user: User) -> QuerySet[LabSession]:
    """The sessions somebody may run: those they host, and those of the cohorts they look after."""
    mine = Q(cohort__in=cohorts_in_reach(user).values("pk"))
    if runs_sessions(user):
        mine |= Q(pk__in=LabSession.objects.filter(hosts=user).values("pk"))
    return LabSession.objects.filter(mine)


def hosted_by(user: User) -> list[SessionLine]:
    """What is to come for whoever runs sessions, and what still wants its register; soonest first. Two queries."""
    now = clock.now()
    coming = Q(ends_at__gt=now) & ~Q(status=SessionStatus.CANCELLED)
    open_register = Q(status=SessionStatus.PLANNED, ends_at__lte=now, ends_at__gt=now - REGISTER_FOR)
    rows = _counted(sessions_in_reach(user).filter(coming | open_register)).order_by("starts_at", "pk")
    return [session_line(row, now) for row in rows]


def dates_of_cohort(cohort: Cohort) -> list[SessionLine]:
    """All sessions of a cohort, the newest first. One query."""
    now = clock.now()
    rows = _counted(LabSession.objects.filter(cohort=cohort)).order_by("-starts_at", "-pk")
    return [session_line(row, now) for row in rows]


def coming_dates_of(lab: Lab, enrolment: Enrolment) -> list[SessionLine]:
    """The dates of a lab, in any language, that somebody's cohort still has to come. One query."""
    now = clock.now()
    sessions = LabSession.objects.filter(
        lab__translation_key=lab.translation_key,
        cohort=enrolment.cohort_id,
        status=SessionStatus.PLANNED,
        ends_at__gt=now,
    )
    return [session_line(row, now) for row in _counted(sessions, enrolment.learner).order_by("starts_at", "pk")]


def people_who_host(cohort: Cohort, session: LabSession | None = None) -> QuerySet[User]:
    """Who may host a session of a cohort: supervisors of its organisation or listed with it, and who hosts already."""
    organisations = Organisation.objects.filter(pk=cohort.organisation_id)
    may = Q(pk__in=supervisors_to_list(organisations).order_by().values("pk"))
    may |= Q(pk__in=cohort.supervisors.filter(is_active=True).order_by().values("pk"))
    if session is not None:
        may |= Q(pk__in=session.hosts.order_by().values("pk"))
    return User.objects.filter(may).order_by("full_name", "pk")
