"""A framework as CSV: one row per behaviour. No database.

What belongs to the whole framework stands in the first row, what belongs to a competency (its description and sources)
in its first. A cell left empty says the same as the row before; two rows that differ are a problem. Sources stand one
a line, the parts of a crosswalk between semicolons, and a level as `mark | name | description`.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from assessments.competencies.formats.normal import Data, normal
from assessments.competencies.formats.problems import Problem, Unreadable
from lms.common.tables import bare, csv_file

LEVELS = ["level_1", "level_2", "level_3", "level_4"]
WHOLE = ["framework", "framework_title", "version", "level4_requires", "framework_informed_by", *LEVELS]
OF_COMPETENCY = ["competency_title", "description", "method", "safety_critical", "informed_by"]
NEEDED = ["domain", "competency", "code", "kind", "text"]
COLUMNS = [*NEEDED[:1], "domain_title", "competency", *OF_COMPETENCY, *NEEDED[2:], *WHOLE]
CROSSWALK = "crosswalk_"
MOST_ROWS, MOST_COLUMNS = 5_000, 60
YES, NO = "yes", "no"
Row = dict[str, str]


def write_table(data: Data) -> bytes:
    """The file, in UTF-8 with a mark at its beginning, as spreadsheets like it."""
    data = normal(data)
    competencies = [one for domain in data["domains"] for one in domain["competencies"]]
    keys = list(dict.fromkeys(key for one in competencies for key in one["crosswalk"]))
    crossing = [f"{CROSSWALK}{key}" for key in keys]
    columns = [*COLUMNS[: -len(WHOLE)], *crossing, *WHOLE]
    rows = list(_rows(data))
    if rows:
        rows[0] |= _whole(data)
    return csv_file(columns, ([row.get(name, "") for name in columns] for row in rows))


def _rows(data: Data) -> Iterator[Row]:
    for domain in data["domains"]:
        for one in domain["competencies"]:
            same = {
                "domain": domain["code"],
                "domain_title": domain["title"],
                "competency": one["code"],
                "competency_title": one["title"],
                "method": one["method"],
                "safety_critical": YES if one["safety_critical"] else NO,
                **{f"{CROSSWALK}{key}": join(parts, ";") for key, parts in one["crosswalk"].items()},
            }
            first = {"description": one["description"], "informed_by": "\n".join(one["informed_by"])}
            for behaviour in one["behaviours"] or [{}]:
                yield {**same, **first, **behaviour}
                first = {}


def _whole(data: Data) -> Row:
    levels = {
        f"level_{level['number']}": join([level["mark"], level["name"], level["description"]], "|")
        for level in data["levels"]
    }
    return {
        "framework": data["code"],
        "framework_title": data["title"],
        "version": data["version"],
        "level4_requires": data["level4_requires"],
        "framework_informed_by": "\n".join(data["informed_by"]),
        **levels,
    }


def join(parts: Sequence[Any], sign: str) -> str:
    """Parts with a sign between them; one that holds the sign itself gets a backslash before it."""
    said = [str(part).replace("\\", "\\\\").replace(sign, f"\\{sign}") for part in parts]
    return f"{sign} ".join(said) if sign == ";" else f" {sign} ".join(said)


def split(text: str, sign: str) -> list[str]:
    """The parts again, without white space at their ends."""
    parts, letters = [""], iter(text)
    for letter in letters:
        if letter == sign:
            parts.append("")
        else:
            parts[-1] += next(letters, "") if letter == "\\" else letter
    return [part.strip() for part in parts]


def read_table(text: str) -> tuple[Data, list[Problem]]:
    """The framework and what is wrong with it. Raises `Unreadable` for what is no such table."""
    rows = list(_read_rows(text))
    if not rows:
        raise Unreadable(_("There is no behaviour in this file."))
    return _Reader(rows).read()


def _read_rows(text: str) -> Iterator[tuple[int, Row]]:
    """(number, {column: text}) of every row that is not empty; the head is row 1, as spreadsheets count."""
    sign = max(",;\t", key=text.lstrip().split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(text), delimiter=sign, strict=True)
    number = 0
    try:
        head = [name.strip() if name.startswith(CROSSWALK) else name.strip().casefold() for name in next(reader, [])]
        _check_head(head)
        number = 1
        for number, cells in enumerate(reader, start=2):
            if number > MOST_ROWS:
                raise Unreadable(_("The file has more than %(n)s rows. Split it.") % {"n": MOST_ROWS})
            if len(cells) > len(head) and any(cell.strip() for cell in cells[len(head) :]):
                words = _("This row has %(n)s cells, but the head has %(head)s.")
                raise Unreadable(words % {"n": len(cells), "head": len(head)}, place_of(number))
            row = [(name, bare(cell.strip())) for name, cell in zip(head, cells, strict=False)]
            if any(not name and cell for name, cell in row):
                raise Unreadable(_("A cell of this row stands in a column without a name."), place_of(number))
            if any(cell for _name, cell in row):
                yield number, dict(row)
    except csv.Error as error:
        words = _("This is not a CSV file: a quotation mark is missing or stands in the wrong place.")
        raise Unreadable(words, place_of(number + 1)) from error


def _check_head(head: list[str]) -> None:
    missing = [name for name in NEEDED if name not in head]
    if missing:
        words = _("The first row names the columns. Missing: %(names)s.") % {"names": ", ".join(missing)}
        raise Unreadable(words, place_of(1))
    unknown = [name for name in head if name and name not in COLUMNS and not name.startswith(CROSSWALK)]
    if unknown:
        raise Unreadable(_("There is no such column: %(names)s.") % {"names": ", ".join(unknown)[:200]}, place_of(1))
    if sum(bool(name) for name in head) > MOST_COLUMNS:
        raise Unreadable(_("The file has more than %(n)s columns.") % {"n": MOST_COLUMNS}, place_of(1))
    twice = sorted(name for name, n in Counter(head).items() if name and n > 1)
    if twice:
        raise Unreadable(_("This column stands there twice: %(names)s.") % {"names": ", ".join(twice)}, place_of(1))


def place_of(number: int) -> str:
    return _("Row %(n)s") % {"n": number}


class _Reader:
    """Rows of one domain or competency need not stand together; the first one of each says its place."""

    def __init__(self, rows: list[tuple[int, Row]]) -> None:
        self.rows = rows
        self.problems: list[Problem] = []
        self.crossing = dict.fromkeys(name for _at, row in rows for name in row if name.startswith(CROSSWALK))
        self.said: dict[tuple[str, str, str], tuple[str, str]] = {}
        self.domains: dict[str, Data] = {}
        self.competencies: dict[str, Data] = {}

    def read(self) -> tuple[Data, list[Problem]]:
        for number, row in self.rows:
            self._take(place_of(number), row)
        for code, one in self.competencies.items():
            self._finish(code, one)
        for code, domain in self.domains.items():
            domain["title"] = self._first("domain", code, "domain_title")
        first = {name: self._first("framework", "", name) for name in WHOLE}
        at = place_of(self.rows[0][0])
        data = {
            "at": at,
            "code": first["framework"],
            "title": first["framework_title"],
            "version": first["version"],
            "level4_requires": first["level4_requires"] or "any",
            "informed_by": first["framework_informed_by"].splitlines(),
            "levels": [self._level(at, name, first[name]) for name in LEVELS if first[name]],
            "domains": list(self.domains.values()),
        }
        return data, self.problems

    def _take(self, at: str, row: Row) -> None:
        for name in WHOLE:
            self._note("framework", "", name, at, row)
        domain, code = row.get("domain", ""), row.get("competency", "")
        if not domain or not code:
            self.problems.append(Problem(at, _("This row names no domain, or no competency.")))
            return
        self._note("domain", domain, "domain_title", at, row)
        home = self.domains.setdefault(domain, {"at": at, "code": domain, "competencies": []})
        if code not in self.competencies:
            self.competencies[code] = {"at": at, "code": code, "behaviours": []}
            home["competencies"].append(self.competencies[code])
        self._note("competency", code, "domain", at, row)
        for name in (*OF_COMPETENCY, *self.crossing):
            self._note("competency", code, name, at, row)
        behaviour = {name: row.get(name, "") for name in ("code", "kind", "text")}
        if any(behaviour.values()):
            behaviour["kind"] = behaviour["kind"].casefold()
            self.competencies[code]["behaviours"].append({"at": at, **behaviour})

    def _note(self, of: str, code: str, name: str, at: str, row: Row) -> None:
        said = row.get(name, "")
        if not said:
            return
        before, where = self.said.setdefault((of, code, name), (said, at))
        if before != said:
            words = _("“%(column)s” says something else here than in %(where)s.")
            self.problems.append(Problem(at, words % {"column": name, "where": where}))

    def _first(self, of: str, code: str, name: str) -> str:
        return self.said.get((of, code, name), ("", ""))[0]

    def _finish(self, code: str, one: Data) -> None:
        said = {name: self._first("competency", code, name) for name in OF_COMPETENCY}
        critical = said["safety_critical"].casefold()
        if critical not in {"", YES, NO}:
            self.problems.append(Problem(one["at"], _("safety_critical is yes or no, nothing else.")))
        crossing = {
            name.removeprefix(CROSSWALK): split(text, ";")
            for name in self.crossing
            if (text := self._first("competency", code, name))
        }
        one |= {
            "title": said["competency_title"],
            "description": said["description"],
            "safety_critical": critical == YES,
            "method": said["method"].casefold(),
            "informed_by": said["informed_by"].splitlines(),
            "crosswalk": crossing,
        }

    def _level(self, at: str, name: str, text: str) -> Data:
        parts = [*split(text, "|"), "", "", ""]
        more = {"mark": parts[0], "name": parts[1], "description": parts[2]}
        return {"at": at, "number": int(name[-1]), **more}
