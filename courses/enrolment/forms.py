from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import CoursePage
from courses.enrolment import queries
from courses.enrolment.models import Cohort
from courses.enrolment.tables import ImportRow, Unreadable, decode, read_rows
from lms.common import clock
from lms.people.models import User

MAX_BYTES = 200_000


class CohortForm(forms.ModelForm):
    """A cohort, in the hands of a manager: only their organisations, and supervisors from there."""

    class Meta:
        model = Cohort
        fields = ("name", "organisation", "course", "starts", "ends", "capacity", "supervisors")
        widgets = {
            "starts": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ends": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "supervisors": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "name": _("As its people call it, e.g. “Spring evenings”."),
            "capacity": _("Leave it empty for no limit."),
            "supervisors": _("They see who takes part and how far everybody is; private boxes stay private."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisations = queries.organisations_managed_by(user)
        self.fields["organisation"].queryset = organisations
        self.fields["supervisors"].queryset = queries.supervisors_to_list(organisations)
        self.fields["course"].queryset = CoursePage.objects.live().order_by("title")
        if self.instance.pk:
            # People take the course already: another one would be another cohort.
            del self.fields["course"], self.fields["organisation"]


class InviteForm(forms.Form):
    """How long an invitation link is open, and for how many."""

    until = forms.DateField(label=_("Open until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    cap = forms.IntegerField(label=_("For how many people"), min_value=1, max_value=1000, initial=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = clock.today() + timedelta(days=14)

    def clean_until(self) -> Any:
        day = self.cleaned_data["until"]
        if day < clock.today():
            raise forms.ValidationError(_("Choose today or a later day."))
        return day

    def expires_at(self) -> datetime:
        """The end of the chosen day where the manager is."""
        return datetime.combine(self.cleaned_data["until"], time.max, tzinfo=get_current_timezone())


class ImportForm(forms.Form):
    """A list of people: a file to look at first, or the same text again to carry it out."""

    file = forms.FileField(
        label=_("CSV file"),
        error_messages={"required": _("Choose a file first.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_("Columns: email, name and, if wanted, role (trainee or supervisor). The first line names them."),
    )
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput, max_length=MAX_BYTES)

    rows: list[ImportRow]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The second time the list comes back as text.
        self.fields["file"].required = not self.data.get("text")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        upload = data.get("file")
        if upload is None and not data.get("text"):
            return data
        if upload is not None and upload.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 200 kB. Split it."))
        try:
            data["text"] = decode(upload.read()) if upload is not None else data["text"]
            self.rows = read_rows(data["text"])
        except Unreadable as error:
            raise forms.ValidationError(str(error)) from error
        return data
