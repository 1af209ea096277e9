"""XML from strangers: a small tree with line numbers, read by defusedxml; and XML written. No database."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax import SAXParseException  # only the error's class; defusedxml raises it
from xml.sax.handler import ContentHandler
from xml.sax.saxutils import escape, quoteattr

from defusedxml import DefusedXmlException
from defusedxml.sax import parseString
from django.utils.translation import gettext as _

from assessments.questions.formats.draft import Unreadable
from assessments.questions.formats.text import sane

DEEPEST = 100
MOST_NODES = 400_000
# HTML that is written without an end.
VOID = {"br", "img", "hr", "wbr", "col", "source", "track"}


@dataclass
class Node:
    """An element: its name without prefix, attributes, children and text in order, and the line it begins on."""

    name: str
    attrs: dict[str, str] = field(default_factory=dict)
    parts: "list[Node | str]" = field(default_factory=list)
    line: int = 0

    @property
    def children(self) -> "list[Node]":
        return [part for part in self.parts if isinstance(part, Node)]

    def all(self, *names: str) -> "list[Node]":
        """Children of these names."""
        return [child for child in self.children if child.name in names]

    def first(self, *names: str) -> "Node | None":
        return next(iter(self.all(*names)), None)

    def deep(self, *names: str) -> "Iterator[Node]":
        """Descendants of these names, in document order."""
        for child in self.children:
            if child.name in names:
                yield child
            yield from child.deep(*names)

    @property
    def text(self) -> str:
        """All words inside."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    def word(self, name: str) -> str:
        """The text of a child, stripped; "" where there is none."""
        child = self.first(name)
        return child.text.strip() if child else ""

    def html(self) -> str:
        """What stands inside, as HTML."""
        return "".join(escape(part) if isinstance(part, str) else part.outer() for part in self.parts)

    def outer(self) -> str:
        attrs = "".join(f" {name}={quoteattr(value)}" for name, value in self.attrs.items())
        return f"<{self.name}{attrs}>" + ("" if self.name in VOID else f"{self.html()}</{self.name}>")


class _Grower(ContentHandler):
    """Builds the tree. Namespaces are dropped: the formats here tell elements apart by name."""

    def __init__(self) -> None:
        super().__init__()
        self.top = Node("")
        self.open = [self.top]
        self.nodes = 0

    def startElement(self, name: str, attrs: object) -> None:
        self.nodes += 1
        line = self._locator.getLineNumber() or 0  # type: ignore[attr-defined]
        if len(self.open) > DEEPEST:
            raise Unreadable(_("The XML is nested too deeply."), line)
        if self.nodes > MOST_NODES:
            raise Unreadable(_("The XML has too many elements."), line)
        node = Node(name.split(":")[-1], {key: attrs[key] for key in attrs.keys()}, line=line)  # type: ignore[attr-defined,index]  # noqa: SIM118
        self.open[-1].parts.append(node)
        self.open.append(node)

    def endElement(self, name: str) -> None:
        self.open.pop()

    def characters(self, content: str) -> None:
        parts = self.open[-1].parts
        if parts and isinstance(parts[-1], str):
            parts[-1] += content
        else:
            parts.append(content)


def read_xml(data: bytes) -> Node:
    """The root element. Raises `Unreadable` with a line: not well-formed, declares entities, nested too deeply.

    The encoding is the one that the file declares. A document type is refused: it is what entity bombs and the
    reading of other people's files are made of, and none of our formats needs one.
    """
    if not data.strip():
        raise Unreadable(_("The file is empty."))
    grower = _Grower()
    try:
        parseString(data, grower, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise Unreadable(_("The XML declares a document type or entities. Remove the DOCTYPE."), 1) from error
    except SAXParseException as error:
        words = _("This is not well-formed XML: %(why)s.") % {"why": error.getMessage()}
        raise Unreadable(words, error.getLineNumber() or 1) from error
    except (LookupError, ValueError) as error:
        raise Unreadable(_("The XML is in an encoding that we can't read. Save it as UTF-8."), 1) from error
    return grower.top.children[0]


def element(name: str, *inside: str, **attrs: object) -> str:
    """An element as text; `inside` is XML already. `attrs`: a trailing _ is dropped, None leaves one out."""
    written = "".join(
        f" {key.rstrip('_')}={quoteattr(str(value))}" for key, value in attrs.items() if value is not None
    )
    body = "".join(inside)
    return f"<{name}{written}>{body}</{name}>" if body else f"<{name}{written}/>"


def words(text: object) -> str:
    """Text as XML."""
    return escape(sane(str(text)))


def document(body: str) -> bytes:
    """A whole file."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{sane(body)}\n'.encode()
