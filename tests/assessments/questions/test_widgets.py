"""Each kind of question as HTML: well formed, every field with a name, and nothing of a text becomes markup."""

from xml.etree.ElementTree import Element

import pytest
from django.template.loader import render_to_string

from assessments.questions.kinds import KINDS, kind_of
from assessments.questions.presenting import asked
from tests.assessments.questions.test_kinds import PARTS, body_of
from tests.assessments.questions.test_more_kinds import EVIL
from tests.html import parse_strict, text_of

PAGE = "<!doctype html><html lang='en'><head><title>x</title></head><body>{}</body></html>"
PLAIN = ("match", "right", "others", "speaker", "unit")


def page_of(kind: str, body: dict, response: dict | None = None) -> Element:
    question = asked(kind, body, number=3, safety_critical=True, response=response)
    return parse_strict(PAGE.format(render_to_string("assessments/questions/_question.html", {"question": question})))


def name_of(field: Element, root: Element) -> str:
    """What a screen reader calls a field: the words of its label."""
    around = [one for one in root.iter("label") if field in list(one.iter())]
    labels = around or [one for one in root.iter("label") if one.get("for") == field.get("id")]
    return " ".join(text_of(label) for label in labels)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_question_has_a_name(kind):
    root = page_of(kind, body_of(kind))
    fields = [field for tag in ("input", "select", "textarea") for field in root.iter(tag)]
    assert fields
    assert all(name_of(field, root) and field.get("name") for field in fields)


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_answered_is_there_again(kind):
    body = body_of(kind)
    root = page_of(kind, body, kind_of(kind).right_response(body) or {"chosen": ["b"]})
    typed = [field.get("value") for field in root.iter("input") if field.get("type") == "text"]
    typed += [field.text for field in root.iter("textarea")]
    kept = [one for one in root.iter() if one.get("checked") is not None or one.get("selected") is not None]
    assert any(typed) or kept


@pytest.mark.parametrize("kind", KINDS)
def test_script_in_a_plain_field_is_shown_as_words(kind):
    body = body_of(
        kind,
        [{name: f"{value}{EVIL}" if name in PLAIN else value for name, value in part.items()} for part in PARTS[kind]],
    )
    root = page_of(kind, body)
    assert not [one for one in root.iter() if one.tag == "img" or (one.tag == "script" and not one.get("src"))]


def test_gaps_are_named_by_their_number():
    root = page_of("gap_select", body_of("gap_select"))
    assert [name_of(field, root) for field in root.iter("select")] == ["Gap 1", "Gap 2"]


def test_each_span_of_a_transcript_names_its_speaker():
    root = page_of("spot", body_of("spot"))
    names = [name_of(field, root) for field in root.iter("input")]
    assert names[:3] == ["Ama: I was alone.", "Bo: You felt alone.", "Bo: Try yoga!"]
