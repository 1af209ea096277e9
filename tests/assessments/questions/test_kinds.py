"""Each kind of question: what is refused, kept, graded and told. No database."""

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.questions.compiling import compile_body
from assessments.questions.errors import QuestionIncomplete, UnknownAnswer
from assessments.questions.kinds import KINDS, kind_of
from assessments.questions.kinds.written import fold, read_number

STEPS = [{"id": key, "text": f"<p>Step {key}</p>", "feedback": ""} for key in "abcd"]
PAIRS = [
    {"id": "a", "text": "<p>Fire</p>", "match": "Leave", "feedback": "<p>At once.</p>"},
    {"id": "b", "text": "<p>Flood</p>", "match": "Go up", "feedback": ""},
    {"id": "c", "text": "<p>Smoke</p>", "match": "Leave", "feedback": ""},
    {"id": "d", "text": "", "match": "Wait", "feedback": ""},
]
TRUTH = [
    {"id": "t", "text": "<p>True</p>", "correct": True, "feedback": ""},
    {"id": "f", "text": "<p>False</p>", "correct": False, "feedback": ""},
]
ACCEPTED = [{"id": "a", "text": "*safeguarding lead*"}, {"id": "b", "text": "Café owner"}]
QUANTITY = [{"id": "a", "value": "7.5", "tolerance": "0.5", "unit": "minutes"}]
JUDGED = [
    {"id": "a", "text": "<p>Ask</p>", "rating": 4, "feedback": ""},
    {"id": "b", "text": "<p>Wait</p>", "rating": 3, "feedback": ""},
    {"id": "c", "text": "<p>Advise</p>", "rating": 2, "feedback": ""},
    {"id": "d", "text": "<p>Laugh</p>", "rating": 1, "feedback": ""},
]
GAPS = [
    {"id": "a", "before": "<p>Privacy ends where</p>", "right": "risk", "others": "love\nfun", "feedback": ""},
    {"id": "b", "before": "<p>begins. Tell</p>", "right": "the lead", "others": "nobody", "feedback": "<p>Always.</p>"},
]
GAPS = [{"after": "", **gap} for gap in GAPS[:1]] + [{**GAPS[1], "after": "<p>at once.</p>"}]
SPOKEN = [
    {"id": "a", "speaker": "Ama", "text": "<p>I was alone.</p>", "correct": False, "feedback": ""},
    {"id": "b", "speaker": "Bo", "text": "<p>You felt alone.</p>", "correct": True, "feedback": "<p>A reflection.</p>"},
    {"id": "c", "speaker": "", "text": "<p>Try yoga!</p>", "correct": False, "feedback": ""},
    {"id": "d", "speaker": "Ama", "text": "<p>Hm.</p>", "correct": False, "feedback": ""},
    {"id": "e", "speaker": "Bo", "text": "<p>That did not fit.</p>", "correct": True, "feedback": ""},
]
RUBRIC = [
    {
        "id": "a",
        "criteria": [
            {
                "text": "Listens",
                "levels": [
                    {"points": 0, "words": "No", "enough": False},
                    {"points": 2, "words": "Yes", "enough": True},
                ],
            }
        ],
        "aim": 50,
        "most": 100,
        "model": "<p>Listen.</p>",
    }
]
PARTS = {
    "one_best": TRUTH,
    "several_right": TRUTH,
    "true_false": TRUTH,
    "matching": PAIRS,
    "ordering": STEPS,
    "short_answer": ACCEPTED,
    "number": QUANTITY,
    "judgement": JUDGED,
    "judgement_rank": JUDGED,
    "gap_select": GAPS,
    "spot": SPOKEN,
    "likert": [{"id": key, "text": text} for key, text in zip("abc", ("Disagree", "Neither", "Agree"), strict=True)],
    "long_answer": RUBRIC,
}
SCORED = [name for name, kind in KINDS.items() if kind.scored]


def body_of(kind, parts=None):
    return compile_body(kind=kind, stem="<p>Well?</p>", options=parts or PARTS[kind], feedback="")


def grade(kind, response, parts=None):
    body = body_of(kind, parts)
    cleaned = kind_of(kind).clean(body, response)
    return kind_of(kind).grade(body, cleaned)


def test_every_kind_is_tried_here():
    assert set(PARTS) == set(KINDS)


@pytest.mark.parametrize("kind", SCORED)
def test_right_response_is_kept_graded_shown_and_reviewed(kind):
    body, this = body_of(kind), kind_of(kind)
    response = this.clean(body, this.right_response(body))
    order = this.lay(body, random.Random(4))
    given = this.grade(body, response)
    assert (given.score, given.correct) == ((0, False) if this.by_hand else (1, True))
    inputs = this.inputs(body, order, response)
    assert inputs.text or any(choice.chosen for choice in inputs.choices) or inputs.rows
    assert all(sum(picked for *_, picked in row.picks) == 1 for row in inputs.rows)
    states = {"is-left", "is-missed"} if this.by_hand else {"is-right", "is-left"}
    assert {one.state for one in this.verdicts(body, order, response)} <= states
    assert this.clean(body, response) == response


