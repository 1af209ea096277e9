"""Bringing a framework in, and writing the next version part by part."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from assessments.competencies.choices import BehaviourKind, Method, Needs
from assessments.competencies.crosswalks import SETS
from assessments.competencies.formats import FORMATS, LARGEST_FILE, guess
from assessments.competencies.formats.checking import LONGEST_DESCRIPTION
from assessments.competencies.formats.normal import lines
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


class PartForm(forms.Form):
    """One part of a draft. `part` gives what `editing.put` takes; `seen` is the mark of what the form showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def part(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in {"seen", "code"}}

    @staticmethod
    def initial_of(part: dict[str, Any]) -> dict[str, Any]:
        """What the fields show of a part."""
        return part


class Sources(forms.CharField):
    """Sources, one a line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, **more: Any) -> None:
        words = gettext_lazy("One a line: what shaped these words. Sources are named, never copied.")
        super().__init__(label=gettext_lazy("Informed by"), required=False, help_text=words, **more)

    def to_python(self, value: Any) -> Any:
        return lines(str(value or "").splitlines())

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class WholeForm(PartForm):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    level4_requires = forms.CharField(
        label=gettext_lazy("Level 4 asks for"),
        max_length=8,
        help_text=gettext_lazy("any, all, or a number of advanced behaviours"),
    )
    informed_by = Sources()


class LevelForm(PartForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=40)
    mark = forms.CharField(
        label=gettext_lazy("Mark"),
        max_length=2,
        help_text=gettext_lazy("A sign that tells levels apart without colour."),
    )
    description = forms.CharField(
        label=gettext_lazy("Description"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class DomainForm(PartForm):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)


class CompetencyForm(PartForm):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    description = forms.CharField(
        label=gettext_lazy("Description"),
        max_length=LONGEST_DESCRIPTION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    domain = forms.ChoiceField(label=gettext_lazy("Domain"))
    method = forms.ChoiceField(label=gettext_lazy("Method"), choices=Method.choices)
    safety_critical = forms.BooleanField(label=gettext_lazy("Safety-critical"), required=False)
    informed_by = Sources()

    def __init__(self, *args: Any, domains: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        chosen: Any = self.fields["domain"]
        chosen.choices = domains


class BehaviourForm(PartForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=BehaviourKind.choices,
        help_text=gettext_lazy("One harmful behaviour seen sets level 1; all basic ones make level 3."),
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=240,
        help_text=gettext_lazy("One thing that can be seen, beginning with a verb. In your own words."),
    )


class CrosswalkForm(PartForm):
    """Which targets of each set a competency points at; sets and remarks that we have no name for stay as they are."""

    def __init__(self, *args: Any, part: dict[str, Any] | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.there: dict[str, list[Any]] = dict((part or {}).get("crosswalk", {}))
        for one in SETS:
            said = self.there.get(one.key, [])
            names = {
                str(key): f"{key} · {name}" if isinstance(key, int) else str(name) for key, name in one.targets.items()
            }
            names.update({str(key): str(key) for key in said if str(key) not in names})
            self.fields[one.key] = forms.MultipleChoiceField(
                label=one.label,
                choices=list(names.items()),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[str(key) for key in said],
            )

    def part(self) -> dict[str, Any]:
        named = {one.key: self.cleaned_data[one.key] for one in SETS}
        return {"crosswalk": {key: parts for key, parts in {**self.there, **named}.items() if parts}}

    @staticmethod
    def initial_of(part: dict[str, Any]) -> dict[str, Any]:
        return {key: [str(one) for one in parts] for key, parts in part["crosswalk"].items()}


class NewForm(forms.Form):
    """The code of something new."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=24,
        help_text=gettext_lazy("Letters, figures and hyphens, e.g. SAFE-4. It stays the same for good."),
    )


class SendForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("A word to the reviewers"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("What is to be changed"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DraftPublishForm(PublishForm):
    """As `PublishForm`, and what happens to evidence. Where nothing has to go over, nothing is asked."""

    carry = forms.ChoiceField(
        label=gettext_lazy("Evidence of people"),
        widget=forms.RadioSelect,
        choices=[
            ("yes", gettext_lazy("Carry it over as laid out above")),
            ("no", gettext_lazy("Leave it where it is; the new competencies are asked anew")),
        ],
    )

    def __init__(self, *args: Any, asks: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not asks:
            del self.fields["carry"]


class SuccessorForm(forms.Form):
    """Which competencies of the draft take the place of one that was. Ticking none says that it is dropped."""

    named = forms.MultipleChoiceField(
        label=gettext_lazy("What takes its place"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, targets: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        chosen: Any = self.fields["named"]
        chosen.choices = targets


class NeedsForm(forms.Form):
    """When evidence goes over to a competency that several became."""

    needs = forms.ChoiceField(
        label=gettext_lazy("Where several became one"), choices=Needs.choices, widget=forms.RadioSelect
    )
