"""What people's accounts hold about them, why, for how long."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry

from lms.common.privacy import PersonalData, register
from lms.people.models import Invitation, User

UNTIL_LEFT = _("Until the account is erased.")
TRAINING_RECORD = _("Kept as part of the training record, without a name once the account is erased.")


def forget_traces(user: User) -> None:
    """Take name and address out of what was written beside the account: invitations, and audit lines of Wagtail."""
    lines = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk))
    lines.update(label=user.audit_label)
    Invitation.objects.filter(email=user.email, accepted_at=None).delete()
    Invitation.objects.filter(accepted_by=user).update(email=f"{user.uuid}@erased.invalid", full_name="")


register(
    PersonalData(
        model="people.User",
        user_field="pk",
        holds=_("E-mail address, name, language, time zone, region, and whether your name may be shown."),
        purpose=_("To let you sign in, to greet you and to put your name on certificates."),
        retention=UNTIL_LEFT,
        fields=(
            "uuid",
            "email",
            "full_name",
            "preferred_name",
            "language",
            "time_zone",
            "region",
            "name_public",
            "date_joined",
            "last_login",
        ),
        erase="pseudonymise",
        blank={"preferred_name": "", "region": "", "name_public": False, "time_zone": "UTC"},
        on_erase=forget_traces,
    ),
    PersonalData(
        model="people.Membership",
        user_field="user",
        holds=_("Which organisations you belong to, from when to when."),
        purpose=_("So that only your own organisation can look after your training."),
        retention=TRAINING_RECORD,
        fields=("organisation", "starts", "ends"),
        erase="keep",
    ),
    PersonalData(
        model="people.SupervisionLink",
        user_field="trainee",
        holds=_("Who supervises you, from when to when."),
        purpose=_("So that your supervisor can see your work and nobody else can."),
        retention=TRAINING_RECORD,
        fields=("starts", "ends", "accepted_at", "organisation"),
        erase="keep",
        other_user_fields=("supervisor",),
    ),
    PersonalData(
        model="people.Accommodation",
        user_field="user",
        holds=_("What you need in order to take part. Never why."),
        purpose=_("To give you more time, more tries or another format."),
        retention=UNTIL_LEFT,
        fields=("kind", "value", "scope", "needed", "starts", "ends", "created"),
        erase="delete",
        other_user_fields=("recorded_by",),
    ),
    PersonalData(
        model="people.Acknowledgement",
        user_field="user",
        holds=_("Which texts you accepted, in which version and when."),
        purpose=_("To show that you knew the rules."),
        retention=TRAINING_RECORD,
        fields=("agreement", "created"),
        erase="keep",
    ),
    PersonalData(
        model="people.Invitation",
        user_field="accepted_by",
        holds=_("The invitation through which you joined."),
        purpose=_("To know who asked you in, and with which roles."),
        retention=_("Kept without name and address once the account is erased."),
        fields=("email", "full_name", "organisation", "roles", "created", "accepted_at"),
        erase="keep",
        other_user_fields=("invited_by",),
    ),
)
