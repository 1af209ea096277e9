from django.db import transaction

from courses.catalogue.models import CoursePage
from courses.enrolment import queries
from courses.enrolment.choices import OPEN_STATUSES, EnrolmentStatus
from courses.enrolment.errors import CohortFull, InAnotherCohort, NotOpen, WrongCourse
from courses.enrolment.models import Cohort, Enrolment
from courses.signals import enrolled, withdrawn
from lms.common import audit, clock
from lms.people.models import User


@transaction.atomic
def enrol(*, learner: User, course: CoursePage, cohort: Cohort | None = None, actor: User | None = None) -> Enrolment:
    """Let `learner` take `course`, with `cohort` if one is given. Idempotent.

    An enrolment that is open or completed is returned as it is (joined to the cohort if it had none); after a
    withdrawal a new cycle begins. `actor` is None when the learner does it. Sends `enrolled` for a new row.
    Raises WrongCourse, CohortFull, InAnotherCohort.
    """
    if cohort is not None:
        cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
        if cohort.course_id != course.pk:
            raise WrongCourse
    newest = Enrolment.objects.select_for_update().filter(learner=learner, course=course).order_by("-cycle").first()
    if newest is not None and newest.status != EnrolmentStatus.WITHDRAWN:
        return _join_cohort(newest, cohort)
    return _begin(learner, course, cohort, cycle=newest.cycle + 1 if newest else 1, actor=actor)


@transaction.atomic
def start_again(*, enrolment: Enrolment) -> Enrolment:
    """Begin a new cycle after a completed one; what was done stays with the old cycle. Idempotent."""
    locked = lock_enrolment(enrolment=enrolment)
    newest = Enrolment.objects.filter(learner=locked.learner, course=locked.course).order_by("-cycle").first()
    if newest is None or newest.status in OPEN_STATUSES:
        return newest or locked
    return _begin(locked.learner, locked.course, None, cycle=newest.cycle + 1, actor=None)


@transaction.atomic
def pause_enrolment(*, enrolment: Enrolment, actor: User | None = None) -> Enrolment:
    """Take a break; no reason is asked. Idempotent. Raises NotOpen when completed or withdrawn."""
    locked = lock_enrolment(enrolment=enrolment)
    if locked.status not in OPEN_STATUSES:
        raise NotOpen
    if locked.status == EnrolmentStatus.ACTIVE:
        locked.status, locked.paused_at = EnrolmentStatus.PAUSED, clock.now()
        _save(locked, "enrolment.pause", actor)
    return locked


@transaction.atomic
def resume_enrolment(*, enrolment: Enrolment, actor: User | None = None) -> Enrolment:
    """End a break. Idempotent. Raises NotOpen when completed or withdrawn."""
    locked = lock_enrolment(enrolment=enrolment)
    if locked.status not in OPEN_STATUSES:
        raise NotOpen
    if locked.status == EnrolmentStatus.PAUSED:
        locked.status, locked.paused_at = EnrolmentStatus.ACTIVE, None
        _save(locked, "enrolment.resume", actor)
    return locked


@transaction.atomic
def withdraw_enrolment(*, enrolment: Enrolment, actor: User | None = None) -> Enrolment:
    """Leave the course. What was done is kept and the place becomes free. Idempotent. Sends `withdrawn`.

    Raises NotOpen when completed.
    """
    locked = lock_enrolment(enrolment=enrolment)
    if locked.status == EnrolmentStatus.COMPLETED:
        raise NotOpen
    if locked.status != EnrolmentStatus.WITHDRAWN:
        locked.status, locked.withdrawn_at = EnrolmentStatus.WITHDRAWN, clock.now()
        _save(locked, "enrolment.withdraw", actor)
        withdrawn.send(sender=Enrolment, enrolment=locked)
    return locked


def lock_enrolment(*, enrolment: Enrolment) -> Enrolment:
    """The row as it stands now, locked until the transaction ends."""
    return Enrolment.objects.select_for_update().get(pk=enrolment.pk)


def _begin(learner: User, course: CoursePage, cohort: Cohort | None, *, cycle: int, actor: User | None) -> Enrolment:
    if cohort is not None:
        _need_place(cohort)
    row = Enrolment(learner=learner, course=course, cohort=cohort, cycle=cycle, started_at=clock.now())
    row.full_clean()
    row.save()
    audit.record("enrolment.start", row, actor=actor or learner, data={"cycle": cycle})
    enrolled.send(sender=Enrolment, enrolment=row)
    return row


def _join_cohort(enrolment: Enrolment, cohort: Cohort | None) -> Enrolment:
    if cohort is None or enrolment.cohort_id == cohort.pk:
        return enrolment
    if enrolment.cohort_id is not None:
        raise InAnotherCohort
    _need_place(cohort)
    enrolment.cohort = cohort
    enrolment.save(update_fields=["cohort", "updated"])
    return enrolment


def _need_place(cohort: Cohort) -> None:
    if cohort.capacity is not None and queries.places_taken(cohort) >= cohort.capacity:
        raise CohortFull


def _save(enrolment: Enrolment, action: str, actor: User | None) -> None:
    enrolment.save(update_fields=["status", "paused_at", "withdrawn_at", "updated"])
    audit.record(action, enrolment, actor=actor or enrolment.learner)
