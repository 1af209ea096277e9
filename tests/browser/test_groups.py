"""Three trainees in one role-play: arranged through pages at a desk, rated on a phone, and one actor's word on it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.observations.models import Concern, FollowUp, RatingSheet, Seat, Sitting
from assessments.observations.services import rate_oneself, release_result
from lms.common import clock
from lms.people.models import User
from tests.browser.looks import in_both_looks
from tests.factories.observations import (
    ADVANCED,
    BASICS,
    InstrumentVersionFactory,
    ObservationFactory,
    SeatFactory,
    SittingFactory,
    hand_in,
)
from tests.factories.people import SupervisionLinkFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

PageFor = Callable[..., Page]
Check = Callable[..., Any]
# As long as names get, and as short.
NAMES = ("Bo", "Imke Lindqvist", "Maria-Magdalena Oyelaran-Wojciechowska van den Nieuwenhuizen")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_group_is_arranged_rated_on_a_phone_and_an_actor_heard(
    page_for: PageFor, axe: Check, shot: Check, dark: bool
) -> None:
    InstrumentVersionFactory(content_note="Somebody cries.")
    people = [UserFactory(full_name=name, roles=["trainee"], acknowledged=True) for name in NAMES]
    rater = UserFactory(full_name="Ravi Nair", roles=["supervisor"], acknowledged=True)
    SupervisionLinkFactory(supervisor=rater, trainee=people[1])
    actor = UserFactory(full_name="Nuru Achterberg", acknowledged=True)
    manager = UserFactory(full_name="Mara Okafor", roles=["programme_manager"], acknowledged=True)
    desk = page_for(manager, width=1280, dark=dark)

    def look(page: Page, name: str) -> None:
        axe(page)
        shot(page, f"group-{name}-{'dark' if dark else 'light'}")

    arrange(desk, look)
    ask_to_play(desk, look)
    rate_on_a_phone(page_for(rater, width=390, dark=dark), look)
    play_and_speak(page_for(actor, width=390, dark=dark), look)
    decide(desk, look)


def arrange(desk: Page, look: Check) -> None:
    desk.goto(reverse("assessments:sittings"))
    desk.get_by_role("link", name="Arrange a group").click()
    desk.get_by_role("button", name="Next: who rates whom").click()
    expect(desk.get_by_text("Something needs another look")).to_be_visible()
    look(desk, "new")
    for name in NAMES:
        desk.get_by_label(name, exact=True).check()
    desk.get_by_label("Ravi Nair").check()
    desk.get_by_label("Begins").fill((clock.now() + dt.timedelta(days=2)).strftime("%Y-%m-%dT%H:%M"))
    desk.get_by_label("Whom to call afterwards").fill("Ada Brandt, 555 0100")
    desk.get_by_role("button", name="Next: who rates whom").click()
    expect(desk.get_by_text("Supervises this trainee")).to_be_visible()
    desk.get_by_label("Part of Bo").select_option("facilitator")
    desk.get_by_label("Why Ravi Nair rates Imke Lindqvist all the same").fill("Nobody else is free.")
    look(desk, "pairs")
    desk.get_by_role("button", name="Arrange it").click()
    expect(desk.get_by_role("heading", name="Who rates whom")).to_be_visible()
    look(desk, "sitting")
    assert Seat.objects.count() == 3
    desk.get_by_role("link", name="Change it, or add a trainee").click()
    look(desk, "change")


def ask_to_play(desk: Page, look: Check) -> None:
    desk.goto(reverse("assessments:sitting", args=[Sitting.objects.get().uuid]))
    desk.get_by_role("link", name="Ask actors and peers").click()
    desk.get_by_label("To play, and to say how it was from the part").check()
    desk.get_by_label("Whom to ask").select_option(label="Nuru Achterberg")
    desk.get_by_label("Whom they play").select_option("Lena")
    desk.get_by_role("button", name="Ask them").click()
    expect(desk.get_by_text("Nuru Achterberg is asked, and told that they may say no.")).to_be_visible()
    look(desk, "actors")


def rate_on_a_phone(phone: Page, look: Check) -> None:
    """Every trainee's sheet on one screen; what is ticked for one is not ticked for another."""
    Sitting.objects.update(starts_at=clock.now() - dt.timedelta(minutes=20))
    seats = {seat.observation.learner.full_name: seat for seat in Seat.objects.filter(role="rater")}
    phone.goto(reverse("assessments:sheet", args=[seats["Bo"].uuid]))
    switch = phone.get_by_role("navigation", name="Trainees in this role-play")
    expect(switch.get_by_role("link")).to_have_count(3)
    expect(phone.locator("[data-saved]")).to_have_text("Saved and sent")
    for name in NAMES:
        switch.get_by_role("link", name=name).click()
        row(phone, "SAFE-1.B1").click()
    expect(phone.locator("[data-saved]")).to_have_text("Saved and sent")
    look(phone, "sheet")
    switch.get_by_role("link", name="Bo").click()
    for code in BASICS[1:]:
        while not row(phone, code).is_visible():
            phone.locator("[data-next]").click()
        row(phone, code).click()
    phone.get_by_role("button", name="To the end").click()
    phone.get_by_role("button", name="Hand this sheet in").click()
    phone.get_by_role("button", name="Press once more to hand it in").click()
    expect(phone.get_by_text("Handed in on")).to_be_visible()
    sheet = RatingSheet.objects.get()
    assert sheet.rating.seat == seats["Bo"]
    assert {one["level"] for one in sheet.levels.values()} == {3}
    phone.goto(reverse("assessments:sheet", args=[seats[NAMES[2]].uuid]))
    expect(switch.get_by_role("link")).to_have_count(2)
    expect(phone.locator("[data-saved]")).to_have_text("Saved and sent")
    expect(row(phone, "SAFE-1.B1").get_by_label("Seen", exact=True)).to_be_checked()
    expect(row(phone, "SAFE-1.B2").get_by_label("Not seen")).to_be_checked()
    assert fits(phone)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def row(page: Page, code: str) -> Any:
    return page.locator(f'form:not([hidden]) [data-behaviour="{code}"]')


