"""Long answers, handed in and waiting for their readers."""

from typing import Any

from assessments.quizzes import services
from assessments.quizzes.models import Mark, Paper, Quiz, QuizAttempt
from lms.people.models import User
from tests.factories.assessments import QuestionBankFactory, QuestionFactory, QuizFactory, answer
from tests.factories.people import SupervisionLinkFactory, UserFactory

TEXT = "I would listen first.\nThen I ask about safety, in plain words."


def level(points: int, words: str, *, enough: bool = False) -> dict[str, Any]:
    return {"points": points, "words": words, "enough": enough}


def rubric(**changes: Any) -> dict[str, Any]:
    """Two criteria of 4 and 2 points; the first is enough from 2, the second needs its highest level."""
    return {
        "key": "a",
        "criteria": [
            {
                "text": "Asks about safety",
                "levels": [level(0, "Does not"), level(2, "Hints at it", enough=True), level(4, "Asks in plain words")],
            },
            {"text": "Stays in the role", "levels": [level(0, "Advises"), level(2, "Listens")]},
        ],
        "aim": 20,
        "most": 60,
        "model": "<p>A model answer.</p>",
        **changes,
    }


def long_quiz(*, choices: int = 0, long: int = 1, safety_critical: bool = False, **changes: Any) -> Quiz:
    """A published quiz of `long` long answers, and as many one-best questions as `choices` before them."""
    bank = QuestionBankFactory()
    for place in range(long):
        QuestionFactory(
            bank=bank,
            code=f"{bank.code}-long{place}",
            kind="long_answer",
            options=[rubric()],
            topic="long",
            safety_critical=safety_critical,
        )
    for place in range(choices):
        QuestionFactory(bank=bank, code=f"{bank.code}-q{place}")
    lines = [{"topic": "long", "count": long}] + ([{"topic": "values", "count": choices}] if choices else [])
    return QuizFactory(bank=bank, blueprint=lines, **changes)


def hand_in_long(quiz: Quiz, learner: User, *, text: str = TEXT, **state: Any) -> QuizAttempt:
    """An attempt with every long answer written and every other right, handed in."""
    attempt = services.start_attempt(quiz=quiz, learner=learner, **state)
    for item in attempt.items.select_related("revision"):
        if item.revision.kind == "long_answer":
            response = {"text": [text]} if text else None
            services.record_answer(attempt=attempt, position=item.position, response=response, sequence=1)
        else:
            answer(attempt, item.position)
    return services.finish_attempt(attempt=attempt)


def paper_of(attempt: QuizAttempt) -> Paper:
    return Paper.objects.filter(item__attempt=attempt).order_by("pk").get()


def reader_for(*learners: User, roles: tuple[str, ...] = ("supervisor",)) -> User:
    """Somebody who may read what these learners write."""
    reader = UserFactory(roles=roles, acknowledged=True)
    for learner in learners:
        SupervisionLinkFactory(supervisor=reader, trainee=learner)
    return reader


def give_marks(marker: User, picks: tuple[int, ...] = (2, 1), words: str = "") -> Mark:
    """Claim the next paper, pick these levels, hand in."""
    draft = services.claim_next_paper(marker=marker)
    assert draft is not None
    services.save_marking_draft(
        paper=draft.paper,
        marker=marker,
        token=str(draft.token),
        sequence=draft.sequence + 1,
        picks={str(place): pick for place, pick in enumerate(picks)},
        words=words,
    )
    return services.hand_in_marks(paper=draft.paper, marker=marker)


__all__ = ["TEXT", "give_marks", "hand_in_long", "long_quiz", "paper_of", "reader_for", "rubric"]
