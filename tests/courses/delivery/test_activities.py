from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from assessments.quizzes.models import QuizAttempt
from assessments.quizzes.services import finish_attempt
from courses.enrolment.models import Enrolment
from courses.enrolment.services import pause_enrolment, withdraw_enrolment
from courses.progress.models import ActivityProgress, LessonProgress, Reflection
from lms.people.models import User
from tests.factories.assessments import QuizFactory, answer
from tests.factories.courses import CourseTree, EnrolmentFactory, make_course, make_lesson, quiz_block, reflection
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
JSON = {"HTTP_ACCEPT": "application/json"}


def done_url(lesson: Any) -> str:
    return f"/learn/lessons/{lesson.pk}/done/"


def box_of(tree: CourseTree) -> str:
    return f"/learn/activities/{tree.activity(tree.lessons[0], 'reflection').uuid}/reflection/"


def boxed() -> tuple[CourseTree, Enrolment]:
    tree = make_course(lessons=1, reflections=True)
    return tree, EnrolmentFactory(course=tree.course)


def test_done_leads_to_the_next_lesson_also_when_pressed_twice(as_user: SignIn) -> None:
    tree = make_course(lessons=2)
    client = as_user(EnrolmentFactory(course=tree.course).learner)
    for _press in range(2):
        response = client.post(done_url(tree.lessons[0]))
        assert (response.status_code, response["Location"]) == (302, tree.lessons[1].url)
    assert LessonProgress.objects.filter(completed_at__isnull=False).count() == 1


def test_done_with_something_open_says_what_and_leads_there(as_user: SignIn) -> None:
    tree = make_course(lessons=0)
    box = reflection("What would help?", required=True)
    lesson = make_lesson(tree.modules[0], body=[box])
    client = as_user(EnrolmentFactory(course=tree.course).learner)
    response = client.post(done_url(lesson), follow=True)
    assert response.redirect_chain[0][0] == f"{lesson.url}#block-{box['id']}"
    assert "The lesson is done as soon as this is: What would help?" in response.content.decode()


def test_done_of_the_last_lesson_says_that_the_course_is_done(as_user: SignIn) -> None:
    tree = make_course(lessons=1)
    client = as_user(EnrolmentFactory(course=tree.course).learner)
    response = client.post(done_url(tree.lessons[0]), follow=True)
    assert response.redirect_chain[0][0] == tree.course.url
    assert f"You have done all of {tree.course.title}." in response.content.decode()


def test_done_during_a_pause_is_refused_in_words(as_user: SignIn) -> None:
    tree = make_course()
    enrolment = EnrolmentFactory(course=tree.course)
    pause_enrolment(enrolment=enrolment)
    response = as_user(enrolment.learner).post(done_url(tree.lessons[0]), follow=True)
    assert "Your training is paused. Resume it to go on from here." in response.content.decode()
    assert not ActivityProgress.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "reader", "left"])
def test_done_is_not_found_for_whoever_does_not_take_the_course(who: str, as_user: SignIn) -> None:
    tree = make_course()
    enrolment = EnrolmentFactory(course=tree.course)
    if who == "left":
        withdraw_enrolment(enrolment=enrolment)
    people = {"stranger": UserFactory(), "reader": UserFactory(roles=["supervisor"]), "left": enrolment.learner}
    assert as_user(people[who]).post(done_url(tree.lessons[0])).status_code == 404
    assert as_user(people[who]).post(done_url(tree.course)).status_code == 404


def test_done_needs_post(as_user: SignIn) -> None:
    tree = make_course()
    assert as_user(EnrolmentFactory(course=tree.course).learner).get(done_url(tree.lessons[0])).status_code == 405


def test_activity_leads_to_its_place(as_user: SignIn) -> None:
    tree, enrolment = boxed()
    box = tree.activity(tree.lessons[0], "reflection")
    response = as_user(enrolment.learner).get(f"/learn/activities/{box.uuid}/")
    assert response["Location"] == f"{tree.lessons[0].url}#block-{box.block_id}"
    assert as_user(UserFactory()).get(f"/learn/activities/{box.uuid}/").status_code == 404
    assert as_user(enrolment.learner).get(f"/learn/activities/{uuid4()}/").status_code == 404


