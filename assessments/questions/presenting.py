"""A question as its learner sees it: plain values from a compiled body. No database."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assessments.questions.kinds import kind_of
from assessments.questions.kinds.base import Inputs


@dataclass(frozen=True)
class Asked:
    """A question to answer. Story, ask and texts are HTML, cleaned when the question was published."""

    number: int
    story: str
    ask: str
    inputs: Inputs
    safety_critical: bool
    flagged: bool = False
    sequence: int = 0
    url: str = ""
    # How sure one is: (value, words, picked); empty where it is not asked.
    certainty: Sequence[tuple[str, str, bool]] = ()
    # Pictures and recordings, see `questions.media`.
    media: Sequence[dict[str, Any]] = ()
    # Where several tries are allowed, but a safety question counts at the first only.
    first_try_counts: bool = False
    # See `compiling.freeze_vignette`.
    vignette: dict[str, Any] | None = None

    @property
    def next_sequence(self) -> int:
        return self.sequence + 1


def asked(kind: str, body: dict[str, Any], *, number: int, safety_critical: bool, **more: Any) -> Asked:
    """A question as its learner sees it. `more`: `order` of options, `response`, and fields of `Asked`."""
    response = more.pop("response", None) or {}
    order = more.pop("order", None) or [option["id"] for option in body["options"]]
    return Asked(
        number=number,
        story=body["story"],
        ask=body["ask"],
        inputs=kind_of(kind).inputs(body, order, response),
        safety_critical=safety_critical,
        media=body.get("media", ()),
        vignette=body.get("vignette"),
        **more,
    )
