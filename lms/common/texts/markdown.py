"""The HTML of rich text back to Markdown, so that reading it again gives the same HTML."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from lms.common.texts.prose import inline_html

BLOCK_TAGS = {"p", "h2", "h3", "ul", "ol", "li", "hr"}
EMPHASIS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
# Turns the attributes of a stored link into the address that goes into the file.
Resolve = Callable[[dict[str, str]], str]


@dataclass
class Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)


def plain_link(attributes: dict[str, str]) -> str:
    return attributes.get("href", "")


def to_markdown(html: str, resolve: Resolve = plain_link) -> str:
    """Markdown of stored rich text, one paragraph a line. Unknown tags give their words only."""
    blocks: list[str] = []
    previous = ""
    for node in _blocks(parse_html(html)):
        marker = _list_marker(node, previous)
        text = _block(node, resolve, marker)
        if text:
            blocks.append(text)
            previous = node.tag + marker
    return "\n\n".join(blocks)


def inline_markdown(html: str, resolve: Resolve = plain_link) -> str:
    """Markdown of one line: a table cell, or one paragraph."""
    nodes = _blocks(parse_html(html))
    return " ".join(part for part in (_line(node, resolve) for node in nodes) if part)


def parse_html(html: str) -> Node:
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.root


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {key: value or "" for key, value in attrs})
        self.open[-1].children.append(node)
        if tag not in {"br", "hr"}:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def _blocks(root: Node) -> list[Node]:
    """The blocks at the top; loose words become a paragraph, unknown wrappers are opened."""
    found: list[Node] = []
    loose = Node("p")
    for child in root.children:
        if isinstance(child, Node) and (child.tag in BLOCK_TAGS or _wraps_blocks(child)):
            found += [loose] if loose.children else []
            loose = Node("p")
            found += [child] if child.tag in BLOCK_TAGS else _blocks(child)
        else:
            loose.children.append(child)
    return [*found, loose] if loose.children else found


def _wraps_blocks(node: Node) -> bool:
    return any(isinstance(child, Node) and (child.tag in BLOCK_TAGS or _wraps_blocks(child)) for child in node.children)


def _list_marker(node: Node, previous: str) -> str:
    """Two lists in a row need unlike marks, or they would be read as one."""
    first, second = {"ul": ("-", "*"), "ol": (".", ")")}.get(node.tag, ("", ""))
    return second if first and previous == node.tag + first else first


def _block(node: Node, resolve: Resolve, marker: str) -> str:
    if node.tag == "hr":
        return "---"
    if node.tag in {"ul", "ol"}:
        return _list(node, resolve, marker)
    text = _line(node, resolve)
    heading = {"h2": "## ", "h3": "### "}.get(node.tag, "")
    return heading + text if text else ""


def _list(node: Node, resolve: Resolve, marker: str) -> str:
    lines: list[str] = []
    items = [child for child in node.children if isinstance(child, Node) and child.tag == "li"]
    for number, item in enumerate(items, start=1):
        mark = f"{marker} " if node.tag == "ul" else f"{number}{marker} "
        words = Node("p", {}, [child for child in item.children if not _is_list(child)])
        lines.append((mark + _line(words, resolve)).rstrip())
        for child in item.children:
            if isinstance(child, Node) and _is_list(child):
                inner = _list(child, resolve, "-" if child.tag == "ul" else ".")
                lines += [" " * len(mark) + line for line in inner.split("\n")]
    return "\n".join(lines)


def _is_list(child: "Node | str") -> bool:
    return isinstance(child, Node) and child.tag in {"ul", "ol"}


def _line(node: Node, resolve: Resolve) -> str:
    text = _guard_start(_inline(node.children, resolve).strip())
    if _same_words(text, node, resolve):
        return text
    # Emphasis that Markdown can't say (glued to a letter after a bracket, say): the words matter more.
    return _guard_start(_inline(node.children, resolve, emphasis=False).strip())


def _same_words(text: str, node: Node, resolve: Resolve) -> bool:
    return _signature(parse_html(inline_html(text)), plain_link) == _signature(node, resolve)


def _signature(node: Node, resolve: Resolve) -> list[tuple[str, str]]:
    """The words and what applies to each, to see whether two pieces of HTML say the same."""
    found: list[tuple[str, str]] = []

    def walk(children: "list[Node | str]", style: str) -> None:
        for child in children:
            if isinstance(child, str):
                found.extend((letter, style) for letter in child if not letter.isspace())
            elif child.tag == "br":
                found.append(("br", style))
            elif child.tag == "a":
                walk(child.children, f"{style}a({resolve(child.attributes)})")
            else:
                walk(child.children, style + EMPHASIS.get(child.tag, ""))

    walk(node.children, "")
    return found


def _inline(children: "list[Any]", resolve: Resolve, *, emphasis: bool = True) -> str:
    parts: list[str] = []
    for child in children:
        if isinstance(child, str):
            parts.append(_escape(re.sub(r"\s+", " ", child)))
        elif child.tag == "br":
            parts.append("\\\n")
        else:
            parts.append(_marked(child, _inline(child.children, resolve, emphasis=emphasis), resolve, emphasis))
    return "".join(parts)


def _marked(node: Node, inner: str, resolve: Resolve, emphasis: bool) -> str:
    words = inner.strip()
    before, after = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    if not words:
        return inner
    if node.tag == "a":
        address = resolve(node.attributes)
        return f"{before}[{words}]({_address(address)}){after}" if address else inner
    mark = EMPHASIS.get(node.tag, "") if emphasis else ""
    return f"{before}{mark}{words}{mark}{after}"


def _address(url: str) -> str:
    return f"<{url}>" if re.search(r"[\s()]", url) else url


def _escape(text: str) -> str:
    text = re.sub(r"([\\*`])", r"\\\1", text)
    text = re.sub(r"(?<![^\W_])_|_(?![^\W_])", r"\\_", text)
    text = re.sub(r"\](?=[(\[:])", r"\\]", text)
    text = re.sub(r"<(?=[A-Za-z/!?])", r"\\<", text)
    return re.sub(r"&(?=#?\w+;)", r"\\&", text)


def _guard_start(text: str) -> str:
    """A paragraph must not begin like a heading, a list, a quotation, a rule or one of our fences."""
    lines = []
    for line in text.split("\n"):
        guarded = re.sub(r"^(\s*)([#>+=~|-]|:::)", r"\1\\\2", line)
        lines.append(re.sub(r"^(\s*\d{1,9})([.)])(?=\s|$)", r"\1\\\2", guarded))
    return "\n".join(lines)
