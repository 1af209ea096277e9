"""Words from a file: decoded, and cleaned to what a question may hold. No database."""

import codecs
import re

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString
from django.utils.html import escape
from django.utils.translation import gettext as _

from assessments.questions.compiling import PROSE, inline, prose
from assessments.questions.formats.draft import Unreadable

# Read no further, not even for their words.
GONE = [
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "applet",
    "template",
    "noscript",
    "svg",
    "math",
    "form",
    "input",
    "textarea",
    "select",
    "button",
    "head",
]
# Stand on lines of their own, and become paragraphs.
BLOCKS = [
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "section",
    "article",
    "pre",
    "address",
    "figure",
    "figcaption",
    "center",
    "td",
    "th",
]
# Change nothing that anybody would miss.
QUIET = {"span", "font", "html", "body", "tbody", "thead", "tfoot", "tr", "u", "small", "big", "nobr", "wbr", "label"}
DEEPEST = 60

# What XML can't hold, and what Unicode keeps for programs' own use.
NEVER = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

# Markup as opposed to a sign: "x < y" and "<name>" are words.
KNOWN = (
    "p|br|b|i|u|em|strong|a|ul|ol|li|div|span|h[1-6]|table|t[rdh]|tbody|thead|img|script|style|iframe|sub|sup|pre|code|"
    "blockquote|hr|font|object|embed|svg|math|form|input|video|audio|center|small|big"
)
MARKUP = re.compile(rf"</?(?:{KNOWN})\b[^<>]*>|&(?:[a-z]+|#\d+);", re.IGNORECASE)

BOMS = [(codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")]


def decode(data: bytes) -> str:
    """The text of a file: UTF-8, or what its first bytes say. Lines end with \\n.

    Raises `Unreadable` with the line of the first byte that does not fit. We don't guess: a wrong guess would put wrong
    letters into questions, and nobody would notice.
    """
    encoding = next((name for mark, name in BOMS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Unreadable(_("This file is not in UTF-8. Save it as UTF-8 and upload it again."), line) from error
    if "\0" in text:
        raise Unreadable(_("This is not a text file, or it is in another encoding. Save it as UTF-8."), 1)
    if not text.strip():
        raise Unreadable(_("The file is empty."))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def sane(text: str) -> str:
    """The text without characters that no file of ours can hold; lines end with \\n."""
    return NEVER.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def from_plain(text: str) -> str:
    """HTML of plain text: an empty line parts paragraphs, a line break stays one."""
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
    return "".join(f"<p>{escape(part)}</p>".replace("\n", "<br/>") for part in paragraphs)


def to_plain(html: str) -> str:
    """The words of HTML on one line, for what holds no markup."""
    html = sane(html)
    return " ".join(_soup(html)[0].get_text(" ").split()) if "<" in html or "&" in html else " ".join(html.split())


def plain_of(text: str) -> str:
    """The words of a field that is plain, in which other programs may have put markup all the same."""
    return to_plain(text) if MARKUP.search(text) else " ".join(sane(text).split())


def as_plain(text: str) -> str:
    """Plain words for such a field: escaped where they would be taken for markup."""
    return from_plain(text) if MARKUP.search(text) else text


def html_of(text: str) -> str:
    """HTML of a field that may hold either."""
    return text if MARKUP.search(text) else from_plain(text)


def rich(html: str) -> tuple[str, set[str]]:
    """(paragraphs, lists, links and emphasis; names of what was left out). Raises `Unreadable`.

    >>> rich('Well? <img src="x"><script>alert(1)</script>')
    ('<p>Well?</p>', {'img', 'script'})
    """
    soup, lost = _soup(html)
    return _settled("".join(str(part) for part in _in_paragraphs(soup))), lost


def label(html: str) -> tuple[str, set[str]]:
    """(one paragraph that may stand inside a label, names of what was left out). Raises `Unreadable`."""
    soup, lost = _soup(html)
    lost |= {tag.name for tag in soup.find_all(["ul", "ol", "a"])}
    for tag in soup.find_all("li"):
        tag.name = "p"
    words = inline("".join(str(part) for part in _in_paragraphs(soup)))
    words = re.sub(r"^(\s|<br/?>)+|(\s|<br/?>)+$", "", words)
    return (f"<p>{words}</p>" if words else ""), lost


def _settled(html: str) -> str:
    """Clean, without empty paragraphs at either end, and the same when it is cleaned again."""
    return re.sub(r"<p>\s*</p>", "", prose(html)).strip()


def _soup(html: str) -> tuple[Tag, set[str]]:
    """A tree with only what we know, and the names of what it lost."""
    # The wrapper keeps the parser from taking a bare address for a file name.
    root = BeautifulSoup(f"<div>{sane(html)}</div>", "html.parser")
    lost: set[str] = set()
    for node in root.find_all(string=lambda text: isinstance(text, PreformattedString)):
        node.extract()
    for tag in root.find_all(GONE):
        lost.add(tag.name)
        tag.extract()
    _measure(root)
    for tag in root.find_all(True):
        _reduce(tag, lost)
    return root, lost


def _reduce(tag: Tag, lost: set[str]) -> None:
    if tag.name not in PROSE and tag.name not in QUIET and tag.name not in BLOCKS:
        lost.add(tag.name)
    if tag.name not in {"ul", "ol", "li"} and tag.find([*BLOCKS, "p", "ul", "ol"]):
        tag.name = "div"
    elif tag.name in BLOCKS:
        tag.name = "p"
    address = tag.get("href") if tag.name == "a" else None
    tag.attrs = {"href": address} if address else {}


def _measure(root: Tag) -> None:
    """Cleaning goes down by recursion: refuse what is nested like nothing that people write."""
    waiting: list[tuple[Tag, int]] = [(root, 0)]
    while waiting:
        tag, depth = waiting.pop()
        if depth > DEEPEST:
            raise Unreadable(_("The HTML of this text is nested too deeply."))
        waiting += [(child, depth + 1) for child in tag.children if isinstance(child, Tag)]


def _in_paragraphs(node: Tag) -> list[Tag | str]:
    """What stands in a container, with every run of bare words in a paragraph of its own."""
    parts: list[Tag | str] = []
    run = ""
    for child in node.children:
        if not isinstance(child, Tag) or child.name not in {"p", "ul", "ol", "div"}:
            run += escape(child) if isinstance(child, NavigableString) else str(child)
            continue
        parts += [f"<p>{run.strip()}</p>"] if run.strip() else []
        run = ""
        parts += _in_paragraphs(child) if child.name == "div" else [child]
    return [*parts, f"<p>{run.strip()}</p>"] if run.strip() else parts
