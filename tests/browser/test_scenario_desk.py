"""Somebody who never saw a file makes a scenario of ten moments in the browser, plays it, and publishes it."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.scenarios.models import Scenario, ScenarioAttempt
from tests.browser.looks import in_both_looks
from tests.factories.assessments import CompetencyFactory
from tests.factories.people import UserFactory
from tests.factories.scenarios import ScenarioFactory, story

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = "wagtailsnippets_assessments_scenario"
# Wagtail's own: its side bar and header, which are not ours to mend.
WAGTAIL = (".sidebar-main-menu", ".sidebar", "header.w-header", "w-userbar", ".w-slim-header", ".messages")


def desk(page: Page, scenario: Scenario, query: str = "") -> None:
    page.goto(reverse(f"{NAMES}:desk", args=[scenario.pk]) + query)
    page.wait_for_selector("[data-desk][data-ready]")


def panel(page: Page) -> Any:
    return page.get_by_role("region", name="What is open")


def saved(page: Page) -> None:
    with page.expect_response("**/save/"):
        page.get_by_role("button", name="Save this moment").click()
    expect(page.get_by_role("status").filter(has_text="Saved:")).to_be_visible()


def open_moment(page: Page, key: str) -> None:
    with page.expect_response(f"**/?node={key}"):
        page.locator(f"#desk-list a[href='?node={key}#panel']").click()
    expect(page.locator("#panel")).to_contain_text(key)
    expect(page.locator("#panel")).to_be_focused()


def card(page: Page, key: str, text: str, tag: str, to: str, *, happened: str = "", why: str = "") -> None:
    """Write one of the cards of a choice."""
    here = page.locator(f"#choice-{key}")
    if here.get_attribute("open") is None:
        here.locator("summary").first.click()
    here.get_by_label("What one says or does").fill(text)
    here.get_by_label("It is", exact=True).select_option(tag)
    here.get_by_label("Goes on to").first.select_option(to)
    here.get_by_label("What happens then").fill(happened or f"What comes of it: {text}")
    here.get_by_label("Why", exact=True).fill(why or f"The reason for: {text}")


def passive(page: Page, key: str, text: str, to: str) -> None:
    open_moment(page, key)
    panel(page).locator("#f-text").fill(text)
    panel(page).get_by_label("Goes on to").first.select_option(to)
    saved(page)


def ending(page: Page, key: str, text: str, quality: str) -> None:
    open_moment(page, key)
    panel(page).locator("#f-text").fill(text)
    panel(page).get_by_label("What kind of ending").select_option(quality)
    saved(page)


def make_ten_moments(page: Page) -> None:
    panel(page).get_by_role("link", name="Say who is in the group.").click()
    panel(page).get_by_label("Name", exact=True).fill("Teo")
    panel(page).get_by_role("button", name="Save", exact=True).click()
    expect(panel(page).get_by_role("group", name="Teo")).to_be_visible()
    # n1: what happens; each further moment comes from where it is led to.
    page.get_by_label("Add a moment").select_option("narration")
    page.get_by_role("button", name="Add at the end").click()
    expect(page.locator("#panel")).to_contain_text("n1")
    panel(page).locator("#f-text").fill("It is eight o’clock. Everybody is here.")
    panel(page).get_by_label("Goes on to").first.select_option("new:say")
    saved(page)
    open_moment(page, "n2")
    panel(page).get_by_label("Who", exact=True).select_option("teo")
    panel(page).locator("#f-text").fill("Can I just start?")
    panel(page).get_by_label("Goes on to").first.select_option("new:choice")
    saved(page)
    open_moment(page, "n3")
    panel(page).locator("#f-text").fill("What do you say to Teo?")
    card(page, "a", "I want to hear it. Two minutes first.", "helpful", "new:narration")
    card(page, "b", "Go ahead.", "neutral", "new:narration")
    card(page, "c", "Don’t interrupt.", "harmful", "new:say")
    saved(page)
    passive(page, "n4", "Teo nods and sits back.", "new:choice")
    passive(page, "n5", "Two people go quiet.", "n7")
    open_moment(page, "n6")
    panel(page).get_by_label("Who", exact=True).select_option("teo")
    panel(page).locator("#f-text").fill("Fine.")
    panel(page).get_by_label("Goes on to").first.select_option("new:choice")
    saved(page)
    open_moment(page, "n8")
    panel(page).locator("#f-text").fill("Teo has gone silent. And now?")
    card(page, "a", "That came out sharp. I’m sorry.", "helpful", "n4")
    more = page.locator("#choice-a").get_by_text("Effects, condition, and more")
    more.click()
    page.locator("#choice-a").get_by_label("n3:c").check()
    card(page, "b", "You look at the clock.", "neutral", "n6")
    saved(page)
    open_moment(page, "n7")
    panel(page).locator("#f-text").fill("How do you close?")
    card(page, "a", "One word from each of you.", "helpful", "new:ending")
    card(page, "b", "That is all for today.", "neutral", "new:ending")
    saved(page)
    ending(page, "n9", "Everybody has said something.", "good")
    ending(page, "n10", "They leave without a word.", "fair")


def test_an_author_makes_plays_and_publishes_a_scenario(page_for: Any, axe: Any, shot: Any) -> None:
    CompetencyFactory(code="SAFE-2")
    page = page_for(UserFactory(roles=["content_editor"], acknowledged=True))
    page.goto(reverse(f"{NAMES}:add"))
    page.get_by_role("textbox", name="Title*").fill("The first evening")
    page.get_by_role("textbox", name="Code*").fill("first-evening")
    page.get_by_role("textbox", name="In a sentence*").fill("Somebody wants to begin before anything is agreed.")
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_selector("[data-desk][data-ready]")
    scenario = Scenario.objects.get(code="first-evening")
    axe(page, exclude=WAGTAIL)
    shot(page, "scenario-desk-empty")
    make_ten_moments(page)
    expect(page.locator("#desk-list li")).to_have_count(10)
    expect(page.locator("#desk-findings summary")).not_to_contain_text("problem before")
    axe(page, exclude=WAGTAIL)
    desk(page, scenario, "?node=n3")
    page.set_viewport_size({"width": 1280, "height": 2400})
    shot(page, "scenario-desk-ten")
    page.set_viewport_size({"width": 1280, "height": 900})
    play(page)
    desk(page, scenario, "?node=n3")
    expect(page.locator("#desk-list a[href='?node=n8#panel']")).to_contain_text("seen 1 time")
    page.get_by_role("link", name="Title, rules and publishing").click()
    publish(page)
    scenario.refresh_from_db()
    assert scenario.live
    assert len(scenario.versions.get().graph["nodes"]) == 10
    assert not ScenarioAttempt.objects.exists()


def play(page: Page) -> None:
    """Through the harm and its repair."""
    page.get_by_role("link", name="Play from the start").click()
    for words in ("Don’t interrupt.", "That came out sharp.", "One word from each"):
        page.get_by_text(words).click()
        page.locator("form[method=post] button:not([name])").last.click()
        page.wait_for_load_state()
    expect(page.get_by_text("Everybody has said something.")).to_be_visible()


def publish(page: Page) -> None:
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("published").first).to_be_visible()


def test_words_that_were_typed_meanwhile_are_kept(page_for: Any) -> None:
    scenario = ScenarioFactory()
    mine, theirs = (page_for(UserFactory(roles=["content_editor"], acknowledged=True)) for _one in range(2))
    for page in (mine, theirs):
        desk(page, scenario, "?node=opening")
    theirs.locator("#f-text").fill("Theirs")
    saved(theirs)
    mine.locator("#f-text").fill("Mine")
    mine.get_by_role("button", name="Save this moment").click()
    expect(mine.get_by_role("alert")).to_contain_text("Your words are still here")
    expect(mine.locator("#f-text")).to_have_value("Mine")
    saved(mine)
    scenario.draft.refresh_from_db()
    assert scenario.draft.graph["nodes"][0]["text"] == "Mine"


def test_keyboard_alone_opens_writes_undoes_and_zooms(page_for: Any) -> None:
    scenario = ScenarioFactory()
    page = page_for(UserFactory(roles=["content_editor"], acknowledged=True))
    desk(page, scenario)
    box = page.locator("#desk-picture a[href='?node=good#panel']")
    box.focus()
    box.press("Enter")
    expect(page.locator("#panel")).to_be_focused()
    page.locator("#f-text").fill("It is late.")
    page.keyboard.press("Control+s")
    expect(page.get_by_role("status").filter(has_text="Saved:")).to_be_visible()
    page.locator("#desk-picture").focus()
    wide = page.locator("#desk-picture svg").bounding_box()["width"]
    page.keyboard.press("-")
    assert page.locator("#desk-picture svg").bounding_box()["width"] < wide
    page.keyboard.press("Control+z")
    expect(page.locator("#f-text")).to_have_value("The evening has begun.")
    page.locator("#panel").focus()
    page.keyboard.press("Control+Shift+z")
    expect(page.locator("#f-text")).to_have_value("It is late.")


def test_lint_speaks_as_one_types_and_links_to_moments(page_for: Any) -> None:
    scenario = ScenarioFactory()
    page = page_for(UserFactory(roles=["content_editor"], acknowledged=True))
    desk(page, scenario, "?node=first")
    why = page.locator("#choice-sharp").get_by_label("Why", exact=True)
    why.fill("")
    expect(page.locator("#choice-sharp").get_by_text("why does it harm?")).to_be_visible()
    expect(page.locator("#desk-findings summary")).to_contain_text("1 problem before it can be published")
    why.fill("It shames him.")
    expect(page.locator("#desk-findings summary")).not_to_contain_text("problem before")


def test_desk_works_without_a_script(page_for: Any) -> None:
    scenario = ScenarioFactory()
    page = page_for(UserFactory(roles=["content_editor"], acknowledged=True), javascript=False)
    page.goto(reverse(f"{NAMES}:desk", args=[scenario.pk]))
    page.locator("#desk-list a[href='?node=good#panel']").click()
    page.locator("#f-text").fill("It is late.")
    page.get_by_role("button", name="Save this moment").click()
    expect(page.locator("#f-text")).to_have_value("It is late.")
    scenario.draft.refresh_from_db()
    assert scenario.draft.graph["nodes"][-1]["text"] == "It is late."


@in_both_looks
def test_desk_fits_and_is_read_by_everybody(page_for: Any, axe: Any, shot: Any, width: int, dark: bool) -> None:
    scenario = ScenarioFactory(graph=story(poor=True, line=True))
    page = page_for(UserFactory(roles=["content_editor"], acknowledged=True), width=width, dark=dark)
    desk(page, scenario, "?node=first")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(page, exclude=WAGTAIL)
    page.set_viewport_size({"width": width, "height": 3600 if width < 1000 else 2000})
    shot(page, f"scenario-desk-{width}-{'dark' if dark else 'light'}")


def test_what_is_written_while_a_save_is_under_way_is_kept(page_for: Any) -> None:
    scenario = ScenarioFactory()
    page = page_for(UserFactory(roles=["content_editor"], acknowledged=True))
    desk(page, scenario, "?node=good")
    page.locator("#f-text").fill("It is late.")
    with page.expect_response("**/save/"):
        page.evaluate("""() => {
            document.querySelector("form[data-desk-main]").requestSubmit();
            const field = document.querySelector("#f-text");
            field.value = "It is late, and dark.";
            field.dispatchEvent(new Event("input", {bubbles: true}));
        }""")
    expect(page.get_by_role("status").filter(has_text="Not saved yet")).to_be_visible()
    expect(page.locator("#f-text")).to_have_value("It is late, and dark.")
    saved(page)
    scenario.draft.refresh_from_db()
    assert scenario.draft.graph["nodes"][-1]["text"] == "It is late, and dark."
