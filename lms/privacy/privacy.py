"""What the access log holds about people, why, for how long."""

from django.utils.translation import gettext_lazy as _

from lms.common.privacy import PersonalData, register

register(
    PersonalData(
        model="privacy.AccessLogEntry",
        user_field="subject",
        holds=_("Who opened your record, what they looked at, and when."),
        purpose=_("So that you can see it."),
        retention=_("Two years, or until the account is erased."),
        fields=("viewer", "what", "created"),
        erase="delete",
        other_user_fields=("viewer",),
    ),
)
