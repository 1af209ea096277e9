"""Several tries at one question, with hints: the score falls, nothing is lost, and nothing is counted twice."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assessments.quizzes import presenting, services
from assessments.quizzes.errors import AttemptClosed, NothingToCheck, TriedElsewhere
from assessments.quizzes.interactive import Tried, TryRules, settle, try_rules
from assessments.quizzes.models import QuizAttempt
from tests.assessments.pages import whole_page
from tests.factories.assessments import CompetencyFactory, QuestionBankFactory, QuestionFactory, QuizFactory
from tests.factories.people import UserFactory

THREE = TryRules(3, Decimal("0.33"))
SCORES = st.decimals(0, 1, places=4)
TRIES = st.lists(st.builds(Tried, SCORES, st.just(False)), max_size=5)
RULES = st.builds(TryRules, st.integers(2, 10), st.integers(0, 100).map(lambda n: Decimal(n) / 100))
RIGHT, WRONG = Tried(Decimal(1), correct=True), Tried(Decimal(0), correct=False)


# --- what tries come to


@pytest.mark.parametrize(
    ("tries", "score", "over"),
    [
        ([], "0", False),
        ([RIGHT], "1", True),
        ([WRONG, RIGHT], "0.67", True),
        ([WRONG, WRONG, RIGHT], "0.34", True),
        ([WRONG, WRONG], "0", False),
        ([WRONG, WRONG, WRONG], "0", True),
        ([Tried(Decimal("0.5"), correct=False), WRONG], "0.5", False),
    ],
)
def test_each_further_try_costs_and_never_takes_what_was_earned(tries, score, over):
    settled = settle(tries, THREE, safety_critical=False)
    assert (settled.score, settled.over) == (Decimal(score), over)


@pytest.mark.parametrize(("tries", "correct"), [([RIGHT], True), ([WRONG, RIGHT], False)])
def test_safety_question_is_right_at_the_first_try_only(tries, correct):
    assert settle(tries, THREE, safety_critical=True).correct is correct
    assert settle(tries, THREE, safety_critical=False).correct is True


@given(TRIES, RULES, st.booleans())
def test_score_stays_between_nothing_and_all(tries, rules, critical):
    assert 0 <= settle(tries, rules, safety_critical=critical).score <= 1


@given(TRIES, RULES, SCORES)
def test_another_try_never_takes_anything_away(tries, rules, score):
    more = settle([*tries, Tried(score, correct=False)], rules, safety_critical=False)
    assert more.score >= settle(tries, rules, safety_critical=False).score


@given(st.integers(0, 9), RULES)
def test_right_answer_earns_less_the_later_it_comes_and_never_below_nothing(before, rules):
    earned = settle([*[WRONG] * before, RIGHT], rules, safety_critical=False).score
    assert earned == max(Decimal(0), 1 - rules.penalty * before)


def test_no_rules_where_a_question_is_answered_once():
    assert try_rules({"behaviour": "immediate"}) is None


# --- in an attempt

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner(db):
    return UserFactory(roles=["trainee"], acknowledged=True)


def make_quiz(*, critical=False, **rules):
    bank, competency = QuestionBankFactory(), CompetencyFactory()
    QuestionFactory(
        bank=bank,
        competency=competency,
        safety_critical=critical,
        hints=["<p>Think of the role.</p>", "<p>Who decides?</p>"],
    )
    blueprint = [{"topic": "values", "count": 1, "safety_critical": int(critical)}]
    return QuizFactory(bank=bank, blueprint=blueprint, behaviour="interactive", competencies=[competency], **rules)


@pytest.fixture
def attempt(learner) -> QuizAttempt:
    return services.start_attempt(quiz=make_quiz(), learner=learner)


def option(attempt, letter):
    body = attempt.items.select_related("revision").get().revision.body
    return next(one["id"] for one in body["options"] if one["text"] == f"Answer {letter}")


def give(attempt, letter, sequence=1, seen=None):
    services.record_answer(
        attempt=attempt, position=1, response={"chosen": [option(attempt, letter)]}, sequence=sequence
    )
    return services.try_answer(attempt=attempt, position=1, seen=seen)


def test_tries_are_kept_and_the_score_falls(attempt):
    give(attempt, "b")
    item = give(attempt, "a", 2)
    assert [one["correct"] for one in item.tries] == [False, True]
    assert item.tries[0]["response"] == {"chosen": [option(attempt, "b")]}
    assert item.checked_at is not None
    done = services.finish_attempt(attempt=attempt)
    assert (done.score, done.passed) == (Decimal("0.67"), False)
    assert attempt.items.get().correct is True


def test_hints_are_frozen_into_the_revision(attempt):
    revision = attempt.items.get().revision
    assert revision.body["hints"] == ["<p>Think of the role.</p>", "<p>Who decides?</p>"]
    question = revision.question
    question.hints = []
    question.save_revision().publish()
    assert attempt.items.get().revision.body["hints"]
    assert "hints" not in question.published_revisions.order_by("-number").first().body


def test_second_click_is_no_second_try(attempt):
    give(attempt, "b", seen=0)
    again = services.try_answer(attempt=attempt, position=1, seen=0)
    assert len(again.tries) == 1


def test_same_answer_again_is_refused_and_costs_nothing(attempt):
    give(attempt, "b", seen=0)
    with pytest.raises(NothingToCheck, match="Change it"):
        services.try_answer(attempt=attempt, position=1, seen=1)
    assert len(attempt.items.get().tries) == 1


def test_other_window_does_not_use_up_a_try_unseen(attempt):
    give(attempt, "b", seen=0)
    with pytest.raises(TriedElsewhere):
        give(attempt, "c", 2, seen=0)
    assert len(attempt.items.get().tries) == 1


def test_last_try_closes_the_question(attempt):
    for sequence, letter in enumerate("bcd", start=1):
        give(attempt, letter, sequence)
    item = attempt.items.get()
    assert (len(item.tries), item.correct, item.checked_at is not None) == (3, False, True)
    assert len(services.try_answer(attempt=attempt, position=1).tries) == 3


def test_try_without_an_answer_or_after_handing_in_is_refused(attempt):
    with pytest.raises(NothingToCheck, match="Choose an answer first"):
        services.try_answer(attempt=attempt, position=1)
    services.finish_attempt(attempt=attempt)
    with pytest.raises(AttemptClosed):
        services.try_answer(attempt=attempt, position=1)


def test_try_in_a_check_of_another_sort_is_refused(learner):
    attempt = services.start_attempt(quiz=QuizFactory(n=1, behaviour="immediate"), learner=learner)
    with pytest.raises(NothingToCheck):
        services.try_answer(attempt=attempt, position=1)


def test_answer_that_was_not_tried_counts_at_the_end_as_one_more_try(attempt):
    give(attempt, "b")
    services.record_answer(attempt=attempt, position=1, response={"chosen": [option(attempt, "a")]}, sequence=2)
    done = services.finish_attempt(attempt=attempt)
    item = attempt.items.get()
    assert (done.score, len(item.tries), item.correct) == (Decimal("0.67"), 2, True)


def test_handing_in_after_a_try_counts_it_once(attempt):
    give(attempt, "b")
    services.finish_attempt(attempt=attempt)
    item = attempt.items.get()
    assert (len(item.tries), item.score, item.correct) == (1, 0, False)


def test_safety_question_solved_late_is_not_yet_and_named(client_for, learner):
    quiz = make_quiz(critical=True, pass_mark=1)
    attempt = services.start_attempt(quiz=quiz, learner=learner)
    client, page = client_for(learner), reverse("assessments:item", args=[attempt.uuid, 1])
    assert "a safety question counts as right only at the first" in whole_page(client.get(page))
    give(attempt, "b")
    give(attempt, "a", 2)
    done = services.finish_attempt(attempt=attempt)
    assert (done.passed, attempt.items.get().correct) == (False, False)
    html = whole_page(client.get(reverse("assessments:review", args=[attempt.uuid])))
    assert "Right at try 2; a safety question counts at the first" in html
    assert "needs another look" in html


def test_page_without_scripts_says_what_is_not_right_and_gives_the_next_hint(client_for, learner, attempt):
    client, page = client_for(learner), reverse("assessments:item", args=[attempt.uuid, 1])
    first = whole_page(client.get(page))
    assert "Try this answer" in first
    assert "Think of the role." not in first
    sent = client.post(page, {"chosen": option(attempt, "b"), "sequence": 1, "go": "check", "tried": 0})
    assert sent.url == page
    html = whole_page(client.get(page))
    assert "Not right yet. You have two more tries at this question." in html
    assert "Why b." in html
    assert "Think of the role." in html
    for hidden in ("Who decides?", "Why a.", "For everybody."):
        assert hidden not in html
    client.post(page, {"chosen": option(attempt, "c"), "sequence": 2, "go": "check", "tried": 1})
    html = whole_page(client.get(page))
    assert "Who decides?" in html
    assert "Earlier hints" in html
    client.post(page, {"chosen": option(attempt, "a"), "sequence": 3, "go": "check", "tried": 2})
    html = whole_page(client.get(page))
    assert "Right at try 3 · 0.34 of 1 mark" in html
    assert "Why a." in html


def test_feedback_that_may_not_be_seen_during_the_attempt_stays_out_between_tries(client_for, learner):
    matrix = {"during": ["correctness"], "while_open": ["feedback"]}
    attempt = services.start_attempt(quiz=make_quiz(review=matrix), learner=learner)
    give(attempt, "b")
    html = whole_page(client_for(learner).get(reverse("assessments:item", args=[attempt.uuid, 1])))
    assert "Think of the role." in html
    assert "Why b." not in html


def test_all_on_one_page_each_question_is_tried_in_its_place(client_for, learner):
    quiz = QuizFactory(n=2, behaviour="interactive", layout="all")
    attempt, client = services.start_attempt(quiz=quiz, learner=learner), client_for(learner)
    body = attempt.items.select_related("revision").get(position=2).revision.body
    wrong = next(one["id"] for one in body["options"] if not one["correct"])
    page = reverse("assessments:item", args=[attempt.uuid, 2])
    sent = client.post(page, {"chosen": wrong, "sequence": 1, "go": "check", "tried": 0})
    assert sent.url.endswith("#question-2")
    html = whole_page(client.get(reverse("assessments:attempt", args=[attempt.uuid])))
    assert html.count("You have two more tries at this question.") == 1
    assert html.count('name="tried" value="1"') == 1
    assert html.count("Try this answer") == 2


@pytest.mark.parametrize(
    ("kind", "options", "response", "named", "hidden"),
    [
        (
            "ordering",
            [{"key": str(n), "text": f"<p>Step {n}</p>", "feedback": "<p>Third of all.</p>"} for n in (1, 2, 3)],
            lambda ids: {f"place-{one}": [str(place)] for one, place in zip(ids, (1, 3, 2), strict=True)},
            ["Step 2", "Step 3"],
            ["Third of all.", "Place 3"],
        ),
        (
            "matching",
            [
                {"key": str(n), "text": f"<p>Half {n}</p>", "match": f"Other {n}", "feedback": "<p>So.</p>"}
                for n in (1, 2)
            ],
            None,
            ["Half 1", "Half 2"],
            ["So.</p>"],
        ),
    ],
)
def test_what_is_not_right_yet_never_says_what_would_be(learner, kind, options, response, named, hidden):
    bank = QuestionBankFactory()
    QuestionFactory(bank=bank, kind=kind, options=options)
    quiz = QuizFactory(bank=bank, blueprint=[{"topic": "values", "count": 1}], behaviour="interactive")
    attempt = services.start_attempt(quiz=quiz, learner=learner)
    body = attempt.items.get().revision.body
    ids = [option["id"] for option in body["options"]]
    if response is None:
        matches = [option["match"] for option in body["options"]]
        answer = {f"match-{one}": [match] for one, match in zip(ids, reversed(matches), strict=True)}
    else:
        answer = response(ids)
    services.record_answer(attempt=attempt, position=1, response=answer, sequence=1)
    services.try_answer(attempt=attempt, position=1)
    trying = presenting.shown(attempt, attempt.items.select_related("revision").get(), {}).trying
    assert sorted(part["text"] for part in trying.not_yet) == named
    said = " ".join(part["text"] + part["feedback"] for part in trying.not_yet)
    assert not any(words in said for words in hidden)


def test_stale_window_is_told_and_loses_nothing(client_for, learner, attempt):
    client, page = client_for(learner), reverse("assessments:item", args=[attempt.uuid, 1])
    client.post(page, {"chosen": option(attempt, "b"), "sequence": 5, "go": "check", "tried": 0})
    late = client.post(page, {"chosen": option(attempt, "c"), "sequence": 1, "go": "check", "tried": 0}, follow=True)
    assert "A newer answer from another window is kept" in late.content.decode()
    level = client.post(page, {"chosen": option(attempt, "c"), "sequence": 5, "go": "check", "tried": 0}, follow=True)
    assert "You tried this question in another window" in level.content.decode()
    assert len(attempt.items.get().tries) == 1


@pytest.mark.parametrize("tried", ["", "x", "-1", "9" * 30, "²"])
def test_strange_count_of_tries_does_no_harm(client_for, learner, attempt, tried):
    page = reverse("assessments:item", args=[attempt.uuid, 1])
    sent = client_for(learner).post(
        page, {"chosen": option(attempt, "b"), "sequence": 1, "go": "check", "tried": tried}
    )
    assert sent.status_code == 302
    assert len(attempt.items.get().tries) <= 1


def test_number_in_words_costs_no_try(learner):
    bank = QuestionBankFactory()
    QuestionFactory(bank=bank, kind="number", options=[{"key": "a", "value": "7", "tolerance": "0", "unit": "days"}])
    quiz = QuizFactory(bank=bank, blueprint=[{"topic": "values", "count": 1}], behaviour="interactive")
    attempt = services.start_attempt(quiz=quiz, learner=learner)
    services.record_answer(attempt=attempt, position=1, response={"text": "seven"}, sequence=1)
    with pytest.raises(NothingToCheck, match="can't read this"):
        services.try_answer(attempt=attempt, position=1)
    assert attempt.items.get().tries == []


def test_certainty_and_several_tries_do_not_go_together(db):
    with pytest.raises(ValidationError, match="can't be asked together"):
        make_quiz(certainty=True)


def test_rules_stand_on_the_card_before_the_start(db):
    card = presenting.start_card(make_quiz(question_tries=2, try_penalty=50).versions.get())
    assert (
        "Two tries at each question, with a hint after each; a further try takes 50 hundredths off"
        in dict(card.facts).values()
    )


@pytest.mark.parametrize("letters", ["ab", "abcdefgh"])
def test_keeping_an_answer_and_trying_it_cost_the_same(learner, letters, django_assert_num_queries):
    bank = QuestionBankFactory()
    QuestionFactory(bank=bank, letters=letters)
    quiz = QuizFactory(bank=bank, blueprint=[{"topic": "values", "count": 1}], behaviour="interactive")
    attempt = services.start_attempt(quiz=quiz, learner=learner)
    with django_assert_num_queries(5):  # savepoint, attempt, item, write, release
        services.record_answer(attempt=attempt, position=1, response={"chosen": []}, sequence=1)
    services.record_answer(attempt=attempt, position=1, response={"chosen": [option(attempt, "b")]}, sequence=2)
    with django_assert_num_queries(5):
        services.try_answer(attempt=attempt, position=1)
