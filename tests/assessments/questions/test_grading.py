from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assessments.questions.kinds import kind_of
from assessments.questions.kinds.base import NOTHING


def grade(kind, question, response):
    return kind_of(kind).grade(question, response)


def body(key):
    return {"options": [{"id": str(place), "correct": right} for place, right in enumerate(key)]}


KEYS = st.lists(st.booleans(), min_size=2, max_size=8).filter(any)


@st.composite
def several(draw):
    key = draw(KEYS)
    return body(key), draw(st.lists(st.sampled_from([str(n) for n in range(len(key))]), unique=True))


@given(KEYS)
def test_the_key_gets_full_marks(key):
    right = [str(place) for place, correct in enumerate(key) if correct]
    given_grade = grade("several_right", body(key), {"chosen": right})
    assert (given_grade.score, given_grade.correct) == (Decimal(1), True)


@given(several())
def test_several_right_stays_between_nothing_and_full_marks(case):
    question, chosen = case
    given_grade = grade("several_right", question, {"chosen": chosen})
    assert 0 <= given_grade.score <= 1
    assert given_grade.correct is (given_grade.score == 1)


@given(several())
def test_order_of_the_answers_does_not_matter(case):
    question, chosen = case
    turned = grade("several_right", question, {"chosen": chosen[::-1]})
    assert turned == grade("several_right", question, {"chosen": chosen})


@given(several())
def test_a_wrong_answer_more_never_helps(case):
    question, chosen = case
    wrong = [option["id"] for option in question["options"] if not option["correct"] and option["id"] not in chosen]
    before = grade("several_right", question, {"chosen": chosen}).score
    assert all(grade("several_right", question, {"chosen": [*chosen, one]}).score <= before for one in wrong)


def test_several_right_gives_part_for_part():
    question = body([True, True, False, False])
    assert grade("several_right", question, {"chosen": ["0"]}).score == Decimal("0.5")
    assert grade("several_right", question, {"chosen": ["0", "1", "2"]}).score == Decimal("0.5")
    assert grade("several_right", question, {"chosen": ["2", "3"]}).score == 0


def test_choosing_everything_gets_nothing_where_some_is_not_right():
    assert grade("several_right", body([True, False]), {"chosen": ["0", "1"]}) == NOTHING


@given(st.integers(0, 5), st.integers(0, 5))
def test_one_best_is_all_or_nothing(right, chosen):
    question = body([place == right for place in range(6)])
    assert grade("one_best", question, {"chosen": [str(chosen)]}).correct is (right == chosen)


def test_an_open_question_gets_nothing():
    assert grade("one_best", body([True, False]), {}) == NOTHING
