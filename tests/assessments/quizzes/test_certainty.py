"""How sure somebody was: kept, marked, shown, and told where it matters."""

from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assessments.questions.errors import UnknownAnswer
from assessments.quizzes import presenting, services
from assessments.quizzes.certainty import SCHEME, Said, Tally, judge, mark_of
from assessments.quizzes.choices import Certainty
from assessments.quizzes.errors import NothingToCheck
from assessments.quizzes.models import QuizAttempt
from assessments.quizzes.queries import sure_and_wrong
from assessments.quizzes.scoring import Marked, add_up, by_certainty
from lms.notifications.models import Notification
from tests.factories.assessments import CompetencyFactory, QuestionBankFactory, QuestionFactory, QuizFactory
from tests.factories.people import SupervisionLinkFactory, UserFactory

ONE, ZERO = Decimal(1), Decimal(0)
LEVELS = st.sampled_from(["", *Certainty.values])
SCORES = st.decimals(0, 1, places=4)


@pytest.mark.parametrize(
    ("level", "score", "mark"),
    [("low", 1, 1), ("low", 0, 0), ("middle", 1, 2), ("middle", 0, -2), ("high", 1, 3), ("high", 0, -6)],
)
def test_marks_are_those_of_the_scheme(level, score, mark):
    assert mark_of(SCHEME, Said(level, Decimal(score), bool(score))) == mark


def test_partly_right_lies_between():
    assert mark_of(SCHEME, Said("high", Decimal("0.5"), correct=False)) == Decimal("-1.5")


def test_no_word_counts_as_not_sure():
    assert mark_of(SCHEME, Said("", ONE, correct=True)) == 1


@given(LEVELS, SCORES)
def test_no_mark_leaves_the_scheme(level, score):
    assert -6 <= mark_of(SCHEME, Said(level, score, score == 1)) <= 3


@given(st.floats(0, 1))
def test_saying_truly_how_sure_one_is_pays_best(chance):
    """The point of the scheme: the surer one truly is, the surer one should say to be."""
    expected = {level: right * chance + wrong * (1 - chance) for level, (right, wrong) in SCHEME.items()}
    best = max(expected.values())
    truly = "low" if chance < 2 / 3 else "middle" if chance < 0.8 else "high"
    assert expected[truly] == pytest.approx(best, abs=1e-9)


def test_judgement_tallies_the_surest_first():
    said = [Said("high", ONE, True), Said("high", ZERO, False), Said("low", ONE, True), Said("", ZERO, False)]
    judged = judge(SCHEME, said)
    assert judged.tallies == (Tally(Certainty.HIGH, 2, 1), Tally(Certainty.LOW, 2, 1))
    assert (judged.marks, judged.most) == (Decimal(-2), 12)


def test_judgement_of_nothing():
    assert judge(SCHEME, []).tallies == ()


@pytest.fixture
def learner(db):
    return UserFactory(roles=["trainee"], acknowledged=True, full_name="Ada Learner")


def begin(learner, *, certainty=True, **rules) -> QuizAttempt:
    """Two questions, the first of them safety-critical (a is right)."""
    bank, competency = QuestionBankFactory(), CompetencyFactory(title="Limits of the role")
    QuestionFactory(bank=bank, competency=competency, safety_critical=True)
    QuestionFactory(bank=bank, competency=competency, topic="limits")
    blueprint = [{"topic": "values", "count": 1, "safety_critical": 1}, {"topic": "limits", "count": 1}]
    quiz = QuizFactory(bank=bank, blueprint=blueprint, certainty=certainty, title="Check one", **rules)
    return services.start_attempt(quiz=quiz, learner=learner)


def say(attempt, position, level, *, right):
    body = attempt.items.select_related("revision").get(position=position).revision.body
    chosen = next(option["id"] for option in body["options"] if option["correct"] is right)
    services.record_answer(
        attempt=attempt, position=position, response={"chosen": [chosen]}, sequence=position, certainty=level
    )


def safety(attempt):
    """The place of the safety question."""
    return attempt.items.get(revision__safety_critical=True).position


def url(name, attempt, *args):
    return reverse(f"assessments:{name}", args=[attempt.uuid, *args])


def test_certainty_is_kept_with_the_answer_and_comes_back(client_for, learner):
    attempt, client = begin(learner), client_for(learner)
    client.post(url("item", attempt, 1), {"sequence": 1, "certainty": "middle"})
    assert attempt.items.get(position=1).certainty == "middle"
    assert (
        '<input type="radio" name="certainty" value="middle" checked>'
        in client.get(url("item", attempt, 1)).content.decode()
    )


def test_check_that_does_not_ask_keeps_and_shows_none(client_for, learner):
    attempt, client = begin(learner, certainty=False), client_for(learner)
    assert "certainty" not in client.get(url("item", attempt, 1)).content.decode()
    say(attempt, 1, "high", right=True)
    assert attempt.items.get(position=1).certainty == ""
    assert (
        "How sure you were" not in client.get(url("review", services.finish_attempt(attempt=attempt))).content.decode()
    )


def test_certainty_that_is_none_of_the_three_is_refused(learner):
    attempt = begin(learner)
    with pytest.raises(UnknownAnswer):
        say(attempt, 1, "<script>", right=True)
    assert attempt.items.get(position=1).response is None


def test_certainty_does_not_decide_whether_it_is_met(learner):
    attempt = begin(learner)
    for position in (1, 2):
        say(attempt, position, "low", right=True)
    assert services.finish_attempt(attempt=attempt).passed


