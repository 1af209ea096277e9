"""Attempts that a corrected key is held against, and what it would change."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from assessments.questions.kinds.base import ZERO, Grade
from assessments.questions.models import Question, QuestionRevision
from assessments.questions.queries import regrade_target
from assessments.quizzes.choices import AttemptStatus, Grading
from assessments.quizzes.interactive import try_rules
from assessments.quizzes.judging import outcome_of
from assessments.quizzes.models import AttemptItem, QuizAttempt, Regrade
from assessments.quizzes.queries.attempts import is_met_with, share_of
from assessments.quizzes.regrading import Change, grade_anew, tries_anew
from assessments.quizzes.scoring import Outcome
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
        return len(self.items) - sum(bool(one.position) for one in self.changes)

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
    worked = [one for start in range(0, len(moved), CHUNK) for one in _worked_out(moved[start : start + CHUNK])]
    anew = {attempt.pk: share_of(outcome) for _one, attempt, outcome in worked}
    changes = [_change(*row, anew) for row in worked]
    changes += _following([attempt for _one, attempt, _outcome in worked], anew)
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


def _worked_out(moved: Sequence[_Moved]) -> Iterator[tuple[_Moved, QuizAttempt, Outcome]]:
    """What each attempt comes to with the question graded anew."""
    attempts = QuizAttempt.objects.select_related("version").in_bulk([one.item.attempt_id for one in moved])
    items = _items_of(attempts)
    for one in moved:
        attempt = attempts[one.item.attempt_id]
        for row in items[attempt.pk]:
            if row.pk == one.item.pk:
                row.score, row.correct = one.grade.score, one.grade.correct
        yield one, attempt, outcome_of(attempt.version.settings, items[attempt.pk])


def _items_of(attempts: Iterable[int]) -> dict[int, list[AttemptItem]]:
    items = defaultdict(list)
    rows = AttemptItem.objects.filter(attempt__in=attempts).select_related("revision").defer("revision__body")
    for row in rows.order_by("attempt_id", "position"):
        items[row.attempt_id].append(row)
    return items


def _change(one: _Moved, attempt: QuizAttempt, outcome: Outcome, anew: Mapping[int, Decimal]) -> Change:
    item = one.item
    return Change(
        attempt.pk,
        item.position,
        Grade(item.score or ZERO, correct=bool(item.correct)),
        one.grade,
        attempt.score or ZERO,
        outcome.score,
        old_passed=attempt.is_met,
        new_passed=is_met_with(attempt, outcome, anew),
        passes_alone=outcome.passed,
        tries=one.tries,
    )


def _following(touched: Sequence[QuizAttempt], anew: Mapping[int, Decimal]) -> Iterator[Change]:
    """Later tries whose own score stays, and which the average of all makes met, or not yet, now."""
    seen = set(anew)
    for attempt in touched:
        if attempt.version.settings.get("grading") != Grading.AVERAGE:
            continue
        here = {"learner": attempt.learner_id, "quiz": attempt.quiz_id, "placement": attempt.placement}
        later = QuizAttempt.objects.filter(**here, cycle=attempt.cycle, status=AttemptStatus.FINISHED)
        found = list(later.filter(number__gt=attempt.number).exclude(pk__in=seen).select_related("version"))
        items = _items_of([one.pk for one in found])
        for one in sorted(found, key=lambda other: other.number):
            seen.add(one.pk)
            outcome = outcome_of(one.version.settings, items[one.pk])
            met = is_met_with(one, outcome, anew)
            if met != one.is_met:
                score, same = one.score or ZERO, Grade(ZERO, correct=False)
                yield Change(one.pk, 0, same, same, score, score, one.is_met, met, passes_alone=outcome.passed)


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
