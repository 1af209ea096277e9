"""Quizzes, their versions, and what they draw from."""

import uuid
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from assessments.questions.compiling import prose
from assessments.questions.models import Question, QuestionBank, QuestionRevision
from assessments.quizzes.certainty import SCHEME
from assessments.quizzes.choices import Behaviour, Release
from assessments.quizzes.models import Quiz, QuizVersion
from assessments.quizzes.queries.blueprints import entries_of, lines_of
from assessments.quizzes.queries.rules import rules_of
from assessments.quizzes.queries.structure import structure_of
from assessments.quizzes.unmarked import count_unmarked
from content.site.edition import remembered


def quiz_at(target: uuid.UUID | None) -> Quiz | None:
    """The quiz that an activity leads to. One query; none once it is remembered."""
    return remembered(("quiz", target), lambda: Quiz.objects.filter(uuid=target).first()) if target else None


def quiz_names(uuids: Collection[uuid.UUID] | None) -> dict[uuid.UUID, str]:
    """Title by UUID: of these quizzes, or (None) of all that are in use. One query."""
    quizzes = Quiz.objects.filter(live=True, retired_at=None) if uuids is None else Quiz.objects.filter(uuid__in=uuids)
    return dict(quizzes.values_list("uuid", "title"))


def current_quiz_version(quiz: Quiz) -> QuizVersion | None:
    """The version that a new attempt runs on, or None before the first publish."""
    return quiz.versions.order_by("-number").first()


def published_quizzes(bank: QuestionBank) -> QuerySet[Quiz]:
    """The quizzes in use that draw from a bank."""
    versions = QuizVersion.objects.filter(quiz=OuterRef("pk"))
    return Quiz.objects.filter(Exists(versions), bank=bank, live=True, retired_at=None).order_by("code")


def settings_of(quiz: Quiz) -> dict[str, Any]:
    """The draft's settings in the form that a version stores."""
    return {
        "title": quiz.title,
        "intro": prose(quiz.intro),
        "pass_mark": quiz.pass_mark,
        "attempts_allowed": quiz.attempts_allowed,
        "pause_hours": quiz.pause_hours,
        "layout": quiz.layout,
        "minutes": quiz.minutes,
        # Only where there is a clock: a quiz without one is the same version as before there were clocks.
        **({"time_limit": quiz.time_limit, "grace_seconds": quiz.grace_seconds} if quiz.time_limit else {}),
        **({"behaviour": quiz.behaviour} if quiz.behaviour != Behaviour.DEFERRED else {}),
        **marking_terms(quiz),
        **({"certainty": {level: list(marks) for level, marks in SCHEME.items()}} if quiz.certainty else {}),
        **structure_of(quiz),
        **rules_of(quiz),
    }


def unmarked_setting(blueprint: Iterable[dict[str, Any]], pool: Iterable[QuestionRevision]) -> dict[str, int]:
    """{"unmarked": how many questions of each draw are not marked}, as a version stores it; empty where all are."""
    unmarked = count_unmarked(lines_of(blueprint), entries_of(pool))
    return {"unmarked": unmarked} if unmarked else {}


def marking_terms(quiz: Quiz) -> dict[str, Any]:
    """How long answers are marked, in the form that a version stores; nothing where it is as usual."""
    if quiz.markers == 1 and quiz.marking_release == Release.AT_ONCE:
        return {}
    terms = {"markers": quiz.markers, "release": quiz.marking_release}
    if quiz.markers > 1:
        terms |= {"threshold": quiz.marking_threshold, "rule": quiz.marking_rule}
    return {"marking": terms}


def quizzes_drawing(question: Question) -> list[Quiz]:
    """The quizzes in use whose newest version may ask this question."""
    revisions = set(question.published_revisions.values_list("pk", flat=True))
    if not revisions:
        return []
    newest = QuizVersion.objects.filter(quiz=OuterRef("pk")).order_by("-number").values("pool")[:1]
    quizzes = published_quizzes(question.bank).annotate(newest_pool=Subquery(newest))
    return [quiz for quiz in quizzes if revisions.intersection(quiz.newest_pool)]
