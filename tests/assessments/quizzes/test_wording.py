import datetime as dt

import pytest
from django.utils import timezone

from assessments.quizzes import wording


def test_a_result_says_numbers_in_words():
    assert wording.result_sentence(8, 8, []) == "Eight of eight right."
    assert wording.result_sentence(0, 20, []) == "None of 20 right."


def test_a_result_names_one_safety_question_with_its_subject_and_several_by_number():
    one = wording.result_sentence(7, 8, [(3, "Role and scope")])
    assert one == "Seven of eight right. Question 3, a safety question on “Role and scope”, needs another look."
    several = wording.result_sentence(5, 8, [(3, "Role and scope"), (7, "Role and scope")])
    assert several == "Five of eight right. Questions 3 and 7 are safety questions and need another look."


@pytest.mark.parametrize(
    ("left", "sentence"),
    [(2, "You have two more tries."), (1, "You have one more try."), (0, "All your tries are used.")],
)
def test_tries_are_told_in_words(left, sentence):
    assert wording.tries_sentence(left, None).startswith(sentence)


def test_the_next_try_is_told_in_the_reader_s_own_time():
    noon = dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)
    with timezone.override("Asia/Tokyo"):
        assert "21:00" in wording.tries_sentence(0, noon)


@pytest.mark.parametrize(
    ("total", "critical", "sentence"),
    [
        (8, 0, "Seven of eight right"),
        (8, 2, "Seven of eight right, and every safety question among them"),
        (1, 0, "One of one right"),
    ],
)
def test_what_it_takes_is_told_before_the_start(total, critical, sentence):
    assert wording.pass_sentence({"pass_mark": 80}, total, critical) == sentence


def test_rounds_of_tries_are_told_with_their_pause():
    assert wording.rounds_sentence({"attempts_allowed": 2, "pause_hours": 24}) == "Two, then a pause of 24 hours"
    assert wording.rounds_sentence({"attempts_allowed": 3, "pause_hours": 0}) == "Three"


@pytest.mark.parametrize(
    ("still_open", "flagged", "sentence"),
    [
        ([], [], "Every question has an answer."),
        ([2], [], "Question 2 is still open."),
        ([1, 2, 5], [], "Questions 1, 2 and 5 are still open."),
        ([], [4], "Every question has an answer. You flagged question 4 to come back to."),
    ],
)
def test_what_is_open_is_named_before_handing_in(still_open, flagged, sentence):
    assert wording.left_open_sentence(still_open, flagged) == sentence
