"""Situational judgement: things one could do, put into order from the best to the worst."""

from collections import Counter
from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

from django.utils.translation import gettext as _

from assessments.questions.kinds.base import (
    MARKS,
    NOTHING,
    ZERO,
    Body,
    Grade,
    Inputs,
    Part,
    Response,
    Verdict,
)
from assessments.questions.kinds.judgement import HARMFUL, Judgement, rating_words
from assessments.questions.kinds.ordering import clean_places, place_inputs

STEP = Decimal("0.0001")
Span = tuple[int, int]


class RankedJudgement(Judgement):
    """Options {id, text, rating, feedback} as in `Judgement`; a response is {"places": {id: 1…n}}, 1 for the best.

    What experts rated alike may stand in any of the places these have together. The grade is 1 less the sum of the
    distances from those places, as a share of that of the reversed order (Spearman's footrule); an option without a
    place, or with one given twice, counts as far away as can be. What is harmful, put first, earns nothing at all.
    """

    def clean(self, body: Body, response: Response) -> Response | None:
        return clean_places(body, response)

    def grade(self, body: Body, response: Response) -> Grade:
        places = response.get("places", {})
        if any(option["rating"] == HARMFUL and places.get(option["id"]) == 1 for option in body["options"]):
            return NOTHING
        taken = Counter(places.values())
        spans = _spans(body["options"])
        alone = {key: place for key, place in places.items() if taken[place] == 1}
        away = sum(_away(alone.get(key), span, len(spans)) for key, span in spans.items())
        ranked = [spans[key] for key in _ranked(body["options"])]
        most = sum(_away(place, span, len(ranked)) for place, span in enumerate(reversed(ranked), start=1))
        score = max(ZERO, 1 - Decimal(away) / most).quantize(STEP, rounding=ROUND_DOWN)
        return Grade(score, correct=not away)

    def inputs(self, body: Body, order: Sequence[str], response: Response) -> Inputs:
        hint = _("Give each its place: 1 for what is best to do here, the last for what is worst.")
        return place_inputs(body, order, response, hint=hint)

    def verdicts(self, body: Body, order: Sequence[str], response: Response) -> list[Verdict]:
        """From the best to the worst, whatever the order in which they stood."""
        by_id = {option["id"]: option for option in body["options"]}
        spans, places = _spans(body["options"]), response.get("places", {})
        return [_verdict(by_id[key], spans[key], places.get(key)) for key in _ranked(body["options"])]

    def right_response(self, body: Body) -> Response:
        return {"places": {key: place for place, key in enumerate(_ranked(body["options"]), start=1)}}


def _ranked(options: Sequence[Part]) -> list[str]:
    return [option["id"] for option in sorted(options, key=lambda option: -option["rating"])]


def _spans(options: Sequence[Part]) -> dict[str, Span]:
    """{option id: first and last place that the experts' ratings allow}."""
    ratings = [option["rating"] for option in options]
    return {
        option["id"]: (
            1 + sum(rating > option["rating"] for rating in ratings),
            sum(rating >= option["rating"] for rating in ratings),
        )
        for option in options
    }


def _away(place: int | None, span: Span, count: int) -> int:
    """How many places off; without a place, the most there can be."""
    first, last = span
    return max(first - 1, count - last) if place is None else max(first - place, place - last, 0)


def _verdict(option: Part, span: Span, given: int | None) -> Verdict:
    first, last = span
    right = given is not None and first <= given <= last
    words = [rating_words(option["rating"])]
    facts = {"first": first, "last": last}
    words.append(_("place %(first)d") % facts if first == last else _("places %(first)d to %(last)d") % facts)
    words.append(_("you left it open") if given is None else _("you put it in place %(given)d") % {"given": given})
    state, icon = MARKS[given is not None, right or given is None]
    return Verdict(option["text"], option["feedback"], state, icon, " · ".join(words))
