"""Role-plays in a real browser: by keyboard, with a dropped line, from two windows, without scripts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.competencies.services import publish_framework
from assessments.scenarios import services
from assessments.scenarios.models import ScenarioAttempt
from lms.people.models import User
from tests.assessments.scenarios.nights import night
from tests.browser.looks import in_both_looks
from tests.factories.people import OrganisationFactory, SupervisionLinkFactory, UserFactory
from tests.factories.scenarios import RunFactory, ScenarioFactory

pytestmark = pytest.mark.django_db(transaction=True)

PageFor = Callable[..., Page]
Check = Callable[..., Any]
PACK = Path(settings.BASE_DIR) / "content" / "packs" / "facilitator" / "framework.yaml"
WAY_ROUND = {
    "content_note": "Somebody speaks of being hurt. Nothing is shown.",
    "way_round": "<h3>What happens</h3><p>Wren asks whether it is all secret, and hears what stays.</p>",
}


@pytest.fixture
def learner() -> User:
    return UserFactory(full_name="Imke Lindqvist", roles=["trainee"])


def begin(learner: User, path: tuple[str, ...] = (), **fields: Any) -> ScenarioAttempt:
    return RunFactory(learner=learner, scenario=ScenarioFactory(graph=night(), **fields), path=path)


def room_of(run: ScenarioAttempt) -> str:
    return reverse("assessments:role_play", args=[run.uuid]) + "?in=1"


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus says `words`; nothing but the keyboard is used."""
    page.wait_for_load_state()
    for _press in range(60):
        page.keyboard.press("Tab")
        said = page.evaluate("(e => (e.closest('label') ?? e).innerText)(document.activeElement)")
        if words in said:
            return
    pytest.fail(f"the keyboard never came to “{words}”")


def press(page: Page, words: str) -> None:
    tab_to(page, words)
    page.keyboard.press("Enter")


