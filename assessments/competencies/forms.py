"""Bringing a framework in."""

from django import forms
from django.utils.translation import gettext_lazy

from assessments.competencies.formats import FORMATS, LARGEST_FILE, guess
from assessments.competencies.planning import LONGEST_VERSION
from lms.common.desk import FileForm


class ImportForm(FileForm):
    """A file that holds a whole framework."""

    known = FORMATS
    file_help = gettext_lazy("CASE 1.0 (JSON) or CSV, with the whole framework in it. Nothing changes yet.")

    def largest(self) -> int:
        return LARGEST_FILE

    def guess(self, data: bytes, file_name: str) -> str:
        return guess(data, file_name)


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
