"""A lesson as somebody works through it: by keyboard, in two windows, signed out half-way, without scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Locator, Page, expect

from courses.enrolment.models import Enrolment
from courses.progress.models import LessonProgress, Reflection
from tests.browser.conftest import sign_in
from tests.browser.looks import in_both_looks
from tests.factories.assessments import QuizFactory
from tests.factories.courses import CohortFactory, EnrolmentFactory, make_course, make_lesson, quiz_block, reflection
from tests.factories.people import SupervisionLinkFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

PageFor = Callable[..., Page]


@pytest.fixture
def enrolment() -> Enrolment:
    return EnrolmentFactory(course=make_course(lessons=2, reflections=True).course)


def lesson_url(enrolment: Enrolment, number: int = 1) -> str:
    return f"{enrolment.course.url}m1/lesson-{number}/"


def box(page: Page) -> Locator:
    return page.get_by_label("What would you want to hear?")


def tab_to(page: Page, target: Locator, presses: int = 60) -> None:
    """Press Tab until `target` has the focus."""
    for _press in range(presses):
        if target.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{target} was not reached by keyboard")


def test_lesson_by_keyboard_alone(page_for: PageFor, enrolment: Enrolment) -> None:
    page = page_for(enrolment.learner, width=390)
    page.goto(lesson_url(enrolment))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    tab_to(page, page.locator("details.outline summary"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Lesson 2")).to_be_visible()
    tab_to(page, box(page))
    page.keyboard.type("That I am heard.")
    expect(page.locator("[data-autosave-state]")).to_contain_text("Saved")
    tab_to(page, page.get_by_role("button", name="Done, next: Lesson 2"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Lesson 2", level=1)).to_be_visible()
    assert Reflection.objects.get().text == "That I am heard."
    assert LessonProgress.objects.filter(completed_at__isnull=False).count() == 1


def test_older_window_does_not_overwrite_newer_words(page_for: PageFor, enrolment: Enrolment) -> None:
    old, new = page_for(enrolment.learner), page_for(enrolment.learner)
    old.goto(lesson_url(enrolment))
    new.goto(lesson_url(enrolment))
    box(new).fill("Newer words")
    expect(new.locator("[data-autosave-state]")).to_contain_text("Saved")
    box(old).fill("Words of the older window")
    expect(old.locator("[data-autosave-state]")).to_contain_text("Newer words were saved in another window")
    expect(box(old)).to_have_value("Words of the older window")
    assert Reflection.objects.get().text == "Newer words"
    old.reload()
    expect(box(old)).to_have_value("Newer words")
    expect(old.get_by_text("Older words that this device had kept")).to_be_visible()
    assert Reflection.objects.get().text == "Newer words"


def test_words_survive_an_expired_session(page_for: PageFor, enrolment: Enrolment, live_server: Any) -> None:
    page = page_for(enrolment.learner)
    page.goto(lesson_url(enrolment))
    Session.objects.all().delete()
    box(page).fill("Written while signed out")
    expect(page.locator("[data-autosave-state]")).to_contain_text("Not saved")
    sign_in(page.context, live_server.url, enrolment.learner)
    page.goto(lesson_url(enrolment))
    expect(box(page)).to_have_value("Written while signed out")
    expect(page.locator("[data-autosave-state]")).to_contain_text("Saved")
    assert Reflection.objects.get().text == "Written while signed out"


def test_lesson_without_scripts(page_for: PageFor, enrolment: Enrolment) -> None:
    supervisor = UserFactory(full_name="Noor Haddad")
    SupervisionLinkFactory(trainee=enrolment.learner, supervisor=supervisor)
    page = page_for(enrolment.learner, javascript=False)
    page.goto(lesson_url(enrolment))
    box(page).fill("Plain words")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(box(page)).to_have_value("Plain words")
    box(page).fill("Plain words, shared")
    page.get_by_role("button", name="Share with Noor").click()
    expect(page.get_by_text("Shared with Noor since")).to_be_visible()
    page.get_by_role("button", name="Make it private again").click()
    expect(page.get_by_text("Private – nobody watches this box")).to_be_visible()
    page.get_by_role("button", name="Done, next: Lesson 2").click()
    expect(page.get_by_role("heading", name="Lesson 2", level=1)).to_be_visible()
    assert Reflection.objects.get().text == "Plain words, shared"


@in_both_looks
def test_pages_of_a_course_have_nothing_in_the_way(
    width: int, dark: bool, page_for: PageFor, axe: Callable[..., None], enrolment: Enrolment
) -> None:
    module = enrolment.course.get_children().first().specific
    check = make_lesson(
        module, title="Check", slug="check", kind="check", safety=True, body=[quiz_block(QuizFactory(critical=1))]
    )
    waiting = make_lesson(module, body=[reflection()])
    waiting.requires = [check]
    waiting.save_revision().publish()
    page = page_for(enrolment.learner, width=width, dark=dark)
    for url in ("/courses/", enrolment.course.url, module.url, lesson_url(enrolment), check.url, waiting.url):
        page.goto(url)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, url
        assert page.locator("main .button:not(.quiet):visible, .footbar .button:not(.quiet)").count() <= 1, url
    page.goto(f"/learn/enrolments/{enrolment.uuid}/withdraw/")
    axe(page)


@in_both_looks
def test_pages_of_a_cohort_have_nothing_in_the_way(
    width: int, dark: bool, page_for: PageFor, axe: Callable[..., None]
) -> None:
    cohort = CohortFactory(capacity=10)
    member = EnrolmentFactory(course=cohort.course, cohort=cohort)
    page = page_for(UserFactory(roles=["programme_manager"], organisation=cohort.organisation), width=width, dark=dark)
    page.goto(f"/cohorts/{cohort.uuid}/")
    page.get_by_role("button", name="Make a link").click()
    expect(page.locator("code")).to_contain_text("/join/")
    for url in ("", "edit/", "import/", f"people/{member.uuid}/"):
        page.goto(f"/cohorts/{cohort.uuid}/{url}")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, url
    page.goto(f"/cohorts/{cohort.uuid}/import/")
    rows = "email,name\nnew@example.org,New\nnonsense,"
    page.get_by_label("CSV file").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": rows.encode()})
    page.get_by_role("button", name="Look at the file").click()
    expect(page.get_by_role("button", name="Bring 1 person in")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Bring 1 person in").click()
    expect(page.get_by_text("1 person came in.")).to_be_visible()
