"""HTML of which there is a lot: where a page has thousands of equal parts, a template would take most of the time."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe


def fill(form: str, rows: Iterable[Iterable[object]]) -> SafeString:
    """As `format_html_join`, in a quarter of the time: `form` once for each row; what is not marked as safe is escaped.

    That function asks each value for its lazy and its HTML form; over 17,000 values of a page this is most of its cost.
    """
    filled = (form.format(*[one if isinstance(one, SafeString) else escape(str(one)) for one in row]) for row in rows)
    return mark_safe("".join(filled))  # noqa: S308 - escaped above
