"""Trainees who answer at once over real HTTP: no answer is lost, none is doubled, and a lost one would be told."""

import random
from urllib.parse import urlsplit

import pytest
from pytest_django.live_server_helper import LiveServer

from assessments.quizzes.models import AttemptItem, QuizAttempt
from assessments.quizzes.services import start_attempt
from lms.packs.bench import crowd, rush
from lms.packs.bench.crowd import Browser
from tests.factories.assessments import CompetencyFactory, QuizFactory
from tests.factories.people import UserFactory

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

TRAINEES, QUESTIONS = 10, 5


@pytest.fixture
def attempts() -> list[QuizAttempt]:
    quiz = QuizFactory(n=QUESTIONS, layout="all", competencies=[CompetencyFactory()])
    return [start_attempt(quiz=quiz, learner=UserFactory(roles=["trainee"])) for _n in range(TRAINEES)]


@pytest.fixture
def browsers(attempts: list[QuizAttempt]) -> list[Browser]:
    return [rush.browser_of(attempt, seed) for seed, attempt in enumerate(attempts)]


def address(live_server: LiveServer) -> tuple[str, int]:
    parts = urlsplit(live_server.url)
    return str(parts.hostname), int(parts.port or 0)


def test_answers_of_many_at_once_are_neither_lost_nor_doubled(
    live_server: LiveServer, attempts: list[QuizAttempt], browsers: list[Browser]
) -> None:
    tally = crowd.answer_at_once(address(live_server), browsers)
    assert tally.troubles == []
    assert len(tally.waits) == TRAINEES * QUESTIONS * 3
    assert rush.what_went_wrong(attempts, browsers) == []
    AttemptItem.objects.filter(attempt=attempts[3], position=2).update(sequence=1)
    assert rush.what_went_wrong(attempts, browsers) == [
        f"attempt {attempts[3].pk}: the newest answer to question 2 was lost"
    ]


def test_refusal_is_told(live_server: LiveServer, attempts: list[QuizAttempt], browsers: list[Browser]) -> None:
    browsers[0].cookies = browsers[1].cookies
    tally = crowd.answer_at_once(address(live_server), browsers[:1])
    assert any("answered 404" in trouble for trouble in tally.troubles)


def test_packets_are_the_same_for_the_same_seed_and_know_the_newest() -> None:
    paths, options = ["/1/", "/2/"], [["a", "b"], ["c", "d"]]
    first, again = (crowd.packets_for(paths, options, rng=random.Random(7)) for _n in range(2))
    assert first == again
    assert {place: packet.sequence for place, packet in Browser("", "", first).expected().items()} == {1: 2, 2: 2}
