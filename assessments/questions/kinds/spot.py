"""Spotting a behaviour in a transcript."""

import random
from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

from django.utils.html import escape
from django.utils.translation import gettext as _

from assessments.questions.kinds.base import (
    MARKS,
    ONE,
    ZERO,
    Body,
    Choice,
    Grade,
    Inputs,
    KeyLine,
    Part,
    Response,
    Verdict,
    parts_without_words,
    twins,
)
from assessments.questions.kinds.choice import STEP, SeveralRight


class Spot(SeveralRight):
    """Options {id, speaker, goes_on, text, correct, feedback}: the spans of a transcript, in its order.

    `speaker` is plain text; a span written without one goes on with the speaker before it. A response is
    {"chosen": [ids]}; the grade is the right spans marked less the others marked, as a share of the right ones,
    never below 0: whoever marks everything earns nothing from a transcript that shows it in less than half.
    """

    block = "line"

    def compile(self, parts: Sequence[Part]) -> Body:
        options: list[Part] = []
        speaker = ""
        for part in parts:
            said_by = part.get("speaker") or speaker
            goes_on = bool(options) and said_by == speaker
            speaker = said_by
            spoken = {"id": part["id"], "speaker": speaker, "goes_on": goes_on}
            options.append(spoken | {name: part[name] for name in ("text", "correct", "feedback")})
        return {"options": options}

    def problem(self, body: Body) -> str:
        options = body["options"]
        if len(options) < 2:
            return _("Write at least two lines of the transcript.")
        if not options[0]["speaker"]:
            return _("Say who speaks in the first line.")
        right = sum(option["correct"] for option in options)
        if not right:
            return _("Mark at least one line that shows the behaviour.")
        if right == len(options):
            return _("Every line shows the behaviour. At least one has to be without it.")
        return parts_without_words(body) or twins(body)

    def grade(self, body: Body, response: Response) -> Grade:
        key = {option["id"] for option in body["options"] if option["correct"]}
        chosen = set(response.get("chosen", ()))
        if chosen == key:
            return Grade(ONE, correct=True)
        score = Decimal(len(chosen & key) - len(chosen - key)) / len(key)
        return Grade(max(ZERO, score).quantize(STEP, rounding=ROUND_DOWN), correct=False)

    def inputs(self, body: Body, order: Sequence[str], response: Response) -> Inputs:
        chosen = response.get("chosen", [])
        choices = [
            Choice(
                option["id"],
                option["text"],
                option["id"] in chosen,
                speaker=option["speaker"],
                goes_on=option["goes_on"],
            )
            for option in body["options"]
        ]
        return Inputs("transcript", _("Mark every line that shows it."), input_type="checkbox", choices=choices)

    def verdicts(self, body: Body, order: Sequence[str], response: Response) -> list[Verdict]:
        chosen = response.get("chosen", [])
        return [_verdict(option, marked=option["id"] in chosen) for option in body["options"]]

    def key(self, body: Body) -> list[KeyLine]:
        right = [option for option in body["options"] if option["correct"]]
        return [KeyLine(f"<b>{escape(one['speaker'])}:</b> {one['text']}", "", one["feedback"]) for one in right]

    def lay(self, body: Body, rng: random.Random) -> list[str]:
        """In the order in which it was said."""
        return [option["id"] for option in body["options"]]


def _verdict(option: Part, *, marked: bool) -> Verdict:
    right = option["correct"]
    state, icon = MARKS[marked, right]
    if marked:
        words = _("You marked it · right") if right else _("You marked it · it does not show it")
    else:
        words = _("It shows it · you left it out") if right else ""
    text = f"<b>{escape(option['speaker'])}:</b> {option['text']}"
    return Verdict(text, option["feedback"], state, icon, words)
