"""Answers that are typed: a few words, or a number."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.translation import gettext as _

from assessments.questions.kinds.base import (
    MARKS,
    NOTHING,
    ONE,
    Body,
    Grade,
    Inputs,
    KeyLine,
    Kind,
    Part,
    Response,
    Verdict,
    one_text,
    refuse,
)

LONGEST = 200
# Each star multiplies what a comparison costs.
MOST_STARS = 4


class Typed(Kind):
    """One line of text; a response is {"text": what was typed}."""

    def clean(self, body: Body, response: Response) -> Response | None:
        text = one_text(response, "text")
        if len(text) > LONGEST:
            raise refuse()
        return {"text": text} if text else None

    def is_right(self, body: Body, text: str) -> bool:
        raise NotImplementedError

    def right_words(self, body: Body) -> str:
        raise NotImplementedError

    def grade(self, body: Body, response: Response) -> Grade:
        return Grade(ONE, correct=True) if self.is_right(body, response.get("text", "")) else NOTHING

    def key(self, body: Body) -> list[KeyLine]:
        return [KeyLine(str(escape(self.right_words(body))))]

    def verdicts(self, body: Body, order: Sequence[str], response: Response) -> list[Verdict]:
        text = response.get("text", "")
        rows = []
        right = bool(text) and self.is_right(body, text)
        if text:
            words = _("Your answer · right") if right else _("Your answer · not right")
            rows.append(Verdict(escape(text), "", *MARKS[True, right], words))
        if not right:
            rows.append(Verdict(escape(self.right_words(body)), "", *MARKS[False, True], _("Right")))
        return rows


class ShortAnswer(Typed):
    """`accepted`: [texts], where * stands for any words.

    Capitals, accents, spaces and a full stop at the end make no difference.
    """

    block = "accepted"

    def compile(self, parts: Sequence[Part]) -> Body:
        return {"options": [], "accepted": [part["text"] for part in parts]}

    def problem(self, body: Body) -> str:
        if not body["accepted"]:
            return _("Write at least one answer that is accepted.")
        if any(not fold(text).replace("*", "") for text in body["accepted"]):
            return _("An accepted answer needs words: a star alone accepts anything.")
        if any(text.count("*") > MOST_STARS for text in body["accepted"]):
            return _("An accepted answer takes four stars at the most.")
        return ""

    def is_right(self, body: Body, text: str) -> bool:
        return any(_pattern(accepted).fullmatch(fold(text)) for accepted in body["accepted"])

    def right_words(self, body: Body) -> str:
        """What counts, written out where an editor wrote it out: patterns are for the machine."""
        whole = [text for text in body["accepted"] if "*" not in text]
        return " / ".join(whole or [text.replace("*", "…") for text in body["accepted"]])

    def inputs(self, body: Body, order: Sequence[str], response: Response) -> Inputs:
        return Inputs("text", _("Write a word or a few."), text=response.get("text", ""))

    def right_response(self, body: Body) -> Response:
        return {"text": body["accepted"][0].replace("*", "")}


class Number(Typed):
    """`value`, `tolerance` (both decimals as text; the bounds count as right) and `unit`, which may be left out."""

    block = "quantity"

    def compile(self, parts: Sequence[Part]) -> Body:
        first = parts[0] if parts else {"value": "", "tolerance": "0", "unit": ""}
        return {"options": [], "count": len(parts), **{key: first[key] for key in ("value", "tolerance", "unit")}}

    def problem(self, body: Body) -> str:
        if body["count"] != 1:
            return _("A question for a number takes one number as its answer.")
        value, tolerance = read_number(body["value"]), read_number(body["tolerance"])
        if value is None or tolerance is None or tolerance < 0:
            return _("Write the right number, and by how much an answer may differ from it (0 or more).")
        return ""

    def is_right(self, body: Body, text: str) -> bool:
        given = read_number(text, unit=body["unit"])
        return given is not None and abs(given - Decimal(body["value"])) <= Decimal(body["tolerance"])

    def right_words(self, body: Body) -> str:
        value, tolerance = Decimal(body["value"]), Decimal(body["tolerance"])
        facts = {"value": number_format(value), "unit": body["unit"]}
        if not tolerance:
            return (_("%(value)s %(unit)s") % facts).strip()
        facts |= {"low": number_format(value - tolerance), "high": number_format(value + tolerance)}
        return (_("%(value)s %(unit)s, from %(low)s to %(high)s counts") % facts).replace(" ,", ",")

    def inputs(self, body: Body, order: Sequence[str], response: Response) -> Inputs:
        text = response.get("text", "")
        unreadable = text and read_number(text, unit=body["unit"]) is None
        return Inputs(
            "text",
            _("Write a number, in %(unit)s.") % {"unit": body["unit"]} if body["unit"] else _("Write a number."),
            input_type="decimal",
            text=text,
            unit=body["unit"],
            trouble=_("We can't read this as a number. Write it in digits, e.g. 7 or 7.5.") if unreadable else "",
        )

    def right_response(self, body: Body) -> Response:
        return {"text": body["value"]}


def fold(text: str) -> str:
    """Text without what makes no difference: capitals, accents, runs of spaces, a full stop at the end."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(plain.casefold().split()).rstrip(".!? ")


def _pattern(accepted: str) -> re.Pattern[str]:
    """A star is any run of characters. Runs of stars are one, so that no pattern backtracks far."""
    pieces = [re.escape(piece) for piece in re.sub(r"\*+", "*", fold(accepted)).split("*")]
    return re.compile(".*".join(pieces))


def read_number(text: str, unit: str = "") -> Decimal | None:
    """A decimal as people write it: comma or point, spaces between thousands, the unit behind it. None if it is none.

    Where comma and point both stand, the last one is the decimal sign; a lone one always is.
    """
    bare = re.sub(r"[\s\u00a0\u202f'’]", "", unicodedata.normalize("NFKC", text))
    trailing = "".join(unit.split())
    if trailing and bare.casefold().endswith(trailing.casefold()):
        bare = bare[: -len(trailing)]
    bare = bare.replace("\N{MINUS SIGN}", "-")
    sign = "," if bare.rfind(",") > bare.rfind(".") else "."
    bare = bare.replace("," if sign == "." else ".", "").replace(sign, ".")
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", bare):
        return None
    try:
        return Decimal(bare)
    except InvalidOperation:
        return None
