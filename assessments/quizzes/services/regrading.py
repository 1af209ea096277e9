"""Grading anew after a mistake in a key: results get superseding rows, and those affected are told."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.competencies.models import CompetencyRecord
from assessments.competencies.services import record_competency
from assessments.questions.models import Question, QuestionRevision
from assessments.quizzes import queries
from assessments.quizzes.errors import DryRunOutdated, NothingToRegrade, RegradeReasonMissing
from assessments.quizzes.models import AttemptItem, AttemptRegrade, QuizAttempt, Regrade
from assessments.quizzes.queries import Plan
from assessments.quizzes.regrading import Change
from assessments.quizzes.services.attempts import SOURCE
from assessments.signals import attempt_regraded
from lms.common import audit
from lms.people.models import User

LONGEST_REASON = 500
CHUNK = 500


@transaction.atomic
def regrade_question(*, question: Question, actor: User, reason: str, digest: str) -> Regrade:
    """Hold the corrected key against everything that was asked before, as the dry run with this `digest` showed.

    Called again it gives back what was done. Results change by added rows (`AttemptRegrade`, superseding records of
    knowledge); awards never change here. Raises `RegradeReasonMissing`, `NothingToRegrade`, `DryRunOutdated`.
    """
    reason = " ".join(reason.split())[:LONGEST_REASON]
    if not reason:
        raise RegradeReasonMissing(_("Say what was wrong: it stays beside the changed results."))
    Question.objects.select_for_update().get(pk=question.pk)
    stored = Regrade.objects.filter(question=question, digest=digest).first()
    if stored:
        return stored
    plan = _locked_plan(question)
    if plan.revision is None or not plan.items:
        raise NothingToRegrade(_("There is nothing to grade anew: every result rests on this key already."))
    if plan.digest != digest:
        raise DryRunOutdated(_("Something has changed since you looked. This is how it stands now: look once more."))
    return _commit(question, plan, plan.revision, actor, reason)


def _locked_plan(question: Question) -> Plan:
    """The plan as it stands, with every attempt that it changes locked: it was worked out again after that."""
    touched = sorted(one.attempt_id for one in queries.plan_regrade(question).changes)
    for start in range(0, len(touched), CHUNK):
        locked = QuizAttempt.objects.select_for_update().filter(pk__in=touched[start : start + CHUNK])
        list(locked.order_by("pk").values_list("pk"))
    return queries.plan_regrade(question)


def _commit(question: Question, plan: Plan, revision: QuestionRevision, actor: User, reason: str) -> Regrade:
    regrade = Regrade.objects.create(
        question=question,
        revision=revision,
        actor=actor,
        reason=reason,
        looked_at=len(plan.items),
        digest=plan.digest,
    )
    for start in range(0, len(plan.items), CHUNK):
        AttemptItem.objects.filter(pk__in=plan.items[start : start + CHUNK]).update(key_revision=revision)
    for change in plan.changes:
        _supersede(regrade, change, actor)
    facts = {"code": question.code, "looked_at": len(plan.items), "changed": len(plan.changes)}
    audit.record("question.regrade", question, actor=actor, data=facts)
    return regrade


def _regrade_item(attempt: QuizAttempt, change: Change) -> dict[str, Any]:
    """Give the question its new grade; what it had before, for the row that supersedes."""
    item = attempt.items.get(position=change.position)
    facts = {
        "position": change.position,
        "old_score": str(change.old.score),
        "new_score": str(change.new.score),
        "old_correct": change.old.correct,
        "new_correct": change.new.correct,
        # The tries as they were graded before, where there were several.
        **({"old_tries": item.tries} if change.tries else {}),
    }
    item.score, item.correct, item.tries = change.new.score, change.new.correct, list(change.tries) or item.tries
    item.save(update_fields=["score", "correct", "tries", "updated"])
    return facts


def _supersede(regrade: Regrade, change: Change, actor: User) -> None:
    """One attempt: the row that supersedes, what it shows from now on, and the records that rest on it."""
    attempt = QuizAttempt.objects.select_related("version", "learner").get(pk=change.attempt_id)
    row = AttemptRegrade.objects.create(
        regrade=regrade,
        attempt=attempt,
        old_score=change.old_score,
        new_score=change.new_score,
        old_passed=change.old_passed,
        new_passed=change.new_passed,
        items=[_regrade_item(attempt, change)] if change.position else [],
    )
    attempt.score, attempt.passed = change.new_score, change.passes_alone
    attempt.met = None if attempt.met is None else change.new_passed
    attempt.save(update_fields=["score", "passed", "met", "updated"])
    if change.new_passed != change.old_passed:
        _supersede_knowledge(attempt)
    audit.record("attempt.regrade", attempt, actor=actor, data={"number": attempt.number, "regrade": str(regrade.uuid)})
    attempt_regraded.send(sender=QuizAttempt, attempt=attempt, change=row)


def _supersede_knowledge(attempt: QuizAttempt) -> None:
    standing = CompetencyRecord.objects.filter(source=SOURCE, source_uuid=attempt.uuid, superseded_by=None)
    for record in standing.select_related("competency", "competency_version", "learner"):
        record_competency(
            learner=record.learner,
            competency=record.competency,
            competency_version=record.competency_version,
            kind=record.kind,
            met=attempt.is_met,
            source=record.source,
            source_uuid=record.source_uuid,
            observed_at=record.observed_at,
            supersedes=record,
        )
