import datetime as dt
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.enrolment.models import Cohort
from courses.sessions.choices import Presence
from courses.sessions.models import Lab, LabSession
from courses.sessions.queries import RegisterRow, people_who_host
from courses.sessions.services import Mark, Terms
from courses.sessions.services.register import LONGEST_REASON
from courses.sessions.zones import HourTwice, NoSuchHour, moment_of

TIME = "%H:%M"


def zones() -> list[tuple[str, str]]:
    """The time zones somebody may announce a session in: names of places, and UTC."""
    names = (name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/")))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in sorted(names))]


class SessionForm(forms.Form):
    """When a session is, with whom, for how many."""

    lab = forms.ModelChoiceField(Lab.objects.none(), label=_("Live lab"), empty_label=None)
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    starts = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}, format=TIME))
    ends = forms.TimeField(label=_("To"), widget=forms.TimeInput(attrs={"type": "time"}, format=TIME))
    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("These hours are meant in it. Everybody sees them in their own as well.")
    )
    hosts = forms.ModelMultipleChoiceField(
        queryset=None,
        label=_("Hosts"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Say who hosts the session.")},
    )
    capacity = forms.IntegerField(
        label=_("Places"), min_value=1, max_value=500, help_text=_("Who comes later is put on a waiting list.")
    )
    link = forms.URLField(
        label=_("Meeting link"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Only those who have a place and the hosts see it. You can add it later."),
    )
    access_note = forms.CharField(
        label=_("How to take part"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Captions, a number to dial in, whether cameras may stay off, where the room is."),
    )

    terms: Terms

    def __init__(self, *args: Any, cohort: Cohort, session: LabSession | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _initial(session, cohort))
        super().__init__(*args, **kwargs)
        self.session = session
        self.fields["time_zone"].choices = zones()
        self.fields["hosts"].queryset = people_who_host(cohort, session)
        self.fields["lab"].queryset = Lab.objects.filter(live=True).order_by("number", "code")
        if session is not None:
            # Another lab would be another session: people took their place in this one.
            del self.fields["lab"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not {"day", "starts", "ends", "time_zone"} <= data.keys():
            return data
        moments = {name: self._moment(data, name) for name in ("starts", "ends")}
        if not all(moments.values()):
            return data
        if data["ends"] <= data["starts"]:
            self.add_error("ends", _("The end has to come after the start."))
        if not self.errors:
            self.terms = Terms(
                starts_at=moments["starts"],
                ends_at=moments["ends"],
                time_zone=data["time_zone"],
                capacity=data["capacity"],
                hosts=tuple(data["hosts"]),
                link=data["link"],
                access_note=data["access_note"],
            )
        return data

    def _moment(self, data: dict[str, Any], name: str) -> dt.datetime | None:
        facts = {"time": f"{data[name]:{TIME}}", "zone": data["time_zone"].replace("_", " ")}
        try:
            return moment_of(data["day"], data[name], data["time_zone"])
        except NoSuchHour:
            words = _("%(time)s does not exist on that day in %(zone)s: clocks are put forward. Choose another hour.")
        except HourTwice:
            words = _(
                "%(time)s comes twice on that day in %(zone)s: clocks are put back. Choose another, or say it in UTC."
            )
        self.add_error(name, words % facts)
        return None


def _initial(session: LabSession | None, cohort: Cohort) -> dict[str, Any]:
    if session is None:
        return {"time_zone": cohort.organisation.time_zone, "capacity": 12}
    zone = ZoneInfo(session.time_zone)
    starts, ends = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
    return {
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "time_zone": session.time_zone,
        "hosts": list(session.hosts.values_list("pk", flat=True)),
        "capacity": session.capacity,
        "link": session.link,
        "access_note": session.access_note,
    }


class CancelForm(forms.Form):
    """A word to those who have a place."""

    note = forms.CharField(
        label=_("A word to those who have a place"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("e.g. “Ngozi is ill. We look for a new date this week.” They read it as you write it."),
    )


class RegisterForm(forms.Form):
    """The register: for each person one of three, with minutes for who left early, and the row it was shown."""

    reason = forms.CharField(
        label=_("Why something changes"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_(
            "Needed where you change what was saved before. It stays with the change: no names, nothing on health."
        ),
    )

    def __init__(
        self, *args: Any, rows: list[RegisterRow], longest: int, everybody: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            chosen = row.presence or (Presence.PRESENT if everybody and row.place == "booked" else "")
            self.fields[f"presence-{row.uuid}"] = forms.ChoiceField(
                choices=Presence.choices, required=False, initial=chosen
            )
            self.fields[f"minutes-{row.uuid}"] = forms.IntegerField(
                required=False, min_value=1, max_value=longest, initial=row.minutes if row.presence == "left" else None
            )
            self.fields[f"seen-{row.uuid}"] = forms.CharField(required=False, initial=row.seen)

    def marks(self) -> Iterator[Mark]:
        """What was chosen; nobody without a choice."""
        data = self.cleaned_data
        for row in self.rows:
            presence = data.get(f"presence-{row.uuid}")
            if presence:
                minutes = data.get(f"minutes-{row.uuid}") or 0
                yield Mark(row.uuid, presence, minutes, data.get(f"seen-{row.uuid}") or "")

    def lines(self) -> list[dict[str, Any]]:
        """Rows with the state of their fields, as a template shows them."""
        return [
            {
                "row": row,
                "presence": self[f"presence-{row.uuid}"].value() or "",
                "minutes": self[f"minutes-{row.uuid}"].value() or "",
                "seen": self[f"seen-{row.uuid}"].value() or "",
                "errors": self.errors.get(f"minutes-{row.uuid}", []) if self.is_bound else [],
            }
            for row in self.rows
        ]
