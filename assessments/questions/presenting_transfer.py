"""The dry run and the result as plain values for their pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.questions.choices import QuestionKind
from assessments.questions.formats.draft import Problem
from assessments.questions.formats.text import to_plain
from assessments.questions.models import Question
from assessments.questions.services.planning import CHANGED, DUPLICATE, NEW, SAME, STOPPED, Plan, Row


@dataclass(frozen=True)
class Line:
    """One row of the table."""

    line: int
    code: str
    stem: str
    kind: str
    state: str
    problems: list[str]


@dataclass(frozen=True)
class Report:
    """What the page says. `loose` are problems of what could not be read as a question."""

    sums: list[str]
    lines: list[Line]
    loose: list[Problem]
    stops: int
    duplicates: int
    safety: int
    possible: bool


def dry_run(plan: Plan) -> Report:
    """The plan in words."""
    within = {id(problem) for row in plan.rows for problem in row.problems}
    by_line: dict[tuple[int, str], list[str]] = {}
    known = {(row.draft.line, row.draft.name) for row in plan.rows}
    loose = []
    for problem in plan.problems:
        place = (problem.line, problem.question)
        if id(problem) in within or (place in known and not problem.stops):
            by_line.setdefault(place, []).append(problem.words)
        else:
            loose.append(problem)
    counts = plan.counts
    return Report(
        sums=_sums(plan),
        lines=[_line(row, by_line) for row in plan.rows],
        loose=loose,
        stops=len(plan.stops),
        duplicates=counts[DUPLICATE],
        safety=sum(row.draft.safety_critical for row in plan.rows),
        possible=bool(counts[NEW] + counts[CHANGED] + counts[DUPLICATE]),
    )


def _sums(plan: Plan) -> list[str]:
    counts = plan.counts
    said = [
        (counts[NEW], ngettext("%(n)s new question", "%(n)s new questions", counts[NEW])),
        (counts[CHANGED], ngettext("%(n)s changed question", "%(n)s changed questions", counts[CHANGED])),
        (counts[SAME], ngettext("%(n)s as it is there", "%(n)s as they are there", counts[SAME])),
        (counts[DUPLICATE], ngettext("%(n)s duplicate", "%(n)s duplicates", counts[DUPLICATE])),
        (len(plan.stops), ngettext("%(n)s problem", "%(n)s problems", len(plan.stops))),
    ]
    return [words % {"n": n} for n, words in said if n]


def _line(row: Row, by_line: dict[tuple[int, str], list[str]]) -> Line:
    words = {
        NEW: _("New"),
        CHANGED: _("Changed: a newer draft"),
        SAME: _("As it is there"),
        DUPLICATE: _("Asks the same as %(twin)s") % {"twin": row.twin},
        STOPPED: _("Can't be brought in"),
    }
    own = [problem.words for problem in row.problems]
    told = [*by_line.get((row.draft.line, row.draft.name), []), *own]
    return Line(
        line=row.draft.line,
        code=row.code,
        stem=Truncator(to_plain(row.draft.stem)).chars(110),
        kind=str(QuestionKind(row.draft.kind).label),
        state=words[row.state],
        problems=list(dict.fromkeys(told)),
    )


@dataclass(frozen=True)
class Result:
    """`created` and `changed`: (words, address)."""

    created: list[tuple[str, str]]
    changed: list[tuple[str, str]]
    notes: list[str]


def result_links(done: dict[str, Any], address: Callable[[int], str]) -> Result:
    """What was brought in, in the order of the file. One query."""
    questions = Question.objects.in_bulk([*done["created"], *done["changed"]])
    links = {
        name: [(questions[pk].code, address(pk)) for pk in done[name] if pk in questions]
        for name in ("created", "changed")
    }
    notes = [
        (done["same"], ngettext("%(n)s was as it is.", "%(n)s were as they are.", done["same"])),
        (done["left"], ngettext("%(n)s duplicate was left.", "%(n)s duplicates were left.", done["left"])),
        (done["skipped"], ngettext("%(n)s was left out.", "%(n)s were left out.", done["skipped"])),
    ]
    return Result(**links, notes=[words % {"n": n} for n, words in notes if n])
