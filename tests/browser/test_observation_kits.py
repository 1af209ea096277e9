"""An author writes a prompt by keyboard alone; the kit is looked at where it is written, read and printed."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.instruments.models import Instrument
from assessments.instruments.services import publish_instrument
from tests.browser.looks import in_both_looks
from tests.factories.observations import InstrumentFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = "wagtailsnippets_assessments_instrument"
# Wagtail's own frame, which is not ours to mend.
WAGTAIL = (".sidebar-main-menu", ".sidebar", "header.w-header", "w-userbar", ".w-slim-header", ".messages")


def kit_without_room() -> Instrument:
    """In variant B no prompt gives room for GRP-1.B1."""
    kit = InstrumentFactory()
    kit.kit["variants"][1]["prompts"][0]["elicits"].remove("GRP-1.B1")
    kit.save()
    return kit


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus is called so."""
    called = "document.activeElement.labels?.[0]?.innerText || document.activeElement.innerText || ''"
    for _press in range(40):
        page.keyboard.press("Tab")
        if words in page.evaluate(called):
            return
    raise AssertionError(f"nothing called “{words}” is reached by Tab")


def test_a_prompt_is_written_by_keyboard_and_its_problem_goes_as_one_types(page_for: Any) -> None:
    kit = kit_without_room()
    page = page_for(UserFactory(roles=["content_editor"], acknowledged=True))
    page.goto(reverse(f"{NAMES}:desk", args=[kit.pk]))
    expect(page.locator("#kit-problems summary")).to_contain_text("1 problem before it can be published")
    page.get_by_role("link", name="Variant", exact=False).first.focus()
    tab_to(page, "Add a prompt to B")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-kit][data-ready]")
    expect(page.locator("#panel")).to_be_focused()
    tab_to(page, "Minute")
    page.keyboard.type("6")
    tab_to(page, "Who")
    page.keyboard.type("Lena")
    tab_to(page, "Says or does")
    page.keyboard.type("Asks what was agreed.")
    tab_to(page, "GRP-1.B1")
    page.keyboard.press("Space")
    expect(page.locator("#kit-problems summary")).not_to_contain_text("problem before")
    expect(page.locator("[data-kit-status]")).to_have_text("Not saved yet")
    tab_to(page, "Save")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    kit.refresh_from_db()
    assert kit.kit["variants"][1]["prompts"][1] == {
        "minute": 6,
        "actor": "Lena",
        "cue": "Asks what was agreed.",
        "if_trainee": "",
        "then": "",
        "elicits": ["GRP-1.B1"],
    }


@in_both_looks
def test_kits_are_looked_at_where_they_are_written_read_and_printed(
    page_for: Any, axe: Any, shot: Any, width: int, dark: bool
) -> None:
    kit = kit_without_room()
    version = publish_instrument(kit=kit.kit)
    look = f"{width}-{'dark' if dark else 'light'}"
    page = page_for(UserFactory(roles=["content_editor"], acknowledged=True), width=width, dark=dark)
    desk = reverse(f"{NAMES}:desk", args=[kit.pk])
    for name, query in (
        ("prompt", "?part=prompts&entry=A"),
        ("item", "?part=items&entry=SAFE-1"),
        ("rules", "?part=rules"),
    ):
        page.goto(desk + query)
        page.wait_for_selector("[data-kit][data-ready]")
        _look(page, axe, shot, f"kit-{name}-{look}", exclude=WAGTAIL)
    page.goto(reverse(f"{NAMES}:versions", args=[kit.pk]))
    _look(page, axe, shot, f"kit-versions-{look}", exclude=WAGTAIL)
    rater = page_for(UserFactory(roles=["supervisor"], acknowledged=True), width=width, dark=dark)
    for name, args in (("kits", ()), ("kit", (version.uuid,)), ("kit_on_paper", (version.uuid,))):
        rater.goto(reverse(f"assessments:{name}", args=args))
        _look(rater, axe, shot, f"{name}-{look}")
    rater.goto(reverse("assessments:kit_actor", args=(version.uuid, "A", 1)))
    _look(rater, axe, shot, f"kit-actor-{look}")


def _look(page: Page, axe: Any, shot: Any, name: str, exclude: tuple[str, ...] = ()) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    axe(page, exclude=exclude)
    shot(page, name)
