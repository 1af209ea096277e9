"""Choices of a form as HTML: a story with hundreds of moments offers them a hundred times."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from lms.common.markup import fill


@dataclass(frozen=True)
class Option:
    """One of several things to choose from."""

    value: str
    label: str
    chosen: bool = False


def option_list(found: Iterable[Option]) -> SafeString:
    """What a select or a list of suggestions offers."""
    rows = ((one.value, " selected" if one.chosen else "", one.label) for one in found)
    return fill('<option value="{}"{}>{}</option>', rows)


def check_list(name: str, field_id: str, found: Iterable[Option]) -> SafeString:
    """A box to tick for each; its id is the field's with its number."""
    rows = (
        (field_id, number, name, one.value, " checked" if one.chosen else "", one.label)
        for number, one in enumerate(found, start=1)
    )
    form = '<div><input type="checkbox" id="{0}-{1}" name="{2}" value="{3}"{4}><label for="{0}-{1}">{5}</label></div>'
    return fill(form, rows)
