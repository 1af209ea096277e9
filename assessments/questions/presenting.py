"""A question as its learner sees it, before and after handing in: plain values from a compiled body. No database."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments.questions.choices import QuestionKind


@dataclass(frozen=True)
class Choice:
    id: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class Asked:
    """A question to answer. Story, ask and texts are HTML, cleaned when the question was published."""

    number: int
    story: str
    ask: str
    hint: str
    input_type: str
    safety_critical: bool
    choices: list[Choice]
    flagged: bool = False
    sequence: int = 0
    url: str = ""

    @property
    def next_sequence(self) -> int:
        return self.sequence + 1

    @property
    def form_id(self) -> str:
        return f"answer-{self.number}"


@dataclass(frozen=True)
class Verdict:
    """One option of a reviewed question: class, icon and words say the same."""

    text: str
    feedback: str
    state: str
    icon: str
    words: str


# (chosen, right) → class and icon
MARKS = {
    (True, True): ("is-right", "check"),
    (True, False): ("is-wrong", "cross"),
    (False, True): ("is-missed", "ring"),
    (False, False): ("is-left", "dash"),
}


def verdict_words(*, chosen: bool, right: bool) -> str:
    if chosen:
        return _("Your answer · right") if right else _("Your answer · not right")
    return _("Right · you left it out") if right else ""


def asked(kind: str, body: dict[str, Any], *, number: int, safety_critical: bool, **more: Any) -> Asked:
    """A question as its learner sees it. `more`: `order` of options, `response`, and fields of `Asked`."""
    chosen = (more.pop("response", None) or {}).get("chosen", [])
    order = more.pop("order", None)
    by_id = {option["id"]: option for option in body["options"]}
    one = kind == QuestionKind.ONE_BEST
    return Asked(
        number=number,
        story=body["story"],
        ask=body["ask"],
        hint=_("Choose one.") if one else _("Choose every one that fits."),
        input_type="radio" if one else "checkbox",
        safety_critical=safety_critical,
        choices=[Choice(key, by_id[key]["text"], key in chosen) for key in (order or by_id)],
        **more,
    )


def verdict(option: dict[str, Any], *, chosen: bool) -> Verdict:
    """One option of a compiled body, judged."""
    state, icon = MARKS[chosen, option["correct"]]
    words = verdict_words(chosen=chosen, right=option["correct"])
    return Verdict(option["text"], option["feedback"], state, icon, words)
