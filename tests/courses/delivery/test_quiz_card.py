"""What the card of a quiz says of its rules, its dates, and what was granted to its reader."""

import datetime as dt

import pytest
import time_machine

from lms.people.services import add_accommodation
from tests.factories.assessments import QuestionFactory, QuizFactory
from tests.factories.courses import EnrolmentFactory, make_course
from tests.factories.people import UserFactory
from tests.html import parse_page, text_of

NOON = dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)

pytestmark = pytest.mark.django_db


def tree_with(**rules):
    tree = make_course(lessons=1, quiz=True)
    quiz = tree.quiz
    quiz.refresh_from_db()
    for name, value in rules.items():
        setattr(quiz, name, value)
    quiz.save_revision().publish()
    return tree


def card(client, tree, at):
    with time_machine.travel(at, tick=False):
        response = client.get(tree.check.url)
    return text_of(parse_page(response.content)), response.content.decode()


@pytest.mark.parametrize(
    ("at", "said", "may_start"),
    [
        (NOON - DAY, "Opens on 2 November 2026, 21:00", False),
        (NOON, "Not started yet.", True),
        (NOON + DAY, "Closed on 3 November 2026, 21:00. Please talk to whoever runs your programme.", False),
    ],
)
def test_card_says_in_the_readers_zone_when_it_opens_and_closes(as_user, at, said, may_start):
    tree = tree_with(opens_at=NOON, closes_at=NOON + DAY)
    learner = UserFactory(time_zone="Asia/Tokyo")
    EnrolmentFactory(course=tree.course, learner=learner)
    words, html = card(as_user(learner), tree, at)
    assert said in words
    assert "3 November 2026, 21:00; what you have answered by then is handed in" in words
    assert ("/start/" in html) is may_start


def test_card_says_what_was_granted_and_later_dates_move_the_closing(as_user):
    tree = tree_with(closes_at=NOON + DAY, time_limit=10)
    enrolment, manager = EnrolmentFactory(course=tree.course), UserFactory()
    with time_machine.travel(NOON, tick=False):
        for kind, value in (("later_dates", 7), ("time_factor", "1.5"), ("extra_attempts", 1)):
            add_accommodation(
                user=enrolment.learner, kind=kind, value=value, needed="x", actor=manager, scope=tree.quiz.uuid
            )
    words, html = card(as_user(enrolment.learner), tree, NOON + 2 * DAY)
    assert "1.5 times the time, one more try in each round and open 7 days longer" in words
    assert "15 minutes, from the moment you start" in words
    assert "10 November 2026" in words
    assert "/start/" in html


def test_card_says_the_rules_before_the_start(as_user):
    tree = tree_with(behaviour="interactive", grading="average", reread_first=True)
    words, _html = card(as_user(EnrolmentFactory(course=tree.course).learner), tree, NOON)
    for said in (
        "Three tries at each question, with a hint after each; a further try takes 33 hundredths off",
        "A safety question counts as right only at the first try",
        "The average of your tries counts, and no average makes up for a safety question.",
        "After a “not yet”, open the lessons again that are named",
    ):
        assert said in words


def test_card_of_a_plain_quiz_says_none_of_this(as_user):
    tree = tree_with()
    words, _html = card(as_user(EnrolmentFactory(course=tree.course).learner), tree, NOON)
    for said in ("For you", "Opens", "Closes", "What counts", "Tries at a question"):
        assert said not in words


def test_card_counts_only_what_is_marked_for_what_it_takes(as_user):
    tree = make_course(lessons=1, quiz=True)
    points = [{"key": "a", "text": "Not sure"}, {"key": "b", "text": "Sure"}]
    for _question in range(2):
        QuestionFactory(bank=tree.quiz.bank, kind="likert", options=points, topic="feelings")
    blueprint = [{"topic": "values", "count": 3}, {"topic": "feelings", "count": 2}]
    QuizFactory(code=tree.quiz.code, bank=tree.quiz.bank, blueprint=blueprint, pass_mark=60)
    words, _html = card(as_user(EnrolmentFactory(course=tree.course).learner), tree, NOON)
    assert "Five questions, two of them not marked" in words
    assert "Two of three right" in words
