"""HTML of which there is a lot: where a story has hundreds of moments, a template would take most of the time."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True)
class Option:
    """One of several things to choose from."""

    value: str
    label: str
    chosen: bool = False


def fill(form: str, rows: Iterable[Iterable[object]]) -> SafeString:
    """As `format_html_join`, in a quarter of the time: `form` once for each row; what is not marked as safe is escaped.

    That function asks each value for its lazy and its HTML form; over 17,000 values of a page this is most of its cost.
    """
    filled = (form.format(*[one if isinstance(one, SafeString) else escape(str(one)) for one in row]) for row in rows)
    return mark_safe("".join(filled))  # noqa: S308 - escaped above


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
