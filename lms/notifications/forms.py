from django import forms
from django.utils.translation import gettext_lazy as _

from lms.notifications.choices import NotificationKind


class PreferencesForm(forms.Form):
    """Which kinds somebody wants by e-mail."""

    by_email = forms.MultipleChoiceField(
        label=_("Send me an e-mail when"),
        choices=NotificationKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
