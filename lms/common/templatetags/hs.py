"""Template tags every page may use: icons, drawings, initials, durations and levels."""

import re
from functools import lru_cache
from typing import Any

from django import template
from django.template.base import FilterExpression, Parser, TextNode, Token
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.common.icons import ICONS

register = template.Library()

DRAWING_KEY = re.compile(r"[a-z0-9-]{1,40}")
MINUTES_PER_HOUR = 60
# Icons that a sheet speaks of by name: they turn round from right to left, come and go, or have a colour.
STYLED_ICONS = frozenset(
    ["arrow-back", "arrow-on", "chevron-end", "close", "door", "link-out", "list", "menu"]
    + [f"level-{number}" for number in range(1, 5)]
)
LEVEL_NAMES = {
    1: gettext_lazy("Potential harm"),
    2: gettext_lazy("Developing"),
    3: gettext_lazy("Skilled"),
    4: gettext_lazy("Advanced"),
}


def icon(name: str) -> SafeString:
    """An icon from `lms.common.icons`, hidden from readers: put a word beside it. Unknown names give nothing."""
    if name not in ICONS:
        return SafeString("")
    styled = f" icon-{name}" if name in STYLED_ICONS else ""
    # Safe: both come from our own module, the name only after it was found there.
    return mark_safe(  # noqa: S308
        f'<svg class="icon{styled}" viewBox="0 0 24 24" aria-hidden="true">{ICONS[name]}</svg>'
    )


class _IconNode(template.Node):
    def __init__(self, name: FilterExpression) -> None:
        self.name = name

    def render(self, context: template.Context) -> SafeString:
        return icon(str(self.name.resolve(context) or ""))


@register.tag("icon")
def do_icon(parser: Parser, token: Token) -> template.Node:
    """`{% icon "bell" %}` or `{% icon item.icon %}`. A name in quotes is drawn once, as the template is read."""
    _tag, name = token.split_contents()
    chosen = parser.compile_filter(name)
    return TextNode(icon(chosen.var)) if isinstance(chosen.var, str) and not chosen.filters else _IconNode(chosen)


@register.simple_tag
def drawing(key: str | None, alt: str = "") -> SafeString:
    """The drawing `templates/drawings/<key>.svg`, inline so that it follows the theme.

    With `alt` it is a picture with that name; without, it is decoration. Unknown keys give nothing.
    """
    body = _drawing_body(str(key or ""))
    if not body:
        return SafeString("")
    if alt:
        return format_html('<svg class="drawing" role="img" aria-label="{}"{}', alt, body)
    return format_html('<svg class="drawing" aria-hidden="true"{}', body)


@lru_cache(maxsize=64)
def _drawing_body(key: str) -> SafeString:
    """What follows `<svg` in the file, or nothing. Only keys in the form of a plain name reach the loader."""
    if not DRAWING_KEY.fullmatch(key):
        return SafeString("")
    try:
        svg = get_template(f"drawings/{key}.svg").render()
    except TemplateDoesNotExist:
        return SafeString("")
    # Safe: our own file, without variables.
    return mark_safe(svg.strip().removeprefix("<svg"))  # noqa: S308


@register.filter
def initials(person: Any) -> str:
    """One or two first letters of a user's (or a string's) name: "Imke Lindqvist" gives "IL"."""
    name = getattr(person, "full_name", "") or str(person or "")
    words = [word for word in re.split(r"[\s@._-]+", name) if word and word[0].isalpha()]
    if not words:
        return ""
    first, last = words[0][0], words[-1][0] if len(words) > 1 else ""
    return (first + last).upper()


@register.filter
def duration(minutes: Any) -> str:
    """Whole minutes as a reader says them: 15 min, 1 h, 1 h 15 min. Anything that is no number gives nothing."""
    try:
        total = max(0, round(float(minutes)))
    except (TypeError, ValueError):
        return ""
    hours, rest = divmod(total, MINUTES_PER_HOUR)
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}


@register.simple_tag
def level(number: int | None, name: str = "") -> SafeString:
    """A level of competence as mark, number and word, e.g. ● 3 · Skilled; `name` is the framework's own word for it."""
    if number not in LEVEL_NAMES:
        return format_html('<span class="level">{}</span>', _("Not rated yet"))
    word = name or LEVEL_NAMES[number]
    return format_html(
        '<span class="level level-{}">{}<span>{} · {}</span></span>', number, icon(f"level-{number}"), number, word
    )
