"""The small forms of a kit's parts."""

from typing import Any

from assessments.instruments.forms.base import PartForm
from assessments.instruments.forms.items import ItemForm, NewItemForm
from assessments.instruments.forms.parts import BasicsForm, BriefForm, NotesForm, RulesForm
from assessments.instruments.forms.script import ActorForm, PromptForm, VariantForm

FORMS: dict[str, type[PartForm]] = {
    "basics": BasicsForm,
    "rules": RulesForm,
    "brief": BriefForm,
    "notes": NotesForm,
    "items": ItemForm,
    "actors": ActorForm,
    "variants": VariantForm,
    "prompts": PromptForm,
}


def form_for(path: tuple[str, ...], data: Any = None, **known: Any) -> PartForm:
    """The form of the part at a path; `known`: kit, words, part."""
    is_new_item = path[0] == "items" and not path[1]
    return (NewItemForm if is_new_item else FORMS[path[0]])(data, path=path, **known)


__all__ = ["FORMS", "PartForm", "form_for"]
