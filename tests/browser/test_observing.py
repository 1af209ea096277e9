"""An observed role-play from arranging to the trainee's answer, walked by four people, with a look at each page."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.observations import queries
from assessments.observations.models import Observation, Seat
from lms.common import clock
from lms.people.models import User
from tests.browser.looks import in_both_looks
from tests.factories.observations import ADVANCED, HARM, InstrumentVersionFactory, hand_in
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

PageFor = Callable[..., Page]
Check = Callable[..., Any]


def person(name: str, role: str) -> User:
    return UserFactory(full_name=name, roles=[role], acknowledged=True)


def ask(page: Page, name: str) -> None:
    page.get_by_label(name).check()
    page.get_by_role("button", name="Ask them").click()
    expect(page.get_by_text(f"{name} is asked.")).to_be_visible()


@dataclass
class Walk:
    """Four people around one role-play, each with a page of their own."""

    open_page: Callable[[User], Page]
    look: Callable[[Page, str], None]
    trainee: User = field(default_factory=lambda: person("Imke Lindqvist", "trainee"))
    manager: User = field(default_factory=lambda: person("Mara Okafor", "programme_manager"))
    lead: User = field(default_factory=lambda: person("Lea Brandt", "lead_supervisor"))
    raters: list[User] = field(
        default_factory=lambda: [person(name, "supervisor") for name in ("Ravi Nair", "Sol Ibarra", "Tove Dahl")]
    )

    def __post_init__(self) -> None:
        InstrumentVersionFactory(content_note="Somebody cries.")
        self.desk, self.mine = self.open_page(self.manager), self.open_page(self.trainee)
        self.care = self.open_page(self.lead)

    @property
    def observation(self) -> Observation:
        return Observation.objects.get()


def arrange(walk: Walk) -> None:
    desk = walk.desk
    desk.goto(reverse("assessments:sittings"))
    desk.get_by_role("link", name="Arrange one").click()
    desk.get_by_role("button", name="Arrange it").click()
    expect(desk.get_by_text("Something needs another look")).to_be_visible()
    walk.look(desk, "new")
    desk.get_by_label("Imke Lindqvist").check()
    desk.get_by_label("Begins").fill((clock.now() - dt.timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"))
    desk.get_by_role("button", name="Arrange it").click()
    ask(desk, "Ravi Nair")
    ask(desk, "Sol Ibarra")
    walk.look(desk, "sitting")
    walk.mine.goto(reverse("assessments:my_observations"))
    walk.mine.get_by_role("link", name="Opening online").click()
    expect(walk.mine.get_by_text("Ravi Nair, Sol Ibarra")).to_be_visible()
    walk.look(walk.mine, "coming")


def hand_in_both(walk: Walk) -> None:
    """The first who is in sees nothing of the other."""
    seats = {seat.rater: seat for seat in Seat.objects.filter(role="rater")}
    hand_in(seats[walk.raters[0]], HARM)
    blind = walk.open_page(walk.raters[0])
    blind.goto(reverse("assessments:observation", args=[walk.observation.uuid]))
    expect(blind.get_by_text("stay closed until all of them are in")).to_be_visible()
    walk.look(blind, "blind")
    hand_in(seats[walk.raters[1]], ADVANCED)


def take_care_of_harm(walk: Walk) -> None:
    care = walk.care
    care.goto(reverse("desk"))
    walk.look(care, "desk")
    care.get_by_role("link", name="Harm to talk through with 1 person").click()
    walk.look(care, "follow-ups")
    care.get_by_role("link", name="Imke Lindqvist, Opening online").click()
    care.get_by_role("button", name="I take care of it").click()
    expect(care.get_by_label("What was agreed")).to_be_visible()
    walk.look(care, "follow-up")


def decide(walk: Walk) -> None:
    walk.desk.goto(reverse("assessments:sittings"))
    expect(walk.desk.get_by_text("Raters differ: ask a third one to decide")).to_be_visible()
    walk.look(walk.desk, "list")
    walk.desk.get_by_role("link", name="Imke Lindqvist, Opening online", exact=True).click()
    ask(walk.desk, "Tove Dahl")
    third = walk.open_page(walk.raters[2])
    third.goto(reverse("assessments:seats"))
    third.get_by_role("link", name="Imke Lindqvist: Opening online").click()
    expect(third.get_by_text("One saw harm, another did not")).to_be_visible()
    third.get_by_role("button", name="This is what counts").click()
    expect(third.get_by_text("Choose a level.").first).to_be_visible()
    walk.look(third, "decide")
    third.get_by_label("2 · Developing").check()
    third.get_by_label("Does harm at role and scope").uncheck()
    third.get_by_label("Why").fill("It was a question, no advice.")
    third.get_by_role("button", name="This is what counts").click()
    expect(third.get_by_text("both sheets are kept as they were")).to_be_visible()
    result = queries.result_of(walk.observation)
    assert result is not None
    assert (result.outcome, result.levels["SAFE-1"], result.decided_by) == ("developing", 2, walk.raters[2])


def write_feedback_and_release(walk: Walk) -> None:
    care = walk.care
    care.goto(reverse("assessments:observation", args=[walk.observation.uuid]))
    walk.look(care, "observation")
    care.get_by_role("link", name="Write feedback").click()
    care.get_by_label("One thing to keep").fill("You made an agreement together.")
    care.get_by_label("One practice step").fill("Say the aim in one sentence.")
    expect(care.locator("[data-autosave-state]")).to_contain_text("Saved")
    care.reload()
    expect(care.get_by_label("One practice step")).to_have_value("Say the aim in one sentence.")
    care.get_by_role("button", name="Give this feedback").click()
    expect(care.get_by_text("Choose a day.").first).to_be_visible()
    walk.look(care, "feedback")
    care.get_by_label("By when").fill("2030-05-01")
    care.get_by_label("Does basic thing 1").first.check()
    care.get_by_role("button", name="Give this feedback").click()
    expect(care.get_by_text("Given. It goes out with the result.")).to_be_visible()
    care.goto(reverse("assessments:results_to_release"))
    walk.look(care, "release")
    care.get_by_role("button", name="Release what is ticked").click()
    expect(care.get_by_text("1 result is released.")).to_be_visible()


def read_and_appeal(walk: Walk) -> None:
    mine = walk.mine
    mine.goto(reverse("notifications:inbox"))
    expect(mine.get_by_text("What was seen in Opening online is ready for you").first).to_be_visible()
    mine.goto(reverse("assessments:my_observation", args=[walk.observation.uuid]))
    walk.look(mine, "self")
    mine.get_by_role("button", name="Show me what was seen without it").click()
    expect(mine.get_by_role("heading", name="Not yet: asked to repeat what was missed")).to_be_visible()
    expect(mine.get_by_text("You made an agreement together.")).to_be_visible()
    walk.look(mine, "result")
    mine.get_by_label("Your words").fill("I did say what this group is not.")
    mine.get_by_role("button", name="Appeal").click()
    expect(mine.get_by_text("a new rater looks at it")).to_be_visible()
    walk.care.goto(reverse("assessments:observation", args=[walk.observation.uuid]))
    expect(walk.care.get_by_role("heading", name="Ask a new rater")).to_be_visible()
    walk.look(walk.care, "appeal")


@in_both_looks
def test_two_raters_differ_and_a_third_one_decides(
    page_for: PageFor, axe: Check, shot: Check, width: int, dark: bool
) -> None:
    def look(page: Page, name: str) -> None:
        axe(page)
        shot(page, f"observing-{name}-{width}")

    walk = Walk(lambda user: page_for(user, width=width, dark=dark), look)
    arrange(walk)
    hand_in_both(walk)
    take_care_of_harm(walk)
    decide(walk)
    write_feedback_and_release(walk)
    read_and_appeal(walk)
