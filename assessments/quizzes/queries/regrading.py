"""Attempts that a corrected key is held against, and what it would change."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from assessments.questions.kinds.base import ZERO, Grade
from assessments.questions.models import Question, QuestionRevision
from assessments.questions.queries import regrade_target
from assessments.quizzes.choices import AttemptStatus
from assessments.quizzes.interactive import try_rules
from assessments.quizzes.judging import outcome_of
from assessments.quizzes.models import AttemptItem, QuizAttempt, Regrade
from assessments.quizzes.queries.attempts import is_met_with
from assessments.quizzes.regrading import Change, grade_anew, tries_anew
from assessments.quizzes.touching import Lost
from lms.common.hashing import content_hash

MAY_REGRADE = "assessments.regrade_question"
CHUNK = 500


@dataclass(frozen=True)
class Plan:
    """A dry run. `items`: primary keys of all items that the new key fits; `same` of them change nothing.

    `misfits` no longer fit the question and stay as they are; `unsettled` are still under way or being marked, and
    wait for another run. `digest` tells two dry runs apart.
    """

    revision: QuestionRevision | None
    changes: tuple[Change, ...] = ()
    items: tuple[int, ...] = ()
    misfits: int = 0
    unsettled: int = 0

    @property
    def same(self) -> int:
        return len(self.items) - len(self.changes)

    @property
    def digest(self) -> str:
        rows = [
            [one.attempt_id, str(one.new.score), one.new.correct, str(one.new_score), one.new_passed]
            for one in self.changes
        ]
        return content_hash([self.revision.pk if self.revision else None, sorted(self.items), sorted(rows)])


def items_asked_before(question: Question, barrier: int) -> QuerySet[AttemptItem]:
    """Items whose key is older than revision `barrier`."""
    asked = AttemptItem.objects.filter(revision__question=question)
    return asked.annotate(key=Coalesce("key_revision__number", "revision__number")).filter(key__lt=barrier)


def plan_regrade(question: Question) -> Plan:
    """What grading anew by the newest revision would change. Reads only; a query for every 500 attempts at most."""
    target = regrade_target(question)
    if target is None:
        return Plan(None)
    revision, barrier = target
    asked = items_asked_before(question, barrier)
    unsettled = asked.exclude(attempt__status=AttemptStatus.FINISHED).count()
    fitting, moved, misfits = [], [], 0
    finished = asked.filter(attempt__status=AttemptStatus.FINISHED).select_related("revision", "attempt__version")
    for item in finished.order_by("pk").iterator(CHUNK):
        found = _anew(item, revision)
        if found is None:
            misfits += 1
            continue
        fitting.append(item.pk)
        if (found.grade.score, found.grade.correct) != (item.score, item.correct):
            moved.append(found)
    changes = [change for start in range(0, len(moved), CHUNK) for change in _changes(moved[start : start + CHUNK])]
    return Plan(revision, tuple(changes), tuple(fitting), misfits, unsettled)


@dataclass(frozen=True)
class _Moved:
    item: AttemptItem
    grade: Grade
    tries: tuple[dict[str, Any], ...] = ()


def _anew(item: AttemptItem, revision: QuestionRevision) -> _Moved | None:
    """The item by the corrected key; None where its answer no longer fits."""
    rules = try_rules(item.attempt.version.settings)
    if rules and item.tries and item.revision.kind == revision.kind:
        critical = item.revision.safety_critical
        found = tries_anew(
            kind=revision.kind, body=revision.body, tries=item.tries, rules=rules, safety_critical=critical
        )
        return _Moved(item, found[0], tuple(found[1])) if found else None
    grade = grade_anew(old_kind=item.revision.kind, new_kind=revision.kind, body=revision.body, response=item.response)
    return _Moved(item, grade) if grade else None


def _changes(moved: Sequence[_Moved]) -> Iterator[Change]:
    attempts = QuizAttempt.objects.select_related("version").in_bulk([one.item.attempt_id for one in moved])
    items = defaultdict(list)
    rows = AttemptItem.objects.filter(attempt__in=attempts).select_related("revision").defer("revision__body")
    for row in rows.order_by("attempt", "position"):
        items[row.attempt_id].append(row)
    for one in moved:
        attempt, item, grade = attempts[one.item.attempt_id], one.item, one.grade
        for row in items[attempt.pk]:
            if row.pk == item.pk:
                row.score, row.correct = grade.score, grade.correct
        outcome = outcome_of(attempt.version.settings, items[attempt.pk])
        yield Change(
            attempt.pk,
            item.position,
            Grade(item.score or ZERO, correct=bool(item.correct)),
            grade,
            attempt.score or ZERO,
            outcome.score,
            old_passed=attempt.is_met,
            new_passed=is_met_with(attempt, outcome),
            passes_alone=outcome.passed,
            tries=one.tries,
        )


def lost_results(changes: Iterable[Change]) -> list[Lost]:
    """Whose result would no longer be met. One query."""
    pks = [one.attempt_id for one in changes if one.is_lost]
    attempts = QuizAttempt.objects.filter(pk__in=pks).select_related("version") if pks else ()
    return [Lost(one.learner_id, frozenset(one.version.competencies), one.placement) for one in attempts]


def attempts_named(changes: Iterable[Change]) -> dict[int, QuizAttempt]:
    """The attempts of a dry run with learner and version, by primary key. One query."""
    pks = [one.attempt_id for one in changes]
    return QuizAttempt.objects.select_related("learner", "version").in_bulk(pks)


def regrades_of(question: Question) -> list[Regrade]:
    """What was graded anew so far, the newest first."""
    return list(Regrade.objects.filter(question=question).select_related("actor", "revision"))
