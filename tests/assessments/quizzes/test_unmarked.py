"""Questions that are not marked: they are asked and kept, and count nowhere."""

from decimal import Decimal

import pytest

from assessments.competencies.models import CompetencyRecord
from assessments.questions.errors import QuestionIncomplete
from assessments.quizzes import services
from assessments.quizzes.drawing import Entry, Line
from assessments.quizzes.errors import BankTooSmall, NothingToCheck
from assessments.quizzes.presenting import start_card
from assessments.quizzes.queries import current_quiz_version, quizzes_drawing
from assessments.quizzes.scoring import Marked, add_up
from assessments.quizzes.unmarked import count_unmarked, find_mixed
from tests.assessments.pages import whole_page
from tests.factories.assessments import CompetencyFactory, QuestionBankFactory, QuestionFactory, QuizFactory, answer

POINTS = [{"key": "a", "text": "Disagree"}, {"key": "b", "text": "Agree"}]
BLUEPRINT = [{"topic": "values", "count": 2}, {"topic": "feelings", "count": 1}]


def scale(bank, **changes):
    return QuestionFactory(bank=bank, **{"kind": "likert", "options": POINTS, "topic": "feelings", **changes})


def mixed_quiz(**changes):
    bank = QuestionBankFactory()
    for _place in range(2):
        QuestionFactory(bank=bank)
    scale(bank)
    return QuizFactory(bank=bank, **{"blueprint": BLUEPRINT, **changes})


def answer_all(attempt, *, right=2):
    scale_item = next(item for item in attempt.items.select_related("revision") if item.revision.kind == "likert")
    point = scale_item.revision.body["options"][1]["id"]
    services.record_answer(
        attempt=attempt, position=scale_item.position, response={"chosen": [point]}, sequence=1, certainty="high"
    )
    others = [item.position for item in attempt.items.order_by("position") if item.pk != scale_item.pk]
    for place, position in enumerate(others):
        answer(attempt, position, right=place < right)
    return scale_item


def test_what_is_not_scored_counts_neither_in_score_nor_maximum():
    rows = [
        Marked(1, Decimal(1), correct=True, safety_critical=False),
        Marked(2, Decimal(0), correct=False, safety_critical=False, scored=False),
    ]
    outcome = add_up(rows, pass_mark=100)
    assert (outcome.score, outcome.max_score, outcome.right, outcome.total, outcome.passed) == (1, 1, 1, 1, True)
    assert not add_up(rows[1:], pass_mark=1).passed


def test_lines_of_one_topic_are_marked_or_not_as_a_whole():
    pool = [Entry(1, 1, "a", False), Entry(2, 2, "b", False, scored=False), Entry(3, 3, "a", False)]
    lines = [Line("a", 2), Line("b", 1)]
    assert (find_mixed(lines, pool), count_unmarked(lines, pool)) == (None, 1)
    assert find_mixed(lines, [*pool, Entry(4, 4, "b", False)]) == 2


def test_an_attempt_is_met_by_what_is_marked_alone(learner):
    quiz = mixed_quiz(competencies=[CompetencyFactory()])
    attempt = services.start_attempt(quiz=quiz, learner=learner)
    item = answer_all(attempt)
    finished = services.finish_attempt(attempt=attempt)
    item.refresh_from_db()
    assert (finished.score, finished.max_score, finished.passed) == (2, 2, True)
    assert (item.score, item.correct, item.response is not None) == (None, None, True)
    assert CompetencyRecord.objects.get().met


def test_the_review_says_nothing_of_right_or_wrong_about_it(client_for, learner):
    attempt = services.start_attempt(quiz=mixed_quiz(certainty=True), learner=learner)
    answer_all(attempt, right=1)
    services.finish_attempt(attempt=attempt)
    html = whole_page(client_for(learner).get(f"/attempts/{attempt.uuid}/review/"))
    assert "One of two right." in html
    assert html.count("Not marked") == 1
    assert "Certainty marks: 1 of 6" in html


def test_before_the_start_it_is_said_how_many_are_not_marked(db):
    card = start_card(current_quiz_version(mixed_quiz()))
    facts = dict(card.facts)
    assert facts["Questions"] == "3 questions, of which 1 is not marked"
    assert facts["What it takes"] == "Two of two right"


def test_a_quiz_without_such_questions_keeps_its_settings(db):
    assert "unmarked" not in current_quiz_version(QuizFactory(n=1)).settings


def test_it_asks_neither_how_sure_one_is_nor_offers_what_is_right(client_for, learner):
    quiz = mixed_quiz(certainty=True, behaviour="immediate")
    attempt = services.start_attempt(quiz=quiz, learner=learner)
    item = answer_all(attempt)
    html = whole_page(client_for(learner).get(f"/attempts/{attempt.uuid}/items/{item.position}/"))
    assert "There is no right or wrong here" in html
    assert "How sure are you?" not in html
    assert "See what is right" not in html
    item.refresh_from_db()
    assert item.certainty == ""
    with pytest.raises(NothingToCheck, match="not marked"):
        services.check_answer(attempt=attempt, position=item.position)


def test_a_topic_may_not_mix_what_is_marked_and_what_is_not(db):
    bank = QuestionBankFactory()
    QuestionFactory(bank=bank)
    scale(bank, topic="values")
    with pytest.raises(BankTooSmall, match="a line of their own"):
        QuizFactory(bank=bank, blueprint=[{"topic": "values", "count": 1}])


def test_a_check_of_nothing_that_is_marked_is_not_published(db):
    bank = QuestionBankFactory()
    scale(bank)
    with pytest.raises(BankTooSmall, match="None of its questions is marked"):
        QuizFactory(bank=bank, blueprint=[{"topic": "feelings", "count": 1}])


def test_a_scale_put_among_marked_questions_leaves_the_quiz_on_its_version(db):
    quiz = mixed_quiz()
    scale(quiz.bank, topic="values")
    assert quiz.versions.count() == 1


def test_a_scale_is_never_safety_critical(db):
    bank = QuestionBankFactory()
    with pytest.raises(QuestionIncomplete, match="can't be safety-critical"):
        scale(bank, safety_critical=True)
    assert not quizzes_drawing(scale(bank))
