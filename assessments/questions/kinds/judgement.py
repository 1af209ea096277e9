"""Situational judgement: of several things one could do, which is the best, and which the worst."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.utils.translation import gettext as _

from assessments.questions.kinds.base import (
    MARKS,
    NOTHING,
    Body,
    Choice,
    Grade,
    Inputs,
    KeyLine,
    Kind,
    Part,
    Response,
    Verdict,
    one_text,
    parts_without_words,
    refuse,
    twins,
)

STEP = Decimal("0.0001")
HARMFUL = 1
PICKS = ("best", "worst")


class Judgement(Kind):
    """Options {id, text, rating, feedback}, rated by experts from 1 (harmful) to 4 (best); equal ratings are allowed.

    A response is {"best": id, "worst": id}. Each of the two earns half, less the distance of its rating from the best
    (the worst) one there is, as a share of the distance between those: the usual distance scoring of such tests. What
    is harmful, called the best, earns nothing at all: harm is not outweighed by knowing what is worse.
    """

    block = "judged"

    def compile(self, parts: Sequence[Part]) -> Body:
        keys = ("id", "text", "rating", "feedback")
        return {"options": [{key: part[key] for key in keys} for part in parts]}

    def problem(self, body: Body) -> str:
        if len(body["options"]) < 3:
            return _("Write at least three things one could do.")
        if len({option["rating"] for option in body["options"]}) < 2:
            return _("All answers have the same rating: one has to be better than another.")
        return parts_without_words(body) or twins(body)

    def clean(self, body: Body, response: Response) -> Response | None:
        offered = {option["id"] for option in body["options"]}
        picks = {name: one_text(response, name) for name in PICKS}
        if not {value for value in picks.values() if value} <= offered:
            raise refuse()
        kept = {name: value for name, value in picks.items() if value}
        return kept or None

    def grade(self, body: Body, response: Response) -> Grade:
        ratings = {option["id"]: option["rating"] for option in body["options"]}
        top, low = max(ratings.values()), min(ratings.values())
        best, worst = (ratings.get(response.get(name, "")) for name in PICKS)
        if best == HARMFUL or response.get("best") == response.get("worst"):
            return NOTHING
        away = (top - best if best is not None else top - low, worst - low if worst is not None else top - low)
        score = 1 - Decimal(sum(away)) / (2 * (top - low))
        return Grade(score.quantize(STEP, rounding=ROUND_DOWN), correct=not any(away))

    def inputs(self, body: Body, order: Sequence[str], response: Response) -> Inputs:
        texts = {option["id"]: option["text"] for option in body["options"]}
        best, worst = (response.get(name) for name in PICKS)
        same = best is not None and best == worst
        return Inputs(
            "best_worst",
            _("Choose what is best to do here, and what is worst."),
            choices=[Choice(key, texts[key], key == best, worst=key == worst) for key in order],
            trouble=_("The best and the worst can't be the same.") if same else "",
        )

    def verdicts(self, body: Body, order: Sequence[str], response: Response) -> list[Verdict]:
        by_id = {option["id"]: option for option in body["options"]}
        ratings = [option["rating"] for option in body["options"]]
        ends = {"best": max(ratings), "worst": min(ratings)}
        return [_verdict(by_id[key], ends, response, by_id) for key in order]

    def key(self, body: Body) -> list[KeyLine]:
        ranked = sorted(body["options"], key=lambda option: -option["rating"])
        return [KeyLine(one["text"], rating_words(one["rating"]), one["feedback"]) for one in ranked]

    def right_response(self, body: Body) -> Response:
        ranked = sorted(body["options"], key=lambda option: option["rating"])
        return {"best": ranked[-1]["id"], "worst": ranked[0]["id"]}


def _verdict(option: Part, ends: dict[str, int], response: Response, by_id: dict[str, Part]) -> Verdict:
    words = [rating_words(option["rating"])]
    said = [name for name in PICKS if response.get(name) == option["id"]]
    if said:
        right = all(option["rating"] == ends[name] for name in said)
        words += [_("you called it the best") if name == "best" else _("you called it the worst") for name in said]
        state, icon = MARKS[True, right]
    else:
        missed = any(option["rating"] == ends[name] and not _hit(name, ends, response, by_id) for name in PICKS)
        state, icon = MARKS[False, missed]
    return Verdict(option["text"], option["feedback"], state, icon, " · ".join(words))


def _hit(name: str, ends: dict[str, int], response: Response, by_id: dict[str, Any]) -> bool:
    """Whether what was called the best (the worst) is as good (as bad) as any."""
    return response.get(name) in by_id and by_id[response[name]]["rating"] == ends[name]


def rating_words(rating: int) -> str:
    return {1: _("Harmful"), 2: _("Not helpful"), 3: _("Helpful"), 4: _("Best")}[rating]
