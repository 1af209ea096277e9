"""Many finished attempts in four statements: for statistics and exports, where how they came about is not the point."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from assessments.questions.kinds import kind_of
from assessments.questions.models import QuestionRevision
from assessments.quizzes.choices import AttemptStatus
from assessments.quizzes.models import AttemptItem, Quiz, QuizAttempt
from assessments.quizzes.queries import current_quiz_version
from lms.common import clock
from lms.people.models import User

SECONDS = 30
_numbers = count(1)


def crowd(quiz: Quiz, rights: Sequence[int], *, people: Sequence[User] = (), **fields: Any) -> list[QuizAttempt]:
    """A finished attempt for each number of right answers, the first so many by the question's code being right.

    By `people`, or by new ones with `fields`; each answer half a minute after the one before.
    """
    version = current_quiz_version(quiz)
    assert version is not None
    size = sum(line["count"] for line in version.blueprint)
    asked = QuestionRevision.objects.filter(pk__in=version.pool).order_by("question__code")[:size]
    began = clock.now().replace(microsecond=0) - timedelta(hours=1)
    attempts = QuizAttempt.objects.bulk_create(
        QuizAttempt(
            version=version,
            quiz=quiz,
            learner=learner,
            number=1,
            status=AttemptStatus.FINISHED,
            started_at=began,
            finished_at=clock.now(),
            score=Decimal(right),
            max_score=Decimal(size),
            passed=right * 100 >= size * version.settings["pass_mark"],
        )
        for learner, right in zip(people or _people(len(rights), fields), rights, strict=True)
    )
    AttemptItem.objects.bulk_create(
        _item(attempt, revision, place, right=place <= right)
        for attempt, right in zip(attempts, rights, strict=True)
        for place, revision in enumerate(asked, start=1)
    )
    return attempts


def _people(number: int, fields: dict[str, Any]) -> list[User]:
    numbers = [next(_numbers) for _n in range(number)]
    return User.objects.bulk_create(
        User(**{"email": f"crowd{n}@example.org", "full_name": f"Crowd {n}", "password": "!", **fields})
        for n in numbers
    )


def _item(attempt: QuizAttempt, revision: QuestionRevision, place: int, *, right: bool) -> AttemptItem:
    options = revision.body["options"]
    wrong = {"chosen": [option["id"] for option in options if not option["correct"]][:1]}
    return AttemptItem(
        attempt=attempt,
        position=place,
        revision=revision,
        option_order=[option["id"] for option in options],
        response=kind_of(revision.kind).right_response(revision.body) if right else wrong,
        answered_at=attempt.started_at + timedelta(seconds=SECONDS * place),
        score=Decimal(int(right)),
        correct=right,
    )
