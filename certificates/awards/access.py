from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from certificates.awards.models import Award
from certificates.awards.queries import with_ledger
from lms.people.choices import Role
from lms.people.models import User
from lms.people.queries import people_in_reach, people_of

READERS = (Role.PROGRAMME_MANAGER, Role.LEAD_SUPERVISOR, Role.AUDITOR)
DECIDERS = (Role.PROGRAMME_MANAGER, Role.LEAD_SUPERVISOR)


def access_award(user: User, uuid: UUID | str) -> Award:
    """The award with its ledger, for managers, lead supervisors and auditors who reach its holder.

    Http404 otherwise. Its holder sees it on their own pages instead.
    """
    if not (user.is_superuser or user.has_role(*READERS)):
        raise Http404
    award = awards_in_reach(user).filter(uuid=uuid).first()
    if award is None:
        raise Http404
    return award


def awards_in_reach(user: User) -> QuerySet[Award]:
    """The awards of everybody that `user` reaches, the newest first, with their ledgers."""
    return with_ledger(Award.objects.filter(learner__in=people_in_reach(user)))


def access_award_to_decide(user: User, uuid: UUID | str) -> Award:
    """The award, if `user` may suspend, reinstate or revoke it; Http404 otherwise."""
    award = access_award(user, uuid)
    if not may_decide(user, award):
        raise Http404
    return award


def reads_reasons(user: User) -> bool:
    """Why an award was suspended or revoked is for those who decide; auditors see that it was, when and by whom."""
    return user.is_superuser or user.has_role(*DECIDERS)


def may_decide(user: User, award: Award) -> bool:
    """Managers and lead supervisors decide about the people of their organisations, never about themselves.

    Supervising somebody of another organisation lets one read an award, not take it away.
    """
    if award.learner_id == user.pk or not (user.is_superuser or user.has_role(*DECIDERS)):
        return False
    return people_of(user).filter(pk=award.learner_id).exists()
