"""What is written comes back: every format, every kind. No database."""

import io
import re
import zipfile

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from assessments.questions.compiling import draft_body
from assessments.questions.formats import FORMATS, read
from assessments.questions.formats.draft import Draft, Limits
from assessments.questions.formats.qti_names import in_old_names
from assessments.questions.formats.xml_tree import read_xml
from assessments.questions.kinds import KINDS
from tests.architecture.tree import ROOT
from tests.assessments.questions.formats.samples import CANNOT, draft_of, drafts, plain

EVERY = [(name, kind) for name in FORMATS for kind in KINDS]


def there_and_back(name, *questions):
    writing = FORMATS[name].write(questions)
    return writing, read(writing.content, name, Limits())


def body(draft):
    """What would be asked, with places instead of ids."""
    options = [{"id": str(place), **one} for place, one in enumerate(draft.options)]
    return draft_body(kind=draft.kind, stem=draft.stem, options=options, feedback=draft.feedback)


@pytest.mark.parametrize(("name", "kind"), EVERY)
def test_a_question_comes_back_as_it_was(name, kind):
    draft = draft_of(kind)
    writing, reading = there_and_back(name, draft, draft_of("number", name="another"))
    if kind in CANNOT[name]:
        assert [problem.question for problem in writing.problems] == [draft.name]
        assert [one.name for one in reading.drafts] == ["another"]
        return
    assert (writing.problems, reading.problems) == ([], [])
    assert plain(reading.drafts[0]) == plain(draft)
    assert body(reading.drafts[0]) == body(draft)


@pytest.mark.parametrize("name", FORMATS)
def test_true_or_false_in_other_words_stays_of_its_kind(name):
    yes = {"text": "<p>Yes</p>", "correct": False, "feedback": ""}
    draft = draft_of("true_false", options=(yes, {**yes, "text": "<p>No</p>", "correct": True}))
    assert plain(there_and_back(name, draft)[1].drafts[0]) == plain(draft)


@pytest.mark.parametrize("name", FORMATS)
def test_the_names_of_options_come_back_where_the_format_has_them(name):
    draft = draft_of("one_best")
    keyed = draft_of("one_best", options=[{"key": key, **one} for key, one in zip("xyb", draft.options, strict=True)])
    keys = [one.get("key") for one in there_and_back(name, keyed)[1].drafts[0].options]
    assert keys == (["x", "y", "b"] if name.startswith("qti") else [None] * 3)


@pytest.mark.parametrize("name", FORMATS)
def test_an_unknown_kind_is_left_out_and_told(name):
    strange = Draft(kind="from_the_future", name="q-next", stem="<p>?</p>")
    writing, reading = there_and_back(name, strange, draft_of("number"))
    assert [(problem.question, problem.stops) for problem in writing.problems] == [("q-next", True)]
    assert len(reading.drafts) == 1


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(data=st.data())
def test_whatever_an_editor_wrote_comes_back(name, data):
    question = data.draw(drafts())
    if question.kind in CANNOT[name]:
        assert [problem.question for problem in FORMATS[name].write([question]).problems] == [question.name]
        return
    writing, reading = there_and_back(name, question)
    assert (writing.problems, reading.problems) == ([], [])
    assert plain(reading.drafts[0]) == plain(question)


def test_the_examples_for_editors_are_read():
    """What docs/authoring.md shows, a block of each format."""
    blocks = re.findall(r"```(\w*)\n(.*?)```", (ROOT / "docs" / "authoring.md").read_text(), re.DOTALL)
    texts = [
        text for _language, text in blocks if any(sign in text for sign in ("::", "<quiz", "<assessment", "code,"))
    ]
    readings = [
        read(text.encode(), name, Limits())
        for text, name in zip(texts, ("gift", "moodle", "qti21", "csv"), strict=True)
    ]
    assert [reading.problems for reading in readings] == [[]] * 4
    assert [len(reading.drafts) for reading in readings] == [1, 1, 1, 4]


@pytest.mark.parametrize("name", ["qti21", "qti3"])
@pytest.mark.parametrize("kind", KINDS)
def test_an_item_names_each_choice_once_and_declares_what_it_asks(name, kind):
    package = zipfile.ZipFile(io.BytesIO(FORMATS[name].write([draft_of(kind)]).content))
    root = in_old_names(read_xml(package.read(f"items/{draft_of(kind).name}.xml")))
    offered = root.deep("simpleChoice", "simpleAssociableChoice", "inlineChoice", "hottext")
    choices = [node.attrs["identifier"] for node in offered]
    declared = [node.attrs["identifier"] for node in root.all("responseDeclaration", "outcomeDeclaration")]
    assert len({*choices, *declared}) == len(choices) + len(declared)
    used = [node.attrs["identifier"] for node in root.deep("variable", "correct", "mapResponse", "setOutcomeValue")]
    unmarked = {"RESPONSE"} if kind in {"likert", "long_answer"} else set()
    assert {*used, "SCORE", "FEEDBACK"} | unmarked == {*declared}
    assert ("SCORE" in used) is not bool(unmarked)
    order = [node.name for node in root.children]
    assert order == sorted(order, key=SEQUENCE.index)


# As the schemas of both versions want it.
SEQUENCE = ["responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing", "modalFeedback"]
