"""Accepting the texts that people agree to."""

from collections.abc import Sequence

from django.db import transaction

from lms.people.errors import AgreementNotInForce
from lms.people.models import Acknowledgement, Agreement, User
from lms.people.queries import agreements_in_force


@transaction.atomic
def accept_agreement(*, user: User, agreement: Agreement) -> Acknowledgement:
    """Write down that `user` accepted this version. Twice is once. Raises AgreementNotInForce."""
    return accept_agreements(user=user, agreements=[agreement])[0]


@transaction.atomic
def accept_agreements(*, user: User, agreements: Sequence[Agreement]) -> list[Acknowledgement]:
    """Accept several versions together or none. Raises AgreementNotInForce."""
    in_force = {agreement.pk for agreement in agreements_in_force()}
    if any(agreement.pk not in in_force for agreement in agreements):
        raise AgreementNotInForce
    return [Acknowledgement.objects.get_or_create(user=user, agreement=agreement)[0] for agreement in agreements]
