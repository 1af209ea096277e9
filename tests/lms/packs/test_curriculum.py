"""What the shipped banks promise: many kinds, feedback that teaches, and no answer given away by its length."""

import random
from collections import Counter, defaultdict
from typing import Any

import pytest

from assessments.questions.choices import QuestionKind
from assessments.questions.kinds import kind_of
from assessments.quizzes.drawing import Entry, Line, draw
from tests.lms.packs.conftest import shipped_pack

# Questions that made way for others. What somebody was once asked under such an id must stay what it means.
GONE = {"m1-q03", "m1-q09", "m1-q10", "m2-q08", "m2-q09"}
WITHOUT_FEEDBACK_OF_THEIR_OWN = {"short_answer", "number", "likert", "long_answer"}
# To meet every kind of question once, not to be met again.
PRACTICE = "practice"


def banks() -> dict[str, list[Any]]:
    pack = shipped_pack()
    found = defaultdict(list)
    for question in pack.of("question"):
        found[question.parent].append(question.data)
    return found


def test_every_bank_has_twelve_questions_of_six_kinds_and_lets_a_second_try_differ() -> None:
    pack = shipped_pack()
    for code, questions in banks().items():
        if code == PRACTICE:
            continue
        assert len(questions) >= 12, code
        assert len({question["kind"] for question in questions}) >= 6, code
        there = Counter(question["topic"] for question in questions)
        (quiz,) = [quiz.data for quiz in pack.of("quiz") if quiz.data["bank"] == code]
        assert sum(there[line["topic"]] > line["count"] for line in quiz["blueprint"]) >= 3, code


def test_every_question_teaches_whatever_somebody_answers() -> None:
    for question in (question for questions in banks().values() for question in questions):
        assert question["feedback"], question["id"]
        assert question["reread"], question["id"]
        if question["kind"] not in WITHOUT_FEEDBACK_OF_THEIR_OWN:
            silent = [option["key"] for option in question["options"] if option.get("text") and not option["feedback"]]
            assert silent == [], question["id"]


def test_the_right_answer_is_never_the_longest() -> None:
    for question in (question for questions in banks().values() for question in questions):
        if question["kind"] in {"one_best", "judgement"}:
            right = [one["text"] for one in question["options"] if one.get("correct") or one.get("rating") == 4]
            others = [one["text"] for one in question["options"] if one["text"] not in right]
            assert len(right) == 1, question["id"]
            assert len(right[0]) <= max(map(len, others)), question["id"]


def test_no_id_comes_back_with_another_meaning() -> None:
    assert not GONE & {question["id"] for questions in banks().values() for question in questions}


@pytest.mark.parametrize("seed", range(5))
def test_every_try_at_the_practice_check_meets_every_kind_of_question(seed: int) -> None:
    pack = shipped_pack()
    (quiz,) = [quiz.data for quiz in pack.of("quiz") if quiz.data["bank"] == PRACTICE]
    bank = banks()[PRACTICE]
    places = {one["id"]: place for place, one in enumerate(bank)}
    pool = [
        Entry(n, n, one["topic"], one["safety_critical"], kind=one["kind"], vignette=one.get("vignette") or "")
        for n, one in enumerate(bank)
    ]
    lines = [
        Line(question=places[line["question"]])
        if line.get("question")
        else Line(line["topic"], line["count"], kind=line.get("kind") or "")
        for line in quiz["blueprint"]
        if not line.get("section")
    ]
    drawn = draw(lines, pool, seen=(), rng=random.Random(seed), shuffle=False)
    assert len(drawn) == quiz["serve"]
    assert {entry.kind for entry in drawn} == set(QuestionKind.values)
    assert [entry.topic for entry in drawn if entry.vignette] == ["last-minutes"] * 3


def test_what_is_not_marked_has_a_topic_of_its_own() -> None:
    for code, questions in banks().items():
        scored = defaultdict(set)
        for question in questions:
            scored[question["topic"]].add(kind_of(question["kind"]).scored)
        assert [topic for topic, sorts in scored.items() if len(sorts) > 1] == [], code


def test_practice_is_all_that_a_person_has_to_mark() -> None:
    by_hand = {one["id"] for questions in banks().values() for one in questions if kind_of(one["kind"]).by_hand}
    assert by_hand == {"practice-q12"}


@pytest.mark.parametrize("seed", range(20))
def test_every_try_at_the_safety_check_has_six_critical_questions_and_the_second_meets_new_ones(seed: int) -> None:
    pack = shipped_pack()
    (quiz,) = [quiz.data for quiz in pack.of("quiz") if quiz.data["id"] == "m8-check"]
    lines = [Line(line["topic"], line["count"], line.get("safety_critical") or 0) for line in quiz["blueprint"]]
    pool = [Entry(n, n, one["topic"], one["safety_critical"]) for n, one in enumerate(banks()["m8"])]
    first = draw(lines, pool, seen=(), rng=random.Random(seed))
    second = draw(lines, pool, seen=[entry.question for entry in first], rng=random.Random(seed))
    for served in (first, second):
        assert len(served) == quiz["serve"] == 10
        assert sum(entry.safety_critical for entry in served) == 6
    assert {entry.question for entry in second} - {entry.question for entry in first}
