"""A scale on which somebody places themselves. Nothing of it is right or wrong."""

import random
from collections.abc import Sequence

from django.utils.html import escape
from django.utils.translation import gettext as _

from assessments.questions.kinds.base import (
    NOTHING,
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
from assessments.questions.kinds.choice import OneBest

MOST_POINTS = 11


class Likert(OneBest):
    """Options {id, text}: the points of a scale, in their order. A response is {"chosen": [id]}; it is never marked."""

    block = "point"
    scored = False

    def compile(self, parts: Sequence[Part]) -> Body:
        return {"options": [{"id": part["id"], "text": str(escape(" ".join(part["text"].split())))} for part in parts]}

    def problem(self, body: Body) -> str:
        if not 2 <= len(body["options"]) <= MOST_POINTS:
            return _("A scale takes from two to eleven points, in their order.")
        return parts_without_words(body) or twins(body)

    def grade(self, body: Body, response: Response) -> Grade:
        return NOTHING

    def inputs(self, body: Body, order: Sequence[str], response: Response) -> Inputs:
        chosen = response.get("chosen", [])
        choices = [Choice(option["id"], option["text"], option["id"] in chosen) for option in body["options"]]
        hint = _("There is no right or wrong here: it is not marked.")
        return Inputs("scale", hint, input_type="radio", choices=choices)

    def verdicts(self, body: Body, order: Sequence[str], response: Response) -> list[Verdict]:
        chosen = response.get("chosen", [])
        return [
            Verdict(option["text"], "", "is-left", "dot", _("Your answer"))
            if option["id"] in chosen
            else Verdict(option["text"], "", "is-left", "dash", "")
            for option in body["options"]
        ]

    def key(self, body: Body) -> list[KeyLine]:
        return []

    def right_response(self, body: Body) -> Response:
        """There is none."""
        return {}

    def lay(self, body: Body, rng: random.Random) -> list[str]:
        return [option["id"] for option in body["options"]]
