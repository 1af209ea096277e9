"""Answers to a question of any kind, for the people of the demo, the visitors of the bench, and a browser."""

from collections.abc import Iterator
from typing import Any

from assessments.questions.errors import UnknownAnswer
from assessments.questions.kinds import clean_response, kind_of
from assessments.questions.kinds.base import Body, Response


def answer_to(kind: str, body: Body, *, right: bool) -> Response | None:
    """A response with full marks, or one that is not right; None (left open) where no wrong one is found."""
    key = kind_of(kind).right_response(body)
    if right:
        return key
    for guess in _guesses(key, body):
        cleaned = _cleaned(kind, body, guess)
        if cleaned and not kind_of(kind).grade(body, cleaned).correct:
            return cleaned
    return None


def form_of(kind: str, body: Body, response: Response) -> dict[str, list[str]]:
    """The fields of the form, with their values, by which a learner gives this response."""
    inputs = kind_of(kind).inputs(body, [option["id"] for option in body["options"]], response)
    fields: dict[str, list[str]] = {"text": [inputs.text]} if inputs.text else {}
    first = "best" if inputs.widget == "best_worst" else "chosen"
    for choice in inputs.choices:
        for name, marked in ((first, choice.chosen), ("worst", choice.worst)):
            if marked:
                fields.setdefault(name, []).append(choice.id)
    for row in inputs.rows:
        fields[row.name] = [value for value, _words, picked in row.picks if picked]
    return fields


def _guesses(key: Response, body: Body) -> Iterator[Response]:
    """Responses that are not the key, most of them of another kind's form; each kind takes what it can read."""
    others = [option["id"] for option in body["options"] if option["id"] not in key.get("chosen", ())]
    yield {"chosen": others[:1]}
    several = {name: value for name, value in key.items() if isinstance(value, dict)}
    yield {name: _backwards(value) for name, value in several.items()}
    # Where all belong to the same: one of them left open.
    yield {name: dict(list(value.items())[1:]) for name, value in several.items()}
    yield _backwards(key)
    yield {"text": "?"}


def _backwards(answers: dict[str, Any]) -> dict[str, Any]:
    return dict(zip(answers, reversed(answers.values()), strict=True))


def _cleaned(kind: str, body: Body, guess: Response) -> Response | None:
    try:
        return clean_response(kind, body, guess)
    except UnknownAnswer:
        return None
