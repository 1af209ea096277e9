"""Where one setting of a quiz meets another: what each promises alone holds together as well."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.quizzes import queries, services
from assessments.quizzes.models import AttemptItem, Mark, Paper
from assessments.quizzes.queries.exports import attempt_rows
from assessments.quizzes.viewsets.printing import _chosen
from lms.common import clock
from lms.people.choices import AccommodationKind
from lms.people.models import Accommodation
from lms.people.services import add_accommodation
from lms.privacy.services import erase_person
from tests.assessments.pages import whole_page
from tests.factories.assessments import QuestionBankFactory, QuestionFactory, QuizFactory, make_attempt
from tests.factories.marking import TEXT, give_marks, hand_in_long, long_quiz, reader_for
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("behaviour", ["immediate", "interactive"])
def test_going_forward_only_one_can_leave_a_question_open(client_for, learner, behaviour):
    attempt = make_attempt(QuizFactory(n=2, navigation="forward", behaviour=behaviour), learner)
    client = client_for(learner)
    page = reverse("assessments:item", args=[attempt.uuid, 1])
    assert "Go on without it" in whole_page(client.get(page))
    asked = client.post(page, {"go": "next", "sequence": 1})
    assert asked.url == reverse("assessments:attempt_leave", args=[attempt.uuid, 1])
    client.post(asked.url, {"sure": "1"})
    attempt.refresh_from_db()
    assert attempt.page == 2


def marked(learner, **rules):
    attempt = hand_in_long(long_quiz(**rules), learner)
    give_marks(reader_for(learner))
    return attempt


def matrix(*aspects):
    return {"review": {name: list(aspects) for name in ("during", "right_after", "while_open", "after_close")}}


def test_a_long_answer_shows_the_model_and_never_an_invented_one(client_for, learner):
    attempt = marked(learner, **matrix("response", "correctness", "right_answer"))
    html = whole_page(client_for(learner).get(reverse("assessments:review", args=[attempt.uuid])))
    assert "A model answer." in html
    assert "What I would do first is listen." not in html
    assert "To you, from whoever read it" not in html


def test_readers_words_are_feedback_and_their_points_marks(client_for, learner):
    attempt = marked(learner, **matrix("response", "feedback"))
    html = whole_page(client_for(learner).get(reverse("assessments:review", args=[attempt.uuid])))
    assert "A model answer." not in html
    assert "Asks about safety" not in html
    words = Mark.objects.get().words
    assert not words or words in html


def test_what_was_handed_in_and_is_being_read_opens_no_page_to_answer_on(client_for, learner):
    attempt = hand_in_long(long_quiz(layout="some", per_page=1), learner)
    page = client_for(learner).get(reverse("assessments:attempt_page", args=[attempt.uuid, 1]))
    assert page.url == reverse("assessments:review", args=[attempt.uuid])


def test_an_export_says_met_as_the_course_does(learner):
    quiz = QuizFactory(n=1, grading="first", attempts_allowed=3)
    make_attempt(quiz, learner, right=0, finish=True)
    make_attempt(quiz, learner, right=1, finish=True)
    rows = list(attempt_rows(quiz.attempts.order_by("number")))
    assert [row[-1] for row in rows] == [False, False]


def test_a_quiz_is_printed_by_whatever_it_draws(db):
    bank = QuestionBankFactory()
    QuestionFactory(bank=bank, topic="values", difficulty=3)
    fixed = QuestionFactory(bank=bank, topic="limits", difficulty=1)
    QuestionFactory(bank=bank, topic="limits", difficulty=1)
    blueprint = [{"count": 1, "difficulty": 3}, {"question": fixed.code}]
    quiz = QuizFactory(bank=bank, blueprint=blueprint)
    assert {one.topic for one in _chosen(quiz, 0)} == {"values", "limits"}
    assert len(_chosen(quiz, 0)) == len(_chosen(quiz, 7)) == 2


def test_what_is_granted_from_today_is_not_swallowed_by_what_begins_later(learner):
    manager = UserFactory(roles=["programme_manager"])
    facts = {"user": learner, "kind": AccommodationKind.EXTRA_ATTEMPTS, "needed": "Two more", "value": 2}
    later = add_accommodation(**facts, actor=manager, starts=clock.today() + timedelta(days=300))
    now = add_accommodation(**facts, actor=manager)
    assert now != later
    assert add_accommodation(**facts, actor=manager) == now
    assert Accommodation.objects.filter(user=learner).count() == 2


def test_erasing_takes_long_answers_and_what_readers_wrote_away(learner):
    done = marked(learner)
    waiting = hand_in_long(long_quiz(), learner)
    erase_person(user=learner, actor=learner)
    items = AttemptItem.objects.filter(attempt__in=[done, waiting])
    assert not [item for item in items if item.response and TEXT in str(item.response)]
    assert [mark.words for mark in Mark.objects.all()] == [""]
    assert Paper.objects.get().outcome["words"] == []
    done.refresh_from_db()
    assert done.score is not None


def test_a_later_try_being_read_is_said_in_the_review_of_an_earlier_one(client_for, learner):
    quiz = long_quiz(attempts_allowed=2)
    first = hand_in_long(quiz, learner, text="")
    hand_in_long(quiz, learner)
    html = whole_page(client_for(learner).get(reverse("assessments:review", args=[first.uuid])))
    assert "Your last try is being read." in html
    assert "All your tries are used" not in html


def test_nothing_is_started_while_a_try_is_read(learner):
    quiz = long_quiz()
    hand_in_long(quiz, learner)
    state = queries.attempt_state(quiz=quiz, learner=learner, placement=services.attempts.NO_PLACEMENT, now=clock.now())
    assert (state.tries_left, state.awaiting is not None) == (0, True)
