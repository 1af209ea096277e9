from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assessments.instruments import queries
from assessments.instruments.errors import SignatureRefused
from assessments.instruments.models import Instrument, InstrumentSignature, InstrumentVersion
from lms.common import audit, clock
from lms.people.models import User


@transaction.atomic
def sign_version(*, version: InstrumentVersion, reviewer: User) -> InstrumentSignature:
    """Put a named reviewer's name to the newest version of a kit.

    Signed again, it gives back what is there. Raises `SignatureRefused` for a version that is not the newest, without
    the permission, and for an account without a name.
    """
    instrument = Instrument.objects.select_for_update().get(pk=version.instrument_id)
    signed = InstrumentSignature.objects.filter(version=version, reviewer=reviewer).first()
    if signed:
        return signed
    if not reviewer.has_perm(queries.MAY_SIGN):
        raise SignatureRefused(_("Signing is for clinical reviewers."))
    newest = queries.version_in_force(instrument)
    if newest is None or newest.pk != version.pk:
        raise SignatureRefused(_("Another version was published meanwhile. Please look at that one."))
    if not reviewer.full_name.strip():
        raise SignatureRefused(_("A signature needs a name. Add yours to your profile first."))
    signature = InstrumentSignature.objects.create(
        version=version, reviewer=reviewer, name=reviewer.full_name, signed_at=clock.now()
    )
    facts = {"code": instrument.code, "number": version.number}
    audit.record("instrument.sign", instrument, actor=reviewer, data=facts)
    return signature


@transaction.atomic
def forget_signed_name(*, reviewer: User) -> int:
    """Blank the name under the kits that somebody signed; the signatures still count. Gives how many there were.

    The ledger refuses changes; erasing is the one that law asks for.
    """
    return QuerySet(InstrumentSignature).filter(reviewer=reviewer).update(name="")