def go(page: Page, words: str) -> None:
    """Press what loads another page."""
    tab_to(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def choose(page: Page, words: str) -> None:
    """By keyboard alone: Tab into the cards, arrows to the one that says `words`."""
    tab_to(page, page.locator("#ask .option-text").first.inner_text())
    page.keyboard.press("Space")
    for _press in range(6):
        if words in page.evaluate("document.activeElement.closest('label').innerText"):
            return
        page.keyboard.press("ArrowDown")
    pytest.fail(f"the arrows never came to “{words}”")


def now_at(page: Page, words: str) -> None:
    """What is new has the focus, and the next question is there."""
    expect(page.locator("#ask")).to_contain_text(words)
    expect(page.locator(":focus")).to_have_text("After your line")


def test_an_evening_by_keyboard_with_a_repair_and_the_debrief(page_for: PageFor, learner: User) -> None:
    ScenarioFactory(graph=night(), title="First night", **WAY_ROUND)
    page = page_for(learner, width=390)
    page.goto("/scenarios/")
    go(page, "First night")
    expect(page.get_by_text("Somebody speaks of being hurt.")).to_be_visible()
    go(page, "Go in and begin")
    expect(page.get_by_text("Can I just start?")).to_be_visible()
    choose(page, "Rules first.")
    press(page, "Say this")
    now_at(page, "Teo’s camera is off.")
    expect(page.get_by_text("It stays marked in this run.")).to_be_visible()
    expect(page.locator("[data-said]")).to_have_text("Harmful. Teo’s camera is off. What do you say?")
    choose(page, "Teo, that came out sharp")
    press(page, "Say this")
    now_at(page, "in your own words")
    tab_to_box(page)
    page.keyboard.type("It stays here, unless somebody may be hurt.")
    press(page, "Compare with a model line")
    expect(page.get_by_role("heading", name="Your line beside a model line")).to_be_visible()
    choose(page, "Somebody could be badly hurt")
    press(page, "Answer")
    now_at(page, "What was hard to say?")
    press(page, "Go on")
    expect(page.get_by_role("heading", name="A good ending")).to_be_visible()
    expect(page.get_by_role("link", name="Leave the room")).to_be_visible()
    expect(page.get_by_role("link", name="Read it as a text instead")).to_have_count(0)
    go(page, "Look back: the debrief")
    expect(page.get_by_role("heading", name="Complete")).to_be_visible()
    expect(page.get_by_text("Made good later in this run")).to_be_visible()
    go(page, "Replay from here")
    expect(page.locator("#ask")).to_contain_text("What do you say to Teo?")
    assert ScenarioAttempt.objects.filter(met=True).count() == 1


def tab_to_box(page: Page) -> None:
    for _press in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "TEXTAREA":
            return
    pytest.fail("the keyboard never came to the box")


def test_the_way_round_by_keyboard(page_for: PageFor, learner: User) -> None:
    scenario = ScenarioFactory(graph=night(), **WAY_ROUND)
    page = page_for(learner, width=390)
    page.goto(reverse("assessments:scenario", args=[scenario.code]))
    go(page, "Read it as a text instead")
    expect(page.get_by_text("Wren asks whether it is all secret")).to_be_visible()
    go(page, "I have read it")
    expect(page.get_by_role("heading", name="Complete")).to_be_visible()
    assert ScenarioAttempt.objects.get().way == "read"


@in_both_looks
def test_pages_of_a_role_play_have_no_barriers(
    page_for: PageFor, axe: Check, shot: Check, learner: User, width: int, dark: bool
) -> None:
    publish_framework(data=yaml.safe_load(PACK.read_text()))
    supervisor = UserFactory(full_name="Ada Berg", roles=["supervisor"])
    SupervisionLinkFactory(supervisor=supervisor, trainee=learner, organisation=OrganisationFactory())
    scenario = ScenarioFactory(graph=night(), safety_critical=True, **WAY_ROUND)
    begin(learner, path=("two-minutes",), title="The hour that one person fills")
    page = page_for(learner, width=width, dark=dark)

    def look(name: str, where: str = "") -> None:
        if where:
            page.goto(where)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        shot(page, f"role-play-{name}-{width}{'-dark' if dark else ''}")

    look("library", "/scenarios/")
    look("intro", reverse("assessments:scenario", args=[scenario.code]))
    look("text", reverse("assessments:scenario_text", args=[scenario.code]))
    run = services.start_run(scenario=scenario, learner=learner)
    look("first", room_of(run))
    for place, key in enumerate(("sharp", "sorry")):
        page.locator(f"#ask input[value={key}]").check()
        page.locator("#ask .button").click()
        expect(page.locator("#ask [name=position]")).to_have_value(str(place + 1))
        look(key)
    page.locator("#own-words").fill("It stays here.")
    page.locator("#ask .button").click()
    expect(page.get_by_role("heading", name="Your line beside a model line")).to_be_visible()
    look("line")
    for words in ("hurt", ""):
        run = services.take_step(attempt=run, position=run.position if run.position else 3, choice=words)
    look("ending", room_of(run))
    look("whole", f"{room_of(run)}&whole=1")
    look("debrief", reverse("assessments:role_play_debrief", args=[run.uuid]))
    theirs = page_for(supervisor, width=width, dark=dark)
    for name, where in (
        ("person", reverse("assessments:person_role_plays", args=[learner.uuid])),
        ("debrief-seen", reverse("assessments:role_play_debrief", args=[run.uuid])),
    ):
        theirs.goto(where)
        axe(theirs)
        assert theirs.evaluate("document.documentElement.scrollWidth") <= width
        shot(theirs, f"role-play-{name}-{width}{'-dark' if dark else ''}")


def test_a_role_play_without_scripts(page_for: PageFor, learner: User) -> None:
    run = begin(learner)
    page = page_for(learner, width=390, javascript=False)
    page.goto(room_of(run))
    page.get_by_label("Rules first.").check()
    page.get_by_role("button", name="Say this").click()
    expect(page.get_by_role("heading", name="Why this can do harm")).to_be_visible()
    assert page.url.endswith("#now")
    page.get_by_label("Teo, that came out sharp").check()
    page.get_by_role("button", name="Say this").click()
    page.locator("#own-words").fill("It stays here.")
    page.get_by_role("button", name="Compare with a model line").click()
    expect(page.get_by_text("It names the one exception.")).to_be_visible()
    page.get_by_role("link", name="Leave for now").click()
    page.get_by_role("link", name="Go on where you left").click()
    expect(page.locator("#ask")).to_contain_text("What is the one exception?")


def test_a_reload_a_step_back_and_a_second_press_take_one_step(page_for: PageFor, learner: User) -> None:
    run = begin(learner)
    page = page_for(learner)
    page.goto("/scenarios/")
    page.goto(room_of(run))
    page.wait_for_load_state()
    page.locator("#ask input[value=later]").check()
    page.get_by_role("button", name="Say this").dblclick()
    expect(page.locator("#ask [name=position]")).to_have_value("1")
    page.reload()
    expect(page.get_by_role("heading", name="Why this works only partly")).to_be_visible()
    page.go_back()
    page.go_forward()
    expect(page.get_by_role("heading", name="Why this works only partly")).to_be_visible()
    run.refresh_from_db()
    assert (run.position, run.steps.count()) == (1, 1)


def test_two_windows_do_not_overtake_each_other(page_for: PageFor, learner: User) -> None:
    run = begin(learner)
    first, second = page_for(learner), page_for(learner)
    for page in (first, second):
        page.goto(room_of(run))
        page.wait_for_load_state()
    first.locator("#ask input[value=two-minutes]").check()
    first.get_by_role("button", name="Say this").click()
    expect(first.locator("#ask [name=position]")).to_have_value("1")
    second.locator("#ask input[value=sharp]").check()
    second.get_by_role("button", name="Say this").click()
    expect(second.get_by_text("You have gone on from there already.")).to_be_visible()
    expect(second.locator("#ask [name=position]")).to_have_value("1")
    assert run.steps.get().choice == "two-minutes"


def test_a_dropped_line_loses_neither_choice_nor_words(page_for: PageFor, learner: User) -> None:
    run = begin(learner, path=("two-minutes",))
    page = page_for(learner, width=390)
    page.goto(room_of(run))
    page.wait_for_load_state()
    page.context.set_offline(True)
    page.locator("#own-words").fill("Typed while the line was down.")
    page.get_by_role("button", name="Compare with a model line").click()
    expect(page.get_by_text("Not sent: the connection is gone.")).to_be_visible()
    expect(page.locator("#own-words")).to_have_value("Typed while the line was down.")
    page.context.set_offline(False)
    page.get_by_role("button", name="Compare with a model line").click()
    expect(page.get_by_role("heading", name="Your line beside a model line")).to_be_visible()
    assert run.words.get().text == "Typed while the line was down."


def test_words_outlive_a_session_that_ended(page_for: PageFor, learner: User) -> None:
    run = begin(learner, path=("two-minutes",))
    page = page_for(learner)
    page.goto(room_of(run))
    page.wait_for_load_state()
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.locator("#own-words").fill("Typed after the session ended.")
    page.wait_for_timeout(1000)
    page.context.add_cookies(cookies)
    page.goto(room_of(run))
    expect(page.locator("#own-words")).to_have_value("Typed after the session ended.")


def test_a_clock_sends_what_is_open_and_the_server_decides(page_for: PageFor, learner: User) -> None:
    run = RunFactory(learner=learner, scenario=ScenarioFactory(graph=night(seconds=3)), path=())
    page = page_for(learner)
    page.goto(room_of(run))
    expect(page.get_by_text("The time was over before you said anything.")).to_be_visible(timeout=15_000)
    assert run.steps.get().choice == ""


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_role_play_fits_320_pixels_from_either_side(page_for: PageFor, learner: User, direction: str) -> None:
    run = begin(learner, path=("sharp", "sorry"))
    ended = services.read_instead(attempt=begin(learner, **WAY_ROUND))
    page = page_for(learner, width=320)
    for where in (room_of(run), "/scenarios/", reverse("assessments:role_play_debrief", args=[ended.uuid])):
        page.goto(where)
        page.evaluate("direction => { document.documentElement.dir = direction }", direction)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
