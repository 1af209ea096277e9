"""Lessons to open again before the next try, on their way from the quiz to the course and back."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from assessments.questions.models import Question
from assessments.quizzes.errors import RereadFirst
from assessments.quizzes.services import start_attempt
from courses.progress.models import LessonProgress
from tests.factories.assessments import make_attempt
from tests.factories.courses import EnrolmentFactory, make_course
from tests.html import parse_page

NOON = dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    """A course of two lessons and a check whose questions name the first lesson."""
    tree = make_course(lessons=2, quiz=True)
    for question in Question.objects.all():
        question.reread = tree.lessons[0].slug
        question.save_revision().publish()
    tree.quiz.refresh_from_db()
    tree.quiz.reread_first = True
    tree.quiz.save_revision().publish()
    return tree


@pytest.fixture
def learner(tree):
    return EnrolmentFactory(course=tree.course).learner


def miss(tree, learner):
    return make_attempt(tree.quiz, learner, right=0, finish=True, placement=tree.activity(tree.check, "quiz").uuid)


def again(tree, learner):
    return start_attempt(quiz=tree.quiz, learner=learner, placement=tree.activity(tree.check, "quiz").uuid)


def test_next_try_opens_only_after_the_lesson_was_opened_again(as_user, tree, learner):
    client, lesson = as_user(learner), tree.lessons[0]
    with time_machine.travel(NOON, tick=False) as now:
        client.get(lesson.url)
        now.shift(MINUTE)
        miss(tree, learner)
        with pytest.raises(RereadFirst, match=lesson.title):
            again(tree, learner)
        page = client.get(tree.check.url).content.decode()
        parse_page(page)
        assert "Before the next try, open these lessons again." in page
        assert f'href="{lesson.url}">{lesson.title}</a>' in page.split('aria-label="Lessons to open again first"')[1]
        assert "/start/" not in page
        now.shift(MINUTE)
        client.get(tree.lessons[1].url)
        with pytest.raises(RereadFirst):
            again(tree, learner)
        now.shift(MINUTE)
        client.get(lesson.url)
        assert again(tree, learner).number == 2


def test_lesson_that_was_never_opened_counts_when_it_is(as_user, tree, learner):
    miss(tree, learner)
    as_user(learner).get(tree.lessons[0].url)
    assert again(tree, learner)


def test_result_says_what_is_to_open_first_with_links(as_user, tree, learner):
    attempt = miss(tree, learner)
    html = as_user(learner).get(reverse("assessments:review", args=[attempt.uuid])).content.decode()
    assert "Before that, the lessons below have to be opened again." in html
    assert f'href="{tree.lessons[0].url}"' in html
    assert "Back, to try again" not in html


def test_starting_without_reading_again_leads_back_with_the_titles(as_user, tree, learner):
    miss(tree, learner)
    start = reverse("courses:activity_start", args=[tree.activity(tree.check, "quiz").uuid])
    page = as_user(learner).post(start, follow=True).content.decode()
    assert f"please open again: {tree.lessons[0].title}" in page


def test_lesson_that_is_gone_asks_nothing(tree, learner):
    tree.lessons[0].unpublish()
    miss(tree, learner)
    assert again(tree, learner)


def test_quiz_that_does_not_ask_opens_at_once(tree, learner):
    tree.quiz.reread_first = False
    tree.quiz.save_revision().publish()
    miss(tree, learner)
    assert again(tree, learner)


def test_another_learners_reading_does_not_count(as_user, tree, learner):
    miss(tree, learner)
    as_user(EnrolmentFactory(course=tree.course).learner).get(tree.lessons[0].url)
    with pytest.raises(RereadFirst):
        again(tree, learner)


def test_opening_again_is_written_once_in_five_minutes_unless_asked(as_user, tree, learner):
    client, seen = as_user(learner), []
    with time_machine.travel(NOON, tick=False) as now:
        for _turn in range(3):
            client.get(tree.lessons[0].url)
            seen.append(LessonProgress.objects.get().last_opened_at)
            now.shift(3 * MINUTE)
    assert seen == [NOON, NOON, NOON + 6 * MINUTE]


def test_course_follows_what_the_quiz_says_of_being_met(tree, learner):
    """By its average a quiz may be "not yet" though the newest try passes; the course then isn't done either."""
    tree.quiz.grading, tree.quiz.reread_first = "average", False
    tree.quiz.save_revision().publish()
    place = tree.activity(tree.check, "quiz")
    make_attempt(tree.quiz, learner, right=0, finish=True, placement=place.uuid)
    passed = make_attempt(tree.quiz, learner, right=3, finish=True, placement=place.uuid)
    assert (passed.passed, passed.is_met) == (True, False)
    assert not place.progress.exists()
