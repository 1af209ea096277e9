"""What the forms of all parts have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from assessments.competencies.models import CompetencyVersion
from assessments.instruments.editing import Json


@dataclass(frozen=True)
class Group:
    """Fields that belong together. `kind`: of a behaviour, *row* for short ones side by side, else empty.

    Without a `legend` it has no heading of its own.
    """

    legend: str
    fields: Sequence[BoundField]
    kind: str = ""
    note: str = ""


class PartForm(forms.Form):
    """`kit`: as it stands; `part`: what is changed, None for a new one; `words`: the framework in force, by code."""

    use_required_attribute = False

    def __init__(
        self,
        data: Any = None,
        *,
        path: tuple[str, ...],
        kit: Json,
        part: Json | None,
        words: Mapping[str, CompetencyVersion],
    ) -> None:
        self.path, self.kit, self.part, self.framework = path, kit, part, words
        super().__init__(data, initial=self.told(part or {}))
        self.prepare()

    def told(self, part: Json) -> Json:
        """The first values of the fields."""
        return part

    def prepare(self) -> None:
        """A place for fields that depend on the kit."""

    def groups(self) -> list[Group]:
        return [Group("", list(self.visible_fields()))]

    def value(self) -> Json:
        """The part as it is kept, with what no field asks for as it was. Only after `is_valid`."""
        part = self.part or {}
        said = {name: value for name, value in self.cleaned_data.items() if value != "" or name in part}
        return {**part, **said}

    def new_path(self) -> tuple[str, ...]:
        """Where the part is found once it is kept."""
        return self.path


def words_field(label: Any, longest: int, *, rows: int = 3, needed: bool = False, **options: Any) -> forms.CharField:
    """Words of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=longest, required=needed, widget=widget, **options)


def line_field(label: Any, longest: int, *, needed: bool = False, counted: bool = False, **options: Any) -> Any:
    """Words of one line; `counted` shows while typing how many letters still fit."""
    attrs = {"autocomplete": "off", **({"data-most": str(longest)} if counted else {})}
    field = forms.CharField(
        label=label, max_length=longest, required=needed, widget=forms.TextInput(attrs=attrs), **options
    )
    # Whoever pastes more shall see all of it, and by how much it is too long.
    field.widget.attrs.pop("maxlength", None)
    return field


def number_field(label: Any, low: int, high: int, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=low, max_value=high, **options)
