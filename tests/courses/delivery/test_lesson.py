from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import PageViewRestriction

from courses.catalogue.models import LessonPage
from courses.enrolment.models import Enrolment
from courses.enrolment.services import pause_enrolment, withdraw_enrolment
from courses.progress.models import ActivityProgress, LessonProgress
from courses.progress.services import press_done
from lms.people.models import User
from tests.factories.courses import CourseTree, EnrolmentFactory, make_course, make_lesson, prose, reflection
from tests.factories.people import SupervisionLinkFactory, UserFactory

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
# Session, reader, roles and unread messages; edition, enrolment, what was opened. The rest is remembered.
OURS = 7
# What stands in the private boxes, and with whom it can be shared.
REFLECTIONS = 2


def test_lesson_shows_what_it_promises(as_user: SignIn) -> None:
    tree = make_course(lessons=3)
    client = as_user(EnrolmentFactory(course=tree.course).learner)
    html = client.get(tree.lessons[1].url).content.decode()
    assert "Lesson 2 of 3 · 15 min" in html
    assert "Why this matters." in html
    assert "Words to read." in html
    assert "Done, next: Lesson 3" in html
    assert html.count("<h1") == 1


def test_lesson_stands_under_courses_in_the_menu(as_user: SignIn) -> None:
    tree = make_course()
    client = as_user(EnrolmentFactory(course=tree.course).learner)
    for page in (tree.course, tree.lessons[0]):
        main = BeautifulSoup(client.get(page.url).content, "html.parser")
        assert {link.text for link in main.select("header [aria-current=page]")} == {"Courses"}


def test_first_visit_marks_the_place_once(as_user: SignIn) -> None:
    tree = make_course()
    enrolment = EnrolmentFactory(course=tree.course)
    client = as_user(enrolment.learner)
    for _visit in range(2):
        assert client.get(tree.lessons[1].url).status_code == 200
    enrolment.refresh_from_db()
    assert enrolment.last_lesson_id == tree.lessons[1].pk
    assert LessonProgress.objects.filter(enrolment=enrolment).count() == 1


def test_anonymous_is_sent_to_sign_in_and_back(client: Client) -> None:
    lesson = make_course().lessons[0]
    response = client.get(lesson.url)
    assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={lesson.url}")


def test_somebody_not_enrolled_is_led_to_the_course(as_user: SignIn) -> None:
    tree = make_course()
    response = as_user(UserFactory()).get(tree.lessons[0].url, follow=True)
    assert response.redirect_chain == [(tree.course.url, 302)]
    assert "Enrol in this course to open its lessons." in response.content.decode()


def test_somebody_who_left_is_led_to_the_course(as_user: SignIn) -> None:
    tree = make_course()
    enrolment = EnrolmentFactory(course=tree.course)
    withdraw_enrolment(enrolment=enrolment)
    assert as_user(enrolment.learner).get(tree.lessons[0].url)["Location"] == tree.course.url


@pytest.mark.parametrize(
    "role", ["content_editor", "clinical_reviewer", "programme_manager", "supervisor", "lead_supervisor"]
)
def test_staff_reads_along_and_leaves_no_trace(role: str, as_user: SignIn) -> None:
    tree = make_course(reflections=True)
    html = as_user(UserFactory(roles=[role])).get(tree.lessons[0].url).content.decode()
    assert "You are reading along. Nothing is recorded." in html
    assert "<textarea" not in html
    assert not LessonProgress.objects.exists()


def test_auditor_is_no_reader(as_user: SignIn) -> None:
    tree = make_course()
    assert as_user(UserFactory(roles=["auditor"])).get(tree.lessons[0].url).status_code == 302


@pytest.mark.parametrize("level", ["lesson", "module", "course"])
def test_what_is_off_the_site_is_not_found(level: str, as_user: SignIn) -> None:
    tree = make_course()
    client = as_user(EnrolmentFactory(course=tree.course).learner)
    url = tree.lessons[0].url
    assert client.get(url).status_code == 200
    {"lesson": tree.lessons[0], "module": tree.modules[0], "course": tree.course}[level].unpublish()
    assert client.get(url).status_code == 404


def test_view_restriction_holds_for_page_and_actions(as_user: SignIn) -> None:
    tree = make_course(reflections=True)
    enrolment = EnrolmentFactory(course=tree.course)
    client = as_user(enrolment.learner)
    restriction = PageViewRestriction.objects.create(page=tree.lessons[0], restriction_type="groups")
    restriction.groups.add(Group.objects.create(name="pilot"))
    box = tree.activity(tree.lessons[0], "reflection")
    assert client.get(tree.lessons[0].url).status_code == 302
    assert client.post(f"/learn/lessons/{tree.lessons[0].pk}/done/").status_code == 404
    assert client.post(f"/learn/activities/{box.uuid}/reflection/", {"value": "x", "sequence": 1}).status_code == 404
    enrolment.learner.groups.add(Group.objects.get(name="pilot"))
    assert client.get(tree.lessons[0].url).status_code == 200
    assert client.post(f"/learn/lessons/{tree.lessons[0].pk}/done/").status_code == 302
    assert ActivityProgress.objects.count() == 1


