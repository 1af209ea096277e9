"""A text with gaps, each filled by choosing."""

import random
import uuid
from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.utils.translation import gettext as _

from assessments.questions.kinds.base import (
    MARKS,
    Body,
    Grade,
    Inputs,
    KeyLine,
    Kind,
    Part,
    Response,
    Row,
    Verdict,
    picked,
    refuse,
    twins,
)

STEP = Decimal("0.0001")
PREFIX = "gap-"
NAMESPACE = uuid.UUID("0d0b5f0e-3c6f-4a53-9f0c-6f3b1f6f1c9e")


class Gaps(Kind):
    """Options {id, before, choices: [{id, text}], right: choice id, after, feedback} in the order of the text.

    `before` and `after` are HTML around the gap; the choices stand in alphabetical order, so that their place tells
    nothing. A response is {"gaps": {option id: choice id}}; the grade is the share of gaps filled rightly.
    """

    block = "gap"

    def compile(self, parts: Sequence[Part]) -> Body:
        return {"options": [_option(part) for part in parts]}

    def problem(self, body: Body) -> str:
        options = body["options"]
        if not options:
            return _("Write at least one gap.")
        if any(not option["right"] or len(option["choices"]) < 2 for option in options):
            return _("Each gap takes what is right and at least one other choice.")
        if not any(option["before"] or option["after"] for option in options):
            return _("Write the text around the gaps.")
        return twins(body)

    def clean(self, body: Body, response: Response) -> Response | None:
        gaps = picked(response, "gaps", PREFIX)
        offered = {option["id"]: {choice["id"] for choice in option["choices"]} for option in body["options"]}
        if any(value not in offered.get(key, ()) for key, value in gaps.items()):
            raise refuse()
        return {"gaps": {key: gaps[key] for key in offered if key in gaps}} if gaps else None

    def grade(self, body: Body, response: Response) -> Grade:
        gaps = response.get("gaps", {})
        right = sum(gaps.get(option["id"]) == option["right"] for option in body["options"])
        score = (Decimal(right) / len(body["options"])).quantize(STEP, rounding=ROUND_DOWN)
        return Grade(score, correct=right == len(body["options"]))

    def inputs(self, body: Body, order: Sequence[str], response: Response) -> Inputs:
        gaps = response.get("gaps", {})
        rows = [_row(option, gaps.get(option["id"])) for option in body["options"]]
        return Inputs("gaps", _("Choose what belongs into each gap."), rows=rows)

    def verdicts(self, body: Body, order: Sequence[str], response: Response) -> list[Verdict]:
        gaps = response.get("gaps", {})
        return [_verdict(place, option, gaps.get(option["id"])) for place, option in enumerate(body["options"], 1)]

    def key(self, body: Body) -> list[KeyLine]:
        lines = []
        for place, option in enumerate(body["options"], start=1):
            words_of = {choice["id"]: choice["text"] for choice in option["choices"]}
            lines.append(KeyLine(f"[{place}]", words_of[option["right"]], option["feedback"]))
        return lines

    def right_response(self, body: Body) -> Response:
        return {"gaps": {option["id"]: option["right"] for option in body["options"]}}

    def lay(self, body: Body, rng: random.Random) -> list[str]:
        """In the order of the text."""
        return [option["id"] for option in body["options"]]


def _option(part: Part) -> dict[str, Any]:
    texts = sorted(
        {text for text in (part["right"], *part["others"]) if text}, key=lambda text: (text.casefold(), text)
    )
    return {
        "id": part["id"],
        "before": part["before"],
        "choices": [{"id": _choice_id(text), "text": text} for text in texts],
        "right": _choice_id(part["right"]) if part["right"] else "",
        "after": part["after"],
        "feedback": part["feedback"],
    }


def _row(option: dict[str, Any], given: str | None) -> Row:
    picks = [(choice["id"], choice["text"], choice["id"] == given) for choice in option["choices"]]
    return Row(f"{PREFIX}{option['id']}", option["before"], picks, after=option["after"])


def _choice_id(text: str) -> str:
    """The same text, the same id: a choice more moves no response."""
    return str(uuid.uuid5(NAMESPACE, text))


def _verdict(place: int, option: dict[str, Any], given: str | None) -> Verdict:
    words_of = {choice["id"]: choice["text"] for choice in option["choices"]}
    right = words_of.get(option["right"], "")
    state, icon = MARKS[given is not None, True if given is None else given == option["right"]]
    if given is None:
        words = _("%(right)s · you left it open") % {"right": right}
    elif given == option["right"]:
        words = _("%(right)s · right") % {"right": right}
    else:
        words = _("%(right)s · you chose: %(given)s") % {"right": right, "given": words_of[given]}
    text = f"{option['before']} <b>[{place}]</b> {option['after']}".strip()
    return Verdict(text, option["feedback"], state, icon, words)
