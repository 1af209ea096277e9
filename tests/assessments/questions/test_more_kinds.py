"""Gaps, ranked judgement and spotting a behaviour: what is refused, kept, graded and told. No database."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.questions.errors import QuestionIncomplete
from assessments.questions.kinds import KINDS, kind_of
from assessments.questions.kinds.base import NOTHING
from tests.assessments.questions.test_kinds import GAPS, JUDGED, PARTS, SPOKEN, body_of, grade

# The first example of a property pays for what is built once; that is not its own slowness.
relaxed = settings(deadline=None)
EVIL = '<script>alert("x")</script><img src=x onerror="alert(1)">'


def choice(body, gap, text):
    option = next(one for one in body["options"] if one["id"] == gap)
    return next(one["id"] for one in option["choices"] if one["text"] == text)


# --- gaps ---


def test_gaps_are_a_text_with_choices_in_no_telling_order():
    body = body_of("gap_select")
    rows = kind_of("gap_select").inputs(body, ["b", "a"], {}).rows
    assert [row.name for row in rows] == ["gap-a", "gap-b"]
    assert [words for _value, words, _picked in rows[0].picks] == ["fun", "love", "risk"]
    assert (rows[0].text, rows[1].after) == ("Privacy ends where", "at once.")


def test_each_gap_earns_its_share():
    body = body_of("gap_select")
    half = {"gap-a": [choice(body, "a", "risk")], "gap-b": [choice(body, "b", "nobody")]}
    assert grade("gap_select", half).score == Decimal("0.5")
    assert grade("gap_select", {"gap-a": [choice(body, "a", "risk")]}).score == Decimal("0.5")


def test_review_of_gaps_says_what_belongs_and_what_was_chosen():
    body = body_of("gap_select")
    right, wrong = kind_of("gap_select").verdicts(body, [], {"gaps": {"b": choice(body, "b", "nobody")}})
    assert (right.text, right.words, right.state) == (
        "Privacy ends where <b>[1]</b>",
        "risk · you left it open",
        "is-missed",
    )
    assert (wrong.words, wrong.state, wrong.feedback) == ("the lead · you chose: nobody", "is-wrong", "<p>Always.</p>")


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([{**GAPS[0], "others": ""}], "at least one other"),
        ([{**GAPS[0], "others": " risk \n\n"}], "at least one other"),
        ([{**GAPS[0], "right": ""}], "what is right"),
        ([{**GAPS[0], "before": ""}], "text around"),
        ([GAPS[0], GAPS[0]], "same mark"),
        ([{**PARTS["spot"][0], "block": "line"}], "does not fit"),
    ],
)
def test_gaps_that_cannot_be_asked(parts, words):
    with pytest.raises(QuestionIncomplete, match=words):
        body_of("gap_select", parts)


@relaxed
@given(st.data())
def test_gaps_stay_on_the_scale(data):
    body = body_of("gap_select")
    picks = {gap["id"]: data.draw(st.sampled_from([one["id"] for one in gap["choices"]])) for gap in body["options"]}
    result = kind_of("gap_select").grade(body, {"gaps": picks})
    assert 0 <= result.score <= 1
    assert result.correct is (result.score == 1) is (picks == {one["id"]: one["right"] for one in body["options"]})


# --- ranked judgement ---


def ranked(order, parts=None):
    return grade("judgement_rank", {f"place-{key}": [str(n)] for n, key in enumerate(order, 1)}, parts)


@pytest.mark.parametrize(
    ("order", "score"),
    [("abcd", "1"), ("bacd", "0.75"), ("abdc", "0.75"), ("cbad", "0.5"), ("cdab", "0"), ("dcba", "0"), ("dabc", "0")],
)
def test_ranking_is_scored_by_distance_and_nothing_for_harm_first(order, score):
    assert ranked(order).score == Decimal(score)


def test_ranking_takes_equal_ratings_in_either_order():
    parts = [JUDGED[0], dict(JUDGED[1], rating=4), *JUDGED[2:]]
    assert ranked("abcd", parts).correct
    assert ranked("bacd", parts).correct
    assert not ranked("acbd", parts).correct


def test_ranking_left_open_or_given_twice_counts_as_far_away():
    assert grade("judgement_rank", {"place-a": ["1"]}).score == Decimal("0.125")
    assert grade("judgement_rank", {"place-a": ["1"], "place-b": ["2"], "place-d": ["4"]}).score == Decimal("0.75")
    twice = {"place-a": ["1"], "place-b": ["2"], "place-c": ["2"], "place-d": ["4"]}
    assert grade("judgement_rank", twice).score == Decimal("0.5")
    body = body_of("judgement_rank")
    assert kind_of("judgement_rank").inputs(body, "abcd", {"places": {"b": 2, "c": 2}}).trouble


def test_review_of_a_ranking_goes_from_best_to_worst():
    parts = [JUDGED[3], dict(JUDGED[1], rating=4), JUDGED[0]]
    body = body_of("judgement_rank", parts)
    rows = kind_of("judgement_rank").verdicts(body, "dba", {"places": {"d": 1, "b": 2}})
    assert [row.text for row in rows] == ["Wait", "Ask", "Laugh"]
    assert rows[0].words == "Best · places 1 to 2 · you put it in place 2"
    assert rows[1].words == "Best · places 1 to 2 · you left it open"
    assert (rows[2].words, rows[2].state) == ("Harmful · place 3 · you put it in place 1", "is-wrong")


RATINGS = st.lists(st.integers(1, 4), min_size=3, max_size=6).filter(lambda row: len(set(row)) > 1)


@relaxed
@given(RATINGS, st.data())
def test_no_ranking_leaves_the_scale_and_only_the_key_is_full(ratings, data):
    body = body_of("judgement_rank", [dict(JUDGED[0], id=str(n), rating=rating) for n, rating in enumerate(ratings)])
    places = st.integers(1, len(ratings))
    given_places = {
        option["id"]: place for option in body["options"] if (place := data.draw(st.one_of(st.none(), places)))
    }
    result = kind_of("judgement_rank").grade(body, {"places": given_places})
    in_order = [ratings[int(key)] for key in sorted(given_places, key=given_places.__getitem__)]
    whole = sorted(given_places.values()) == list(range(1, len(ratings) + 1))
    assert 0 <= result.score <= 1
    assert (result.score == 1) is result.correct is (whole and in_order == sorted(ratings, reverse=True))


@relaxed
@given(RATINGS)
def test_the_reversed_ranking_earns_nothing(ratings):
    body = body_of("judgement_rank", [dict(JUDGED[0], id=str(n), rating=rating) for n, rating in enumerate(ratings)])
    this = kind_of("judgement_rank")
    key = this.right_response(body)["places"]
    assert this.grade(body, {"places": {one: len(key) + 1 - place for one, place in key.items()}}).score == 0


# --- spotting ---


@pytest.mark.parametrize(
    ("chosen", "score"),
    [("be", "1"), ("b", "0.5"), ("bec", "0.5"), ("bc", "0"), ("abcde", "0"), ("acd", "0")],
)
def test_spotting_counts_right_spans_less_wrong_ones(chosen, score):
    assert grade("spot", {"chosen": list(chosen)}).score == Decimal(score)


def test_a_span_without_a_speaker_goes_on_with_the_one_before():
    options = body_of("spot")["options"]
    assert [(one["speaker"], one["goes_on"]) for one in options[:3]] == [("Ama", False), ("Bo", False), ("Bo", True)]


def test_review_of_a_transcript_keeps_its_order_and_says_who_spoke():
    rows = kind_of("spot").verdicts(body_of("spot"), list("edcba"), {"chosen": ["b", "c"]})
    assert rows[1].text == "<b>Bo:</b> You felt alone."
    assert [row.state for row in rows] == ["is-left", "is-right", "is-wrong", "is-left", "is-missed"]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (SPOKEN[:1], "at least two"),
        ([dict(part, correct=False) for part in SPOKEN], "shows the behaviour"),
        ([dict(part, correct=True) for part in SPOKEN], "without it"),
        ([dict(SPOKEN[0], speaker=""), *SPOKEN[1:]], "who speaks"),
        ([*SPOKEN, dict(SPOKEN[0], id="f", text="")], "no words"),
        ([*SPOKEN, SPOKEN[0]], "same mark"),
    ],
)
def test_transcript_that_cannot_be_asked(parts, words):
    with pytest.raises(QuestionIncomplete, match=words):
        body_of("spot", parts)


@relaxed
@given(st.lists(st.booleans(), min_size=2, max_size=9).filter(lambda key: any(key) and not all(key)), st.data())
def test_spotting_stays_on_the_scale_and_order_does_not_matter(key, data):
    body = body_of("spot", [dict(SPOKEN[0], id=str(n), correct=right) for n, right in enumerate(key)])
    ids = [option["id"] for option in body["options"]]
    chosen = data.draw(st.lists(st.sampled_from(ids), unique=True))
    result = kind_of("spot").grade(body, {"chosen": chosen})
    assert 0 <= result.score <= 1
    assert result == kind_of("spot").grade(body, {"chosen": chosen[::-1]})
    assert (result.score == 1) is result.correct is (set(chosen) == {str(n) for n, right in enumerate(key) if right})


# --- a scale ---


def test_a_scale_tells_what_was_chosen_and_nothing_of_right_or_wrong():
    body, this = body_of("likert"), kind_of("likert")
    assert not this.scored
    assert this.clean(body, {"chosen": ["b"]}) == {"chosen": ["b"]}
    assert this.clean(body, {}) is None
    rows = this.verdicts(body, list("cba"), {"chosen": ["b"]})
    assert [(row.text, row.state, row.words) for row in rows] == [
        ("Disagree", "is-left", ""),
        ("Neither", "is-left", "Your answer"),
        ("Agree", "is-left", ""),
    ]


@pytest.mark.parametrize(
    ("texts", "words"), [(["One"], "from two"), (["x"] * 12, "to eleven"), (["One", " "], "no words")]
)
def test_scale_that_cannot_be_asked(texts, words):
    with pytest.raises(QuestionIncomplete, match=words):
        body_of("likert", [{"id": str(n), "text": text} for n, text in enumerate(texts)])


@relaxed
@given(st.sampled_from("abc"))
def test_a_scale_never_earns_anything(chosen):
    assert kind_of("likert").grade(body_of("likert"), {"chosen": [chosen]}) == NOTHING


# --- every kind ---


def shown(inputs):
    """Everything that a template puts on the page as HTML, without escaping it."""
    texts = [choice.text for choice in inputs.choices]
    return [*texts, *(row.text for row in inputs.rows), *(row.after for row in inputs.rows)]


@pytest.mark.parametrize("kind", KINDS)
def test_script_in_every_text_never_becomes_markup(kind):
    fields = ("text", "feedback", "before", "after", "match", "right", "others", "speaker", "unit")
    plain = {"number": ("feedback",)}.get(kind, fields)
    parts = [
        {name: f"{value}{EVIL}" if name in plain and isinstance(value, str) else value for name, value in part.items()}
        for part in PARTS[kind]
    ]
    body, this = body_of(kind, parts), kind_of(kind)
    order = [option["id"] for option in body["options"]]
    rows = this.verdicts(body, order, {}) + this.verdicts(body, order, this.right_response(body))
    html = [*shown(this.inputs(body, order, {})), *(row.text for row in rows), *(row.feedback for row in rows)]
    assert not any(tag in text for text in html for tag in ("<script", "<img"))


@relaxed
@given(st.permutations(list("abcd")))
def test_order_in_which_a_form_sends_its_fields_does_not_matter(keys):
    fields = {f"place-{key}": [str("abcd".index(key) + 1)] for key in keys}
    assert kind_of("judgement_rank").clean(body_of("judgement_rank"), fields) == {
        "places": {"a": 1, "b": 2, "c": 3, "d": 4}
    }
