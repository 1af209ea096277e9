"""What our sign-up asks beside address and password. Apart from the other forms: allauth imports it first."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class SignUpFields(forms.Form):
    """Name, and the time zone as the browser knows it (filled in by `people/js/time-zone.js`)."""

    full_name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        help_text=_("As it shall stand on your certificate, in your own script. You can change it later."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    time_zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput(attrs={"data-time-zone": ""}))

    def clean_time_zone(self) -> str:
        zone = self.cleaned_data["time_zone"]
        return zone if zone in available_timezones() else "UTC"

    def signup(self, request: HttpRequest, user: Any) -> None:
        """Called by allauth once the account is made."""
        user.full_name = self.cleaned_data["full_name"]
        user.time_zone = self.cleaned_data["time_zone"]
        user.save(update_fields=["full_name", "time_zone", "updated"])
