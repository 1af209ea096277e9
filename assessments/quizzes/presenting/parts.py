"""An answer without a word on whether it is right: for reviews that don't show everything. No database."""

from collections.abc import Collection, Sequence
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext as _

from assessments.questions.kinds import kind_of
from assessments.questions.kinds.base import Inputs, Verdict
from assessments.quizzes.choices import Aspect
from assessments.quizzes.judging import is_awaited
from assessments.quizzes.models import AttemptItem

ALL_OF_IT = {Aspect.RESPONSE, Aspect.CORRECTNESS, Aspect.FEEDBACK, Aspect.RIGHT_ANSWER}


def answer_lines(inputs: Inputs) -> list[tuple[str, str]]:
    """What was filled in, as (text, words): HTML, and plain. Nothing for what was left open."""
    lines = []
    for choice in inputs.choices:
        words = [_("best")] if choice.chosen and inputs.widget == "best_worst" else []
        words += [_("worst")] if choice.worst else []
        if choice.chosen or choice.worst:
            lines.append((choice.text, ", ".join(words)))
    for row in inputs.rows:
        lines += [(row.text, words) for value, words, picked in row.picks if picked and value]
    if inputs.text:
        lines.append((escape(inputs.text), inputs.unit))
    return lines


def key_of(item: AttemptItem) -> tuple[dict[str, Any], list[str]]:
    """The body by which an answer is judged, and the order of its options: what was asked, or, after a mistake in its
    key, the later revision that counts now, with the options that it still has."""
    if item.key_revision is None:
        return item.revision.body, item.option_order
    body, order = item.key_revision.body, item.option_order
    there = [option["id"] for option in body["options"]]
    return body, [*(one for one in order if one in there), *(one for one in there if one not in order)]


def visible_verdicts(item: AttemptItem, may: Collection[str]) -> list[Verdict]:
    """The lines of a reviewed question with what may be seen of them, and nothing else."""
    kind, body, response = kind_of(item.revision.kind), item.revision.body, item.response or {}
    key_body, key_order = key_of(item)
    verdicts = kind.verdicts(key_body, key_order, response)
    if kind.by_hand:
        own = verdicts[:1] if response else []
        wanted = [] if is_awaited(item) or Aspect.RIGHT_ANSWER not in may else verdicts[len(own) :]
        return [*(own if Aspect.RESPONSE in may else []), *wanted]
    if set(may) >= ALL_OF_IT:
        return verdicts
    lines: list[Verdict] = []
    if Aspect.RESPONSE in may:
        lines += _plain(answer_lines(kind.inputs(body, item.option_order, response)), _("Your answer"))
    if Aspect.RIGHT_ANSWER in may:
        right = kind.right_response(key_body)
        lines += _plain(answer_lines(kind.inputs(key_body, key_order, right)), _("A right answer"), "is-missed", "ring")
    if Aspect.FEEDBACK in may:
        # What is said to whoever chose an answer; never the words for those who did not.
        said = [one for one in verdicts if one.state in {"is-right", "is-wrong"} and one.feedback]
        lines += [Verdict("", one.feedback, "is-left", "dash", "") for one in said]
    return lines


def _plain(lines: Sequence[tuple[str, str]], label: str, state: str = "is-left", icon: str = "dash") -> list[Verdict]:
    return [Verdict(text, "", state, icon, f"{label} · {words}" if words else label) for text, words in lines]


def not_right_yet(item: AttemptItem, may: Collection[str]) -> list[dict[str, Any]]:
    """What of the last try is not right yet, without a word on what would be: [{text, feedback}], both HTML."""
    if not item.tries:
        return []
    kind, body = kind_of(item.revision.kind), item.revision.body
    parts = kind.not_yet(body, item.option_order, item.tries[-1]["response"])
    return parts if Aspect.FEEDBACK in may else [{**part, "feedback": ""} for part in parts]
