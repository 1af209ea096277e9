"""What certification holds about people, why, for how long."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from certificates.awards.models import AwardEvent
from certificates.documents.services import remove_name
from lms.common.privacy import PersonalData, register
from lms.people.models import User


def forget_name(user: User) -> None:
    """Name and PDF go; serial, programme and dates stay, so that a certificate somebody holds can still be checked."""
    remove_name(learner=user)


def forget_reasons(user: User) -> None:
    """Reasons are free text about a person. The ledger refuses changes; erasing is the one that law asks for."""
    QuerySet(AwardEvent).filter(award__learner=user).update(reason="")


register(
    PersonalData(
        model="certificates.Award",
        user_field="learner",
        holds=_("Which programmes you have met, when, and until when that counts."),
        purpose=_("To say truthfully whether a certificate is valid."),
        retention=_("Kept without a name once the account is erased, since whoever holds a certificate may check it."),
        fields=("uuid", "programme", "version", "cycle", "granted_at", "valid_until"),
        erase="keep",
    ),
    PersonalData(
        model="certificates.AwardEvent",
        user_field="award__learner",
        holds=_("What happened to your awards: granted, suspended, reinstated, revoked, and why."),
        purpose=_("So that every decision about an award can be followed."),
        retention=_("Kept without the reasons once the account is erased."),
        fields=("kind", "at", "reason"),
        erase="keep",
        other_user_fields=("actor",),
        on_erase=forget_reasons,
    ),
    PersonalData(
        model="certificates.Certificate",
        user_field="award__learner",
        holds=_("Your certificates: your name as it stood, programme, version, dates, serial and the PDF."),
        purpose=_("To give you a document, and to let others check it by its code."),
        retention=_(
            "Once the account is erased, the name is removed and the PDF deleted. Serial, programme and dates stay, "
            "so that the code still gives a true answer."
        ),
        fields=("serial", "snapshot", "issued_at", "status", "sha256"),
        erase="pseudonymise",
        files=("pdf",),
        on_erase=forget_name,
    ),
)
