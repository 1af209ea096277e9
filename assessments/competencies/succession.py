"""What becomes of competencies from one version to the next, and of the evidence on them. Pure: no database.

`successors` is what somebody decided: code of a competency before → codes of those that take its place. A code that
both versions have goes on as itself without being named; it may have others beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assessments.competencies.choices import Becomes, Needs, RecordKind
from assessments.competencies.models import CompetencyRecord

Successors = Mapping[str, Sequence[str]]
CARRIED = (RecordKind.OBSERVED, RecordKind.KNOWLEDGE)


@dataclass(frozen=True)
class Row:
    """One line of the ledger, by codes."""

    becomes: str
    old: tuple[str, ...]
    new: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        return {"becomes": str(self.becomes), "old": list(self.old), "new": list(self.new)}


def rows_of(old: Sequence[str], new: Sequence[str], successors: Successors) -> list[Row]:
    """What each competency becomes, or comes from. `old` and `new`: all codes of both versions, in order."""
    after = {code: _after(code, new, successors) for code in old}
    before = parts_of(old, new, successors)
    rows = []
    for code in old:
        if not after[code]:
            rows.append(Row(Becomes.DROPPED, (code,), ()))
        elif len(after[code]) > 1:
            rows.append(Row(Becomes.SPLIT, (code,), after[code]))
        elif before[after[code][0]] == (code,):
            rows.append(Row(Becomes.SAME, (code,), after[code]))
    for code in new:
        if not before[code]:
            rows.append(Row(Becomes.NEW, (), (code,)))
        elif len(before[code]) > 1:
            rows.append(Row(Becomes.MERGED, before[code], (code,)))
    return rows


def parts_of(old: Sequence[str], new: Sequence[str], successors: Successors) -> dict[str, tuple[str, ...]]:
    """Code of each new competency → codes of those whose evidence goes into it."""
    after = {code: _after(code, new, successors) for code in old}
    return {code: tuple(one for one in old if code in after[one]) for code in new}


def _after(code: str, new: Sequence[str], successors: Successors) -> tuple[str, ...]:
    own = [code] if code in new else []
    more = [one for one in successors.get(code, ()) if one in new and one != code]
    return tuple(dict.fromkeys([*own, *more]))


def undecided(old: Sequence[str], new: Sequence[str], successors: Successors | None) -> list[str]:
    """Codes that are left out while nobody said what takes their place."""
    return [code for code in old if code not in new and code not in (successors or {})]


@dataclass(frozen=True)
class Carry:
    """A line of evidence that would be added: `record` is the one it rests on, `target` a competency's primary key."""

    record: CompetencyRecord
    target: int
    level: int | None
    harm: bool
    met: bool | None
    observed_at: datetime


Parts = Mapping[int, tuple[int, ...]]


def carried(records: Iterable[CompetencyRecord], parts: Parts, needs: str) -> list[Carry]:
    """What goes over of one person's standing records, oldest first. `parts`: as `parts_of`, by primary keys.

    One competency alone hands on each of its records as it is, also to each of several. Several that became one hand
    on a single record of each kind: where harm was seen last in any of them, that one; else the lowest of what was
    seen last, as long as there is evidence of all of them (or of one, where `needs` says so).
    """
    rows: dict[tuple[int, str], list[CompetencyRecord]] = {}
    for record in records:
        rows.setdefault((record.competency_id, record.kind), []).append(record)
    found = []
    for target, olds in parts.items():
        for kind in CARRIED:
            if len(olds) == 1 and olds[0] != target:
                found += [_as_it_is(record, target) for record in rows.get((olds[0], kind), [])]
            elif len(olds) > 1:
                newest = {old: _newest(rows.get((old, kind), [])) for old in olds}
                found += _merged({old: one for old, one in newest.items() if one}, target, len(olds), needs)
    return found


def _as_it_is(record: CompetencyRecord, target: int) -> Carry:
    return Carry(record, target, record.level, record.harm, record.met, record.observed_at)


def _newest(records: Sequence[CompetencyRecord]) -> CompetencyRecord | None:
    """The last that says something: what could not be rated does not count against anybody."""
    said = [one for one in records if one.level is not None or one.harm or one.met is not None]
    return said[-1] if said else None


def _merged(newest: Mapping[int, CompetencyRecord], target: int, of: int, needs: str) -> list[Carry]:
    if not newest:
        return []
    lowest = min(newest.values(), key=lambda one: (not one.harm, one.level or 0, bool(one.met)))
    if needs == Needs.ALL and len(newest) < of and not lowest.harm:
        return []
    if lowest.competency_id == target:
        return []
    at = lowest.observed_at
    if target in newest:
        # Else what the competency itself had last would go on saying more.
        at = max(at, newest[target].observed_at)
    return [Carry(lowest, target, lowest.level, lowest.harm, lowest.met, at)]


def with_carried(records: Iterable[CompetencyRecord], carries: Iterable[Carry]) -> list[CompetencyRecord]:
    """The records as they would be, oldest first. Nothing is stored."""
    added = []
    for number, carry in enumerate(carries):
        old = carry.record
        one = CompetencyRecord(
            # After all that are there, as it would be stored.
            pk=10**15 + number,
            learner_id=old.learner_id,
            competency_id=carry.target,
            kind=old.kind,
            met=carry.met,
            level=carry.level,
            harm=carry.harm,
            occasion=old.occasion,
            vignette=old.vignette,
            rater_id=old.rater_id,
            ratings=old.ratings,
            observed_at=carry.observed_at,
        )
        added.append(one)
    return sorted([*records, *added], key=lambda one: (one.observed_at, one.pk))
