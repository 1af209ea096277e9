"""The public pages of the framework, as plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.competencies.choices import BehaviourKind
from assessments.competencies.crosswalks import SETS
from assessments.competencies.levels import EXAMPLES, Mark, level
from assessments.competencies.models import BehaviourVersion, CompetencyVersion, Domain, FrameworkVersion, Level

CROSSWALKS = {one.key: one.label for one in SETS}


@dataclass(frozen=True)
class Row:
    code: str
    title: str
    description: str
    safety_critical: bool
    url: str


@dataclass(frozen=True)
class Section:
    code: str
    title: str
    rows: list[Row]


@dataclass(frozen=True)
class LevelRow:
    number: int
    name: str
    description: str


@dataclass(frozen=True)
class Example:
    """Ticks in words, and the level that the rule makes of them (0: not rated)."""

    harmful: str
    basic: str
    advanced: str
    level: int


@dataclass(frozen=True)
class Group:
    """Behaviours of one kind."""

    kind: str
    title: str
    text: str
    behaviours: list[str]


def sections(words: Iterable[CompetencyVersion]) -> list[Section]:
    """Competencies by domain. `words` in order of domain."""

    def domain(one: CompetencyVersion) -> Domain:
        return one.domain

    return [Section(key.code, key.title, [row(one) for one in members]) for key, members in groupby(words, key=domain)]


def row(words: CompetencyVersion) -> Row:
    code = words.competency.code
    url = reverse("assessments:competency", args=[code.lower()])
    return Row(code, words.title, words.description, words.safety_critical, url)


def level_rows(levels: Iterable[Level]) -> list[LevelRow]:
    return [LevelRow(one.number, one.name, one.description) for one in levels]


def level4_sentence(level4_requires: str) -> str:
    """What level 4 asks for on top of level 3, in words."""
    if level4_requires == "any":
        return _("All of that and at least one advanced behaviour: level 4.")
    if level4_requires == "all":
        return _("All of that and every advanced behaviour there was a chance to show: level 4.")
    needed = int(level4_requires)
    text = ngettext(
        "All of that and %(n)d advanced behaviour: level 4.",
        "All of that and %(n)d advanced behaviours: level 4.",
        needed,
    )
    return text % {"n": needed}


def examples(version: FrameworkVersion) -> list[Example]:
    """Worked examples, through the very function that rates."""
    return [
        Example(_seen(harm), _seen(basic), _seen(advanced), level(harm, basic, advanced, _rule(version)) or 0)
        for harm, basic, advanced in EXAMPLES
    ]


def _rule(version: FrameworkVersion) -> str | int:
    rule = version.level4_requires
    return int(rule) if rule.isdigit() else rule


def _seen(marks: Sequence[Mark]) -> str:
    text = _("%(seen)d of %(n)d seen") % {"seen": marks.count("obs"), "n": len(marks)}
    missing = marks.count("noopp")
    if not missing:
        return text
    return text + ", " + ngettext("%(n)d without a chance", "%(n)d without a chance", missing) % {"n": missing}


def groups(behaviours: Sequence[BehaviourVersion]) -> list[Group]:
    """Behaviours by kind: what is hoped for first, what must not happen last."""
    heads = [
        (BehaviourKind.BASIC, _("Basic"), _("All of them shown: level 3. One missing: level 2.")),
        (BehaviourKind.ADVANCED, _("Advanced"), _("What lifts a skilled facilitator to level 4.")),
        (BehaviourKind.HARMFUL, _("Harmful"), _("Any one of them sets level 1, whatever else was seen.")),
    ]
    return [
        Group(str(kind), title, text, [one.text for one in behaviours if one.kind == kind])
        for kind, title, text in heads
    ]


def crosswalk(words: CompetencyVersion) -> list[tuple[str, str]]:
    """(framework, its parts) for every named framework that touches this competency."""
    pairs = [(CROSSWALKS.get(key, key), parts) for key, parts in words.crosswalk.items()]
    return [(str(label), ", ".join(str(part) for part in parts)) for label, parts in pairs if parts]