def test_review_says_how_sure_one_was(client_for, learner):
    attempt = begin(learner)
    for position in (1, 2):
        say(attempt, position, "high", right=position == safety(attempt))
    html = client_for(learner).get(url("review", services.finish_attempt(attempt=attempt))).content.decode()
    assert '<th scope="row">Very sure</th><td>2</td><td>1</td>' in html
    assert "Certainty marks: -3 of 6." in html
    assert "Your supervisors were told" not in html


@pytest.mark.parametrize(
    ("level", "right", "told"),
    [("high", False, True), ("high", True, False), ("middle", False, False), ("", False, False)],
)
def test_supervisors_hear_of_sure_and_wrong_on_safety_only(client_for, learner, level, right, told):
    link = SupervisionLinkFactory(trainee=learner)
    attempt = begin(learner)
    say(attempt, safety(attempt), level, right=right)
    services.finish_attempt(attempt=attempt)
    found = Notification.objects.filter(recipient=link.supervisor, kind="study_need")
    assert found.count() == told
    assert len(sure_and_wrong(QuizAttempt.objects.all())) == told
    html = client_for(learner).get(url("review", attempt)).content.decode()
    assert ("Your supervisors were told" in html) is told
    if told:
        assert "Ada Learner was very sure" in found.get().title
        assert "Limits of the role" in found.get().body


def test_question_that_is_no_safety_question_is_nobodys_business(learner):
    link = SupervisionLinkFactory(trainee=learner)
    attempt = begin(learner)
    say(attempt, 3 - safety(attempt), "high", right=False)
    services.finish_attempt(attempt=attempt)
    assert not Notification.objects.filter(recipient=link.supervisor).exists()


def test_sure_of_nothing_is_not_sure_and_wrong(learner):
    attempt = begin(learner)
    services.record_answer(attempt=attempt, position=safety(attempt), response=None, sequence=1, certainty="high")
    services.finish_attempt(attempt=attempt)
    assert sure_and_wrong(QuizAttempt.objects.all()) == []


# --- seen at once


def test_certainty_is_said_before_what_is_right_is_seen(client_for, learner):
    attempt = begin(learner, behaviour="immediate")
    say(attempt, 1, "", right=True)
    with pytest.raises(NothingToCheck, match="how sure you are first"):
        services.check_answer(attempt=attempt, position=1)
    assert attempt.items.get(position=1).correct is None
    page = client_for(learner).post(
        url("item", attempt, 1), {"sequence": 2, "chosen": right_option(attempt, 1), "go": "check"}, follow=True
    )
    assert "Say how sure you are first" in page.content.decode()


def right_option(attempt, position):
    body = attempt.items.select_related("revision").get(position=position).revision.body
    return next(option["id"] for option in body["options"] if option["correct"])


def test_certainty_can_not_be_raised_after_what_is_right_was_seen(learner):
    attempt = begin(learner, behaviour="immediate")
    say(attempt, 1, "low", right=True)
    services.check_answer(attempt=attempt, position=1)
    response = attempt.items.get(position=1).response
    services.record_answer(attempt=attempt, position=1, response=response, sequence=9, certainty="high")
    assert attempt.items.get(position=1).certainty == "low"


@pytest.mark.parametrize("behaviour", ["deferred", "immediate"])
def test_sure_and_wrong_on_safety_reaches_the_supervisor_either_way(learner, behaviour):
    link = SupervisionLinkFactory(trainee=learner)
    attempt = begin(learner, behaviour=behaviour)
    say(attempt, safety(attempt), "high", right=False)
    if behaviour == "immediate":
        services.check_answer(attempt=attempt, position=safety(attempt))
    services.finish_attempt(attempt=attempt)
    assert Notification.objects.get(recipient=link.supervisor, kind="study_need")


# --- as the score


@pytest.mark.parametrize(
    ("levels", "rights", "score", "passed"),
    [
        (("high", "high"), (True, True), 6, True),
        (("middle", "high"), (True, True), 5, True),
        (("middle", "middle"), (True, True), 4, False),
        (("high", "high"), (True, False), 0, False),
        (("high", ""), (True, None), 3, False),
    ],
)
def test_certainty_marks_are_the_score_where_the_quiz_says_so(learner, levels, rights, score, passed):
    attempt = begin(learner, grade_by_certainty=True)
    for position, (level, right) in enumerate(zip(levels, rights, strict=True), start=1):
        if right is not None:
            say(attempt, position, level, right=right)
    done = services.finish_attempt(attempt=attempt)
    assert (done.score, done.max_score, done.passed) == (score, 6, passed)


@given(st.lists(st.tuples(LEVELS, st.booleans(), st.booleans()), max_size=12), st.integers(1, 100))
def test_certainty_score_stays_between_nothing_and_three_for_each(rows, pass_mark):
    marked = [
        Marked(place, Decimal(right), right, critical) for place, (_level, right, critical) in enumerate(rows, start=1)
    ]
    said = [Said(level, Decimal(right), right) for level, right, _critical in rows]
    outcome = by_certainty(add_up(marked, pass_mark=pass_mark), judge(SCHEME, said), SCHEME, pass_mark)
    assert 0 <= outcome.score <= outcome.max_score == 3 * len(rows)
    assert not (outcome.passed and any(critical and not right for _level, right, critical in rows))


def test_card_and_result_say_that_certainty_counts(client_for, learner):
    attempt = begin(learner, grade_by_certainty=True)
    facts = dict(presenting.start_card(attempt.version).facts)
    assert facts["What it takes"] == "5 of 6 certainty marks, and every safety question right"
    assert "very sure gives three or takes six" in facts["How sure you are"]
    for position in (1, 2):
        say(attempt, position, "middle", right=True)
    html = client_for(learner).get(url("review", services.finish_attempt(attempt=attempt))).content.decode()
    assert "Certainty marks that count: 4 of 6." in html
    assert "Here these marks are the score" in html
