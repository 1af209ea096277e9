"""What the content app holds about people: who put a picture or a file into the library."""

from django.utils.translation import gettext_lazy as _

from lms.common.privacy import PersonalData, register

register(
    *(
        PersonalData(
            model=f"content.{model}",
            user_field="uploaded_by_user",
            holds=holds,
            purpose=_("to know whom to ask about its rights"),
            retention=_("as long as it is in the library; the person behind it is pseudonymised with their account"),
            fields=("title", "created_at"),
            erase="keep",
        )
        for model, holds in (
            ("Picture", _("that you put this picture into the library")),
            ("Download", _("that you put this file into the library")),
        )
    )
)
