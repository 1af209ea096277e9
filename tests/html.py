"""A page as a strict parser sees it."""

from typing import Any
from xml.etree import ElementTree

import html5lib
from html5lib.constants import E

REFERENCES = ("aria-describedby", "aria-labelledby", "aria-controls", "for", "form", "list")


def parse_strict(html: str | bytes) -> ElementTree.Element:
    """The tree of a whole page. AssertionError for bad HTML, a double id, or a reference to an id that is not there."""
    text = html.decode() if isinstance(html, bytes) else html
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(text)
    assert not parser.errors, "\n".join(_words(error, text) for error in parser.errors[:10])
    ids = [element.get("id") for element in root.iter() if element.get("id") is not None]
    double = {name for name in ids if ids.count(name) > 1}
    assert not double, f"ids that stand twice: {sorted(double)}"
    for element in root.iter():
        for attribute in REFERENCES:
            missing = {*(element.get(attribute) or "").split()} - {*ids}
            assert not missing, f"<{element.tag} {attribute}> points at nothing: {sorted(missing)}"
    return root


def parse_page(html: str | bytes) -> ElementTree.Element:
    """`parse_strict`, and what every page of ours has: language, title, one h1, one main, alt on every picture."""
    root = parse_strict(html)
    assert root.get("lang"), "<html> has no lang"
    assert (root.findtext("head/title") or "").strip(), "no title"
    for name in ("h1", "main"):
        assert len(list(root.iter(name))) == 1, f"{len(list(root.iter(name)))} × <{name}>"
    assert all(picture.get("alt") is not None for picture in root.iter("img")), "a picture without alt"
    return root


def text_of(element: ElementTree.Element) -> str:
    """The words of an element, spaces folded."""
    return " ".join("".join(element.itertext()).split())


def _words(error: tuple[Any, str, dict[str, Any]], text: str) -> str:
    (line, column), code, data = error
    around = text.splitlines()[line - 1 : line] or [""]
    return f"line {line}:{column} {E.get(code, code) % data}: {around[0].strip()[:160]}"
