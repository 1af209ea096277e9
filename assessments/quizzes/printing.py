"""Questions on paper: what stands there, with the key or without it. Pure, once the bodies are there."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from assessments.questions.kinds import kind_of
from assessments.questions.kinds.base import KeyLine
from assessments.questions.presenting import Asked, asked

Body = dict[str, Any]


@dataclass(frozen=True)
class Sheet:
    """One question on paper. `key` and `feedback` are there only where the key is asked for."""

    question: Asked
    code: str
    key: Sequence[KeyLine] = ()
    feedback: str = ""

    @property
    def templates(self) -> list[str]:
        """How it is answered by hand; lines to write on for whatever has no form of its own on paper."""
        widget = self.question.inputs.widget
        return [f"assessments/printing/widgets/_{widget}.html", "assessments/printing/widgets/_text.html"]


def sheet(kind: str, body: Body, *, number: int, code: str, safety_critical: bool, with_key: bool) -> Sheet:
    """A question on paper. Its options lie as in an attempt, always in the same order: so the key fits the paper."""
    order = kind_of(kind).lay(body, Random(code))  # noqa: S311  (an order, not a secret)
    question = asked(kind, body, number=number, safety_critical=safety_critical, order=order)
    if not with_key:
        return Sheet(question, code)
    return Sheet(question, code, key=kind_of(kind).key(body), feedback=body["feedback"])
