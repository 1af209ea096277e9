"""Who stands in the register of a session, and what it said of them."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from courses.catalogue.models import Activity
from courses.enrolment.choices import EnrolmentStatus
from courses.enrolment.models import Enrolment
from courses.progress.choices import ProgressStatus
from courses.progress.models import ActivityProgress
from courses.sessions.choices import BookingStatus
from courses.sessions.models import Attendance, Booking, Lab, LabSession
from lms.people.choices import AccommodationKind
from lms.people.models import User
from lms.people.queries import needed_by


@dataclass(frozen=True)
class Person:
    """Somebody of the cohort, with the place they had and what the register says so far."""

    enrolment: Enrolment
    place: str
    attendance: Attendance | None


@dataclass(frozen=True)
class RegisterRow:
    """One person on the register's page. `needs`: what they need to take part, never why."""

    uuid: uuid.UUID
    name: str
    place: str
    presence: str
    minutes: int
    seen: str
    confirmed: str = ""
    needs: list[str] = field(default_factory=list)

    @property
    def expected(self) -> bool:
        """Whether they had a place, or were written into the register."""
        return self.place == BookingStatus.BOOKED or bool(self.presence)


def current_attendances() -> QuerySet[Attendance]:
    """The rows that nothing supersedes."""
    return Attendance.objects.filter(superseded_by=None)


def people_of_register(session: LabSession) -> dict[uuid.UUID, Person]:
    """Everybody who may stand in the register, by the uuid of the person, in the order of names. Three queries.

    The people of the cohort; those who left it only where they had a place or were there.
    """
    places = dict(Booking.objects.filter(session=session).values_list("learner_id", "status"))
    rows = {row.learner_id: row for row in current_attendances().filter(session=session).select_related("confirmed_by")}
    known = Q(learner__in=rows) | (Q(learner__in=[pk for pk, status in places.items() if status == "booked"]))
    enrolments = (
        Enrolment.objects.filter(Q(cohort=session.cohort_id), ~Q(status=EnrolmentStatus.WITHDRAWN) | known)
        .filter(learner__erased_at=None)
        .select_related("learner", "course")
        .order_by("learner__full_name", "learner_id", "cycle")
    )
    return {
        row.learner.uuid: Person(row, places.get(row.learner_id, ""), rows.get(row.learner_id)) for row in enrolments
    }


def register_rows(session: LabSession) -> list[RegisterRow]:
    """The register as its hosts see it, with what people with a place need. Four queries, however many people."""
    people = people_of_register(session)
    wanted = [one.enrolment.learner_id for one in people.values() if one.place == BookingStatus.BOOKED]
    needs = needed_by(wanted, AccommodationKind.FORMAT)
    return [_register_row(key, person, needs) for key, person in people.items()]


def _register_row(key: uuid.UUID, person: Person, needs: dict[int, list[str]]) -> RegisterRow:
    row, learner = person.attendance, person.enrolment.learner
    return RegisterRow(
        uuid=key,
        name=learner.get_full_name(),
        place=person.place,
        presence=row.presence if row else "",
        minutes=row.minutes if row else 0,
        seen=str(row.uuid) if row else "",
        confirmed=row.confirmed_by.get_full_name() if row else "",
        needs=needs.get(learner.pk, []),
    )


def minutes_attended(enrolment: Enrolment) -> int:
    """For how many minutes somebody was in live labs of this course. One query."""
    mine = current_attendances().filter(enrolment=enrolment)
    return int(mine.aggregate(sum=Sum("minutes"))["sum"] or 0)


def said_of(learner: User) -> list[Attendance]:
    """What registers say of somebody now, the newest date first. One query."""
    rows = current_attendances().filter(learner=learner.pk).select_related("session__lab", "confirmed_by")
    return list(rows.defer("session__lab__plan").order_by("-session__starts_at", "-pk"))


def attended(lab: Lab, enrolment: Enrolment) -> Attendance | None:
    """The row by which somebody has done a lab, in any language. One query."""
    rows = current_attendances().filter(
        enrolment=enrolment, counts=True, session__lab__translation_key=lab.translation_key
    )
    return rows.select_related("session").order_by("session__starts_at").first()


def attendances_for(activity: Activity) -> list[Attendance]:
    """Rows that count for an activity and have not completed it yet. Two queries."""
    keys = Lab.objects.filter(uuid=str(activity.target)).values("translation_key")
    done = ActivityProgress.objects.filter(
        activity=activity, enrolment=OuterRef("enrolment"), status=ProgressStatus.COMPLETED
    )
    course = activity.lesson.get_ancestors().values("pk")
    rows = current_attendances().filter(
        ~Exists(done), counts=True, session__lab__translation_key__in=keys, enrolment__course__in=course
    )
    return list(rows.select_related("enrolment__course", "session__lab"))


def keys_of(rows: Iterable[RegisterRow]) -> list[int]:
    """The keys of the people in these rows. One query; none where there are none."""
    wanted = [row.uuid for row in rows]
    return list(User.objects.filter(uuid__in=wanted).values_list("pk", flat=True)) if wanted else []
