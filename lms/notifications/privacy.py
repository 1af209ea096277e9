"""What notifications hold about people, why, for how long."""

from django.utils.translation import gettext_lazy as _

from lms.common.privacy import PersonalData, register
from lms.notifications.models import Notification
from lms.people.models import User


def forget_what_others_were_told(user: User) -> None:
    """What names the person in somebody else's inbox goes too."""
    Notification.objects.filter(about=user).delete()


register(
    PersonalData(
        model="notifications.Notification",
        user_field="recipient",
        holds=_("What we told you, when, and whether you read it."),
        purpose=_("So that you can find it again, and are told once."),
        retention=_("One year, or until the account is erased."),
        fields=("kind", "title", "body", "path", "created", "read_at", "emailed_at"),
        erase="delete",
        other_user_fields=("about",),
        on_erase=forget_what_others_were_told,
    ),
    PersonalData(
        model="notifications.Preference",
        user_field="user",
        holds=_("What you want to hear by e-mail."),
        purpose=_("So that we write only what you asked for."),
        retention=_("Until the account is erased."),
        fields=("kind", "email"),
        erase="delete",
    ),
)