@pytest.mark.parametrize("kind", SCORED)
def test_nothing_answered_is_nothing_and_its_review_says_what_is_right(kind):
    body, this = body_of(kind), kind_of(kind)
    assert this.clean(body, {}) is None
    states = {one.state for one in this.verdicts(body, [option["id"] for option in body["options"]], {})}
    assert states <= {"is-missed", "is-left"}
    assert "is-missed" in states


@pytest.mark.parametrize(
    ("kind", "response"),
    [
        ("ordering", {"place-a": ["9"]}),
        ("ordering", {"place-x": ["1"]}),
        ("matching", {"match-a": ["nonsense"]}),
        ("matching", {"match-d": ["nonsense"]}),
        ("short_answer", {"text": ["x" * 201]}),
        ("number", {"text": [7]}),
        ("judgement", {"best": ["x"]}),
        ("judgement", {"best": ["a"], "worst": [7]}),
        ("judgement_rank", {"place-a": ["5"]}),
        ("judgement_rank", {"place-x": ["1"]}),
        ("gap_select", {"gap-a": ["nonsense"]}),
        ("gap_select", {"gap-x": ["nonsense"]}),
        ("spot", {"chosen": ["x"]}),
        ("likert", {"chosen": ["x"]}),
        ("likert", {"chosen": ["a", "b"]}),
        ("true_false", {"chosen": ["x"]}),
        ("true_false", {"chosen": ["t", "f"]}),
    ],
)
def test_response_that_was_never_offered_is_refused(kind, response):
    with pytest.raises(UnknownAnswer):
        kind_of(kind).clean(body_of(kind), response)


@pytest.mark.parametrize(
    ("places", "score"),
    [
        ("1234", "1"),
        ("2341", "0.6666"),  # the last step moved to the front
        ("4321", "0"),
        ("2134", "0.3333"),
        ("1123", "0.3333"),
        ("12", "0.3333"),
    ],
)
def test_ordering_counts_neighbours(places, score):
    response = {f"place-{key}": [place] for key, place in zip("abcd", places, strict=False)}
    assert grade("ordering", response).score == Decimal(score)


def test_ordering_is_never_laid_out_in_the_right_order_and_says_a_place_given_twice():
    body = body_of("ordering", STEPS[:3])
    for seed in range(30):
        assert kind_of("ordering").lay(body, random.Random(seed)) != ["a", "b", "c"]
    assert kind_of("ordering").inputs(body, ["a", "b", "c"], {"places": {"a": 2, "b": 2}}).trouble


def test_true_comes_before_false():
    assert kind_of("true_false").lay(body_of("true_false"), random.Random(1)) == ["t", "f"]


def test_matching_shares_a_half_and_offers_one_that_belongs_to_none():
    body = body_of("matching")
    ids = {match["text"]: match["id"] for match in body["matches"]}
    assert list(ids) == ["Go up", "Leave", "Wait"]
    some = {"match-a": [ids["Leave"]], "match-b": [ids["Wait"]], "match-c": [ids["Leave"]]}
    assert grade("matching", some).score == Decimal("0.6666")
    assert len(kind_of("matching").inputs(body, ["c", "a", "b"], {}).rows) == 3


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("the Safeguarding  LEAD.", True),
        ("safeguarding lead", True),
        ("lead", False),
        ("cafe owner", True),
        ("CAFÉ OWNER!", True),
        ("café", False),
    ],
)
def test_short_answer_folds_case_accents_and_spaces(text, right):
    assert grade("short_answer", {"text": [text]}).correct is right


def test_short_answer_is_shown_as_text_never_as_markup():
    body = body_of("short_answer")
    typed, _right = kind_of("short_answer").verdicts(body, [], {"text": "<b>x</b>"})
    assert typed.text == "&lt;b&gt;x&lt;/b&gt;"


@pytest.mark.parametrize(("parts", "words"), [(ACCEPTED, "Café owner"), (ACCEPTED[:1], "…safeguarding lead…")])
def test_short_answer_review_shows_patterns_only_where_nothing_is_written_out(parts, words):
    (right,) = kind_of("short_answer").verdicts(body_of("short_answer", parts), [], {})
    assert right.text == words


