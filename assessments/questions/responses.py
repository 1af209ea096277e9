"""What a response may look like, without the database. A kind of question brings its own reader."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from assessments.questions.choices import QuestionKind
from assessments.questions.errors import UnknownAnswer

Response = dict[str, Any]


def clean_response(kind: str, body: dict[str, Any], response: Any) -> Response | None:
    """The response in its stored form, or None for "nothing chosen".

    Raises `UnknownAnswer` when it names an option this question did not offer, or more than one where one is asked.
    """
    if response is None:
        return None
    if not isinstance(response, dict):
        raise UnknownAnswer(_("This answer does not belong to this question."))
    return CLEANERS[kind](body, response)


def _clean_choice(body: dict[str, Any], response: Response) -> Response | None:
    chosen = response.get("chosen", [])
    if not isinstance(chosen, Sequence) or isinstance(chosen, str):
        raise UnknownAnswer(_("This answer does not belong to this question."))
    offered = [option["id"] for option in body["options"]]
    if any(choice not in offered for choice in chosen):
        raise UnknownAnswer(_("This answer does not belong to this question."))
    ordered = [option for option in offered if option in chosen]
    return {"chosen": ordered} if ordered else None


def _clean_one(body: dict[str, Any], response: Response) -> Response | None:
    cleaned = _clean_choice(body, response)
    if cleaned and len(cleaned["chosen"]) > 1:
        raise UnknownAnswer(_("This question asks for one answer."))
    return cleaned


CLEANERS: dict[str, Callable[[dict[str, Any], Response], Response | None]] = {
    QuestionKind.ONE_BEST: _clean_one,
    QuestionKind.SEVERAL_RIGHT: _clean_choice,
}
