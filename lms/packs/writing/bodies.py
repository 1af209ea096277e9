"""The blocks of a StreamField as the text of a body."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from content.blocks import table_cells
from lms.common.texts.markdown import Resolve, inline_markdown, to_markdown

CALLOUTS = {"safety": "safety", "evidence": "evidence", "try_it": "try-it", "note": "note"}
Block = dict[str, Any]
# Attributes that are one word; the others are written in quotes.
BARE = {"key", "resource", "estimate", "low", "high", "required", "row_headings"}
# Gives the name in a file for a primary key: the code of a quiz, scenario or lab, the slug of a resource. "" when gone.
Name = Callable[[str, Any], str]


@dataclass
class BodyWriter:
    """Writes bodies; what a pack has no form for (pictures, recordings, files) is counted in `left_out`."""

    name: Name
    resolve: Resolve
    left_out: list[str] = field(default_factory=list)

    def write(self, blocks: Iterable[Block]) -> str:
        """The text of a body from the raw data of its StreamField."""
        parts: list[str] = []
        for block in blocks:
            writer = getattr(self, f"_{block['type']}", None)
            text = writer(block["value"], block) if writer else ""
            if text:
                parts.append(text)
            elif block["type"] != "prose":
                self.left_out.append(block["type"])
        return "\n\n".join(parts)

    def _prose(self, value: str, _block: Block) -> str:
        return to_markdown(value, self.resolve)

    def _callout(self, value: Block, _block: Block) -> str:
        minutes = f" | {value['minutes']}" if value.get("minutes") else ""
        name = CALLOUTS.get(value["kind"], "note")
        return self._fence(f"{name} {value['title']}{minutes if name == 'try-it' else ''}", value["body"])

    def _words(self, value: Block, _block: Block) -> str:
        return self._fence(_head("words", context=value.get("context")), value["text"])

    def _quote(self, value: Block, _block: Block) -> str:
        return self._fence(_head("quote", source=value["source"], url=value.get("url")), value["text"])

    def _content_note(self, value: Block, _block: Block) -> str:
        return self._fence(_head("content-note", skip_to=value.get("skip_to")), value["text"])

    def _template(self, value: Block, _block: Block) -> str:
        return self._fence(f"template {value['title']}", value["text"])

    def _reflection(self, value: Block, block: Block) -> str:
        key = value.get("key") or str(block.get("id", ""))[:8]
        required = "true" if value.get("required") else ""
        parts = [" ".join(part.split()) for part in (value["prompt"], value.get("help_text") or "") if part]
        return "\n".join([f"::: {_head('reflection', key=key, required=required)}", "\n\n".join(parts), ":::"])

    def _table(self, value: Block, _block: Block) -> str:
        caption, header, rows = table_cells(value)
        lines = [_row(header), _row(["---"] * len(header))]
        lines += [_row([inline_markdown(cell, self.resolve) for cell in row]) for row in rows]
        headings = "true" if value.get("row_headings") else ""
        return "\n".join([f"::: {_head('table', caption=caption, row_headings=headings)}", *lines, ":::"])

    def _intervals(self, value: Block, _block: Block) -> str:
        lines: list[str] = []
        for position, item in enumerate(value["rows"]):
            row = item["value"]
            head = _head(
                "interval",
                label=row["label"],
                estimate=_number(row["estimate"]),
                low=_number(row.get("low")),
                high=_number(row.get("high")),
                measure=row["measure"],
                source=row.get("source"),
                caption=value.get("caption") if position == 0 else "",
            )
            lines += [f"::: {head}", ":::"]
        return "\n".join(lines)

    def _drawing(self, value: Block, _block: Block) -> str:
        head = _head("drawing", key=value["drawing"], alt=value.get("alt"), caption=value.get("caption"))
        return f"::: {head}\n:::"

    def _quiz(self, value: Block, _block: Block) -> str:
        return self._pointer("quiz", value)

    def _scenario(self, value: Block, _block: Block) -> str:
        return self._pointer("scenario", value)

    def _lab(self, value: Block, _block: Block) -> str:
        return self._pointer("lab", value)

    def _pointer(self, kind: str, value: Block) -> str:
        code = self.name(kind, value[kind])
        required = "" if value.get("required", True) else "false"
        return f"::: {kind} {_head(code, required=required)}\n:::" if code else ""

    def _download(self, value: Block, _block: Block) -> str:
        slug = self.name("resource", value.get("resource"))
        return f"::: {_head('download', resource=slug, title=value.get('title'))}\n:::" if slug else ""

    def _fence(self, head: str, html: str) -> str:
        return f"::: {head}\n{to_markdown(html, self.resolve)}\n:::"


def _head(name: str, **attributes: str | None) -> str:
    """The first line of a block: empty attributes are left out, words with spaces are quoted."""
    return " ".join([name, *(f"{key}={_quoted(key, value)}" for key, value in attributes.items() if value)])


def _quoted(key: str, value: str) -> str:
    plain = value.replace('"', "”").replace("\n", " ")
    return plain if key in BARE and " " not in plain else f'"{plain}"'


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
