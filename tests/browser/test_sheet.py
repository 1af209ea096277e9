"""A whole role-play rated on a phone while the line is down, and nothing lost."""

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.competencies.services import publish_framework
from assessments.instruments.services import publish_instrument
from assessments.instruments.sheets import MARKS, Item, Rules, State, rate
from assessments.observations.models import RatingSheet, Seat, SheetEvent
from assessments.observations.queries import seats_to_rate
from assessments.observations.services import submit_sheet
from lms.people.models import User
from tests.browser.conftest import sign_in
from tests.browser.looks import in_both_looks
from tests.factories.observations import ObservationFactory, SeatFactory, SittingFactory, kit_data, tap
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
PageFor = Callable[..., Page]
ITEMS = ("SAFE-1", "SAFE-2", "GRP-1", "GRP-5", "GRP-6", "PEER-1", "DIG-1")
PACK = Path(settings.BASE_DIR) / "content/packs/facilitator"


@pytest.fixture
def rater() -> User:
    return UserFactory(roles=["supervisor"], acknowledged=True)


@pytest.fixture
def seat(rater: User) -> Seat:
    """A seat at a kit of seven skills of the real framework."""
    publish_framework(data=yaml.safe_load((PACK / "framework.yaml").read_text()))
    items = [{"competency": code, "scripted_out": [], "unprompted": [], "short": {}} for code in ITEMS]
    version = publish_instrument(kit=kit_data(items=items))
    return SeatFactory(rater=rater, observation__sitting=SittingFactory(instrument_version=version))


FITS = "document.documentElement.scrollWidth <= innerWidth"
# Waits until what is being typed into a note is on the disk of the phone.
DRAFT_IS_KEPT = """async (seat) => {
  const database = await new Promise((resolve) => {
    const request = indexedDB.open("holdspace-sheets");
    request.onsuccess = () => resolve(request.result);
  });
  for (let kept = false; !kept; ) {
    await new Promise((again) => setTimeout(again, 50));
    kept = await new Promise((resolve) => {
      const rows = database.transaction("sheets").objectStore("sheets").getAll();
      rows.onsuccess = () => resolve(rows.result.some((row) => row.seat === seat && row.draft));
    });
  }
}"""


def press_long(page: Page, code: str) -> None:
    row(page, code).dispatch_event("pointerdown", {"button": 0, "clientX": 5, "clientY": 5})
    expect(page.get_by_role("dialog").get_by_label("About")).to_have_value(code)


def get_ready(page: Page, seat: Seat) -> None:
    page.goto(reverse("assessments:seat", args=[seat.uuid]))
    expect(page.get_by_text("Works offline")).to_be_visible()


def found_again(seat: Seat) -> Seat:
    return seats_to_rate(seat.rater).get(pk=seat.pk)


def row(page: Page, code: str) -> Any:
    return page.locator(f'form:not([hidden]) [data-behaviour="{code}"]')


def saved(page: Page) -> Any:
    return page.locator("[data-saved]")


