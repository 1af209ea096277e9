"""Places, waiting lists and where a lab stands in a course."""

from django.db.models import QuerySet

from courses.catalogue.choices import ActivityKind
from courses.catalogue.models import Activity, CoursePage
from courses.enrolment.choices import EnrolmentStatus
from courses.enrolment.models import Enrolment
from courses.progress.queries import missing_prerequisites
from courses.sessions.choices import KEPT, BookingStatus, SessionStatus
from courses.sessions.models import Booking, Lab, LabSession
from lms.common import clock
from lms.people.models import User


def places_taken(session: LabSession) -> int:
    """How many have a place. One query."""
    return Booking.objects.filter(session=session, status=BookingStatus.BOOKED).count()


def places_free(session: LabSession) -> int:
    """How many places are left. One query."""
    return max(session.capacity - places_taken(session), 0)


def other_dates_kept(session: LabSession, learner_id: int) -> QuerySet[Booking]:
    """What somebody keeps on other coming dates of the same lab, in any language: one date is enough."""
    return Booking.objects.filter(
        learner=learner_id,
        status__in=KEPT,
        session__lab__translation_key=session.lab.translation_key,
        session__status=SessionStatus.PLANNED,
        session__ends_at__gt=clock.now(),
    ).exclude(session=session)


def places_of_lab(lab: Lab, course: CoursePage) -> list[Activity]:
    """Where a lab, in any language, stands in the lessons of a course. One query."""
    labs = Lab.objects.filter(translation_key=lab.translation_key).values("uuid")
    rows = Activity.objects.filter(
        kind=ActivityKind.LAB, target__in=labs, active=True, lesson__path__startswith=course.path, lesson__live=True
    )
    return list(rows.select_related("lesson").order_by("lesson__path", "position"))


def lessons_before(enrolment: Enrolment, lab: Lab) -> list[str]:
    """Titles of the lessons that the lab still waits for: those its own lesson opens after.

    Nothing where it stands in no lesson of the course, or in one that is open.
    """
    found = [missing_prerequisites(enrolment, row.lesson) for row in places_of_lab(lab, enrolment.course)]
    return [] if not found or not all(found) else [lesson.title for lesson in found[0]]


def told_of(session: LabSession) -> list[User]:
    """Who hears of what happens to a session: who has a place or waits, and its hosts. Two queries."""
    kept = Booking.objects.filter(session=session, status__in=KEPT, learner__is_active=True)
    people = [booking.learner for booking in kept.select_related("learner").order_by("queued_at", "pk")]
    return [*people, *session.hosts.filter(is_active=True).order_by("pk")]


def people_to_invite(session: LabSession) -> list[User]:
    """Who hears of a new date: those of the cohort who are under way or done, and do not host it. One query."""
    taking = (EnrolmentStatus.ACTIVE, EnrolmentStatus.COMPLETED)
    rows = Enrolment.objects.filter(cohort=session.cohort_id, status__in=taking, learner__is_active=True)
    rows = rows.exclude(learner__in=session.hosts.order_by().values("pk"))
    return list({row.learner_id: row.learner for row in rows.select_related("learner").order_by("pk")}.values())
