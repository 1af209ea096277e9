"""Putting steps into their order."""

import random
from collections import Counter
from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

from django.utils.translation import gettext as _

from assessments.questions.kinds.base import (
    MARKS,
    ONE,
    Body,
    Grade,
    Inputs,
    KeyLine,
    Kind,
    Part,
    Response,
    Row,
    Verdict,
    parts_without_words,
    picked,
    refuse,
    twins,
)

STEP = Decimal("0.0001")
PREFIX = "place-"


class Ordering(Kind):
    """Options {id, text, feedback} in their right order; a response is {"places": {id: 1…n}}, complete or not.

    Full marks for the right order, else the share of neighbours that follow each other as they should: whoever has
    all right but the first step moved to the end still knows most of the sequence.
    """

    block = "step"
    always_shuffled = True

    def compile(self, parts: Sequence[Part]) -> Body:
        return {"options": [{key: part[key] for key in ("id", "text", "feedback")} for part in parts]}

    def problem(self, body: Body) -> str:
        if len(body["options"]) < 3:
            return _("Write at least three steps, in their right order.")
        return parts_without_words(body) or twins(body)

    def clean(self, body: Body, response: Response) -> Response | None:
        return clean_places(body, response)

    def grade(self, body: Body, response: Response) -> Grade:
        right = [option["id"] for option in body["options"]]
        places = response.get("places", {})
        if all(places.get(key) == place for place, key in enumerate(right, start=1)):
            return Grade(ONE, correct=True)
        taken = Counter(places.values())
        alone = {key: place for key, place in places.items() if taken[place] == 1}
        neighbours = sum(
            one in alone and following in alone and alone[following] == alone[one] + 1
            for one, following in zip(right, right[1:], strict=False)
        )
        score = Decimal(neighbours) / (len(right) - 1)
        return Grade(score.quantize(STEP, rounding=ROUND_DOWN), correct=False)

    def inputs(self, body: Body, order: Sequence[str], response: Response) -> Inputs:
        return place_inputs(body, order, response, hint=_("Give each step its place; 1 comes first."))

    def verdicts(self, body: Body, order: Sequence[str], response: Response) -> list[Verdict]:
        places = response.get("places", {})
        rows = []
        for right, option in enumerate(body["options"], start=1):
            given = places.get(option["id"])
            state, icon = MARKS[given is not None, True if given is None else given == right]
            if given is None:
                words = _("Place %(right)s · you left it open") % {"right": right}
            elif given == right:
                words = _("Place %(right)s · right") % {"right": right}
            else:
                words = _("Place %(right)s · you chose %(given)s") % {"right": right, "given": given}
            rows.append(Verdict(option["text"], option["feedback"], state, icon, words))
        return rows

    def not_yet(self, body: Body, order: Sequence[str], response: Response) -> list[dict[str, str]]:
        """In the order in which they stood: their right one would tell."""
        places = response.get("places", {})
        right = {option["id"]: place for place, option in enumerate(body["options"], start=1)}
        texts = {option["id"]: option["text"] for option in body["options"]}
        return [{"text": texts[key], "feedback": ""} for key in order if places.get(key) != right[key]]

    def key(self, body: Body) -> list[KeyLine]:
        return [KeyLine(one["text"], str(place), one["feedback"]) for place, one in enumerate(body["options"], start=1)]

    def right_response(self, body: Body) -> Response:
        return {"places": {option["id"]: place for place, option in enumerate(body["options"], start=1)}}

    def lay(self, body: Body, rng: random.Random) -> list[str]:
        """Never the right order: three steps would come that way once in six."""
        right = [option["id"] for option in body["options"]]
        order = super().lay(body, rng)
        return order if order != right else [*order[1:], order[0]]


def clean_places(body: Body, response: Response) -> Response | None:
    """{"places": {option id: 1…n}} from the stored form or a form's fields; raises `UnknownAnswer`."""
    places = picked(response, "places", PREFIX)
    offered = [option["id"] for option in body["options"]]
    allowed = {str(place) for place in range(1, len(offered) + 1)}
    if not set(places) <= set(offered) or not set(places.values()) <= allowed:
        raise refuse()
    return {"places": {key: int(places[key]) for key in offered if key in places}} if places else None


def place_inputs(body: Body, order: Sequence[str], response: Response, *, hint: str) -> Inputs:
    """A place to pick for each option; says which place is given twice."""
    texts = {option["id"]: option["text"] for option in body["options"]}
    places = response.get("places", {})
    numbers = range(1, len(texts) + 1)
    rows = [
        Row(f"{PREFIX}{key}", texts[key], [(str(n), str(n), places.get(key) == n) for n in numbers]) for key in order
    ]
    return Inputs("selects", hint, rows=rows, trouble=_twice(places))


def _twice(places: dict[str, int]) -> str:
    twice = sorted(place for place, count in Counter(places.values()).items() if count > 1)
    return _("Place %(place)s is given twice.") % {"place": twice[0]} if twice else ""