def test_a_whole_role_play_is_rated_without_a_line_and_arrives_once(page_for: PageFor, rater: User, seat: Seat) -> None:
    page = page_for(rater, width=390)
    get_ready(page, seat)
    page.get_by_role("link", name="Begin").click()
    page.get_by_role("button", name="Start the stopwatch").click()
    row(page, "SAFE-1.B1").click()
    expect(row(page, "SAFE-1.B1").get_by_label("Seen", exact=True)).to_be_checked()
    expect(saved(page)).to_have_text("Saved and sent")
    page.context.set_offline(True)
    for number in (2, 3, 4):
        row(page, f"SAFE-1.B{number}").click()
    expect(page.locator("[data-level-now]")).to_have_text("3 · Skilled")
    expect(saved(page)).to_have_text("Saved on this phone · 3 not sent")
    page.get_by_role("button", name="Note at 00:").click()
    page.get_by_label("What you saw or heard").fill("Asked everybody how they are.")
    page.get_by_role("button", name="Keep the note").click()
    # Begun, and never finished.
    press_long(page, "SAFE-1.B2")
    page.get_by_label("What you saw or heard").fill("Sent a question on")
    page.evaluate(DRAFT_IS_KEPT, str(seat.uuid))
    # The battery dies: another page of the same phone, still without a line.
    address, context = page.url, page.context
    page.close()
    page = context.new_page()
    page.goto(address)
    expect(saved(page)).to_have_text("Saved on this phone · 4 not sent")
    expect(page.get_by_text("Asked everybody how they are.")).to_be_visible()
    assert seat.observation.learner.full_name not in page.content()
    press_long(page, "SAFE-1.B2")
    expect(page.get_by_label("What you saw or heard")).to_have_value("Sent a question on")
    page.get_by_role("button", name="Keep the note").click()
    expect(row(page, "SAFE-1.B4").get_by_label("Seen", exact=True)).to_be_checked()
    for code in ITEMS[1:]:
        page.get_by_role("button", name=f"Next: {code}").click()
        expect(page.locator(f'[data-item="{code}"] h2')).to_be_focused()
        if code == "GRP-5":
            row(page, "GRP-5.H1").click()
        elif code == "DIG-1":
            page.locator('[data-item="DIG-1"]').get_by_label("I looked for it, and saw none of it").check()
        else:
            row(page, f"{code}.B1").click()
            row(page, f"{code}.B2").click()
            row(page, f"{code}.B2").click()
    expect(page.get_by_text("Harmful: 1 seen")).to_be_visible()
    page.get_by_role("button", name="To the end").click()
    page.get_by_role("button", name="Hand this sheet in").click()
    page.get_by_role("link", name="GRP-5.H1: say in a line what you saw.").click()
    expect(page.locator('[data-harm="GRP-5.H1"]')).to_be_focused()
    page.keyboard.type("Ran twenty minutes over.")
    while not page.get_by_role("button", name="Hand this sheet in").is_visible():
        page.locator("[data-next]").click()
    expect(page.locator(".sheet-ending:visible [data-overview='SAFE-1']")).to_have_text("3 · Skilled")
    page.get_by_role("button", name="Hand this sheet in").click()
    page.get_by_role("button", name="Press once more to hand it in").click()
    expect(saved(page)).to_have_text("Handed in as soon as there is a line")
    context.set_offline(False)
    expect(page.get_by_text("Handed in on")).to_be_visible()
    arrived_as_tapped()
    assert send_again(page, seat) == 200
    arrived_as_tapped()


def arrived_as_tapped() -> None:
    sheet = RatingSheet.objects.get()
    others = ("SAFE-2", "GRP-1", "GRP-6", "PEER-1")
    seen = {code for code, mark in sheet.marks.items() if mark == "obs"}
    assert seen == {*(f"SAFE-1.B{n}" for n in (1, 2, 3, 4)), "GRP-5.H1", *(f"{code}.B1" for code in others)}
    assert {code for code, mark in sheet.marks.items() if mark == "noopp"} == {f"{code}.B2" for code in others}
    assert sheet.harms == {"GRP-5.H1": "Ran twenty minutes over."}
    notes = {note["seen"]: note["behaviour"] for note in sheet.notes}
    assert notes == {"Asked everybody how they are.": "", "Sent a question on": "SAFE-1.B2"}
    levels = [sheet.levels[code]["level"] for code in ("SAFE-1", "GRP-5", "DIG-1")]
    assert levels == [3, 1, 2]


def send_again(page: Page, seat: Seat) -> int:
    """By hand, what the phone has sent already; the status that the server gives."""
    return page.evaluate(
        """async (url) => {
          const {csrf} = await (await fetch(url + "state/")).json();
          const headers = {"Content-Type": "application/json", "X-CSRFToken": csrf};
          return (await fetch(url + "submit/", {method: "POST", headers, body: '{"taps": []}'})).status;
        }""",
        reverse("assessments:seat", args=[seat.uuid]),
    )


