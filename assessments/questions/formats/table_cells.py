"""What stands in the cells of an answer in a table, for each sort of answer. No database."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from assessments.questions.formats.draft import Unreadable
from assessments.questions.formats.parts import Collector
from assessments.questions.formats.rubrics import rubric, whole
from assessments.questions.formats.text import as_plain, html_of, plain_of
from assessments.questions.kinds.base import Part

YES = {"right", "yes", "true", "1", "x"}
NO = {"", "no", "false", "0", "wrong", "not right"}
BLANK = re.compile("_{3,}")
# "2: what it does", and "2 enough: …" where it suffices for safety.
LEVEL = re.compile(r"(\d+)\s*(enough)?\s*:(.*)", re.IGNORECASE | re.DOTALL)
Row = dict[str, str]


class Cells(NamedTuple):
    """The four cells of an answer."""

    answer: str
    value: str = ""
    feedback: str = ""
    speaker: str = ""


@dataclass(frozen=True)
class Sort:
    """How a sort of answer is read and written. `beside`: what stands in columns of the whole row."""

    read: Callable[[Collector, Sequence[Cells], Row], None]
    write: Callable[[Sequence[Part]], list[Cells]]
    beside: Callable[[Sequence[Part]], dict[str, object]] = lambda parts: {}


def is_yes(text: str) -> bool:
    if text.casefold() not in YES | NO:
        raise Unreadable(_("Write “yes” or leave it empty, not “%(text)s”.") % {"text": text[:20]})
    return text.casefold() in YES


def _each(
    read: Callable[[Collector, Cells, Row], None], write: Callable[[Part], tuple[str, ...]]
) -> tuple[Callable[[Collector, Sequence[Cells], Row], None], Callable[[Sequence[Part]], list[Cells]]]:
    """For sorts of which every answer stands for itself; `write` gives the first two cells."""

    def read_all(collector: Collector, given: Sequence[Cells], row: Row) -> None:
        for cells in given:
            read(collector, cells._replace(feedback=html_of(cells.feedback)), row)

    def write_all(parts: Sequence[Part]) -> list[Cells]:
        return [
            Cells(*write(one))._replace(feedback=one.get("feedback", ""), speaker=one.get("speaker", ""))
            for one in parts
        ]

    return read_all, write_all


def _option(collector: Collector, cells: Cells, row: Row) -> None:
    collector.option(html_of(cells.answer), correct=is_yes(cells.value), feedback=cells.feedback)


def _step(collector: Collector, cells: Cells, row: Row) -> None:
    collector.step(html_of(cells.answer), feedback=cells.feedback)


def _pair(collector: Collector, cells: Cells, row: Row) -> None:
    collector.pair(html_of(cells.answer), plain_of(cells.value), feedback=cells.feedback)


def _accepted(collector: Collector, cells: Cells, row: Row) -> None:
    collector.accepted(cells.answer)


def _quantity(collector: Collector, cells: Cells, row: Row) -> None:
    collector.number(cells.answer, cells.value or "0", row.get("unit", ""))


def _judged(collector: Collector, cells: Cells, row: Row) -> None:
    rating = int(cells.value) if cells.value in {"1", "2", "3", "4"} else 0
    collector.judged(html_of(cells.answer), rating=rating, feedback=cells.feedback)


def _gap(collector: Collector, cells: Cells, row: Row) -> None:
    """The gap is a line of three strokes or more; the first of the choices is right."""
    around = BLANK.split(cells.answer)
    if len(around) != 2:
        raise Unreadable(
            _("A row of gaps has one gap in each answer, written as ___, not %(n)s.") % {"n": len(around) - 1}
        )
    before, after = (html_of(text.strip()) for text in around)
    right, *others = _listed(cells.value) or [""]
    collector.gap((before, after), right, others, feedback=cells.feedback)


def _write_gap(one: Part) -> tuple[str, str]:
    before, after = (one[name].replace("___", "&#95;" * 3) for name in ("before", "after"))
    return f"{before} ___ {after}".strip(), _list([one["right"], *one["others"].splitlines()])


def _line(collector: Collector, cells: Cells, row: Row) -> None:
    collector.spoken(html_of(cells.answer), speaker=cells.speaker, correct=is_yes(cells.value), feedback=cells.feedback)


def _point(collector: Collector, cells: Cells, row: Row) -> None:
    collector.point(cells.answer)


def _rubric(collector: Collector, given: Sequence[Cells], row: Row) -> None:
    """Each answer is a criterion, and its value the levels, one on each line."""
    criteria = [{"text": cells.answer, "levels": [_level(line) for line in _listed(cells.value)]} for cells in given]
    lengths = {name: whole(row.get(f"{name}_words") or "0") for name in ("aim", "most")}
    collector.rubric(rubric(criteria, **lengths, model=html_of(row.get("model", ""))))


def _level(line: str) -> dict[str, object]:
    found = LEVEL.fullmatch(line)
    if found is None:
        words = _("A level is written as its points, a colon, and what such an answer does, not “%(text)s”.")
        raise Unreadable(words % {"text": line[:40]})
    return {"points": whole(found[1]), "words": found[3], "enough": bool(found[2])}


def _write_rubric(parts: Sequence[Part]) -> list[Cells]:
    return [Cells(one["text"], "\n".join(map(_write_level, one["levels"]))) for one in _criteria(parts)]


def _write_level(level: Part) -> str:
    return f"{level['points']}{' enough' if level['enough'] else ''}: {level['words']}"


def _criteria(parts: Sequence[Part]) -> list[Part]:
    return [one for part in parts[:1] for one in part["criteria"]]


def _beside_rubric(parts: Sequence[Part]) -> dict[str, object]:
    first = parts[0] if parts else {}
    return {
        "aim_words": first.get("aim") or "",
        "most_words": first.get("most") or "",
        "model": first.get("model") or "",
    }


def _beside_number(parts: Sequence[Part]) -> dict[str, object]:
    return {"unit": parts[-1].get("unit", "")} if parts else {}


def _listed(cell: str) -> list[str]:
    """Several things in one cell: one on each line, or on one line with | between them."""
    pieces = cell.splitlines() if "\n" in cell else cell.split("|")
    return [piece.strip() for piece in pieces if piece.strip()]


def _list(things: Sequence[str]) -> str:
    return ("\n" if any("|" in one for one in things) else " | ").join(things)


# Sort of answer (`Kind.block`) → how it is read, and what stands in the cells when it is written.
CELLS: dict[str, Sort] = {
    "option": Sort(*_each(_option, lambda one: (one["text"], "right" if one["correct"] else ""))),
    "step": Sort(*_each(_step, lambda one: (one["text"], ""))),
    "pair": Sort(*_each(_pair, lambda one: (one["text"], as_plain(one["match"])))),
    "accepted": Sort(*_each(_accepted, lambda one: (one["text"], ""))),
    "quantity": Sort(*_each(_quantity, lambda one: (one["value"], one["tolerance"])), _beside_number),
    "judged": Sort(*_each(_judged, lambda one: (one["text"], str(one["rating"])))),
    "gap": Sort(*_each(_gap, _write_gap)),
    "line": Sort(*_each(_line, lambda one: (one["text"], "right" if one["correct"] else ""))),
    "point": Sort(*_each(_point, lambda one: (one["text"], ""))),
    "rubric": Sort(_rubric, _write_rubric, _beside_rubric),
}
