"""Who plays, in which variants, and what each of them says or does when."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.instruments.editing import LISTS, Json, prompt_key
from assessments.instruments.forms.base import Group, PartForm, line_field, number_field, words_field

CODE = RegexValidator(r"^[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*$", gettext_lazy("Letters, figures and hyphens only."))


class NamedForm(PartForm):
    """An entry of a list that has a name of its own, which no other may have."""

    def named(self) -> str:
        return LISTS[self.path[0]]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        key = self.named()
        others = {str(one.get(key)) for one in self.kit.get(self.path[0], ())} - {self.path[1]}
        if cleaned.get(key) in others:
            self.add_error(key, _("There is another one of this name."))
        return cleaned

    def new_path(self) -> tuple[str, ...]:
        return (self.path[0], self.cleaned_data[self.named()])


class ActorForm(NamedForm):
    name = line_field(gettext_lazy("Name"), 60, needed=True, help_text=gettext_lazy("A fictional one, e.g. Lena"))
    about = words_field(
        gettext_lazy("Who they are"), 600, rows=3, help_text=gettext_lazy("e.g. “Eager, new, talks when nervous.”")
    )
    wants = words_field(gettext_lazy("What they want tonight"), 600, rows=2)
    limits = words_field(
        gettext_lazy("Limits"),
        600,
        rows=2,
        help_text=gettext_lazy(
            "What the actor never does or says, e.g. “No method, no place. You don’t leave the room.”"
        ),
    )


class VariantForm(NamedForm):
    code = line_field(gettext_lazy("Code"), 10, needed=True, validators=[CODE], help_text=gettext_lazy("e.g. B"))
    title = line_field(gettext_lazy("What is different in it"), 120)


class PromptForm(PartForm):
    minute = number_field(gettext_lazy("Minute"), 0, 240, help_text=gettext_lazy("counted from the beginning"))
    actor = forms.ChoiceField(label=gettext_lazy("Who"))
    cue = words_field(gettext_lazy("Says or does"), 600, rows=3, needed=True)
    if_trainee = words_field(
        gettext_lazy("If the trainee …"), 300, rows=2, help_text=gettext_lazy("e.g. “stops you kindly”")
    )
    then = words_field(
        gettext_lazy("… then"), 600, rows=2, help_text=gettext_lazy("e.g. “you wait, and listen to the others”")
    )

    def prepare(self) -> None:
        names = [str(one.get("name")) for one in self.kit.get("actors", ())]
        self.fields["actor"].choices = [("", _("Choose …")), *((name, name) for name in names)]
        chosen = set((self.part or {}).get("elicits", ()))
        self.known: set[str] = set()
        for item in self.kit.get("items", ()):
            code = str(item.get("competency"))
            row = self.framework.get(code)
            out = {*item.get("scripted_out", ())}
            rows = [one for one in row.behaviours.all() if one.kind != "harmful"] if row else []
            choices = [
                (one.code, f"{one.code} {one.text}") for one in rows if one.code not in out or one.code in chosen
            ]
            if not choices or row is None:
                continue
            self.known |= {value for value, _label in choices}
            self.fields[f"elicits-{code}"] = forms.MultipleChoiceField(
                label=_("Gives room for: %(title)s") % {"title": f"{code} {row.title}"},
                choices=choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[value for value, _label in choices if value in chosen],
            )

    def groups(self) -> list[Group]:
        return [Group("", list(self.visible_fields()))]

    def value(self) -> Json:
        cleaned = dict(self.cleaned_data)
        part = self.part or {}
        elicits = [code for name in list(cleaned) if name.startswith("elicits-") for code in cleaned.pop(name)]
        # What the framework no longer knows stays until somebody takes it out.
        before = part.get("elicits", [])
        elicits += [code for code in before if code not in self.known]
        return {**part, **cleaned, "elicits": before if set(before) == set(elicits) else elicits}

    def new_path(self) -> tuple[str, ...]:
        return (*self.path[:2], prompt_key(self.value()))
