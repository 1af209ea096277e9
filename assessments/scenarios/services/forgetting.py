"""What is left of a signature once its reviewer's account is erased."""

from django.db import transaction
from django.db.models import QuerySet

from assessments.scenarios.models import ScenarioSignature
from lms.people.models import User


@transaction.atomic
def forget_signed_name(*, reviewer: User) -> int:
    """Blank the name under what somebody signed; the signature still counts. Gives how many there were.

    The ledger refuses changes; erasing is the one that law asks for.
    """
    return QuerySet(ScenarioSignature).filter(reviewer=reviewer).update(name="")
