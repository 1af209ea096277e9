"""The dry run of a framework as plain values for its page."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.competencies.choices import BehaviourKind, Method
from assessments.competencies.formats.comparing import (
    BEHAVIOUR,
    CHANGED,
    COMPETENCY,
    DOMAIN,
    LEVEL,
    MISSING,
    NEW,
    WHOLE,
    Change,
)
from assessments.competencies.formats.problems import Problem
from assessments.competencies.planning import Plan

# More would be a page that nobody reads.
MOST_LINES, MOST_PROBLEMS = 400, 100


@dataclass(frozen=True)
class Field:
    """What one field says in force (`before`) and in the file (`after`): None where there is no such part."""

    name: str
    before: str | None
    after: str | None

    @property
    def words(self) -> str:
        """What it says where there is one of them."""
        return self.after or self.before or ""


@dataclass(frozen=True)
class Line:
    """One part that differs. `at`: where it stands in the file; `both`: it is there and in force."""

    at: str
    part: str
    state: str
    mark: str
    both: bool
    fields: list[Field]


@dataclass(frozen=True)
class Report:
    """What the page says. `possible`: there is something to publish, and nothing stops it.

    `left`, `stops_left`, `notes_left`: how many more there are than the page shows.
    """

    sums: list[str]
    stops: list[Problem]
    notes: list[Problem]
    lines: list[Line]
    left: int
    stops_left: int
    notes_left: int
    possible: bool
    same: bool
    order_only: bool


def dry_run(plan: Plan) -> Report:
    """The plan in words."""
    readable = plan.data is not None
    notes = [problem for problem in plan.problems if not problem.stops]
    return Report(
        sums=_sums(plan),
        stops=plan.stops[:MOST_PROBLEMS],
        notes=notes[:MOST_PROBLEMS],
        lines=[_line(one) for one in plan.changes[:MOST_LINES]],
        left=max(0, len(plan.changes) - MOST_LINES),
        stops_left=max(0, len(plan.stops) - MOST_PROBLEMS),
        notes_left=max(0, len(notes) - MOST_PROBLEMS),
        possible=readable and not plan.stops and not plan.same,
        same=plan.same,
        order_only=readable and not plan.same and not plan.changes,
    )


def _sums(plan: Plan) -> list[str]:
    counts = plan.counts
    n = {(state, sort): counts[state, sort] for state in (NEW, CHANGED, MISSING) for sort in (COMPETENCY, BEHAVIOUR)}
    words = {
        (NEW, COMPETENCY): ngettext("%(n)s new competency", "%(n)s new competencies", n[NEW, COMPETENCY]),
        (CHANGED, COMPETENCY): ngettext(
            "%(n)s changed competency", "%(n)s changed competencies", n[CHANGED, COMPETENCY]
        ),
        (MISSING, COMPETENCY): ngettext(
            "%(n)s competency left out", "%(n)s competencies left out", n[MISSING, COMPETENCY]
        ),
        (NEW, BEHAVIOUR): ngettext("%(n)s new behaviour", "%(n)s new behaviours", n[NEW, BEHAVIOUR]),
        (CHANGED, BEHAVIOUR): ngettext("%(n)s changed behaviour", "%(n)s changed behaviours", n[CHANGED, BEHAVIOUR]),
        (MISSING, BEHAVIOUR): ngettext("%(n)s behaviour left out", "%(n)s behaviours left out", n[MISSING, BEHAVIOUR]),
    }
    said = [text % {"n": n[key]} for key, text in words.items() if n[key]]
    stops = len(plan.stops)
    return [*said, ngettext("%(n)s problem", "%(n)s problems", stops) % {"n": stops}] if stops else said


def _line(change: Change) -> Line:
    states = {NEW: (_("New"), "+"), CHANGED: (_("Changed"), "~"), MISSING: (_("Left out"), "−")}
    state, mark = states[change.state]
    before, after = dict(change.before), dict(change.after)
    fields = [
        Field(field_name(name), _words(name, before.get(name)), _words(name, after.get(name)))
        for name in dict.fromkeys([*before, *after])
    ]
    both = change.state == CHANGED
    return Line(at=change.at, part=_part(change), state=state, mark=mark, both=both, fields=fields)


def _part(change: Change) -> str:
    names = {
        WHOLE: _("The framework"),
        LEVEL: _("Level %s"),
        DOMAIN: _("Domain %s"),
        COMPETENCY: _("Competency %s"),
        BEHAVIOUR: _("Behaviour %s"),
    }
    return names[change.sort] % change.code if change.sort != WHOLE else names[WHOLE]


def field_name(field: str) -> str:
    """The name of a field, as its form has it."""
    names = {
        "code": _("Code"),
        "title": _("Title"),
        "description": _("Description"),
        "text": _("Text"),
        "kind": _("Kind"),
        "method": _("Method"),
        "safety_critical": _("Safety-critical"),
        "informed_by": _("Informed by"),
        "crosswalk": _("Crosswalk"),
        "domain": _("Domain"),
        "name": _("Name"),
        "mark": _("Mark"),
        "level4_requires": _("Level 4 asks for"),
    }
    return names.get(field, field)


def _words(field: str, said: str | None) -> str | None:
    if said is None:
        return None
    known = {"kind": dict(BehaviourKind.choices), "method": dict(Method.choices)}
    return str(known.get(field, {}).get(said, said)) or _("nothing")


def published_words(version: str, *, new: bool) -> str:
    """What is said after publishing."""
    if new:
        return _("Version %(version)s is published and in force.") % {"version": version}
    return _("It is there already, in the same words, as version %(version)s. Nothing was written.") % {
        "version": version
    }
