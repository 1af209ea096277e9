"""What every kind of question brings: from an editor's answers to body, response, grade and review. No database."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.utils.translation import gettext as _

from assessments.questions.errors import UnknownAnswer

Body = dict[str, Any]
Part = dict[str, Any]
Response = dict[str, Any]
Widget = Literal["choices", "selects", "best_worst", "text", "gaps", "transcript", "scale", "long"]

ZERO, ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True)
class Grade:
    """`score` from 0 to 1; `correct` only when the response is exactly the key."""

    score: Decimal
    correct: bool


NOTHING = Grade(ZERO, correct=False)


@dataclass(frozen=True)
class Choice:
    """An option to choose; `text` is HTML. Where the best and the worst are asked for, `chosen` is the best.

    In a transcript, `speaker` (plain text) says it; `goes_on` when the same speaker said what stands before.
    `media`: pictures and recordings as `questions.media` shows them.
    """

    id: str
    text: str
    chosen: bool
    worst: bool = False
    speaker: str = ""
    goes_on: bool = False
    media: Sequence[dict[str, Any]] = ()


@dataclass(frozen=True)
class Row:
    """A line to answer by picking from a list. `text` and `after` are HTML; `picks`: (value, words, picked)."""

    name: str
    text: str
    picks: list[tuple[str, str, bool]]
    after: str = ""


@dataclass(frozen=True)
class Inputs:
    """What the learner fills in: `choices`, `rows` or one line of text, by `widget`."""

    widget: Widget
    hint: str
    input_type: str = ""
    choices: Sequence[Choice] = ()
    rows: Sequence[Row] = ()
    text: str = ""
    unit: str = ""
    trouble: str = ""
    most_words: int = 0

    @property
    def template(self) -> str:
        """Each widget is a template of its own."""
        return f"assessments/questions/widgets/_{self.widget}.html"


@dataclass(frozen=True)
class Verdict:
    """One line of a reviewed question: class, icon and words say the same. `text` and `feedback` are HTML."""

    text: str
    feedback: str
    state: str
    icon: str
    words: str
    media: Sequence[dict[str, Any]] = ()


@dataclass(frozen=True)
class KeyLine:
    """A line of the key, for whoever marks on paper. `text` and `feedback` are HTML, `words` are plain."""

    text: str
    words: str = ""
    feedback: str = ""


# (chosen, right) → class and icon
MARKS = {
    (True, True): ("is-right", "check"),
    (True, False): ("is-wrong", "cross"),
    (False, True): ("is-missed", "ring"),
    (False, False): ("is-left", "dash"),
}


class Kind:
    """A kind of question. `block` is the sort of answer that an editor writes for it; `by_hand`: people mark it.

    What is not `scored` counts nowhere: neither in score nor maximum, nor for being met, nor as right or not.
    """

    block: str
    scored: bool = True
    by_hand: bool = False
    # Whether the order as written would give the answer away, so that a quiz can't ask for it.
    always_shuffled = False

    def compile(self, parts: Sequence[Part]) -> Body:
        """What the body holds beside story, ask and feedback; always with `options`, a list of {id, …}."""
        raise NotImplementedError

    def problem(self, body: Body) -> str:
        """What keeps this from being asked, as a sentence; empty when nothing does."""
        raise NotImplementedError

    def clean(self, body: Body, response: Response) -> Response | None:
        """The response in its stored form, from the stored form or a form's lists. None for "nothing answered".

        Raises `UnknownAnswer` when it names what this question did not offer.
        """
        raise NotImplementedError

    def grade(self, body: Body, response: Response) -> Grade:
        raise NotImplementedError

    def inputs(self, body: Body, order: Sequence[str], response: Response) -> Inputs:
        """What to fill in, with what was answered so far. `order`: ids of options."""
        raise NotImplementedError

    def verdicts(self, body: Body, order: Sequence[str], response: Response) -> list[Verdict]:
        raise NotImplementedError

    def not_yet(self, body: Body, order: Sequence[str], response: Response) -> list[dict[str, str]]:
        """What of a response is not right, between two tries: [{text, feedback}], both HTML.

        Never a word on what would be right. A kind that can't say the one without the other says nothing.
        """
        return []

    def right_response(self, body: Body) -> Response:
        """A response with full marks."""
        raise NotImplementedError

    def key(self, body: Body) -> list[KeyLine]:
        """What is right, line by line; nothing where there is no key."""
        return []

    def lay(self, body: Body, rng: random.Random) -> list[str]:
        """The order in which the options stand, drawn once for each attempt."""
        order = self.written(body)
        rng.shuffle(order)
        return order

    def written(self, body: Body) -> list[str]:
        """The order in which an editor wrote the options."""
        return [option["id"] for option in body["options"]]


def refuse() -> UnknownAnswer:
    return UnknownAnswer(_("This answer does not belong to this question."))


def one_text(response: Response, name: str) -> str:
    """A field of text: a string as stored, or a form's list of one. Raises `UnknownAnswer`."""
    value = response.get(name, "")
    if isinstance(value, list):
        value = value[0] if value else ""
    if not isinstance(value, str):
        raise refuse()
    return value.strip()


def picked(response: Response, stored: str, prefix: str) -> dict[str, str]:
    """What was picked for which option: {option id: value}, from the stored form or from fields `prefix` + id."""
    given = response.get(stored)
    if isinstance(given, dict):
        pairs = [(str(key), str(value)) for key, value in given.items()]
    else:
        names = [name for name in response if name.startswith(prefix)]
        pairs = [(name.removeprefix(prefix), one_text(response, name)) for name in names]
    return {key: value for key, value in pairs if value}


def parts_without_words(body: Body) -> str:
    """A picture with a text alternative, or a recording with its title, is words enough."""
    nameless = any(
        not option["text"] and not any(one.get("alt") or one.get("title") for one in option.get("media", ()))
        for option in body["options"]
    )
    return _("One of the answers has no words.") if nameless else ""


def media_in(part: Part) -> dict[str, Any]:
    """{"media": [...]} where an answer has pictures or recordings, else nothing: the others stay as they were."""
    return {"media": part["media"]} if part.get("media") else {}


def twins(body: Body) -> str:
    ids = {option["id"] for option in body["options"]}
    if len(ids) == len(body["options"]):
        return ""
    return _("Two of the answers carry the same mark. Delete one of them and write it anew.")
