"""When a rater can come."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.observations.services.slots import MOST_WEEKS


class TimesForm(forms.Form):
    """A day, two hours, and for how many weeks; read by the rater's own clock."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    start = forms.TimeField(label=gettext_lazy("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    end = forms.TimeField(
        label=gettext_lazy("Until"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("By your own clock."),
    )
    weeks = forms.IntegerField(
        label=gettext_lazy("For how many weeks"),
        min_value=1,
        max_value=MOST_WEEKS,
        initial=1,
        help_text=gettext_lazy("The same hours each week; 1 for this day alone."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("start") and data.get("end") and data["end"] <= data["start"]:
            self.add_error("end", _("It ends before it begins."))
        return data

    def span(self) -> tuple[datetime, datetime]:
        """What was typed, as moments."""
        zone, data = timezone.get_current_timezone(), self.cleaned_data
        begins, ends = (datetime.combine(data["day"], data[name], tzinfo=zone) for name in ("start", "end"))
        return begins, ends
