"""Choosing among options: one best, several right, true or false."""

import random
from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext as _

from assessments.questions.errors import UnknownAnswer
from assessments.questions.kinds.base import (
    MARKS,
    NOTHING,
    ONE,
    ZERO,
    Body,
    Choice,
    Grade,
    Inputs,
    KeyLine,
    Kind,
    Part,
    Response,
    Verdict,
    media_in,
    parts_without_words,
    refuse,
    twins,
)

STEP = Decimal("0.0001")


class SeveralRight(Kind):
    """Options {id, text, correct, feedback}; a response is {"chosen": [ids]}.

    The share of right answers chosen, less the share of the others chosen, never below 0.
    """

    block = "option"
    input_type = "checkbox"

    def compile(self, parts: Sequence[Part]) -> Body:
        keys = ("id", "text", "correct", "feedback")
        return {"options": [{key: part[key] for key in keys} | media_in(part) for part in parts]}

    def problem(self, body: Body) -> str:
        if len(body["options"]) < 2:
            return _("Add at least two answers to choose from.")
        return parts_without_words(body) or twins(body) or self.key_problem(right=len(_key(body)), body=body)

    def key_problem(self, *, right: int, body: Body) -> str:
        return "" if right else _("Mark at least one answer as right.")

    def clean(self, body: Body, response: Response) -> Response | None:
        chosen = response.get("chosen", [])
        if not isinstance(chosen, Sequence) or isinstance(chosen, str):
            raise refuse()
        offered = [option["id"] for option in body["options"]]
        if any(choice not in offered for choice in chosen):
            raise refuse()
        ordered = [option for option in offered if option in chosen]
        return {"chosen": ordered} if ordered else None

    def grade(self, body: Body, response: Response) -> Grade:
        chosen, key = set(response.get("chosen", ())), _key(body)
        if chosen == key:
            return Grade(ONE, correct=True)
        others = {option["id"] for option in body["options"]} - key
        score = Decimal(len(chosen & key)) / len(key)
        if others:
            score -= Decimal(len(chosen & others)) / len(others)
        return Grade(max(ZERO, score).quantize(STEP, rounding=ROUND_DOWN), correct=False)

    def hint(self) -> str:
        return _("Choose every one that fits.")

    def inputs(self, body: Body, order: Sequence[str], response: Response) -> Inputs:
        chosen = response.get("chosen", [])
        by_id = {option["id"]: option for option in body["options"]}
        choices = [Choice(key, by_id[key]["text"], key in chosen, media=by_id[key].get("media", ())) for key in order]
        return Inputs("choices", self.hint(), input_type=self.input_type, choices=choices)

    def verdicts(self, body: Body, order: Sequence[str], response: Response) -> list[Verdict]:
        chosen = response.get("chosen", [])
        by_id = {option["id"]: option for option in body["options"]}
        return [_verdict(by_id[key], chosen=key in chosen) for key in order]

    def not_yet(self, body: Body, order: Sequence[str], response: Response) -> list[dict[str, str]]:
        chosen = response.get("chosen", [])
        by_id = {option["id"]: option for option in body["options"]}
        wrong = [by_id[key] for key in order if key in chosen and not by_id[key]["correct"]]
        return [{"text": option["text"], "feedback": option["feedback"]} for option in wrong]

    def key(self, body: Body) -> list[KeyLine]:
        words = {True: _("Right"), False: _("Not right")}
        return [KeyLine(_named(one), words[one["correct"]], one["feedback"]) for one in body["options"]]

    def right_response(self, body: Body) -> Response:
        return {"chosen": [option["id"] for option in body["options"] if option["correct"]]}


class OneBest(SeveralRight):
    """One option, all or nothing."""

    input_type = "radio"

    def key_problem(self, *, right: int, body: Body) -> str:
        return "" if right == 1 else _("Mark exactly one answer as right.")

    def clean(self, body: Body, response: Response) -> Response | None:
        cleaned = super().clean(body, response)
        if cleaned and len(cleaned["chosen"]) > 1:
            raise UnknownAnswer(_("This question asks for one answer."))
        return cleaned

    def grade(self, body: Body, response: Response) -> Grade:
        exact = set(response.get("chosen", ())) == _key(body)
        return Grade(ONE, correct=True) if exact else NOTHING

    def hint(self) -> str:
        return _("Choose one.")


class TrueFalse(OneBest):
    """Two options that keep the order in which they were written: a reader expects *True* first."""

    def key_problem(self, *, right: int, body: Body) -> str:
        if len(body["options"]) != 2:
            return _("True or false takes two answers: one for true, one for false.")
        return super().key_problem(right=right, body=body)

    def lay(self, body: Body, rng: random.Random) -> list[str]:
        return [option["id"] for option in body["options"]]


def _named(option: dict[str, Any]) -> str:
    """The words of an option, or those that stand for its picture or recording."""
    media = (one.get("alt") or one.get("title", "") for one in option.get("media", ()))
    return str(option["text"] or escape(", ".join(filter(None, media))))


def _key(body: Body) -> set[str]:
    return {option["id"] for option in body["options"] if option["correct"]}


def _verdict(option: dict[str, Any], *, chosen: bool) -> Verdict:
    right = option["correct"]
    state, icon = MARKS[chosen, right]
    if chosen:
        words = _("Your answer · right") if right else _("Your answer · not right")
    else:
        words = _("Right · you left it out") if right else ""
    return Verdict(option["text"], option["feedback"], state, icon, words, media=option.get("media", ()))
