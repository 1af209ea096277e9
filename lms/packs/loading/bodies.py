"""The pieces of a body as blocks of a StreamField."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from content.blocks import table_value
from lms.common.texts.prose import inline_html, to_html
from lms.packs.reading.bodies import one_line, paragraphs
from lms.packs.reading.directives import PROSE, Piece
from lms.packs.reading.tables import read_table

NAMESPACE = uuid.UUID("0f5d3c86-7a9b-4c39-8f0c-5b1f6f7f2a10")
LED_TO = {"quiz", "scenario", "lab"}
CALLOUTS = {"safety": "safety", "evidence": "evidence", "try-it": "try_it", "note": "note"}
# Finds the primary key behind a name in a file: a quiz, scenario or lab by its code, a resource by its slug.
Find = Callable[[str, str], int]
Block = dict[str, Any]


def to_blocks(pieces: Iterable[Piece], *, owner: str, find: Find) -> list[Block]:
    """The raw data of a StreamField. `owner` names the page for ever: the same piece keeps its block id.

    The id of a reflection or quiz comes from its key, so that rewording a question keeps what people wrote in
    its box. Anything else is named by its words, since nothing points at it.
    """
    seen: Counter[str] = Counter()
    blocks: list[Block] = []
    for piece in pieces:
        if piece.name == "interval" and blocks and _continues(blocks[-1], piece):
            blocks[-1]["value"]["rows"].append(_item(owner, piece, seen, _interval(piece)))
            continue
        kind, value = _block(piece, owner, seen, find)
        blocks.append({"type": kind, "id": _block_id(owner, piece, seen), "value": value})
    return blocks


def to_items(kind: str, values: Iterable[Any], *, owner: str) -> list[Block]:
    """The raw data of a StreamField that is a plain list of one kind of block."""
    return [
        {"type": kind, "id": str(uuid.uuid5(NAMESPACE, f"{owner}#{kind}#{position}")), "value": value}
        for position, value in enumerate(values)
    ]


def _block_id(owner: str, piece: Piece, seen: Counter[str]) -> str:
    key = piece.attributes.get("key") or piece.attributes.get("code")
    words = key or f"{piece.title}:{piece.text}:{sorted(piece.attributes.items())}"
    name = f"{piece.name}:{words}"
    seen[name] += 1
    return str(uuid.uuid5(NAMESPACE, f"{owner}#{name}#{seen[name]}"))


def _item(owner: str, piece: Piece, seen: Counter[str], value: Any) -> Block:
    return {"type": "item", "id": _block_id(f"{owner}#row", piece, seen), "value": value}


def _continues(block: Block, piece: Piece) -> bool:
    """Intervals in a row are one chart, until one brings a caption of its own."""
    return bool(block["type"] == "intervals" and not piece.attributes.get("caption"))


def _block(piece: Piece, owner: str, seen: Counter[str], find: Find) -> tuple[str, Any]:
    if piece.name == PROSE:
        return "prose", to_html(piece.text)
    if piece.name in CALLOUTS:
        return "callout", _callout(piece)
    if piece.name == "interval":
        rows = [_item(owner, piece, seen, _interval(piece))]
        return "intervals", {"caption": piece.attributes.get("caption", ""), "rows": rows}
    if piece.name in {*LED_TO, "download"}:
        return piece.name, _pointer(piece, find)
    return piece.name.replace("-", "_"), SIMPLE[piece.name](piece)


def _callout(piece: Piece) -> Block:
    minutes = piece.attributes.get("minutes")
    return {
        "kind": CALLOUTS[piece.name],
        "title": piece.title,
        "minutes": int(minutes) if minutes else None,
        "body": to_html(piece.text),
    }


def _interval(piece: Piece) -> Block:
    given = piece.attributes
    return {
        "label": given["label"],
        "estimate": float(given["estimate"]),
        "low": float(given["low"]) if "low" in given else None,
        "high": float(given["high"]) if "high" in given else None,
        "measure": given["measure"],
        "source": given.get("source", ""),
    }


def _pointer(piece: Piece, find: Find) -> Block:
    given = piece.attributes
    if piece.name in LED_TO:
        return {piece.name: find(piece.name, given["code"]), "required": given.get("required", "true") == "true"}
    return {"resource": find("resource", given["resource"]), "document": None, "title": given.get("title", "")}


def _reflection(piece: Piece) -> Block:
    question, *rest = [one_line(part) for part in paragraphs(piece.text)]
    return {
        "key": piece.attributes["key"],
        "prompt": question,
        "help_text": rest[0] if rest else "",
        "required": piece.attributes.get("required") == "true",
    }


def _table(piece: Piece) -> Block:
    head, *rows = read_table(piece.text)
    return table_value(
        caption=piece.attributes["caption"],
        header=head,
        rows=[[f"<p>{inline_html(cell)}</p>" for cell in row] for row in rows],
        row_headings=piece.attributes.get("row_headings") == "true",
    )


SIMPLE: dict[str, Callable[[Piece], Block]] = {
    "words": lambda piece: {"text": to_html(piece.text), "context": piece.attributes.get("context", "")},
    "quote": lambda piece: {
        "text": to_html(piece.text),
        "source": piece.attributes["source"],
        "url": piece.attributes.get("url", ""),
    },
    "content-note": lambda piece: {"text": to_html(piece.text), "skip_to": piece.attributes.get("skip_to", "")},
    "template": lambda piece: {"title": piece.title, "text": to_html(piece.text)},
    "drawing": lambda piece: {
        "drawing": piece.attributes["key"],
        "alt": piece.attributes.get("alt", ""),
        "caption": piece.attributes.get("caption", ""),
    },
    "reflection": _reflection,
    "table": _table,
}