def test_check_shows_what_it_takes_and_passing_completes_it(as_user: SignIn) -> None:
    tree = make_course(lessons=0, quiz=False)
    quiz = QuizFactory(n=8, critical=1)
    lesson = make_lesson(tree.modules[0], kind="check", body=[quiz_block(quiz)])
    enrolment = EnrolmentFactory(course=tree.course)
    client = as_user(enrolment.learner)
    html = client.get(lesson.url).content.decode()
    for words in (
        "Eight questions",
        "Seven of eight right",
        "At least one question: it has to be right",
        "Two tries left",
    ):
        assert words in html
    activity = tree.activity(lesson, "quiz")
    response = client.post(f"/learn/activities/{activity.uuid}/start/")
    attempt = QuizAttempt.objects.get()
    assert response["Location"] == f"/attempts/{attempt.uuid}/"
    assert (attempt.placement, attempt.cycle) == (activity.uuid, 1)
    assert attempt.return_path == f"{lesson.url}#block-{activity.block_id}"
    assert "Under way." in client.get(lesson.url).content.decode()
    for position in range(1, 9):
        answer(attempt, position)
    finish_attempt(attempt=attempt)
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None
    html = client.get(lesson.url).content.decode()
    assert "Met · " in html
    assert "Start · about" not in html


def test_a_check_in_parts_that_goes_forward_only_says_so_before_the_start(as_user: SignIn) -> None:
    tree = make_course(lessons=0, quiz=False)
    first = QuizFactory(n=3)
    blueprint = [
        {"section": "What it is"},
        {"topic": "values", "count": 2},
        {"section": ""},
        {"topic": "values", "count": 1},
    ]
    quiz = QuizFactory(bank=first.bank, blueprint=blueprint, navigation="forward")
    lesson = make_lesson(tree.modules[0], kind="check", body=[quiz_block(quiz)])
    html = as_user(EnrolmentFactory(course=tree.course).learner).get(lesson.url).content.decode()
    assert "What it is: 2 questions, Part 2: 1 question" in html
    assert "Forward only: once you go on, a page can&#x27;t be opened again" in html


def test_two_taps_on_start_meet_one_attempt(as_user: SignIn) -> None:
    tree = make_course(lessons=0, quiz=True)
    assert tree.check
    client = as_user(EnrolmentFactory(course=tree.course).learner)
    url = f"/learn/activities/{tree.activity(tree.check, 'quiz').uuid}/start/"
    assert client.post(url)["Location"] == client.post(url)["Location"]
    assert QuizAttempt.objects.count() == 1


def test_used_tries_say_when_the_next_opens(as_user: SignIn) -> None:
    tree = make_course(lessons=0, quiz=True)
    assert tree.check
    client = as_user(EnrolmentFactory(course=tree.course).learner)
    url = f"/learn/activities/{tree.activity(tree.check, 'quiz').uuid}/start/"
    for _try in range(2):
        client.post(url)
        finish_attempt(attempt=QuizAttempt.objects.get(status="in_progress"))
    assert "Your next try opens on" in client.get(tree.check.url).content.decode()
    response = client.post(url, follow=True)
    assert QuizAttempt.objects.count() == 2
    assert "Your next try opens on" in response.content.decode()


@pytest.mark.parametrize("why", ["paused", "waiting"])
def test_start_is_refused_in_words(why: str, as_user: SignIn) -> None:
    tree = make_course(lessons=1, quiz=True)
    assert tree.check
    enrolment = EnrolmentFactory(course=tree.course)
    if why == "paused":
        pause_enrolment(enrolment=enrolment)
    else:
        tree.check.requires = [tree.lessons[0]]
        tree.check.save_revision().publish()
    client = as_user(enrolment.learner)
    url = f"/learn/activities/{tree.activity(tree.check, 'quiz').uuid}/start/"
    words = {"paused": "Your training is paused.", "waiting": f"This lesson opens after: {tree.lessons[0].title}"}
    assert words[why] in client.post(url, follow=True).content.decode()
    assert not QuizAttempt.objects.exists()


