from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.people.models import User


class EraseForm(forms.Form):
    """Typing one's own address shows that nobody pressed a button by mistake."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Type it to confirm that you want to erase this account."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email.strip().lower() != self.user.email:
            raise forms.ValidationError(_("This is not the address of this account. Nothing was erased."))
        return email
