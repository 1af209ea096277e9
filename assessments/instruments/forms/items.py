"""What is rated: a competency, and for each of its behaviours its room in the script and its words on a phone."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.competencies.choices import BehaviourKind
from assessments.instruments.checking import LONGEST_SHORT
from assessments.instruments.editing import Json
from assessments.instruments.forms.base import Group, PartForm, line_field

PROMPTED, UNPROMPTED, NO_ROOM = "", "unprompted", "scripted_out"
ROOMS = (
    (PROMPTED, gettext_lazy("A prompt gives room for it")),
    (UNPROMPTED, gettext_lazy("It can be seen without a prompt")),
    (NO_ROOM, gettext_lazy("No room: never rated here")),
)


class NewItemForm(PartForm):
    """Which competency is rated too; its behaviours come on the next page."""

    competency = forms.ChoiceField(label=gettext_lazy("Competency"))

    def prepare(self) -> None:
        taken = {one.get("competency") for one in self.kit.get("items", ())}
        rows = [(code, f"{code} {row.title}") for code, row in self.framework.items() if code not in taken]
        self.fields["competency"].choices = [("", _("Choose …")), *rows]

    def value(self) -> Json:
        return {"competency": self.cleaned_data["competency"], "scripted_out": [], "unprompted": [], "short": {}}

    def new_path(self) -> tuple[str, ...]:
        return ("items", self.cleaned_data["competency"])


class ItemForm(PartForm):
    """One group of fields for each behaviour of the competency. Harm needs no room: it counts wherever it is seen."""

    def prepare(self) -> None:
        part, short = self.part or {}, (self.part or {}).get("short", {})
        row = self.framework.get(self.path[1])
        self.behaviours = list(row.behaviours.all()) if row else []
        for one in self.behaviours:
            if one.kind != BehaviourKind.HARMFUL:
                room = next((name for name in (UNPROMPTED, NO_ROOM) if one.code in part.get(name, ())), PROMPTED)
                self.fields[f"room-{one.code}"] = forms.ChoiceField(
                    label=gettext_lazy("Room in the script"), choices=ROOMS, required=False, initial=room
                )
            self.fields[f"short-{one.code}"] = line_field(
                gettext_lazy("Short words for the phone"), LONGEST_SHORT, counted=True, initial=short.get(one.code, "")
            )

    def groups(self) -> list[Group]:
        return [
            Group(
                f"{one.code} · {one.get_kind_display()}",
                [self[name] for name in (f"room-{one.code}", f"short-{one.code}") if name in self.fields],
                one.kind,
                one.text,
            )
            for one in self.behaviours
        ]

    def value(self) -> Json:
        rooms = {one.code: self.cleaned_data.get(f"room-{one.code}", PROMPTED) for one in self.behaviours}
        shorts = {one.code: self.cleaned_data[f"short-{one.code}"].strip() for one in self.behaviours}
        return {
            **(self.part or {"competency": self.path[1]}),
            NO_ROOM: [code for code, room in rooms.items() if room == NO_ROOM],
            UNPROMPTED: [code for code, room in rooms.items() if room == UNPROMPTED],
            "short": {code: words for code, words in shorts.items() if words},
        }
