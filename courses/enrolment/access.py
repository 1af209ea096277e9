"""The only ways from a URL to an enrolment or a cohort. Absent and forbidden are the same 404."""

import uuid

from django.http import Http404

from courses.enrolment.models import Cohort, CohortInvite, Enrolment
from courses.enrolment.queries import cohorts_in_reach, cohorts_managed_by
from lms.people.models import User
from lms.people.queries import people_in_reach


def access_enrolment(user: User, enrolment_uuid: uuid.UUID) -> Enrolment:
    """One's own enrolment. Raises Http404."""
    found = Enrolment.objects.select_related("course").filter(uuid=enrolment_uuid).first()
    if found is None:
        raise Http404
    if found.learner_id != user.pk:
        raise Http404
    return found


def access_invite(token: str) -> CohortInvite:
    """An invitation link, open or not; the token is the key to it. Raises Http404."""
    found = CohortInvite.objects.select_related("cohort__course", "cohort__organisation").filter(token=token).first()
    if found is None:
        raise Http404
    return found


def access_cohort(user: User, cohort_uuid: uuid.UUID) -> Cohort:
    """A cohort to look at: for its organisation's managers and lead supervisors, and its own supervisors.

    Raises Http404.
    """
    found = cohorts_in_reach(user).filter(uuid=cohort_uuid).first()
    if found is None:
        raise Http404
    return found


def access_managed_cohort(user: User, cohort_uuid: uuid.UUID) -> Cohort:
    """A cohort to change: for its organisation's managers. Raises Http404."""
    found = cohorts_managed_by(user).filter(uuid=cohort_uuid).first()
    if found is None:
        raise Http404
    return found


def access_managed_invite(user: User, invite_uuid: uuid.UUID) -> CohortInvite:
    """An invitation link of a cohort that `user` manages. Raises Http404."""
    found = CohortInvite.objects.filter(uuid=invite_uuid, cohort__in=cohorts_managed_by(user)).first()
    if found is None:
        raise Http404
    return found


def access_cohort_member(user: User, cohort_uuid: uuid.UUID, enrolment_uuid: uuid.UUID) -> Enrolment:
    """Somebody in a cohort that `user` may look at; never oneself. Raises Http404."""
    cohort = access_cohort(user, cohort_uuid)
    members = Enrolment.objects.filter(uuid=enrolment_uuid, cohort=cohort, learner__erased_at=None)
    found = members.select_related("course", "learner").first()
    if found is None:
        raise Http404
    if found.learner_id == user.pk:
        raise Http404
    return found


def access_learner(user: User, person_uuid: uuid.UUID) -> User:
    """Somebody whom `user` supervises or looks after, to see how far they are; never oneself. Raises Http404."""
    found = people_in_reach(user).filter(uuid=person_uuid).exclude(pk=user.pk).first()
    if found is None:
        raise Http404
    return found
