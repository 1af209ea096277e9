"""Words for a score: every score has words once."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assessments.quizzes.bands import band_for, problem_with_bands
from tests.factories.assessments import QuizFactory, make_attempt
from tests.factories.people import UserFactory

BANDS = [{"from": 80, "text": "high"}, {"from": 0, "text": "low"}, {"from": 50, "text": "middle"}]


@pytest.mark.parametrize(
    ("share", "words"),
    [("0", "low"), ("0.4999", "low"), ("0.5", "middle"), ("0.7999", "middle"), ("0.8", "high"), ("1", "high")],
)
def test_band_of_a_score(share, words):
    assert band_for(BANDS, Decimal(share)) == words


def test_no_score_and_no_band_have_no_words():
    assert band_for(BANDS, None) == band_for([], Decimal(1)) == ""


@given(st.sets(st.integers(1, 100), max_size=8), st.decimals(0, 1, places=4))
def test_sound_bands_have_words_for_every_score(begins, share):
    begins = sorted({0, *begins})
    assert problem_with_bands(begins) == ""
    assert band_for([{"from": mark, "text": str(mark)} for mark in begins], share) == str(
        max(mark for mark in begins if share * 100 >= mark)
    )


@pytest.mark.parametrize(("begins", "said"), [([0, 50, 50], "overlap"), ([40, 80], "below 40"), ([], "")])
def test_overlap_and_gap_are_said(begins, said):
    assert said in problem_with_bands(begins)


@pytest.mark.django_db
def test_result_shows_the_words_of_its_band(client_for):
    learner = UserFactory(roles=["trainee"], acknowledged=True)
    bands = [
        {"mark": 0, "text": "<p>Read it <b>again</b>.</p><script>x</script>"},
        {"mark": 60, "text": "<p>Well.</p>"},
    ]
    attempt = make_attempt(QuizFactory(n=2, bands=bands), learner, right=1, finish=True)
    html = client_for(learner).get(reverse("assessments:review", args=[attempt.uuid])).content.decode()
    assert "<p>Read it <b>again</b>.</p>" in html
    assert "<script>x" not in html
    assert "Well." not in html


@pytest.mark.django_db
def test_bands_with_a_gap_are_refused():
    with pytest.raises(ValidationError, match="let one band begin at 0"):
        QuizFactory(n=1, bands=[{"mark": 10, "text": "<p>x</p>"}])
