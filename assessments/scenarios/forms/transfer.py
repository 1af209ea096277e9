"""Bringing a scenario in and taking it out."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.scenarios.formats import FORMATS, LARGEST_FILE, guess

WHICH = [
    ("draft", gettext_lazy("as its authors have it now")),
    ("live", gettext_lazy("as it is published")),
]


class ImportForm(forms.Form):
    """A file, and under which code it comes in."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("YAML as we export it, or Twee 3 as Twine exports it. Nothing changes yet."),
    )
    format_name = forms.ChoiceField(label=gettext_lazy("Format"), required=False)
    code = forms.SlugField(
        label=gettext_lazy("Code"),
        max_length=60,
        required=False,
        help_text=gettext_lazy(
            "Left empty, the one in the file. Where a scenario has it, the story becomes the draft of that one."
        ),
    )

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
            words = _("The file is larger than %(n)s MB. A scenario is a hundredth of that.")
            self.add_error("file", words % {"n": f"{LARGEST_FILE / 1_000_000:g}"})
            return cleaned
        cleaned["data"] = file.read()
        cleaned["format_name"] = cleaned.get("format_name") or guess(file.name)
        if not cleaned["format_name"]:
            self.add_error("format_name", _("We can’t tell the format of this file. Choose it here."))
        return cleaned


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
