"""Matching what belongs together."""

import uuid
from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

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
PREFIX = "match-"
NAMESPACE = uuid.UUID("b4f4c9a4-6f0a-4b5e-8d63-2a0c6a2f7a11")


class Matching(Kind):
    """Options {id, text, match, feedback} and `matches` [{id, text}], one for each text, in alphabetical order.

    Two options may share a match; a part without a first half is a match that belongs to none. A response is
    {"pairs": {option id: match id}}; the grade is the share of options matched rightly.
    """

    block = "pair"
    always_shuffled = True

    def compile(self, parts: Sequence[Part]) -> Body:
        texts = sorted({part["match"] for part in parts if part["match"]}, key=str.casefold)
        options = [
            {"id": part["id"], "text": part["text"], "match": _match_id(part["match"]), "feedback": part["feedback"]}
            for part in parts
            if part["text"]
        ]
        return {"options": options, "matches": [{"id": _match_id(text), "text": text} for text in texts]}

    def problem(self, body: Body) -> str:
        known = {match["id"] for match in body["matches"]}
        if len(body["options"]) < 2 or len(known) < 2:
            return _("Write at least two pairs that differ.")
        if any(option["match"] not in known for option in body["options"]):
            return _("One of the pairs has no second half.")
        return twins(body)

    def clean(self, body: Body, response: Response) -> Response | None:
        pairs = picked(response, "pairs", PREFIX)
        offered = [option["id"] for option in body["options"]]
        if not set(pairs) <= set(offered) or not set(pairs.values()) <= {match["id"] for match in body["matches"]}:
            raise refuse()
        return {"pairs": {key: pairs[key] for key in offered if key in pairs}} if pairs else None

    def grade(self, body: Body, response: Response) -> Grade:
        pairs = response.get("pairs", {})
        right = sum(pairs.get(option["id"]) == option["match"] for option in body["options"])
        score = (Decimal(right) / len(body["options"])).quantize(STEP, rounding=ROUND_DOWN)
        return Grade(score, correct=right == len(body["options"]))

    def inputs(self, body: Body, order: Sequence[str], response: Response) -> Inputs:
        pairs = response.get("pairs", {})
        texts = {option["id"]: option["text"] for option in body["options"]}
        rows = [
            Row(
                f"{PREFIX}{key}",
                texts[key],
                [(match["id"], match["text"], pairs.get(key) == match["id"]) for match in body["matches"]],
            )
            for key in order
        ]
        return Inputs("selects", _("Choose what belongs to each line. One may fit twice, or not at all."), rows=rows)

    def verdicts(self, body: Body, order: Sequence[str], response: Response) -> list[Verdict]:
        pairs = response.get("pairs", {})
        words_of = {match["id"]: match["text"] for match in body["matches"]}
        by_id = {option["id"]: option for option in body["options"]}
        return [_verdict(by_id[key], pairs.get(key), words_of) for key in order]

    def not_yet(self, body: Body, order: Sequence[str], response: Response) -> list[dict[str, str]]:
        pairs, by_id = response.get("pairs", {}), {option["id"]: option for option in body["options"]}
        wrong = [by_id[key] for key in order if pairs.get(key) != by_id[key]["match"]]
        return [{"text": option["text"], "feedback": ""} for option in wrong]

    def key(self, body: Body) -> list[KeyLine]:
        words_of = {match["id"]: match["text"] for match in body["matches"]}
        return [KeyLine(one["text"], words_of[one["match"]], one["feedback"]) for one in body["options"]]

    def right_response(self, body: Body) -> Response:
        return {"pairs": {option["id"]: option["match"] for option in body["options"]}}


def _match_id(text: str) -> str:
    """The same text, the same id: a re-ordering moves no response."""
    return str(uuid.uuid5(NAMESPACE, text))


def _verdict(option: dict[str, str], given: str | None, words_of: dict[str, str]) -> Verdict:
    right = words_of[option["match"]]
    state, icon = MARKS[given is not None, True if given is None else given == option["match"]]
    if given is None:
        words = _("%(right)s · you left it open") % {"right": right}
    elif given == option["match"]:
        words = _("%(right)s · right") % {"right": right}
    else:
        words = _("%(right)s · you chose: %(given)s") % {"right": right, "given": words_of[given]}
    return Verdict(option["text"], option["feedback"], state, icon, words)