def test_paused_reads_but_nothing_counts(as_user: SignIn) -> None:
    tree = make_course()
    enrolment = EnrolmentFactory(course=tree.course)
    pause_enrolment(enrolment=enrolment)
    html = as_user(enrolment.learner).get(tree.lessons[0].url).content.decode()
    assert "Your training is paused." in html
    assert "Resume my training" in html
    assert not LessonProgress.objects.exists()


def test_waiting_lesson_names_what_comes_first_and_hides_its_body(as_user: SignIn) -> None:
    tree = make_course(lessons=2)
    enrolment = EnrolmentFactory(course=tree.course)
    client = as_user(enrolment.learner)
    lesson = tree.lessons[1]
    lesson.requires = [tree.lessons[0]]
    lesson.save_revision().publish()
    html = client.get(lesson.url).content.decode()
    assert "This lesson opens later" in html
    assert "Words to read." not in html
    assert "Done, " not in html
    press_done(enrolment=enrolment, lesson=tree.lessons[0])
    assert "Words to read." in client.get(lesson.url).content.decode()


def test_last_lesson_leads_on_to_the_next_live_module(as_user: SignIn) -> None:
    tree = make_course(modules=3, lessons=1)
    tree.modules[1].unpublish()
    client = as_user(EnrolmentFactory(course=tree.course).learner)
    assert f"Done, next: {tree.lessons[2].title}" in client.get(tree.lessons[0].url).content.decode()
    assert "Done, to the course" in client.get(tree.lessons[2].url).content.decode()


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("not_reviewed", "Safety content. Not reviewed yet by a qualified reviewer."),
        ("reviewed", "Safety content. Reviewed by Dr Ada on 2 November 2026."),
    ],
)
def test_safety_review_is_said(status: str, words: str, as_user: SignIn) -> None:
    tree = make_course(lessons=1)
    LessonPage.objects.update(
        safety=True, review_status=status, reviewed_by="Dr Ada", reviewed_at="2026-11-02T10:00:00Z"
    )
    html = as_user(EnrolmentFactory(course=tree.course).learner).get(tree.lessons[0].url).content.decode()
    assert words in html.replace("Nov. 2, 2026", "2 November 2026")


def test_plain_lesson_says_nothing_of_reviews(as_user: SignIn) -> None:
    tree = make_course(lessons=1)
    assert (
        "Safety content"
        not in as_user(EnrolmentFactory(course=tree.course).learner).get(tree.lessons[0].url).content.decode()
    )


def test_sharing_names_the_supervisors(as_user: SignIn) -> None:
    tree = make_course(lessons=1, reflections=True)
    enrolment = EnrolmentFactory(course=tree.course)
    client = as_user(enrolment.learner)
    assert "Share with" not in client.get(tree.lessons[0].url).content.decode()
    SupervisionLinkFactory(trainee=enrolment.learner, supervisor=UserFactory(full_name="Noor Haddad"))
    assert "Share with Noor" in client.get(tree.lessons[0].url).content.decode()


def test_preview_of_a_draft_leaves_no_trace() -> None:
    lesson = make_lesson(make_course(lessons=0).modules[0], body=[prose("<p>Draft words.</p>"), reflection()])
    html = lesson.get_latest_revision_as_object().make_preview_request().content.decode()
    assert "Draft words." in html
    assert "Preview of a draft. Nothing is recorded." in html
    assert "<form" not in html.split("<main")[1].split("</main>")[0]
    assert not LessonProgress.objects.exists()
    assert not Enrolment.objects.exists()


@pytest.mark.parametrize(("modules", "lessons", "others"), [(1, 3, 0), (5, 12, 8)])
def test_cost_is_the_same_in_a_big_course_and_cohort(
    modules: int, lessons: int, others: int, as_user: SignIn, django_assert_num_queries: Callable[..., Any]
) -> None:
    tree = make_course(modules=modules, lessons=lessons, reflections=True)
    for _n in range(others):
        press_done(enrolment=EnrolmentFactory(course=tree.course), lesson=tree.lessons[0])
    somebody_before(as_user, tree, tree.lessons[1])
    client = as_user(EnrolmentFactory(course=tree.course).learner)
    client.get(tree.lessons[0].url)
    # The first visit writes down that the lesson was opened, and where its reader is.
    with django_assert_num_queries(OURS + REFLECTIONS + 2):
        client.get(tree.lessons[1].url)
    with django_assert_num_queries(OURS + REFLECTIONS):
        client.get(tree.lessons[1].url)


def somebody_before(as_user: SignIn, tree: CourseTree, lesson: LessonPage) -> None:
    """What a lesson is for everybody is remembered from its first reader on."""
    as_user(EnrolmentFactory(course=tree.course).learner).get(lesson.url)


def test_cost_of_a_check(as_user: SignIn, django_assert_num_queries: Callable[..., Any]) -> None:
    tree = make_course(lessons=1, quiz=True)
    assert tree.check
    client = as_user(EnrolmentFactory(course=tree.course).learner)
    client.get(tree.check.url)
    # The quiz's version, the attempts, what was granted to this learner.
    with django_assert_num_queries(OURS + 3):
        client.get(tree.check.url)
