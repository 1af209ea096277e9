from uuid import UUID

from django.http import Http404

from certificates.awards.access import DECIDERS
from certificates.documents.models import Certificate
from lms.people.models import User
from lms.people.queries import people_in_reach


def access_own_certificate(user: User, uuid: UUID | str) -> Certificate:
    """The certificate, if it is the user's own; Http404 otherwise."""
    certificate = Certificate.objects.filter(uuid=uuid, award__learner=user).first()
    if certificate is None:
        raise Http404
    return certificate


def access_certificate(user: User, uuid: UUID | str) -> Certificate:
    """The certificate, if it is the user's own or its holder is in their reach; Http404 otherwise.

    In reach are, for a supervisor, whom they supervise today; for managers, lead supervisors and auditors the people
    of their organisations.
    """
    certificate = Certificate.objects.select_related("award__learner").filter(uuid=uuid).first()
    if certificate is None:
        raise Http404
    if certificate.award.learner_id == user.pk:
        return certificate
    if not people_in_reach(user).filter(pk=certificate.award.learner_id).exists():
        raise Http404
    return certificate


def access_certificate_to_reissue(user: User, uuid: UUID | str) -> Certificate:
    """The certificate of somebody else, for managers and lead supervisors who reach them; Http404 otherwise."""
    certificate = access_certificate(user, uuid)
    if certificate.award.learner_id == user.pk:
        raise Http404
    if not (user.is_superuser or user.has_role(*DECIDERS)):
        raise Http404
    return certificate
