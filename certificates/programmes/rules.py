"""Whether the rules of a programme are met. Pure: numbers in, yes or no out, no database.

A rule is a tree. Its leaves ask for a completed course, for knowledge of a competency, or for a competency that
somebody watched at a level; its forks ask for all or for one of what hangs below.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from assessments.competencies.aggregation import Point, Standing, standing
from assessments.competencies.aggregation import Rule as Aggregation
from certificates.programmes.choices import RequirementKind


@dataclass(frozen=True)
class Facts:
    """What is known about one person. Keys are primary keys of courses and competencies.

    `observed` holds the level (1–4) of the newest observation. `harm` holds the competencies whose newest
    observation saw harm: they satisfy no level, whatever number stands beside them. `points` are all observations,
    for rules that ask for more than the newest; they are looked at as of `now`.
    """

    courses: frozenset[int] = frozenset()
    knowledge: frozenset[int] = frozenset()
    observed: Mapping[int, int] = field(default_factory=dict)
    harm: frozenset[int] = frozenset()
    points: Mapping[int, Sequence[Point]] = field(default_factory=dict)
    now: datetime | None = None


@dataclass(frozen=True)
class Rule:
    """One node. `key` is the course's or competency's primary key, `level` the level asked for, `pk` the row.

    `evidence`: how often, by how many and how lately it has to be seen; None: the newest observation counts.
    """

    kind: str
    key: int | None = None
    level: int | None = None
    children: tuple["Rule", ...] = ()
    pk: int | None = None
    evidence: Aggregation | None = None


def is_met(rule: Rule, facts: Facts) -> bool:
    """Whether these facts satisfy the rule.

    A fork without branches is not met: an emptied rule must never hand out certificates. Raises ValueError for a
    kind that is not known, rather than guessing.
    """
    match rule.kind:
        case RequirementKind.ALL:
            return bool(rule.children) and all(is_met(child, facts) for child in rule.children)
        case RequirementKind.ANY:
            return any(is_met(child, facts) for child in rule.children)
        case RequirementKind.COURSE:
            return rule.key in facts.courses
        case RequirementKind.KNOWLEDGE:
            return rule.key in facts.knowledge
        case RequirementKind.OBSERVED:
            return _seen_at_level(rule, facts)
    message = f"Unknown kind of requirement: {rule.kind}"
    raise ValueError(message)


def _seen_at_level(rule: Rule, facts: Facts) -> bool:
    if rule.key is None or rule.level is None or rule.key in facts.harm:
        return False
    if rule.evidence is not None:
        return standing_for(rule, facts).reaches(rule.level)
    return facts.observed.get(rule.key, 0) >= rule.level


def standing_for(rule: Rule, facts: Facts) -> Standing:
    """What all observations of a rule's competency come to, by its own way of counting."""
    points = facts.points.get(rule.key or 0, ())
    return standing(points, rule.evidence or Aggregation(), facts.now or datetime.max.replace(tzinfo=UTC))


def missing(rule: Rule, facts: Facts) -> Iterator[Rule]:
    """The leaves that still stand between the person and this rule, in order.

    Of a met fork nothing is missing; of an open *one of these* every branch is named, since any of them would do.
    """
    if is_met(rule, facts):
        return
    if not rule.children:
        yield rule
    for child in rule.children:
        yield from missing(child, facts)


def leaves(rule: Rule) -> Iterator[Rule]:
    """All leaves below a rule, in order."""
    if not rule.children:
        yield rule
    for child in rule.children:
        yield from leaves(child)