def test_another_person_on_the_same_phone_sees_and_sends_nothing(
    page_for: PageFor, live_server: Any, rater: User, seat: Seat
) -> None:
    page = page_for(rater, width=390)
    get_ready(page, seat)
    page.get_by_role("link", name="Begin").click()
    expect(saved(page)).to_have_text("Saved and sent")
    # What is on its way already as a line goes down may still arrive: nothing of this tap gets that far.
    page.route("**/taps/", lambda route: route.abort())
    row(page, "SAFE-1.B1").click()
    expect(saved(page)).to_have_text("Saved on this phone · 1 not sent")
    context = page.context
    page.goto("about:blank")
    context.clear_cookies()
    page.unroute("**/taps/")
    other = SeatFactory(rater=UserFactory(roles=["supervisor"], acknowledged=True), observation=seat.observation)
    sign_in(context, live_server.url, other.rater)
    page.goto(reverse("assessments:sheet", args=[other.uuid]))
    expect(saved(page)).to_have_text("Saved and sent")
    expect(row(page, "SAFE-1.B1").get_by_label("Not seen")).to_be_checked()
    assert not SheetEvent.objects.exists()
    # The page that was kept for the first person is gone with the second one's first page.
    context.set_offline(True)
    page.goto(reverse("assessments:sheet", args=[seat.uuid]))
    expect(page.get_by_role("link", name="Crisis help").first).to_be_visible()
    expect(page.locator("form.sheet")).to_have_count(0)
    page.goto("about:blank")
    context.set_offline(False)
    context.clear_cookies()
    sign_in(context, live_server.url, rater)
    page.goto(reverse("assessments:seats"))
    expect(page.get_by_text("What waited on this phone has been sent.")).to_be_visible()
    assert SheetEvent.objects.get().rating.seat == seat


def test_signing_out_asks_once_where_taps_wait_and_then_takes_them_away(
    page_for: PageFor, live_server: Any, rater: User, seat: Seat
) -> None:
    page = page_for(rater, width=390)
    get_ready(page, seat)
    page.get_by_role("link", name="Begin").click()
    expect(saved(page)).to_have_text("Saved and sent")
    page.route("**/taps/", lambda route: route.abort())
    row(page, "SAFE-1.B1").click()
    expect(saved(page)).to_have_text("Saved on this phone · 1 not sent")
    page.goto(reverse("account_logout"))
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("Taps of a rating sheet still wait on this device")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(f"{live_server.url}/")
    names = page.evaluate("caches.keys()")
    assert "holdspace-sheet-pages" not in names


def test_stopping_without_a_line_is_told_as_soon_as_there_is_one(page_for: PageFor, rater: User, seat: Seat) -> None:
    page = page_for(rater, width=390)
    get_ready(page, seat)
    page.get_by_role("link", name="Begin").click()
    expect(saved(page)).to_have_text("Saved and sent")
    page.context.set_offline(True)
    row(page, "SAFE-1.B1").click()
    page.get_by_text("Stop, not rated").click()
    page.get_by_role("button", name="Stop it now").click()
    expect(saved(page)).to_have_text("Stopped here. Told to the others as soon as there is a line")
    page.reload()
    expect(saved(page)).to_have_text("Stopped here. Told to the others as soon as there is a line")
    page.context.set_offline(False)
    expect(page.get_by_text("This role-play was stopped. Nothing is rated and no try is used up.")).to_be_visible()
    assert not SheetEvent.objects.exists()
    assert page.locator("[data-late]").is_hidden()


NO_STORE = "Object.defineProperty(IDBFactory.prototype, 'open', {value() { throw new Error('private'); }})"


