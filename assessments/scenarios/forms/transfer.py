"""Bringing a scenario in and taking it out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from assessments.scenarios.formats import FORMATS, LARGEST_FILE, guess
from lms.common.desk import FileForm

WHICH = [
    ("draft", gettext_lazy("as its authors have it now")),
    ("live", gettext_lazy("as it is published")),
]


class ImportForm(FileForm):
    """A file, and under which code it comes in."""

    code = forms.SlugField(
        label=gettext_lazy("Code"),
        max_length=60,
        required=False,
        help_text=gettext_lazy(
            "Left empty, the one in the file. Where a scenario has it, the story becomes the draft of that one."
        ),
    )

    known = FORMATS
    file_help = gettext_lazy("YAML as we export it, or Twee 3 as Twine exports it. Nothing changes yet.")
    too_large = gettext_lazy("The file is larger than %(n)s MB. A scenario is a hundredth of that.")

    def largest(self) -> int:
        return LARGEST_FILE

    def guess(self, data: bytes, file_name: str) -> str:
        return guess(file_name)


class DecideForm(forms.Form):
    """What was shown, so that nothing else happens."""

    expected = forms.CharField(widget=forms.HiddenInput)


class ExportForm(forms.Form):
    format_name = forms.ChoiceField(label=gettext_lazy("Format"), widget=forms.RadioSelect)
    which = forms.ChoiceField(label=gettext_lazy("The story"), choices=WHICH, initial="draft", widget=forms.RadioSelect)

    def __init__(self, *args: Any, live: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["format_name"].choices = [(one.name, one.label) for one in FORMATS.values()]
        self.fields["format_name"].initial = next(iter(FORMATS))
        if not live:
            del self.fields["which"]
