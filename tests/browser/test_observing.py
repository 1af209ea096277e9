"""An observed role-play from arranging to the trainee's answer, walked by four people, with a look at each page."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.observations import queries, services
from assessments.observations.models import Feedback, FollowUp, Observation, Seat
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


@in_both_looks
def test_two_raters_differ_and_a_third_one_decides(
    page_for: PageFor, axe: Check, shot: Check, width: int, dark: bool
) -> None:
    InstrumentVersionFactory(content_note="Somebody cries.")
    trainee, manager = person("Imke Lindqvist", "trainee"), person("Mara Okafor", "programme_manager")
    lead = person("Lea Brandt", "lead_supervisor")
    raters = [person("Ravi Nair", "supervisor"), person("Sol Ibarra", "supervisor"), person("Tove Dahl", "supervisor")]

    def look(page: Page, name: str) -> None:
        axe(page)
        shot(page, f"observing-{name}-{width}")

    desk = page_for(manager, width=width, dark=dark)
    desk.goto(reverse("assessments:sittings"))
    desk.get_by_role("link", name="Arrange one").click()
    desk.get_by_role("button", name="Arrange it").click()
    expect(desk.get_by_text("Something needs another look")).to_be_visible()
    look(desk, "new")
    desk.get_by_label("Imke Lindqvist").check()
    desk.get_by_label("Begins").fill((clock.now() - dt.timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"))
    desk.get_by_role("button", name="Arrange it").click()
    ask(desk, "Ravi Nair")
    ask(desk, "Sol Ibarra")
    look(desk, "sitting")
    observation = Observation.objects.get()

    mine = page_for(trainee, width=width, dark=dark)
    mine.goto(reverse("assessments:my_observations"))
    mine.get_by_role("link", name="Opening online").click()
    expect(mine.get_by_text("Ravi Nair, Sol Ibarra")).to_be_visible()
    look(mine, "coming")

    seats = {seat.rater: seat for seat in Seat.objects.filter(observation=observation)}
    hand_in(seats[raters[0]], HARM)
    blind = page_for(raters[0], width=width, dark=dark)
    blind.goto(reverse("assessments:observation", args=[observation.uuid]))
    expect(blind.get_by_text("stay closed until all of them are in")).to_be_visible()
    look(blind, "blind")
    hand_in(seats[raters[1]], ADVANCED)

    care = page_for(lead, width=width, dark=dark)
    care.goto(reverse("assessments:follow_ups"))
    look(care, "follow-ups")
    care.get_by_role("link", name="Imke Lindqvist, Opening online").click()
    care.get_by_role("button", name="I take care of it").click()
    expect(care.get_by_label("What was agreed")).to_be_visible()
    look(care, "follow-up")

    desk.goto(reverse("assessments:sittings"))
    expect(desk.get_by_text("Raters differ: ask a third one to decide")).to_be_visible()
    look(desk, "list")
    desk.get_by_role("link", name="Imke Lindqvist, Opening online", exact=True).click()
    ask(desk, "Tove Dahl")

    third = page_for(raters[2], width=width, dark=dark)
    third.goto(reverse("assessments:decide", args=[Seat.objects.get(role="adjudicator").uuid]))
    expect(third.get_by_text("One saw harm, another did not")).to_be_visible()
    third.get_by_role("button", name="This is what counts").click()
    expect(third.get_by_text("Choose a level.").first).to_be_visible()
    look(third, "decide")
    third.get_by_label("2 · Developing").check()
    third.get_by_label("Does harm at role and scope").uncheck()
    third.get_by_label("Why").fill("It was a question, no advice.")
    third.get_by_role("button", name="This is what counts").click()
    expect(third.get_by_text("both sheets are kept as they were")).to_be_visible()
    result = queries.result_of(observation)
    assert result is not None
    assert (result.outcome, result.levels["SAFE-1"], result.decided_by) == ("developing", 2, raters[2])

    care.goto(reverse("assessments:observation", args=[observation.uuid]))
    look(care, "observation")
    care.get_by_role("link", name="Write feedback").click()
    care.get_by_label("One thing to keep").fill("You made an agreement together.")
    care.get_by_label("One practice step").fill("Say the aim in one sentence.")
    expect(care.locator("[data-autosave-state]")).to_contain_text("Saved")
    care.reload()
    expect(care.get_by_label("One practice step")).to_have_value("Say the aim in one sentence.")
    care.get_by_role("button", name="Give this feedback").click()
    expect(care.get_by_text("Choose a day.").first).to_be_visible()
    look(care, "feedback")
    care.get_by_label("By when").fill("2030-05-01")
    care.get_by_label("Does basic thing 1").first.check()
    care.get_by_role("button", name="Give this feedback").click()
    expect(care.get_by_text("Given. It goes out with the result.")).to_be_visible()
    care.goto(reverse("assessments:results_to_release"))
    look(care, "release")
    care.get_by_role("button", name="Release what is ticked").click()
    expect(care.get_by_text("1 result is released.")).to_be_visible()

    mine.goto(reverse("assessments:my_observation", args=[observation.uuid]))
    look(mine, "self")
    mine.get_by_role("button", name="Show me what was seen without it").click()
    expect(mine.get_by_role("heading", name="Not yet: asked to repeat what was missed")).to_be_visible()
    expect(mine.get_by_text("You made an agreement together.")).to_be_visible()
    look(mine, "result")
    mine.get_by_label("Your words").fill("I did say what this group is not.")
    mine.get_by_role("button", name="Appeal").click()
    expect(mine.get_by_text("a new rater looks at it")).to_be_visible()
    care.goto(reverse("assessments:observation", args=[observation.uuid]))
    expect(care.get_by_role("heading", name="Ask a new rater")).to_be_visible()
    look(care, "appeal")
    assert Feedback.objects.get().given_at is not None
    services.note_debrief(follow_up=FollowUp.objects.get(), actor=lead, agreed="Practises the aim.")
