"""Taking a place, giving it back, and who moves up from the waiting list."""

import datetime as dt

from django.db import transaction
from django.db.models import F, Q

from courses.enrolment.choices import EnrolmentStatus
from courses.enrolment.models import Enrolment
from courses.enrolment.services import lock_enrolment
from courses.sessions import queries
from courses.sessions.choices import KEPT, BookingStatus, SessionStatus
from courses.sessions.errors import BookingClosed, LabNotOpenYet, OtherDateBooked
from courses.sessions.models import Booking, LabSession
from courses.signals import lab_due, lab_place_given
from lms.common import clock
from lms.people.models import User

# Whoever takes a place later than this before the start knows when it is.
REMIND_BEFORE = dt.timedelta(days=1)
# Who may take a place and move up. A break keeps what one has, and one's turn in the list.
TAKING = (EnrolmentStatus.ACTIVE, EnrolmentStatus.COMPLETED)


@transaction.atomic
def lock_session(*, session: LabSession) -> LabSession:
    """The row as it stands now, locked until the transaction ends. Always before an enrolment is locked."""
    return LabSession.objects.select_for_update(of=("self",)).select_related("lab", "cohort").get(pk=session.pk)


@transaction.atomic
def book_place(*, session: LabSession, enrolment: Enrolment) -> Booking:
    """Take a place; where there is none, one on the waiting list. Idempotent: whoever has either keeps it.

    Raises BookingClosed, OtherDateBooked, LabNotOpenYet.
    """
    locked = lock_session(session=session)
    learner = lock_enrolment(enrolment=enrolment)
    booking = Booking.objects.filter(session=locked, learner=learner.learner_id).first()
    if booking is not None and booking.status in KEPT:
        return booking
    _need_open(locked, learner)
    booking = booking or Booking(session=locked, learner_id=learner.learner_id)
    booking.enrolment, booking.queued_at, booking.reminded_for = learner, clock.now(), None
    booking.status = BookingStatus.BOOKED if queries.places_free(locked) else BookingStatus.WAITING
    _know_when(booking, locked)
    booking.full_clean(exclude=["session", "learner", "enrolment"], validate_unique=False, validate_constraints=False)
    booking.save()
    return booking


@transaction.atomic
def give_back_place(*, session: LabSession, learner: User) -> Booking | None:
    """Give back a place, or leave the waiting list; whoever is next moves up. Idempotent.

    None when there was nothing to give back. Raises BookingClosed once the session has begun.
    """
    locked = lock_session(session=session)
    booking = Booking.objects.filter(session=locked, learner=learner, status__in=KEPT).first()
    if booking is None:
        return None
    if locked.status == SessionStatus.PLANNED and locked.starts_at <= clock.now():
        raise BookingClosed("begun")
    _give_back(booking, locked)
    return booking


@transaction.atomic
def fill_places(*, session: LabSession) -> list[Booking]:
    """Let people move up while there are free places, in the order in which they came. Idempotent.

    Passes over those who take a break or have left. Sends `lab_place_given` for each.
    """
    locked = lock_session(session=session)
    if locked.status != SessionStatus.PLANNED or locked.starts_at <= clock.now():
        return []
    waiting = Booking.objects.filter(session=locked, status=BookingStatus.WAITING, enrolment__status__in=TAKING)
    found = list(waiting.select_related("learner", "enrolment").order_by("queued_at", "pk"))
    moved = found[: queries.places_free(locked)]
    for booking in moved:
        booking.status, booking.session = BookingStatus.BOOKED, locked
        _know_when(booking, locked)
        booking.save(update_fields=["status", "reminded_for", "updated"])
        lab_place_given.send(sender=Booking, booking=booking)
    return moved


def fill_coming_sessions() -> int:
    """`fill_places` for every session still to come: repairs what a break kept back. Gives how many moved up."""
    coming = LabSession.objects.filter(status=SessionStatus.PLANNED, starts_at__gt=clock.now())
    waiting = coming.filter(bookings__status=BookingStatus.WAITING).distinct()
    return sum(len(fill_places(session=session)) for session in waiting)


def release_places(*, enrolment: Enrolment) -> int:
    """Give back every place that somebody who has left the course still keeps; gives how many. Idempotent."""
    kept = Booking.objects.filter(enrolment=enrolment, status__in=KEPT, session__starts_at__gt=clock.now())
    return sum(_release(booking) for booking in kept.select_related("session").order_by("pk"))


@transaction.atomic
def _release(booking: Booking) -> bool:
    locked = lock_session(session=booking.session)
    row = Booking.objects.filter(pk=booking.pk, status__in=KEPT, enrolment__status=EnrolmentStatus.WITHDRAWN).first()
    if row is not None:
        _give_back(row, locked)
    return row is not None


def give_back_all(*, learner: User) -> int:
    """Give back every place somebody keeps in a session to come; gives how many. Idempotent."""
    kept = Booking.objects.filter(learner=learner, status__in=KEPT, session__starts_at__gt=clock.now())
    rows = kept.select_related("session").order_by("pk")
    return sum(give_back_place(session=row.session, learner=learner) is not None for row in rows)


def remind_of_sessions() -> int:
    """Tell whoever has a place in a session that begins within a day, each start once; gives how many. Idempotent."""
    now = clock.now()
    coming = Booking.objects.filter(
        ~Q(reminded_for=F("session__starts_at")) | Q(reminded_for=None),
        status=BookingStatus.BOOKED,
        session__status=SessionStatus.PLANNED,
        session__starts_at__gt=now,
        session__starts_at__lte=now + REMIND_BEFORE,
    )
    return sum(_remind(booking) for booking in coming.select_related("session__lab", "learner").order_by("pk"))


@transaction.atomic
def _remind(booking: Booking) -> bool:
    start = booking.session.starts_at
    row = Booking.objects.select_for_update(of=("self",)).get(pk=booking.pk)
    if row.status != BookingStatus.BOOKED or row.reminded_for == start:
        return False
    row.reminded_for = start
    row.save(update_fields=["reminded_for", "updated"])
    lab_due.send(sender=Booking, booking=booking)
    return True


def _need_open(session: LabSession, enrolment: Enrolment) -> None:
    if session.status != SessionStatus.PLANNED:
        raise BookingClosed("cancelled" if session.status == SessionStatus.CANCELLED else "begun")
    if session.starts_at <= clock.now():
        raise BookingClosed("begun")
    if enrolment.status not in TAKING:
        raise BookingClosed("paused" if enrolment.status == EnrolmentStatus.PAUSED else "left")
    if session.hosts.filter(pk=enrolment.learner_id).exists():
        raise BookingClosed("host")
    if queries.other_dates_kept(session, enrolment.learner_id).exists():
        raise OtherDateBooked
    missing = queries.lessons_before(enrolment, session.lab)
    if missing:
        raise LabNotOpenYet(missing)


def _know_when(booking: Booking, session: LabSession) -> None:
    """Who comes to a place within a day of the start needs no reminder of it."""
    if booking.status == BookingStatus.BOOKED and session.starts_at <= clock.now() + REMIND_BEFORE:
        booking.reminded_for = session.starts_at


def _give_back(booking: Booking, session: LabSession) -> None:
    had_place = booking.status == BookingStatus.BOOKED
    booking.status = BookingStatus.CANCELLED
    booking.save(update_fields=["status", "updated"])
    if had_place:
        fill_places(session=session)