def test_browser_that_keeps_nothing_sends_what_is_ticked_by_keyboard_alone(
    page_for: PageFor, rater: User, seat: Seat
) -> None:
    page = page_for(rater)
    page.add_init_script(NO_STORE)
    page.goto(reverse("assessments:seat", args=[seat.uuid]))
    expect(page.get_by_text("This browser keeps nothing for later.")).to_be_visible()
    page.goto(reverse("assessments:sheet", args=[seat.uuid]))
    expect(saved(page)).to_have_text("Sent. This browser keeps nothing: stay where there is a line")
    page.get_by_role("radio", name="Not seen").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Note about: Says what the group is and is not")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("Clear, in two lines.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Clear, in two lines.")).to_be_visible()
    expect(saved(page)).to_have_text("Sent. This browser keeps nothing: stay where there is a line")
    kinds = SheetEvent.objects.order_by("sequence").values_list("kind", "data__mark", "data__seen")
    assert list(kinds) == [("mark", "obs", None), ("note", None, "Clear, in two lines.")]


def test_late_taps_of_a_second_phone_are_taken_over_with_a_reason(page_for: PageFor, rater: User, seat: Seat) -> None:
    page = page_for(rater)
    get_ready(page, seat)
    page.get_by_role("link", name="Begin").click()
    expect(saved(page)).to_have_text("Saved and sent")
    page.context.set_offline(True)
    row(page, "SAFE-1.B1").click()
    submit_sheet(seat=found_again(seat), taps=[tap(n + 1, "touch", competency=code) for n, code in enumerate(ITEMS)])
    page.context.set_offline(False)
    expect(page.get_by_text("You handed this sheet in already.")).to_be_visible()
    # Not lost by going away: the sheet that was handed in tells it, too.
    page.goto(reverse("assessments:sheet", args=[seat.uuid]))
    expect(page.get_by_text("Says what the group is and is not: Seen")).to_be_visible()
    page.get_by_label("Why it should be changed").fill("I saw it on the other phone.")
    page.get_by_role("button", name="Take it over as a correction").click()
    expect(page.get_by_text("Changed since: I saw it on the other phone.")).to_be_visible()
    assert RatingSheet.objects.get(number=2).marks["SAFE-1.B1"] == "obs"


def test_sheet_without_a_script_is_a_form_that_keeps_everything(page_for: PageFor, rater: User, seat: Seat) -> None:
    page = page_for(rater, javascript=False)
    page.goto(reverse("assessments:sheet", args=[seat.uuid]))
    row(page, "SAFE-1.B1").get_by_label("Seen", exact=True).check()
    row(page, "SAFE-1.H1").get_by_label("Seen", exact=True).check()
    page.get_by_label("What you saw or heard").fill("Paused well.")
    page.get_by_role("button", name="Hand this sheet in").click()
    expect(page.get_by_role("link", name="SAFE-1.H1: say in a line what you saw.")).to_be_visible()
    expect(row(page, "SAFE-1.B1").get_by_label("Seen", exact=True)).to_be_checked()
    expect(page.get_by_text("Paused well.")).to_be_visible()
    page.locator('[data-harm="SAFE-1.H1"]').fill("Named a diagnosis.")
    for code in ITEMS[1:]:
        page.locator(f'[data-touch="{code}"]').check()
    page.get_by_role("button", name="Hand this sheet in").click()
    expect(page.get_by_text("Handed in on")).to_be_visible()
    page.get_by_role("link", name="Change it, with a reason").click()
    row(page, "GRP-1.B1").get_by_label("Seen", exact=True).check()
    page.get_by_label("Why do you change it?").fill("Missed a row.")
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_text("Changed since: Missed a row.")).to_be_visible()


