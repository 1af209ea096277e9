"""A long answer: what its editor is told, what is kept, and what a rubric makes of it. No database."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.questions.compiling import compile_body
from assessments.questions.errors import QuestionIncomplete, UnknownAnswer
from assessments.questions.kinds import kind_of
from assessments.questions.kinds.long import LONGEST, enough_points, judge
from tests.factories.marking import level, rubric

LONG = kind_of("long_answer")


def body_of(**changes):
    return compile_body(
        kind="long_answer", stem="<p>Well?</p>", options=[{"id": "a", **rubric(**changes)}], feedback=""
    )


def test_a_rubric_is_kept_with_clean_words():
    body = body_of(model="<p>Ask<script>alert(1)</script></p>", criteria=[{"text": " a  b ", "levels": [
        level(0, " no "), level(1, "yes")]}])  # fmt: skip
    assert body["model"] == "<p>Askalert(1)</p>"
    assert body["criteria"][0]["text"] == "a b"
    assert body["criteria"][0]["levels"][0] == {"points": 0, "words": "no", "enough": False}


@pytest.mark.parametrize(
    ("criteria", "sentence"),
    [
        ([], "at least one criterion"),
        ([{"text": "", "levels": [level(0, "a"), level(1, "b")]}], "needs words"),
        ([{"text": "x", "levels": [level(0, ""), level(1, "b")]}], "needs words"),
        ([{"text": "x", "levels": [level(1, "b")]}], "at least two levels"),
        ([{"text": "x", "levels": [level(1, "a"), level(1, "b")]}], "same points"),
        ([{"text": "x", "levels": [level(-1, "a"), level(1, "b")]}], "0 or more"),
    ],
)
def test_a_rubric_that_cannot_be_used_is_refused_with_a_sentence(criteria, sentence):
    with pytest.raises(QuestionIncomplete, match=sentence):
        body_of(criteria=criteria)


def test_a_question_without_a_rubric_and_a_hint_above_the_limit_are_refused():
    with pytest.raises(QuestionIncomplete, match="takes one rubric"):
        compile_body(kind="long_answer", stem="<p>Well?</p>", options=[], feedback="")
    with pytest.raises(QuestionIncomplete, match="shorter"):
        body_of(aim=80, most=60)


def test_words_are_kept_as_written_and_what_is_too_long_is_refused():
    body = body_of()
    assert LONG.clean(body, {"text": ["  one\r\n\r\ntwo "]}) == {"text": "one\n\ntwo"}
    assert LONG.clean(body, {"text": ["   "]}) is None
    with pytest.raises(UnknownAnswer):
        LONG.clean(body, {"text": ["x" * (LONGEST + 1)]})


def test_the_hint_says_how_long_and_more_than_that_is_told():
    body = body_of(aim=3, most=4)
    assert "About 3 words" in LONG.inputs(body, [], {}).hint
    assert LONG.inputs(body, [], {"text": "one two three four"}).trouble == ""
    assert "5 words" in LONG.inputs(body, [], {"text": "one two three four five"}).trouble


def test_a_review_escapes_what_was_written_and_shows_the_model():
    own, model = LONG.verdicts(body_of(), [], {"text": "<script>alert(1)</script>"})
    assert "<script>" not in own.feedback
    assert model.feedback == "<p>A model answer.</p>"
    assert "Asks in plain words" in LONG.verdicts(body_of(model=""), [], {})[0].feedback


@pytest.mark.parametrize(
    ("picks", "score", "enough"),
    [((2, 1), "1", True), ((1, 1), "0.6666", True), ((2, 0), "0.6666", False), ((0, 1), "0.3333", False)],
)
def test_the_rubric_says_what_is_enough(picks, score, enough):
    judged = judge(body_of(), dict(enumerate(picks)))
    assert (judged.grade.score, judged.grade.correct) == (Decimal(score), enough)


@pytest.mark.parametrize("picks", [{}, {0: 1}, {0: 1, 1: 2}, {0: -1, 1: 0}, {0: 0, 1: 0, 2: 0}])
def test_picks_that_do_not_fit_the_rubric_are_refused(picks):
    with pytest.raises(ValueError, match="criterion"):
        judge(body_of(), picks)


criteria = st.lists(
    st.lists(st.tuples(st.integers(0, 100), st.booleans()), min_size=2, max_size=5, unique_by=lambda one: one[0]),
    min_size=1,
    max_size=6,
)


@given(criteria, st.data())
def test_a_judgement_stays_between_nothing_and_all(rows, data):
    body = {
        "criteria": [
            {"text": "x", "levels": [level(points, "w", enough=enough) for points, enough in levels]} for levels in rows
        ]
    }
    picks = {place: data.draw(st.integers(0, len(levels) - 1)) for place, levels in enumerate(rows)}
    judged = judge(body, picks)
    assert 0 <= judged.grade.score <= 1
    assert judged.grade.correct is all(
        have >= enough_points(one) for have, one in zip(judged.points, body["criteria"], strict=True)
    )
    best = {place: max(range(len(levels)), key=lambda i, at=levels: at[i][0]) for place, levels in enumerate(rows)}
    assert judge(body, best).grade.score == 1
    assert judge(body, best).grade.correct
