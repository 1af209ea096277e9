"""One part of a framework at a time: read it, put it, move it, take it out. Pure; the data is a normal form.

A part is what its form shows, without what hangs below it: `domain` of a competency and `competency` of a behaviour
say where it hangs. The crosswalk of a competency is a part of its own. Nothing here changes the data it is given.
"""

import copy
import re
from collections.abc import Iterable, Iterator
from typing import Any

from assessments.competencies.formats.comparing import BEHAVIOUR, COMPETENCY, DOMAIN, LEVEL, WHOLE
from assessments.competencies.formats.normal import Data
from lms.common.hashing import content_hash

CROSSWALK = "crosswalk"
SORTS = (WHOLE, LEVEL, DOMAIN, COMPETENCY, CROSSWALK, BEHAVIOUR)
FIELDS = {
    WHOLE: ("title", "level4_requires", "informed_by"),
    LEVEL: ("name", "mark", "description"),
    DOMAIN: ("title",),
    COMPETENCY: ("title", "description", "safety_critical", "method", "informed_by"),
    CROSSWALK: ("crosswalk",),
    BEHAVIOUR: ("kind", "text"),
}
LETTERS = {"harmful": "H", "basic": "B", "advanced": "A"}
Part = dict[str, Any]


def competencies(data: Data) -> Iterator[Data]:
    """All competencies, in order."""
    return (one for domain in data["domains"] for one in domain["competencies"])


def codes(data: Data) -> list[str]:
    """The codes of all competencies, in order."""
    return [one["code"] for one in competencies(data)]


def part_at(data: Data, sort: str, code: str) -> Part | None:
    """What a form of this part shows; None where there is no such part."""
    row, home = _find(data, sort, code)
    if row is None:
        return None
    part = {name: copy.deepcopy(row[name]) for name in FIELDS[sort]}
    if sort == COMPETENCY:
        part["domain"] = home["code"]
    return part


def mark_of(part: Part | None) -> str:
    """Changes when the part says something else."""
    return content_hash(part)[:16]


def put(data: Data, sort: str, code: str, part: Part, under: str = "") -> Data:
    """The data with this part in it, in the place of the one with its code, or as the last below `under`."""
    data = copy.deepcopy(data)
    row, _home = _find(data, sort, code)
    said = {name: part[name] for name in FIELDS[sort] if name in part}
    if row is None:
        _add(data, sort, {"code": code, **said}, under or str(part.get("domain", "")))
    else:
        row.update(said)
        if sort == COMPETENCY:
            _rehome(data, row, str(part.get("domain", "")))
    return data


def remove(data: Data, sort: str, code: str) -> Data:
    """The data without a domain, competency or behaviour, and without what hangs below it."""
    data = copy.deepcopy(data)
    row, home = _find(data, sort, code)
    if row is not None:
        _siblings(home, sort).remove(row)
    return data


def move(data: Data, sort: str, code: str, step: int) -> Data:
    """The data with this part one place up (-1) or down (1) among its own; at the end it stays."""
    data = copy.deepcopy(data)
    row, home = _find(data, sort, code)
    if row is not None:
        rows = _siblings(home, sort)
        place = rows.index(row)
        rows.insert(min(max(place + step, 0), len(rows) - 1), rows.pop(place))
    return data


def next_code(competency: str, kind: str, taken: Iterable[str]) -> str:
    """A code for a behaviour of this kind that was never used: its letter, and a number after the highest."""
    stem = f"{competency}.{LETTERS.get(kind, 'X')}"
    numbers = [int(found[1]) for one in taken if (found := re.fullmatch(re.escape(stem) + r"([0-9]{1,4})", one))]
    return f"{stem}{max(numbers, default=0) + 1}"


def placed(data: Data) -> Data:
    """The data with the code of each part as the place (`at`) where problems of it are told."""
    data = copy.deepcopy(data)
    for domain in data["domains"]:
        domain["at"] = domain["code"]
        for one in domain["competencies"]:
            one["at"] = one["code"]
            for behaviour in one["behaviours"]:
                behaviour["at"] = behaviour["code"]
    return data


def _find(data: Data, sort: str, code: str) -> tuple[Any, Any]:
    """(the row, what holds it); None twice where there is none."""
    if sort == WHOLE:
        return data, data
    if sort == LEVEL:
        return next(((one, data) for one in data["levels"] if str(one["number"]) == code), (None, None))
    if sort == DOMAIN:
        return next(((one, data) for one in data["domains"] if one["code"] == code), (None, None))
    rows = ((one, domain) for domain in data["domains"] for one in domain["competencies"])
    if sort in {COMPETENCY, CROSSWALK}:
        return next(((one, domain) for one, domain in rows if one["code"] == code), (None, None))
    below = ((item, one) for one, _domain in rows for item in one["behaviours"])
    return next(((item, one) for item, one in below if item["code"] == code), (None, None))


def _siblings(home: Data, sort: str) -> list[Data]:
    rows: list[Data] = home[{DOMAIN: "domains", COMPETENCY: "competencies", BEHAVIOUR: "behaviours"}[sort]]
    return rows


def _add(data: Data, sort: str, row: Data, under: str) -> None:
    if sort == DOMAIN:
        data["domains"].append({**row, "competencies": []})
        return
    home, _above = _find(data, DOMAIN if sort == COMPETENCY else COMPETENCY, under)
    if home is not None:
        more: Part = {"crosswalk": {}, "behaviours": []} if sort == COMPETENCY else {}
        _siblings(home, sort).append({**row, **more})


def _rehome(data: Data, row: Data, domain: str) -> None:
    _row, home = _find(data, COMPETENCY, row["code"])
    there, _above = _find(data, DOMAIN, domain)
    if there is not None and there is not home:
        home["competencies"].remove(row)
        there["competencies"].append(row)
