"""A recording from the question to the day it goes: agreed to on a phone, added, heard, deleted."""

import io
import math
import struct
import wave
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.observations.choices import Watching
from assessments.observations.models import Recording
from tests.browser.looks import in_both_looks
from tests.factories.observations import SeatFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
RATE = 8000


def tone(seconds: int) -> bytes:
    """A quiet hum, as a WAV file that every browser plays."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 2, RATE, 0, "NONE", ""))
        hum = (int(900 * math.sin(n * 2 * math.pi * 220 / RATE)) for n in range(RATE * seconds))
        sound.writeframes(b"".join(struct.pack("<h", value) for value in hum))
    return file.getvalue()


def open_at(page: Page, name: str, row: Any) -> None:
    page.goto(reverse(f"assessments:{name}", args=[row.uuid]))


def ask(desk: Page, mine: Page, observation: Any, look: Callable[[Page, str], None]) -> None:
    """Asked at the desk, agreed to on the trainee's own page."""
    open_at(desk, "sitting", observation.sitting)
    desk.get_by_role("link", name="Consent and recording").click()
    look(desk, "ask")
    desk.get_by_label("People in it without an account").fill("2")
    desk.get_by_label("They agreed in writing").check()
    desk.get_by_role("button", name="Ask everybody").click()
    expect(desk.get_by_text("has not answered yet")).to_be_visible()
    open_at(mine, "my_observation", observation)
    mine.get_by_role("link", name="Read what it means, and answer").click()
    look(mine, "consent")
    mine.get_by_role("button", name="Yes, it may be recorded").click()
    expect(mine.get_by_text("You agreed.")).to_be_visible()


@in_both_looks
def test_from_the_question_to_the_day_it_goes(
    width: int, dark: bool, page_for: Callable[..., Page], axe: Callable[..., Any], shot: Callable[..., Any]
) -> None:
    def look(page: Page, name: str) -> None:
        axe(page)
        shot(page, f"recording-{name}-{width}{'-dark' if dark else ''}")

    seat = SeatFactory(
        observation__learner__full_name="Imke Lindqvist",
        observation__learner__acknowledged=True,
        rater__full_name="Ravi Nair",
        rater__acknowledged=True,
        watches=Watching.RECORDING,
    )
    manager = UserFactory(full_name="Mara Okafor", roles=["programme_manager"], acknowledged=True)
    desk, mine, rater = (
        page_for(user, width=width, dark=dark) for user in (manager, seat.observation.learner, seat.rater)
    )

    ask(desk, mine, seat.observation, look)
    desk.reload()
    expect(desk.get_by_text("Everybody in it agrees to being recorded.")).to_be_visible()
    desk.get_by_label("Film or sound").set_input_files(
        {"name": "evening.wav", "mimeType": "audio/wav", "buffer": tone(40)}
    )
    desk.get_by_role("button", name="Add it").click()
    expect(desk.get_by_text("There is a recording.")).to_be_visible()
    look(desk, "there")

    open_at(rater, "seat", seat)
    rater.get_by_role("link", name="Watch the recording").click()
    sound = rater.locator("audio")
    # Where it can jump to the end, the server gives parts.
    sound.evaluate("(audio) => { audio.muted = true; audio.currentTime = 35; return audio.play(); }")
    expect(rater.locator("audio")).to_have_js_property("seeking", False)
    assert sound.evaluate("(audio) => [Math.round(audio.duration), audio.currentTime >= 35]") == [40, True]
    sound.evaluate("(audio) => audio.pause()")
    look(rater, "watch")

    mine.reload()
    expect(mine.get_by_text("Ravi Nair")).to_be_visible()
    look(mine, "watched")
    mine.get_by_role("button", name="Take it back, delete the recording").click()
    expect(mine.get_by_text("You took your consent back.")).to_be_visible()
    assert Recording.objects.get().deleted_why == "withdrawn"

    open_at(rater, "seat", seat)
    expect(rater.get_by_text("Consent to the recording was withdrawn")).to_be_visible()
    look(rater, "withdrawn")