@pytest.mark.parametrize(
    ("text", "right"),
    [("7", True), ("8,0", True), ("7.5 minutes", True), ("8.01", False), ("-7.5", False), ("seven", False)],
)
def test_number_counts_within_its_tolerance(text, right):
    assert grade("number", {"text": [text]}).correct is right


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 000,5", "1000.5"),
        ("1,000.5", "1000.5"),
        ("1.000,5", "1000.5"),
        ("\N{MINUS SIGN}3", "-3"),
        (".5", "0.5"),
        ("١٢", "12"),
        ("1e9", None),
        ("NaN", None),
        ("", None),
    ],
)
def test_number_is_read_as_people_write_it(text, number):
    expected = None if number is None else Decimal(number)
    assert read_number(text) == expected


def test_number_that_cannot_be_read_is_kept_and_said():
    body = body_of("number")
    cleaned = kind_of("number").clean(body, {"text": ["seven"]})
    assert cleaned == {"text": "seven"}
    assert "number" in kind_of("number").inputs(body, [], cleaned).trouble


def test_fold_leaves_other_scripts_whole():
    assert fold("  Ελλάδα ") == fold("ΕΛΛΆΔΑ")


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("ordering", STEPS[:2]),
        ("ordering", [*STEPS[:2], {"id": "c", "text": "", "feedback": ""}]),
        ("matching", PAIRS[:1]),
        ("matching", [*PAIRS, {"id": "e", "text": "<p>Ice</p>", "match": "", "feedback": ""}]),
        ("true_false", [*TRUTH, {"id": "m", "text": "<p>Maybe</p>", "correct": False, "feedback": ""}]),
        ("short_answer", [{"id": "a", "text": "*"}]),
        ("short_answer", [{"id": "a", "text": "a*b*c*d*e*f"}]),
        ("number", [*QUANTITY, *QUANTITY]),
        ("number", [{"id": "a", "value": None, "tolerance": "0", "unit": ""}]),
        ("one_best", [{"block": "step", **STEPS[0]}, *TRUTH]),
    ],
)
def test_question_that_cannot_be_asked_is_refused_with_a_sentence(kind, parts):
    with pytest.raises(QuestionIncomplete, match=r"\w+ \w+"):
        body_of(kind, parts)


@pytest.mark.parametrize(
    ("best", "worst", "score", "correct"),
    [
        ("a", "d", "1", True),
        ("b", "d", "0.8333", False),
        ("a", "c", "0.8333", False),
        ("b", "c", "0.6666", False),
        ("c", "b", "0.3333", False),
        ("a", "", "0.5", False),
        ("", "d", "0.5", False),
        ("a", "a", "0", False),
        ("d", "c", "0", False),  # harmful called the best: nothing makes up for it
        ("d", "", "0", False),
    ],
)
def test_judgement_is_scored_by_distance(best, worst, score, correct):
    result = grade("judgement", {"best": [best], "worst": [worst]})
    assert (result.score, result.correct) == (Decimal(score), correct)


def test_judgement_with_equal_ratings_takes_either():
    parts = [dict(part, rating=max(part["rating"], 3)) for part in JUDGED[:2]] + JUDGED[2:]
    parts[1] = dict(parts[1], rating=4)
    for best in "ab":
        assert grade("judgement", {"best": [best], "worst": ["d"]}, parts).correct


@given(st.data())
def test_no_judgement_leaves_the_scale_and_only_the_key_is_full(data):
    ratings = data.draw(st.lists(st.integers(1, 4), min_size=3, max_size=6).filter(lambda row: len(set(row)) > 1))
    body = body_of("judgement", [dict(JUDGED[0], id=str(n), rating=rating) for n, rating in enumerate(ratings)])
    ids = st.sampled_from([option["id"] for option in body["options"]])
    response = {"best": data.draw(ids), "worst": data.draw(ids)}
    result = kind_of("judgement").grade(body, response)
    ends = (ratings[int(response["best"])], ratings[int(response["worst"])])
    assert 0 <= result.score <= 1
    assert (result.score == 1) is result.correct is (ends == (max(ratings), min(ratings)))


def test_the_same_for_best_and_worst_is_told():
    body = body_of("judgement")
    assert kind_of("judgement").inputs(body, "abcd", {"best": "a", "worst": "a"}).trouble
    assert not kind_of("judgement").inputs(body, "abcd", {"best": "a"}).trouble


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (JUDGED[:2], "at least three"),
        ([dict(part, rating=2) for part in JUDGED], "same rating"),
        ([*JUDGED[:3], dict(JUDGED[3], text="")], "no words"),
        ([*JUDGED[:3], dict(JUDGED[3], id="a")], "same mark"),
    ],
)
def test_judgement_that_cannot_be_asked(parts, words):
    with pytest.raises(QuestionIncomplete, match=words):
        body_of("judgement", parts)
