"""One row a question: CSV as a spreadsheet has it, for every kind. No database.

Columns: `COLUMNS`, then `answer_1`, `value_1`, `feedback_1`, `speaker_1`, `answer_2` … as many as wanted. What `value`
says depends on what the kind's answers are, see `CELLS`; a new sort of answer is one more entry there.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from django.utils.text import slugify
from django.utils.translation import gettext as _

from assessments.questions.formats.draft import Draft, Limits, Problem, Reading, Unreadable, Writing
from assessments.questions.formats.leaving import told_beside, unwritable
from assessments.questions.formats.parts import Collector
from assessments.questions.formats.table_cells import CELLS, Cells, Row, is_yes
from assessments.questions.formats.text import decode, html_of
from assessments.questions.kinds import KINDS, kind_of

NEEDED = ["kind", "stem"]
COLUMNS = ["code", *NEEDED, "feedback", "topic", "competency", "difficulty", "reread", "safety_critical", "unit"]
# Of long answers.
LONG = ["aim_words", "most_words", "model"]
CELL_NAMES = ("answer", "value", "feedback", "speaker")
NUMBERED = re.compile(rf"({'|'.join(CELL_NAMES)})_([1-9]\d?)")
# A spreadsheet takes what begins like this for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def read_table(data: bytes, limits: Limits) -> Reading:
    """The questions of a CSV file. Raises `Unreadable` for a file that can't be read at all."""
    rows = _rows(decode(data))
    reading = Reading()
    for line, row in rows:
        limits.check_count(len(reading.drafts) + 1, line)
        try:
            draft, problems = _question(line, row)
        except Unreadable as error:
            reading.problems.append(error.problem(row.get("code", ""), line))
            continue
        reading.drafts.append(draft)
        reading.problems.extend(problems)
    if not reading.drafts and not reading.problems:
        raise Unreadable(_("There is no question in this file."))
    return reading


def _rows(text: str) -> Iterator[tuple[int, Row]]:
    """(line, {column: text}) of every row that is not empty. Raises `Unreadable`, at once for a bad head."""
    first = text.lstrip().split("\n", 1)[0]
    sign = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=sign, strict=True)
    try:
        head = [name.strip().casefold() for name in next(reader)]
        _check_head(head)
        before = reader.line_num
        for cells in reader:
            line, before = before + 1, reader.line_num
            if len(cells) > len(head) and any(cell.strip() for cell in cells[len(head) :]):
                words = _("This row has %(n)s cells, but the head has %(head)s.")
                raise Unreadable(words % {"n": len(cells), "head": len(head)}, line)
            if any(cell.strip() for cell in cells):
                yield line, {name: _bare(cell) for name, cell in zip(head, cells, strict=False)}
    except csv.Error as error:
        raise Unreadable(_("This is not a CSV file: %(why)s.") % {"why": error}, reader.line_num) from error


def _check_head(head: list[str]) -> None:
    missing = [name for name in NEEDED if name not in head]
    if missing:
        words = _("The first line names the columns. Missing: %(names)s.") % {"names": ", ".join(missing)}
        raise Unreadable(words, 1)
    unknown = [name for name in head if name and name not in [*COLUMNS, *LONG] and not NUMBERED.fullmatch(name)]
    if unknown:
        raise Unreadable(_("There is no such column: %(names)s.") % {"names": ", ".join(unknown)}, 1)
    twice = sorted({name for name in head if name and head.count(name) > 1})
    if twice:
        raise Unreadable(_("This column stands there twice: %(names)s.") % {"names": ", ".join(twice)}, 1)


def _bare(cell: str) -> str:
    """Without the mark that keeps a spreadsheet from calculating."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:2] in ("'", *FORMULA) else cell


def _guarded(cell: object) -> str:
    text = str(cell)
    return f"'{text}" if text.startswith((*FORMULA, "'")) else text


def _question(line: int, row: Row) -> tuple[Draft, list[Problem]]:
    kind = row.get("kind", "").casefold()
    block = kind_of(kind).block if kind in KINDS else ""
    if block not in CELLS:
        known = ", ".join(name for name in KINDS if kind_of(name).block in CELLS)
        raise Unreadable(
            _("There is no kind “%(kind)s” here. Write one of: %(known)s.") % {"kind": kind, "known": known}
        )
    collector = Collector(line=line, name=row.get("code", ""))
    collector.facts = _facts(row)
    CELLS[block].read(collector, list(_answers(row)), row)
    return collector.draft(kind, stem=html_of(row["stem"]), feedback=html_of(row.get("feedback", "")))


def _facts(row: Row) -> dict[str, object]:
    difficulty = row.get("difficulty", "")
    if difficulty not in {"", "1", "2", "3"}:
        raise Unreadable(_("Difficulty is 1, 2 or 3, not “%(text)s”.") % {"text": difficulty[:20]})
    return {
        "topic": slugify(row.get("topic", ""))[:40],
        "competency": row.get("competency", "")[:20],
        "difficulty": int(difficulty or 0),
        "reread": slugify(row.get("reread", ""))[:120],
        "safety_critical": is_yes(row.get("safety_critical", "")),
    }


def _answers(row: Row) -> Iterator[Cells]:
    places = sorted({int(found[2]) for name in row if (found := NUMBERED.fullmatch(name))})
    for place in places:
        cells = Cells(*(row.get(f"{name}_{place}", "") for name in CELL_NAMES))
        if any(cells):
            yield cells


def write_table(drafts: Sequence[Draft]) -> Writing:
    """A CSV file with these questions, in UTF-8 with a mark at its beginning, as spreadsheets like it."""
    kinds = {name for name in KINDS if kind_of(name).block in CELLS}
    stops = [(draft, unwritable(draft, kinds, "CSV")) for draft in drafts]
    known = [draft for draft, stop in stops if stop is None]
    problems = [stop for _draft, stop in stops if stop]
    problems += [problem for draft in known for problem in told_beside(draft)]
    rows = [_cells(draft) for draft in known]
    used = {name for row in rows for name, cell in row.items() if cell}
    most = max((int(found[2]) for name in used if (found := NUMBERED.fullmatch(name))), default=0)
    numbered = [f"{name}_{place}" for place in range(1, most + 1) for name in CELL_NAMES]
    seldom = {*LONG, *(name for name in numbered if name.startswith("speaker"))}
    columns = [name for name in [*COLUMNS, *LONG, *numbered] if name in used or name not in seldom]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\r\n", extrasaction="ignore")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _guarded(cell) for name, cell in row.items()})
    return Writing(out.getvalue().encode("utf-8-sig"), problems)


def _cells(draft: Draft) -> dict[str, object]:
    row: dict[str, object] = {
        "code": draft.name,
        "kind": draft.kind,
        "stem": draft.stem,
        "feedback": draft.feedback,
        "topic": draft.topic,
        "competency": draft.competency,
        "difficulty": draft.difficulty or "",
        "reread": draft.reread,
        "safety_critical": "yes" if draft.safety_critical else "",
    }
    row |= CELLS[kind_of(draft.kind).block].beside(draft.options)
    for place, cells in enumerate(CELLS[kind_of(draft.kind).block].write(draft.options), start=1):
        row |= {f"{name}_{place}": cell for name, cell in zip(CELL_NAMES, cells, strict=True)}
    return row