def test_start_of_what_is_no_quiz_is_not_found(as_user: SignIn) -> None:
    tree, enrolment = boxed()
    box = tree.activity(tree.lessons[0], "reflection")
    assert as_user(enrolment.learner).post(f"/learn/activities/{box.uuid}/start/").status_code == 404


def test_autosave_answers_when_it_was_saved(as_user: SignIn) -> None:
    tree, enrolment = boxed()
    response = as_user(enrolment.learner).post(box_of(tree), {"value": "Mine", "sequence": 1, "based_on": 0}, **JSON)
    assert response.status_code == 200
    assert response.json().keys() == {"saved_at", "sequence"}
    assert Reflection.objects.get().text == "Mine"


def test_plain_post_keeps_line_breaks_and_comes_back(as_user: SignIn) -> None:
    tree, enrolment = boxed()
    client = as_user(enrolment.learner)
    response = client.post(box_of(tree), {"value": "One\r\nTwo", "sequence": 1, "based_on": 0, "window": "w"})
    assert response["Location"].startswith(tree.lessons[0].url)
    assert Reflection.objects.get().text == "One\nTwo"
    assert "One\nTwo</textarea>" in client.get(tree.lessons[0].url).content.decode()


def test_second_window_does_not_overwrite_and_is_shown_both(as_user: SignIn) -> None:
    tree, enrolment = boxed()
    client = as_user(enrolment.learner)
    client.post(box_of(tree), {"value": "First", "sequence": 1, "based_on": 0, "window": "a"}, **JSON)
    late = {"value": "Second", "sequence": 9, "based_on": 0, "window": "b"}
    assert client.post(box_of(tree), late, **JSON).status_code == 409
    response = client.post(box_of(tree), late)
    assert response.status_code == 409
    html = response.content.decode()
    assert "Second</textarea>" in html
    assert "First" in html
    assert Reflection.objects.get().text == "First"
    form = {"value": "First and second", "sequence": 2, "based_on": 1, "window": "both"}
    assert client.post(box_of(tree), form).status_code == 302
    assert Reflection.objects.get().text == "First and second"


def test_signed_out_autosave_is_told_so_and_plain_post_gets_its_words_back(client: Client) -> None:
    tree, _enrolment = boxed()
    response = client.post(box_of(tree), {"value": "Mine", "sequence": 1}, **JSON)
    assert response.status_code == 401
    response = client.post(box_of(tree), {"value": "Mine", "sequence": 1})
    assert (response.status_code, "Mine</textarea>" in response.content.decode()) == (401, True)
    assert not Reflection.objects.exists()


@pytest.mark.parametrize("form", [{"value": "x" * 10001, "sequence": 1}, {"value": "x", "sequence": "no"}])
def test_bad_packet_is_refused_without_loss(form: dict[str, Any], as_user: SignIn) -> None:
    tree, enrolment = boxed()
    client = as_user(enrolment.learner)
    assert client.post(box_of(tree), form, **JSON).status_code == 400
    response = client.post(box_of(tree), form)
    assert (response.status_code, form["value"] in response.content.decode()) == (400, True)


def test_box_of_somebody_else_is_not_found(as_user: SignIn) -> None:
    tree, _enrolment = boxed()
    stranger = as_user(UserFactory())
    assert stranger.post(box_of(tree), {"value": "x", "sequence": 1}).status_code == 404
    assert stranger.post(f"{box_of(tree)}share/").status_code == 404


def test_share_and_make_private_again(as_user: SignIn) -> None:
    tree, enrolment = boxed()
    client = as_user(enrolment.learner)
    share = f"{box_of(tree)}share/"
    assert "the box is empty" in client.post(share, follow=True).content.decode()
    client.post(box_of(tree), {"value": "Mine", "sequence": 1})
    client.post(share, {"share": "yes", "value": "Mine, and more", "sequence": 2, "based_on": 1})
    row = Reflection.objects.get()
    assert row.shared_at is not None
    assert row.text == "Mine, and more"
    client.post(share, {"share": "no"})
    assert Reflection.objects.get().shared_at is None
