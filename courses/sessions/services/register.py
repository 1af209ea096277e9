"""Who was there, confirmed by somebody who was there too."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from courses.catalogue.models import Activity
from courses.enrolment.choices import EnrolmentStatus
from courses.progress.services import complete_activity
from courses.sessions import queries
from courses.sessions.choices import Presence, SessionStatus
from courses.sessions.errors import RegisterRefused
from courses.sessions.models import Attendance, LabSession
from courses.sessions.services.places import lock_session
from lms.common import audit, clock
from lms.people.models import User

LONGEST_REASON = 300


@dataclass(frozen=True)
class Mark:
    """What a register says of one person. `minutes` counts for who left early alone; `seen` is the row it was shown."""

    learner: uuid.UUID
    presence: str
    minutes: int = 0
    seen: str = ""


@dataclass(frozen=True)
class Saved:
    """What saving came to: rows that are new, and rows that correct one."""

    added: int
    corrected: int


@transaction.atomic
def save_register(*, session: LabSession, marks: Sequence[Mark], actor: User, reason: str = "") -> Saved:
    """Confirm who was there; the session counts as held from then on. Idempotent: the same again adds nothing.

    What was saved before is corrected by a row that supersedes it, with a `reason`. Whoever was there for long enough
    has done the lab; that is not taken back by a correction. Raises RegisterRefused.
    """
    locked = lock_session(session=session)
    if locked.status == SessionStatus.CANCELLED:
        raise RegisterRefused("cancelled")
    if locked.starts_at > clock.now():
        raise RegisterRefused("early")
    people = queries.people_of_register(locked)
    rows = [row for row in (_row(locked, mark, people, actor, reason) for mark in marks) if row is not None]
    for row in rows:
        row.save()
        audit.record("attendance.correct" if row.supersedes else "attendance.confirm", row, actor=actor)
        count_attendance(attendance=row)
    if rows and locked.status == SessionStatus.PLANNED:
        locked.status = SessionStatus.HELD
        locked.save(update_fields=["status", "updated"])
    corrected = sum(row.supersedes_id is not None for row in rows)
    return Saved(len(rows) - corrected, corrected)


@transaction.atomic
def count_attendance(*, attendance: Attendance) -> int:
    """Complete the activities that the lab stands for in the learner's course; gives how many. Idempotent."""
    enrolment = attendance.enrolment
    if not attendance.counts or enrolment.status == EnrolmentStatus.WITHDRAWN:
        return 0
    places = queries.places_of_lab(attendance.session.lab, enrolment.course)
    for activity in places:
        complete_activity(enrolment=enrolment, activity=activity, source="lab_attendance", source_uuid=attendance.uuid)
    return len(places)


def count_attendances_at(*, activity: Activity) -> int:
    """`count_attendance` for everybody who was at a lab before it was placed here; gives how many. Idempotent."""
    found = queries.attendances_for(activity)
    return sum(bool(count_attendance(attendance=row)) for row in found)


def _row(
    session: LabSession, mark: Mark, people: dict[uuid.UUID, queries.Person], actor: User, reason: str
) -> Attendance | None:
    """The row to add for a mark; None where it says what stands there already."""
    person = people.get(mark.learner)
    if person is None:
        raise RegisterRefused("stranger")
    minutes = _minutes(session, mark)
    current = person.attendance
    if current is not None and (current.presence, current.minutes) == (mark.presence, minutes):
        return None
    if person.enrolment.learner_id == actor.pk:
        raise RegisterRefused("oneself")
    if mark.seen != (str(current.uuid) if current else ""):
        raise RegisterRefused("stale")
    if current is not None and not reason.strip():
        raise RegisterRefused("reason")
    row = Attendance(
        session=session,
        learner_id=person.enrolment.learner_id,
        enrolment=person.enrolment,
        presence=mark.presence,
        minutes=minutes,
        counts=minutes * 100 >= session.lab.enough * session.minutes,
        confirmed_by=actor,
        supersedes=current,
        reason=reason.strip()[:LONGEST_REASON] if current else "",
    )
    row.full_clean(exclude=["session", "learner", "enrolment", "confirmed_by"], validate_constraints=False)
    return row


def _minutes(session: LabSession, mark: Mark) -> int:
    if mark.presence != Presence.LEFT:
        return session.minutes if mark.presence == Presence.PRESENT else 0
    if not 0 < mark.minutes < session.minutes:
        raise RegisterRefused("minutes")
    return mark.minutes
