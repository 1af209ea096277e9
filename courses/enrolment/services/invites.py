from datetime import datetime

from django.db import transaction

from courses.enrolment.errors import InviteUnusable
from courses.enrolment.models import Cohort, CohortInvite, Enrolment
from courses.enrolment.services.enrolments import enrol
from lms.common import audit, clock
from lms.people.models import User
from lms.people.services import join_organisation


@transaction.atomic
def create_invite(*, cohort: Cohort, expires_at: datetime, cap: int, actor: User) -> CohortInvite:
    """A link that lets up to `cap` people into a cohort until `expires_at`. Raises ValidationError."""
    invite = CohortInvite(cohort=cohort, expires_at=expires_at, cap=cap, created_by=actor)
    invite.full_clean()
    invite.save()
    audit.record("invite.create", cohort, actor=actor, data={"cap": cap, "invite": str(invite.uuid)})
    return invite


@transaction.atomic
def revoke_invite(*, invite: CohortInvite, actor: User) -> CohortInvite:
    """Close a link for good. Idempotent."""
    locked = CohortInvite.objects.select_for_update().get(pk=invite.pk)
    if locked.revoked_at is None:
        locked.revoked_at = clock.now()
        locked.save(update_fields=["revoked_at", "updated"])
        audit.record("invite.revoke", locked.cohort, actor=actor, data={"invite": str(locked.uuid)})
    return locked


def check_invite(*, invite: CohortInvite) -> None:
    """Raises InviteUnusable when the link lets nobody in any more."""
    if invite.revoked_at is not None:
        raise InviteUnusable("revoked")
    if invite.expires_at <= clock.now():
        raise InviteUnusable("expired")
    if invite.used >= invite.cap:
        raise InviteUnusable("used_up")


@transaction.atomic
def join_by_invite(*, learner: User, invite: CohortInvite) -> Enrolment:
    """Let `learner` into the cohort of a link. Idempotent: whoever is in already uses up no place of it.

    Two people who come for the last place at once: the lock lets one in. Raises InviteUnusable, CohortFull,
    InAnotherCohort.
    """
    locked = CohortInvite.objects.select_for_update(of=("self",)).select_related("cohort__course").get(pk=invite.pk)
    cohort = locked.cohort
    known = Enrolment.objects.filter(learner=learner, cohort=cohort).exclude(status="withdrawn").first()
    if known is not None:
        return known
    check_invite(invite=locked)
    enrolment = enrol(learner=learner, course=cohort.course, cohort=cohort)
    join_organisation(user=learner, organisation=cohort.organisation)
    locked.used += 1
    locked.save(update_fields=["used", "updated"])
    return enrolment
