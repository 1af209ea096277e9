"""Whatever the kind of question: a right answer, a wrong one, and the form that gives it."""

from typing import Any

import pytest

from assessments.questions.compiling import compile_body
from assessments.questions.kinds import KINDS, clean_response, kind_of
from lms.common.texts.prose import to_html
from lms.packs.answering import answer_to, form_of
from lms.packs.reading.answers import answer_of
from lms.packs.reading.read import read_pack
from tests.assessments.questions.test_kinds import PARTS
from tests.lms.packs.conftest import DRAWINGS, SHIPPED


def body_of(kind: str, parts: Any, stem: str = "<p>Well?</p>") -> dict[str, Any]:
    return compile_body(kind=kind, stem=stem, options=parts, feedback="")


def assert_both_are_found(kind: str, body: dict[str, Any]) -> None:
    for right in (True, False):
        response = answer_to(kind, body, right=right)
        assert response is not None
        assert kind_of(kind).grade(body, response).correct is right
        assert clean_response(kind, body, form_of(kind, body, response)) == clean_response(kind, body, response)


GRADED = [name for name, kind in KINDS.items() if kind.scored and not kind.by_hand]


@pytest.mark.parametrize("kind", GRADED)
def test_answer_to_any_kind_is_right_or_wrong_as_asked_and_a_form_gives_it(kind: str) -> None:
    assert_both_are_found(kind, body_of(kind, PARTS[kind]))


def test_every_shipped_question_can_be_answered_rightly_and_wrongly() -> None:
    pack, _problems = read_pack(SHIPPED, drawings=DRAWINGS)
    questions = [one for one in pack.of("question") if one.data["kind"] in GRADED]
    assert questions
    for question in questions:
        kind = question.data["kind"]
        parts = [
            {"id": one.pop("key"), **one} for one in (answer_of(kind, option) for option in question.data["options"])
        ]
        assert_both_are_found(kind, body_of(kind, parts, to_html(question.data["stem"])))
