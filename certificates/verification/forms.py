from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """The code on a certificate, typed, pasted or scanned."""

    code = forms.CharField(
        label=_("Certificate code"),
        max_length=300,
        help_text=_("It stands beside “Serial” and looks like HS-2026-7KQ4-M2XD-93. Spaces and dashes do not matter."),
        error_messages={"required": _("Type the code that stands on the certificate.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class NameForm(forms.Form):
    """The name on a certificate, to be compared."""

    name = forms.CharField(
        label=_("Name on the certificate"),
        max_length=200,
        help_text=_("The whole name, as it stands there. Capitals and accents do not matter."),
        error_messages={"required": _("Type the name that stands on the certificate.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
