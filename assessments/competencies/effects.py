"""Who would be touched by what becomes of competencies. A fixed number of queries, for few people or many."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assessments.competencies import queries
from assessments.competencies.choices import RecordKind
from assessments.competencies.models import CompetencyRecord
from assessments.competencies.succession import Carry, Row, Successors, carried, parts_of, rows_of, with_carried
from assessments.competencies.touching import Asked, asked_of
from lms.people.models import User
from lms.people.queries import people_in_reach

FIELDS = (
    "learner",
    "competency",
    "kind",
    "met",
    "level",
    "harm",
    "occasion",
    "vignette",
    "rater",
    "ratings",
    "observed_at",
    "uuid",
)


@dataclass(frozen=True)
class Lost:
    """A requirement that somebody meets today and would not by what takes the competency's place."""

    programme: str
    words: str
    holds: bool


@dataclass(frozen=True)
class Effect:
    """What would happen to one person. `over`: lines to be added, with the code from which and to which;
    `again`: codes whose evidence leads nowhere.
    """

    learner: int
    over: tuple[tuple[Carry, str, str], ...]
    again: tuple[str, ...]
    lost: tuple[Lost, ...]


@dataclass(frozen=True)
class Preview:
    """`people`: whoever has evidence on a competency that does not simply go on, by primary key.

    `rows`: what becomes of each competency; `left_behind`: words of what programmes in force ask of a competency that
    is dropped, with the programme's title.
    """

    rows: list[Row]
    people: dict[int, Effect] = field(default_factory=dict)
    left_behind: list[tuple[str, str]] = field(default_factory=list)

    @property
    def counts(self) -> Counter[str]:
        """How many people: touched, who take something over, are asked again, lose a requirement, hold its award."""
        found: Counter[str] = Counter(touched=len(self.people))
        for one in self.people.values():
            found["over"] += bool(one.over)
            found["again"] += bool(one.again)
            found["lost"] += bool(one.lost)
            found["holders"] += any(lost.holds for lost in one.lost)
        return found


def preview(old: Sequence[str], new: Sequence[str], successors: Successors, needs: str) -> Preview:
    """What this decision would mean. `old` and `new`: all codes of both versions."""
    rows, parts = rows_of(old, new, successors), parts_of(old, new, successors)
    after = {code: tuple(one for one in new if code in parts[one]) for code in old}
    moved = [code for code in old if after[code] != (code,) or len(parts[code]) > 1]
    if not moved:
        return Preview(rows)
    judge = _Judge(parts, after, moved, needs)
    by_learner: dict[int, list[CompetencyRecord]] = defaultdict(list)
    for record in queries.evidence_on(judge.watched).only(*FIELDS).iterator():
        by_learner[record.learner_id].append(record)
    effects = (judge.effect(learner, records) for learner, records in by_learner.items())
    return Preview(rows, {one.learner: one for one in effects if one}, judge.left_behind())


class _Judge:
    """Holds what is the same for everybody."""

    def __init__(
        self,
        parts: Mapping[str, Sequence[str]],
        after: Mapping[str, Sequence[str]],
        moved: Sequence[str],
        needs: str,
    ) -> None:
        self.needs = needs
        everything = dict.fromkeys([*parts, *after])
        self.keys = queries.keys_of(everything)
        for number, code in enumerate(everything, start=1):
            self.keys.setdefault(code, -number)
        self.codes = {key: code for code, key in self.keys.items()}
        self.parts = {self.keys[code]: tuple(self.keys[old] for old in olds) for code, olds in parts.items() if olds}
        self.after = {self.keys[code]: tuple(self.keys[one] for one in then) for code, then in after.items()}
        self.moved = [self.keys[code] for code in moved]
        targets = {one for key in self.moved for one in self.after[key]}
        self.watched = {key for key in (*self.moved, *targets) if key > 0}
        self.asked = asked_of([key for key in self.moved if key > 0])

    def effect(self, learner: int, records: list[CompetencyRecord]) -> Effect | None:
        """None for somebody who has no evidence that is in question."""
        own = [record for record in records if record.competency_id in self.moved]
        if not own:
            return None
        over = carried(own, self.parts, self.needs)
        return Effect(
            learner=learner,
            over=tuple((carry, self.codes[carry.record.competency_id], self.codes[carry.target]) for carry in over),
            again=tuple(self.codes[key] for key in self._again(own, over)),
            lost=tuple(self._lost(learner, records, over)),
        )

    def _again(self, own: Iterable[CompetencyRecord], over: Sequence[Carry]) -> list[int]:
        """What somebody showed, and that counts for nothing of what takes its place."""
        reached = {(part, carry.record.kind) for carry in over for part in self.parts[carry.target]}
        shown = {(record.competency_id, record.kind) for record in own if _says_something_good(record)}
        return [
            key
            for key in self.moved
            if key not in self.after[key]
            and any((key, kind) in shown and (key, kind) not in reached for kind in RecordKind.values)
        ]

    def _lost(self, learner: int, records: list[CompetencyRecord], over: Sequence[Carry]) -> Iterable[Lost]:
        then = with_carried(records, over)
        for one in self.asked:
            targets = self._targets(one)
            if targets and one.met(records, one.competency_id) and not all(one.met(then, key) for key in targets):
                yield Lost(one.programme, one.words, learner in one.holders)

    def _targets(self, asked: Asked) -> tuple[int, ...]:
        """What would be asked instead: the competency itself where it goes on, else all that take its place."""
        after = self.after[asked.competency_id]
        return (asked.competency_id,) if asked.competency_id in after else after

    def left_behind(self) -> list[tuple[str, str]]:
        return [(one.programme, one.words) for one in self.asked if not self.after[one.competency_id]]


def _says_something_good(record: CompetencyRecord) -> bool:
    return bool(record.met) or (record.level or 0) > 1


def people_to_show(user: User, found: Preview, *, only: str = "") -> list[tuple[User, Effect]]:
    """Whom `user` may know by name, in order; `only`: *again*, *lost* or *over* leaves the others out. One query."""
    keys = [one.learner for one in found.people.values() if not only or getattr(one, only)]
    if not keys:
        return []
    in_reach = people_in_reach(user).only("pk", "uuid", "full_name", "preferred_name").order_by("full_name", "pk")
    wanted = set(keys)
    return [(person, found.people[person.pk]) for person in in_reach if person.pk in wanted]
