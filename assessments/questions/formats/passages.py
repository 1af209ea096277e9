"""A text with gaps as other programs have it: one run of words with something to fill in between. No database."""

import re
from collections.abc import Callable, Sequence

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString
from django.utils.html import escape
from django.utils.translation import gettext as _

from assessments.questions.formats.draft import Unreadable
from assessments.questions.formats.text import BLOCKS, label, to_plain
from assessments.questions.kinds.base import Part

# Private letters: where a gap is, and where what belongs behind it ends.
GAP, END = "\ue000", "\ue001"
AFTER = "after"
TOKENS = re.compile(f"<[^<>]*>|[{GAP}{END}]|[^<{GAP}{END}]+")
Around = tuple[str, str]


def unmarked(text: str) -> str:
    """Text from a stranger, without the letters that mean something here."""
    return text.replace(GAP, "").replace(END, "")


def cut(html: str, gaps: int) -> tuple[str, list[Around], set[str]]:
    """(what stands before the paragraph with the first gap, [(before, after)] of each gap, names of what was lost).

    `html` has GAP at each gap. What stands between two of them goes before the second, but for what a span of the
    class `after` says to belong behind the first. Raises `Unreadable` where not all `gaps` stand in words.
    """
    root = BeautifulSoup(f"<div>{html}</div>", "html.parser").div or Tag(name="div")
    for note in root.find_all(string=lambda text: isinstance(text, PreformattedString)):
        note.extract()
    for span in root.find_all("span", class_=AFTER):
        span.append(END)
        span.unwrap()
    children = list(root.children)
    first = next((place for place, child in enumerate(children) if GAP in child.get_text()), 0)
    if children and not _is_block(children[first]):
        while first and not _is_block(children[first - 1]):
            first -= 1
    stem, passage = ("".join(map(_html, part)) for part in (children[:first], children[first:]))
    words, lost = label(passage)
    around = _around(bare(words))
    if len(around) != gaps:
        raise Unreadable(_("One of the gaps stands where no words can: in a form, a script, or an attribute."))
    return stem, around, lost


def joined(options: Sequence[Part], gap: Callable[[int, Part], str], span: Callable[[str], str]) -> str:
    """The text of the gaps as HTML for inside a paragraph; `gap` writes one, counted from 1, `span` what follows it."""
    pieces = []
    for place, one in enumerate(options, start=1):
        behind = span(bare(one["after"])) if one["after"] else ""
        pieces += [bare(one["before"]), gap(place, one), behind]
    return " ".join(piece for piece in pieces if piece)


def bare(html: str) -> str:
    """What stands in the one paragraph of a label."""
    return html.removeprefix("<p>").removesuffix("</p>")


def asked(stem: str) -> str:
    """What is asked; where the text begins at once, what one is to do."""
    return stem if to_plain(stem) else _("Choose what belongs into each gap.")


def _is_block(node: object) -> bool:
    return isinstance(node, Tag) and node.name in {*BLOCKS, "p", "ul", "ol", "table"}


def _html(node: object) -> str:
    return str(escape(node)) if isinstance(node, NavigableString) else str(node)


def _around(html: str) -> list[Around]:
    """The words around each gap."""
    found: list[Around] = []
    before = ""
    for mark, piece in _pieces(html):
        words = label(piece)[0] if to_plain(piece) else ""
        if mark == GAP:
            found.append((before, ""))
            before = words
        elif mark == END and found:
            found[-1], before = (found[-1][0], before), words
        else:
            before = words
    if before and found:
        found[-1] = (found[-1][0], label(f"{bare(found[-1][1])} {bare(before)}")[0])
    return found


def _pieces(html: str) -> list[tuple[str, str]]:
    """[(the mark before it, HTML)]: cut at the marks; a tag that is open there is opened anew."""
    pieces: list[tuple[str, str]] = []
    inside: list[str] = []
    mark = current = ""
    for token in TOKENS.findall(html):
        if token in (GAP, END):
            pieces.append((mark, current))
            mark, current = token, "".join(f"<{name}>" for name in inside)
            continue
        if token.startswith("</"):
            inside.pop()
        elif token.startswith("<") and not token.endswith("/>"):
            inside.append(token[1:-1])
        current += token
    return [*pieces, (mark, current)]
