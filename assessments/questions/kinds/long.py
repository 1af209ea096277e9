"""Long answers: written by the learner, read by people, judged by a rubric. No database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.utils.html import escape, linebreaks
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.questions.kinds.base import (
    MARKS,
    NOTHING,
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

# However the words are counted, nobody stores more than this.
LONGEST = 40_000
STEP = Decimal("0.0001")
Picks = Mapping[int, int]


@dataclass(frozen=True)
class Judged:
    """What picked levels come to: the grade, the points of each criterion, and how many of each there were."""

    grade: Grade
    points: tuple[Decimal, ...]
    most: tuple[int, ...]


class LongAnswer(Kind):
    """`criteria`: [{text, levels: [{points, words, enough}]}], `aim` and `most` in words (0: not said), `model` (HTML).

    A response is {"text": what was written}. No machine grades it: `judge` does, from the level that a reader picked
    for each criterion.
    """

    block = "rubric"
    by_hand = True

    def compile(self, parts: Sequence[Part]) -> Body:
        first = parts[0] if parts else {}
        return {
            "options": [],
            "count": len(parts),
            "criteria": [_criterion(one) for one in first.get("criteria") or ()],
            "aim": int(first.get("aim") or 0),
            "most": int(first.get("most") or 0),
            "model": first.get("model") or "",
        }

    def problem(self, body: Body) -> str:
        if body["count"] != 1:
            return _("A long answer takes one rubric, by which people mark it.")
        if not body["criteria"]:
            return _("Write at least one criterion into the rubric.")
        if body["most"] and body["aim"] > body["most"]:
            return _("The answer is to be shorter than the most words it may have.")
        return next((trouble for one in body["criteria"] if (trouble := _trouble(one))), "")

    def clean(self, body: Body, response: Response) -> Response | None:
        text = one_text(response, "text").replace("\r\n", "\n")
        if len(text) > LONGEST:
            raise refuse()
        return {"text": text} if text else None

    def grade(self, body: Body, response: Response) -> Grade:
        """Nothing: what was written is worth what its readers say."""
        return NOTHING

    def inputs(self, body: Body, order: Sequence[str], response: Response) -> Inputs:
        text = response.get("text", "")
        over = body["most"] and count_words(text) > body["most"]
        return Inputs(
            "long",
            _length_hint(body),
            text=text,
            most_words=body["most"],
            trouble=_("This is %(n)d words; %(most)d are read at the most. Please shorten it.")
            % {"n": count_words(text), "most": body["most"]}
            if over
            else "",
        )

    def verdicts(self, body: Body, order: Sequence[str], response: Response) -> list[Verdict]:
        rows = []
        if response.get("text"):
            written = linebreaks(response["text"], autoescape=True)
            rows.append(Verdict(_("Your words"), written, *MARKS[False, False], ""))
        if body["model"]:
            rows.append(Verdict(_("One way to answer it well"), body["model"], *MARKS[False, True], ""))
        elif not rows:
            rows.append(Verdict(_("What was looked for"), _best_words(body), *MARKS[False, True], ""))
        return rows

    def key(self, body: Body) -> list[KeyLine]:
        """What was looked for, criterion by criterion, in the words of its highest level."""
        best = [max(one["levels"], key=lambda level: level["points"]) for one in body["criteria"]]
        lines = [
            KeyLine(escape(one["text"]), level["words"]) for one, level in zip(body["criteria"], best, strict=True)
        ]
        return [*lines, *([KeyLine(_("One way to answer it well"), "", body["model"])] if body["model"] else [])]

    def right_response(self, body: Body) -> Response:
        """Some words; whether they are right, only a reader says."""
        return {"text": _("What I would do first is listen.")}


def judge(body: Body, picks: Picks) -> Judged:
    """The grade for the picked levels: {place of the criterion: place of the level}, both from 0.

    Correct means enough: every criterion reaches its level that is marked *enough*, or where the rubric
    marks none, its highest. Raises ValueError when a criterion has no level picked, or one that it does not have.
    """
    criteria = body["criteria"]
    if set(picks) != set(range(len(criteria))):
        message = "every criterion needs a level"
        raise ValueError(message)
    if any(not 0 <= picks[place] < len(one["levels"]) for place, one in enumerate(criteria)):
        message = "a criterion has no such level"
        raise ValueError(message)
    points = tuple(Decimal(one["levels"][picks[place]]["points"]) for place, one in enumerate(criteria))
    most = tuple(max(level["points"] for level in one["levels"]) for one in criteria)
    score = (sum(points, Decimal(0)) / sum(most)).quantize(STEP, ROUND_DOWN)
    enough = all(have >= enough_points(one) for have, one in zip(points, criteria, strict=True))
    return Judged(Grade(score, correct=enough), points, most)


def enough_points(criterion: Mapping[str, Any]) -> int:
    """The points from which this criterion is met: of the lowest level marked *enough*, or else of the highest."""
    levels = criterion["levels"]
    marked = [level["points"] for level in levels if level["enough"]]
    return min(marked) if marked else max(level["points"] for level in levels)


def count_words(text: str) -> int:
    """Words as people count them: what stands between spaces."""
    return len(text.split())


def _criterion(part: Mapping[str, Any]) -> dict[str, Any]:
    levels = [
        {
            "points": int(level.get("points") or 0),
            "words": " ".join(str(level.get("words") or "").split()),
            "enough": bool(level.get("enough")),
        }
        for level in part.get("levels") or ()
    ]
    return {"text": " ".join(str(part.get("text") or "").split()), "levels": levels}


def _trouble(criterion: Mapping[str, Any]) -> str:
    facts = {"criterion": criterion["text"]}
    if not criterion["text"] or any(not level["words"] for level in criterion["levels"]):
        return _("Every criterion and every level needs words.")
    points = [level["points"] for level in criterion["levels"]]
    if len(points) < 2:
        return _("“%(criterion)s” needs at least two levels.") % facts
    if len(set(points)) < len(points):
        return _("“%(criterion)s” has two levels with the same points.") % facts
    return _("Points are 0 or more.") if min(points) < 0 else ""


def _length_hint(body: Body) -> str:
    sentences = [_("Write in your own words. A person reads it.")]
    if body["aim"]:
        text = ngettext("About %(n)d word will do.", "About %(n)d words will do.", body["aim"])
        sentences.append(text % {"n": body["aim"]})
    if body["most"]:
        text = ngettext("At the most %(n)d word.", "At the most %(n)d words.", body["most"])
        sentences.append(text % {"n": body["most"]})
    return " ".join(sentences)


def _best_words(body: Body) -> str:
    """The words of each criterion's highest level, escaped."""
    best = [max(one["levels"], key=lambda level: level["points"])["words"] for one in body["criteria"]]
    return linebreaks("\n\n".join(best), autoescape=True)