def test_phone_and_server_work_out_the_same_levels(page_for: PageFor, rater: User) -> None:
    chance, item = Random(7), Item("X", ("X.H1",), ("X.B1", "X.B2", "X.B3", "X.B4"), ("X.A1", "X.A2"))
    cases = []
    for _case in range(300):
        picks = chance.sample(item.behaviours, chance.randint(0, 7))
        marks = {code: chance.choice(MARKS if code != "X.H1" else ("not", "not", "obs")) for code in picks}
        rules = {"level4": chance.choice(["any", "all", 2]), "over": chance.choice([[1, 3], [1, 4]])}
        out = chance.sample(item.behaviours, chance.choice([0, 0, 1, 2]))
        cases.append({"marks": marks, "out": out, **rules})
    page = page_for(rater)
    page.goto(reverse("assessments:seats"))
    ours = page.evaluate(
        """async ([item, cases]) => {
          const {rate} = await import("/static/assessments/sheet/rules.js");
          return cases.map(({marks, out, level4, over}) => {
            const values = Object.fromEntries(Object.entries(marks).map(([code, mark]) => ["mark:" + code, {mark}]));
            const here = {...item, scripted_out: out};
            return rate(here, {values, stamps: {}}, {level4, unrated_over: over}).level;
          });
        }""",
        [{**asdict(item), "scripted_out": []}, cases],
    )
    theirs = []
    for case in cases:
        state = State({f"mark:{code}": {"mark": mark} for code, mark in case["marks"].items()}, {})
        here = replace(item, scripted_out=frozenset(case["out"]))
        theirs.append(rate(here, state, Rules(case["level4"], tuple(case["over"]))).level)
    assert ours == theirs
    assert set(theirs) == {None, 1, 2, 3, 4}


@in_both_looks
def test_sheet_reads_well_for_two_trainees_and_by_keyboard(
    page_for: PageFor, axe: Any, shot: Any, rater: User, seat: Seat, width: int, dark: bool
) -> None:
    second = ObservationFactory(sitting=seat.observation.sitting, learner__full_name="Zoë Ahmadi")
    SeatFactory(rater=rater, observation=second)
    page, name = page_for(rater, width=width, dark=dark), f"{width}-{'dark' if dark else 'light'}"
    page.goto(reverse("assessments:seats"))
    axe(page)
    shot(page, f"seats-{name}")
    get_ready(page, seat)
    axe(page)
    shot(page, f"sheet-ready-{name}")
    page.goto(reverse("assessments:sheet", args=[seat.uuid]))
    expect(saved(page)).to_have_text("Saved and sent")
    page.get_by_role("radio", name="Not seen").first.focus()
    page.keyboard.press("ArrowDown")
    row(page, "SAFE-1.B2").click()
    row(page, "SAFE-1.B3").click()
    row(page, "SAFE-1.B3").click()
    row(page, "SAFE-1.B4").click()
    row(page, "SAFE-1.H2").click()
    page.locator('form:not([hidden]) [data-harm="SAFE-1.H2"]').fill("“Stop the tablets.”")
    page.get_by_role("heading", name="Notes with the time").first.click()
    expect(page.locator("[data-level-now]")).to_have_text("1 · Potential harm")
    expect(saved(page)).to_have_text("Saved and sent")
    axe(page)
    shot(page, f"sheet-{name}")
    assert page.evaluate(FITS)
    page.get_by_role("link", name="Zoë Ahmadi").click()
    expect(page.locator("[data-level-now]")).to_have_text("2 · Developing")
    page.get_by_role("button", name="All in a list").click()
    axe(page)
    shot(page, f"sheet-list-{name}")
    page.get_by_role("button", name="Marks on the left").click()
    page.locator("form:not([hidden]) [data-note-add]").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    axe(page)
    shot(page, f"sheet-note-{name}", full_page=False)
    page.set_viewport_size({"width": 320, "height": 480})
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate(FITS)
    page.set_viewport_size({"width": width, "height": 800})
    submit_sheet(seat=found_again(seat), taps=[tap(90 + n, "touch", competency=code) for n, code in enumerate(ITEMS)])
    page.goto(reverse("assessments:sheet", args=[seat.uuid]))
    axe(page)
    shot(page, f"sheet-handed-in-{name}")
