"""Markdown to the HTML that Wagtail's rich text stores: a small subset, and nothing that could be more than text."""

import re
from collections.abc import Iterator
from html import escape

from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from lms.common.texts.problems import Problems

# Names as the editor of Wagtail writes them, so that a page saved there unchanged is still the same.
TAGS = {"strong": "b", "em": "i", "bullet_list": "ul", "ordered_list": "ol"}
BLOCKS = {"paragraph", "heading", "bullet_list", "ordered_list", "list_item", "hr", "inline"}
INLINE = {"text", "strong", "em", "link", "softbreak", "hardbreak", "text_special"}
HEADINGS = {"h2", "h3"}
LINK = re.compile(r"^(https?://[^\s]+|mailto:[^\s@]+@[^\s@]+|/[^\s/]?[^\s]*|#[\w-]+)$")
MARKUP = re.compile(r"(?<!\\)</?(?!https?:|mailto:)[a-zA-Z][^>]*>")


def _parser() -> MarkdownIt:
    # validateLink is ours (see _link): markdown-it would silently leave a bad one as text.
    parser = MarkdownIt("commonmark", {"html": False})
    parser.__dict__["validateLink"] = lambda url: True
    return parser


PARSER = _parser()


def to_html(text: str) -> str:
    """The HTML of a text that `check` had nothing against."""
    return "".join(_render(PARSER.parse(text)))


def inline_html(text: str) -> str:
    """The HTML of one line, without a paragraph around it."""
    return "".join(_inline(PARSER.parseInline(text)[0].children or []))


def check(text: str, file: str, first_line: int, problems: Problems) -> None:
    """Say where a text uses what our pages do not have: raw HTML, pictures, code, tables, other headings."""
    line, tokens = first_line, PARSER.parse(text)
    for token in tokens:
        line = first_line + token.map[0] if token.map else line
        kind = _kind(token)
        if kind not in BLOCKS:
            problems.add(file, line, _("%(kind)s has no place in running text"), kind=kind)
        if kind == "heading" and token.tag not in HEADINGS:
            problems.add(file, line, _("only ## and ### are headings here"))
        if kind == "inline":
            _check_inline(token, file, line, problems)
    _check_lists(tokens, file, first_line, problems)


def _check_inline(token: Token, file: str, line: int, problems: Problems) -> None:
    for number, text in enumerate(token.content.split("\n"), start=line):
        if MARKUP.search(text):
            problems.add(file, number, _("raw HTML is not read; write Markdown"))
    for child in token.children or []:
        kind = _kind(child)
        if kind not in INLINE:
            problems.add(file, line, _("%(kind)s has no place in running text"), kind=kind)
        elif child.type == "link_open" and not LINK.match(str(child.attrGet("href") or "")):
            problems.add(file, line, _("the link %(url)s leads nowhere"), url=child.attrGet("href"))
        if kind in {"softbreak", "hardbreak"}:
            line += 1


def _check_lists(tokens: list[Token], file: str, first_line: int, problems: Problems) -> None:
    line, paragraphs = first_line, 0
    for token in tokens:
        line = first_line + token.map[0] if token.map else line
        if token.type == "list_item_open":
            paragraphs = 0
        if token.type == "paragraph_open" and token.level > 1:
            paragraphs += 1
            if paragraphs > 1:
                problems.add(file, line, _("a list item holds one paragraph"))


def _kind(token: Token) -> str:
    return token.type.removesuffix("_open").removesuffix("_close")


def _render(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        kind = _kind(token)
        if kind == "inline":
            yield from _inline(token.children or [])
        elif kind == "hr":
            yield "<hr/>"
        elif kind == "paragraph" and token.level > 1:
            continue  # inside a list item: rich text stores the bare words
        elif token.nesting:
            tag = TAGS.get(kind, token.tag)
            yield f"</{tag}>" if token.nesting < 0 else f"<{tag}>"


def _inline(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        kind = _kind(token)
        if kind in {"text", "text_special"}:
            yield escape(token.content, quote=False)
        elif kind == "softbreak":
            yield " "
        elif kind == "hardbreak":
            yield "<br/>"
        elif kind == "link":
            yield f'<a href="{escape(str(token.attrGet("href")))}">' if token.nesting > 0 else "</a>"
        elif kind in TAGS:
            yield f"</{TAGS[kind]}>" if token.nesting < 0 else f"<{TAGS[kind]}>"
