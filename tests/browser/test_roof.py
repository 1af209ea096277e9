"""Home, desk, inbox and one's own data: no barriers, in both themes, on a phone and on a desk; all by keyboard."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from courses.enrolment.services import enrol
from courses.progress.services import press_done, save_reflection, share_reflection
from lms.privacy.services import log_access
from tests.browser.looks import in_both_looks
from tests.factories.certificates import ProgrammeVersionFactory
from tests.factories.courses import CohortFactory, make_course
from tests.factories.notifications import NotificationFactory
from tests.factories.people import AgreementFactory, SupervisionLinkFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene() -> dict[str, Any]:
    """A trainee under way, a supervisor with something to read, a manager with a cohort."""
    AgreementFactory()
    tree = make_course(modules=2, reflections=True)
    ProgrammeVersionFactory(requirements=[{"course": tree.course.slug}, {"knowledge": "SAFE-1"}])
    cohort = CohortFactory(course=tree.course)
    trainee = UserFactory(roles=["trainee"], full_name="Imke Larsen", acknowledged=True)
    supervisor = UserFactory(roles=["supervisor"], acknowledged=True)
    SupervisionLinkFactory(supervisor=supervisor, trainee=trainee)
    enrolment = enrol(learner=trainee, course=tree.course, cohort=cohort)
    press_done(enrolment=enrolment, lesson=tree.lessons[0])
    box = save_reflection(
        learner=trainee, activity=tree.activity(tree.lessons[0], "reflection"), text="Words", sequence=1
    )
    share_reflection(reflection=box)
    NotificationFactory(recipient=trainee, title="Read lesson one again")
    log_access(viewer=supervisor, subject=trainee, what="the record")
    everything = UserFactory(
        roles=["programme_manager", "content_editor", "lead_supervisor"],
        organisation=cohort.organisation,
        acknowledged=True,
    )
    return {"trainee": trainee, "supervisor": supervisor, "everything": everything}


PAGES = [
    ("trainee", "/training/"),
    ("trainee", "/inbox/"),
    ("trainee", "/me/notifications/"),
    ("trainee", "/me/data/"),
    ("trainee", "/me/data/erase/"),
    ("trainee", "/me/data/access/"),
    ("supervisor", "/desk/"),
    ("everything", "/desk/"),
]


@in_both_looks
def test_pages_have_no_barriers(
    scene: dict[str, Any], page_for: Callable[..., Page], axe: Callable[..., None], width: int, dark: bool
) -> None:
    for who, path in PAGES:
        page = page_for(scene[who], width=width, dark=dark)
        assert page.goto(path).status == 200
        axe(page)
        page.close()


def test_pages_fit_320_pixels(scene: dict[str, Any], page_for: Callable[..., Page]) -> None:
    for who, path in PAGES:
        page = page_for(scene[who], width=320)
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        page.close()


def test_training_continues_by_keyboard_alone(scene: dict[str, Any], page_for: Callable[..., Page]) -> None:
    page = page_for(scene["trainee"])
    page.goto("/training/")
    for _press in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('button')"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lesson 2")


def test_inbox_works_without_javascript(scene: dict[str, Any], page_for: Callable[..., Page]) -> None:
    page = page_for(scene["trainee"], javascript=False)
    page.goto("/inbox/")
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.get_by_text("Nothing unread")).to_be_visible()


def test_data_can_be_taken_along(scene: dict[str, Any], page_for: Callable[..., Page]) -> None:
    page = page_for(scene["trainee"])
    page.goto("/me/data/")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my data").click()
    assert download.value.suggested_filename.endswith(".zip")