def play_and_speak(phone: Page, look: Check) -> None:
    """One skill of one trainee is enough; the others stay open."""
    phone.goto(reverse("training"))
    phone.get_by_role("link", name="You play Lena: Opening online").click()
    expect(phone.get_by_text("Ada Brandt, 555 0100").first).to_be_visible()
    assert fits(phone)
    look(phone, "brief")
    phone.get_by_role("link", name="Begin").click()
    expect(phone.locator("[data-saved]")).to_have_text("Saved and sent")
    row(phone, "SAFE-1.B1").click()
    row(phone, "SAFE-1.H1").click()
    phone.locator("form:not([hidden]) [data-harm='SAFE-1.H1']").fill("Told me to stop the tablets.")
    expect(phone.locator("form:not([hidden]) .sheet-level")).to_have_count(2)
    expect(phone.locator(".sheet-level:visible")).to_have_count(0)
    look(phone, "actor")
    phone.locator("[data-next]").click()
    phone.get_by_role("button", name="To the end").click()
    phone.get_by_role("button", name="Hand this sheet in").click()
    phone.get_by_role("button", name="Press once more to hand it in").click()
    expect(phone.get_by_text("You said what you saw about 1 of 3.")).to_be_visible()
    sheet = RatingSheet.objects.get(rating__seat__role="actor")
    assert set(sheet.levels) == {"SAFE-1"}


def decide(desk: Page, look: Check) -> None:
    concern = Concern.objects.get()
    desk.goto(reverse("desk"))
    desk.get_by_role("link", name="An actor or a peer saw harm: 1 to decide about").click()
    look(desk, "follow-ups")
    desk.get_by_role("link", name=f"{concern.observation.learner}, Opening online").click()
    expect(desk.get_by_text("Told me to stop the tablets.")).to_be_visible()
    desk.get_by_role("button", name="Note it, nothing follows").click()
    expect(desk.get_by_text("Say in a sentence why nothing follows from it.").first).to_be_visible()
    look(desk, "concern")
    desk.get_by_role("button", name="Follow it up").click()
    expect(desk.get_by_text("Followed up")).to_be_visible()
    assert FollowUp.objects.get().behaviours == ["SAFE-1.H1"]


@in_both_looks
def test_pages_around_it_look_right(page_for: PageFor, axe: Check, shot: Check, width: int, dark: bool) -> None:
    """What surrounds the journey: swapping a rater, what a trainee reads of a peer, what is asked of somebody."""
    sitting = SittingFactory()
    rows = [ObservationFactory(sitting=sitting, learner=trainee(name)) for name in NAMES]
    lead = UserFactory(roles=["lead_supervisor"], acknowledged=True)
    raters = [UserFactory(full_name=name, roles=["supervisor"]) for name in ("Ravi Nair", "Sol Ibarra")]
    SupervisionLinkFactory(supervisor=raters[0], trainee=rows[2].learner)
    peer = UserFactory(full_name=NAMES[2], acknowledged=True)
    for row in rows[:2]:
        for rater in raters:
            hand_in(SeatFactory(observation=row, rater=rater))
    hand_in(SeatFactory(observation=rows[0], rater=peer, role="peer"), ADVANCED)
    release_result(observation=rows[0], actor=lead)
    rate_oneself(observation=rows[0], wants=False)
    desk, mine = page_for(lead, width=width, dark=dark), page_for(rows[0].learner, width=width, dark=dark)
    asked = page_for(peer, width=width, dark=dark)

    def look(page: Page, name: str, path: str) -> None:
        page.goto(path)
        axe(page)
        assert fits(page)
        shot(page, f"around-{name}-{width}")

    look(desk, "sitting", reverse("assessments:sitting", args=[sitting.uuid]))
    look(desk, "raters", reverse("assessments:sitting_raters", args=[sitting.uuid]))
    desk.get_by_label("Ravi Nair").check()
    desk.get_by_role("button", name="Next: who rates whom").click()
    expect(desk.get_by_text("Needs a reason: Supervises this trainee")).to_be_visible()
    axe(desk)
    assert fits(desk)
    shot(desk, f"around-swap-{width}")
    look(desk, "actors", reverse("assessments:sitting_asides", args=[sitting.uuid]))
    look(desk, "observation", reverse("assessments:observation", args=[rows[0].uuid]))
    look(mine, "result", reverse("assessments:my_observation", args=[rows[0].uuid]))
    expect(mine.get_by_role("heading", name="From actors and peers")).to_be_visible()
    look(asked, "asked", reverse("assessments:asked_of_me"))
    asked.get_by_role("link", name="You watch as a peer: Opening online").click()
    axe(asked)
    assert fits(asked)
    shot(asked, f"around-peer-{width}")


def trainee(name: str) -> User:
    return UserFactory(full_name=name, roles=["trainee"], acknowledged=True)
