"""Bringing questions in and taking them out."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from assessments.competencies.models import Competency
from assessments.questions.choices import Difficulty
from assessments.questions.formats import FORMATS, guess
from assessments.questions.models import QuestionBank
from lms.common.desk import FileForm


class ImportForm(FileForm):
    """A file, and what its questions get where it does not say it."""

    bank = forms.ModelChoiceField(QuestionBank.objects.all(), label=gettext_lazy("Into the bank"))
    competency = forms.ModelChoiceField(
        Competency.objects.all(), label=gettext_lazy("Competency"), help_text=gettext_lazy("For questions without one.")
    )
    topic = forms.SlugField(
        label=gettext_lazy("Topic"),
        max_length=40,
        help_text=gettext_lazy("For questions without one; what a quiz draws by, e.g. role-limits."),
    )
    difficulty = forms.TypedChoiceField(
        label=gettext_lazy("Difficulty"),
        choices=Difficulty.choices,
        coerce=int,
        initial=Difficulty.MIDDLE,
        help_text=gettext_lazy("For questions without one."),
    )

    known = FORMATS
    file_help = gettext_lazy("GIFT, Moodle XML, a QTI 2.1 or 3.0 package or item, or CSV. Nothing changes yet.")
    too_large = gettext_lazy("The file is larger than %(n)s MB. Split it.")

    def largest(self) -> int:
        return int(settings.QUESTION_IMPORT_MAX_BYTES)

    def guess(self, data: bytes, file_name: str) -> str:
        return guess(data, file_name)


class DecideForm(forms.Form):
    """What to do with what the dry run found."""

    expected = forms.CharField(widget=forms.HiddenInput)
    skip_problems = forms.BooleanField(
        required=False, label=gettext_lazy("Leave out the questions with problems and bring in the others")
    )
    with_duplicates = forms.BooleanField(
        required=False, label=gettext_lazy("Bring in duplicates all the same, under their own code")
    )
    with_safety = forms.BooleanField(
        required=False,
        label=gettext_lazy("Take over what the file calls safety-critical; a clinical reviewer publishes it"),
    )


class ExportForm(forms.Form):
    """Which questions, and for which program."""

    bank = forms.ModelChoiceField(QuestionBank.objects.all(), label=gettext_lazy("Bank"))
    format_name = forms.ChoiceField(label=gettext_lazy("Format"))
    topic = forms.SlugField(
        label=gettext_lazy("Topic"), required=False, help_text=gettext_lazy("Left empty, all of them.")
    )
    codes = forms.CharField(
        label=gettext_lazy("Only these questions"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Their codes, with spaces or one a line. Left empty, all of them."),
    )
    drafts = forms.BooleanField(label=gettext_lazy("Drafts that were never published, too"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["format_name"].choices = [(one.name, one.label) for one in FORMATS.values()]

    def clean_codes(self) -> list[str]:
        return self.cleaned_data["codes"].replace(",", " ").split()
