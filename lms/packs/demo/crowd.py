"""Many fictional learners at one check, so that its statistics have something to say. They sign in nowhere."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from math import exp
from random import Random
from typing import Any

from django.db import transaction

from assessments.questions.kinds import clean_response, kind_of
from assessments.questions.kinds.base import NOTHING, ZERO
from assessments.questions.models import QuestionRevision
from assessments.quizzes.choices import AttemptStatus, Certainty
from assessments.quizzes.drawing import draw
from assessments.quizzes.models import AttemptItem, Quiz, QuizAttempt, QuizVersion
from assessments.quizzes.queries import current_quiz_version, entries_of, lines_of
from assessments.quizzes.scoring import Marked, add_up
from lms.common import clock
from lms.packs.demo.cast import CROWD_ORGANISATION, DOMAIN
from lms.people.models import Membership, Organisation, User

CHECK = "m1-check"
# The same people, names and answers on every machine.
SEED = 20
# Over how many days they came, and how long one takes over a question, in seconds.
DAYS, QUICKEST, SLOWEST = 120, 15, 150
LEFT_OPEN = 0.02


@dataclass(frozen=True)
class Trait:
    """How hard a question is for the crowd, and how much it depends on what somebody knows (below 0: upside down)."""

    ease: float
    weight: float


@transaction.atomic
def make_crowd(number: int) -> int:
    """Let so many people of an organisation of their own hand in the first check; gives how many came new. Idempotent.

    They belong to no cohort and no programme manager looks after them: no list of people grows by them but that of
    administrators. What they do is written straight into the tables: no knowledge, award or notification follows.
    """
    quiz = Quiz.objects.filter(code=CHECK).order_by("pk").first()
    version = current_quiz_version(quiz) if quiz else None
    if quiz is None or version is None:
        return 0
    people = people_of_the_crowd(number)
    sat = set(QuizAttempt.objects.filter(quiz=quiz, learner__in=people).values_list("learner", flat=True))
    fresh = [person for person in people if person.pk not in sat]
    _sit(version, fresh)
    return len(fresh)


def people_of_the_crowd(number: int) -> list[User]:
    """The first so many of them, made where they are missing."""
    name, slug = CROWD_ORGANISATION
    organisation, _made = Organisation.objects.get_or_create(slug=slug, defaults={"name": name})
    emails = [f"learner{n:03}@{DOMAIN}" for n in range(1, number + 1)]
    there = set(User.objects.filter(email__in=emails).values_list("email", flat=True))
    fresh = User.objects.bulk_create(
        User(
            email=email,
            full_name=f"Learner {place} (fictional)",
            password="!unusable",  # noqa: S106
            is_active=False,
            is_demo=True,
        )
        for place, email in enumerate(emails, start=1)
        if email not in there
    )
    Membership.objects.bulk_create(Membership(user=person, organisation=organisation) for person in fresh)
    return list(User.objects.filter(email__in=emails).order_by("email"))


def _sit(version: QuizVersion, people: list[User]) -> None:
    revisions = {one.pk: one for one in QuestionRevision.objects.filter(pk__in=version.pool).order_by("pk")}
    traits = {pk: _trait(place) for place, pk in enumerate(revisions)}
    entries, lines = entries_of(revisions.values()), lines_of(version.blueprint)
    attempts, items = [], []
    for person in people:
        # Of the person alone: whoever comes later does not change those before.
        rng = Random(f"{SEED}{person.email}")  # noqa: S311
        attempt = _attempt(version, person, rng)
        drawn = [revisions[entry.revision] for entry in draw(lines, entries, seen=(), rng=rng)]
        answers = list(_answers(attempt, drawn, traits, rng))
        _hand_in(attempt, answers)
        attempts.append(attempt)
        items += answers
    QuizAttempt.objects.bulk_create(attempts)
    AttemptItem.objects.bulk_create(items)


def _trait(place: int) -> Trait:
    """From hard to very easy; the sixth question tells nobody apart, and the eighth is one to check the key of."""
    return Trait(ease=(-1.0, 0.5, 1.3, 2.2, 4.5)[place % 5], weight={5: 0.05, 7: -0.5}.get(place, 1.9))


def _attempt(version: QuizVersion, person: User, rng: Random) -> QuizAttempt:
    began = clock.now().replace(microsecond=0) - dt.timedelta(days=rng.uniform(1, DAYS))
    return QuizAttempt(
        uuid=uuid.UUID(int=rng.getrandbits(128), version=4),
        version=version,
        quiz_id=version.quiz_id,
        learner=person,
        number=1,
        status=AttemptStatus.FINISHED,
        started_at=began,
    )


def _answers(
    attempt: QuizAttempt, drawn: list[QuestionRevision], traits: dict[int, Trait], rng: Random
) -> Iterator[AttemptItem]:
    knowing, at = rng.gauss(0, 1), attempt.started_at
    asks = "certainty" in attempt.version.settings
    for position, revision in enumerate(drawn, start=1):
        trait = traits[revision.pk]
        right = rng.random() < 1 / (1 + exp(-trait.ease - trait.weight * knowing))
        response = None if rng.random() < LEFT_OPEN else _response(revision, right=right, rng=rng)
        at += dt.timedelta(seconds=round(rng.triangular(QUICKEST, SLOWEST, 35)))
        grade = kind_of(revision.kind).grade(revision.body, response) if response else NOTHING
        yield AttemptItem(
            attempt=attempt,
            position=position,
            revision=revision,
            option_order=kind_of(revision.kind).lay(revision.body, rng),
            response=response,
            certainty=_certainty(grade.correct, rng) if asks and response else "",
            answered_at=at if response else None,
            score=grade.score,
            correct=grade.correct,
        )


def _response(revision: QuestionRevision, *, right: bool, rng: Random) -> dict[str, Any] | None:
    """By the key; or what else people choose, the first of the wrong answers most. None where nothing fits."""
    kind, body = kind_of(revision.kind), revision.body
    if right:
        return clean_response(revision.kind, body, kind.right_response(body))
    if kind.block == "option":
        wrong = [option["id"] for option in body["options"] if not option["correct"]]
        chosen = wrong[min(int(rng.expovariate(1.2)), len(wrong) - 1)] if wrong else ""
        return clean_response(revision.kind, body, {"chosen": [chosen]}) if chosen else None
    if kind.block == "judged":
        best, worst = rng.sample([option["id"] for option in body["options"]], 2)
        return clean_response(revision.kind, body, {"best": best, "worst": worst})
    return None


def _certainty(correct: bool, rng: Random) -> str:
    weights = (1, 3, 6) if correct else (4, 4, 1)
    return rng.choices([level.value for level in Certainty], weights)[0]


def _hand_in(attempt: QuizAttempt, answers: list[AttemptItem]) -> None:
    marked = [
        Marked(one.position, one.score or ZERO, bool(one.correct), one.revision.safety_critical) for one in answers
    ]
    outcome = add_up(marked, pass_mark=attempt.version.settings["pass_mark"])
    last = max((one.answered_at for one in answers if one.answered_at), default=attempt.started_at)
    attempt.finished_at = last + dt.timedelta(seconds=20)
    attempt.score, attempt.max_score, attempt.passed = outcome.score, outcome.max_score, outcome.passed
