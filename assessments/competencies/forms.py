"""Bringing a framework in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.competencies.formats import FORMATS, LARGEST_FILE, guess
from assessments.competencies.planning import LONGEST_VERSION


class ImportForm(forms.Form):
    """A file that holds a whole framework."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CASE 1.0 (JSON) or CSV, with the whole framework in it. Nothing changes yet."),
    )
    format_name = forms.ChoiceField(label=gettext_lazy("Format"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(one.name, one.label) for one in FORMATS.values()]
        self.fields["format_name"].choices = [("", _("As the file tells")), *known]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        file = cleaned.get("file")
        if file is None:
            return cleaned
        if file.size > LARGEST_FILE:
            self.add_error("file", _("The file is larger than %(n)s MB.") % {"n": f"{LARGEST_FILE / 1_000_000:g}"})
            return cleaned
        cleaned["data"] = file.read()
        cleaned["format_name"] = cleaned.get("format_name") or guess(cleaned["data"], file.name)
        return cleaned


class PublishForm(forms.Form):
    """Under which name what the dry run showed is published."""

    expected = forms.CharField(widget=forms.HiddenInput)
    version = forms.CharField(
        label=gettext_lazy("Name of the new version"),
        max_length=LONGEST_VERSION,
        help_text=gettext_lazy("e.g. 1.1. A published version never changes, so it needs a name of its own."),
    )

    def clean_version(self) -> str:
        return " ".join(self.cleaned_data["version"].split())
