import pytest

from assessments.questions.compiling import compile_body, inline, prose, split_stem
from assessments.questions.errors import QuestionIncomplete


def option(name, *, correct=False, **changes):
    return {"id": name, "text": f"<p>{name}</p>", "correct": correct, "feedback": "", **changes}


def test_the_last_paragraph_is_what_is_asked():
    assert split_stem("<p>A member <b>asks</b>.</p><p>What do you say?</p>") == (
        "<p>A member <b>asks</b>.</p>",
        "What do you say?",
    )


def test_a_stem_that_ends_in_a_list_stays_whole():
    assert split_stem("<p>Which?</p><ul><li>one</li></ul>") == ("<p>Which?</p><ul><li>one</li></ul>", "")


def test_a_stem_without_paragraphs_is_asked_as_it_is():
    assert split_stem("Which one?") == ("", "Which one?")


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<p>Hi<script>alert(1)</script></p>", "<p>Hialert(1)</p>"),
        ('<p onclick="x()">Hi</p>', "<p>Hi</p>"),
        ('<a href="javascript:alert(1)">Hi</a>', "<a>Hi</a>"),
        ('<p><img src="x" onerror="x()">Hi</p>', "<p>Hi</p>"),
        ("<p>1 &lt; 2 &amp; 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
    ],
)
def test_prose_keeps_words_and_drops_what_could_act(dirty, clean):
    assert prose(dirty) == clean


def test_inline_turns_paragraphs_into_lines():
    assert inline('<p data-block-key="x">One <i>two</i></p><p>three</p>') == "One <i>two</i><br/>three"


@pytest.mark.parametrize(
    ("kind", "options", "sentence"),
    [
        ("one_best", [option("a", correct=True)], "at least two"),
        ("one_best", [option("a"), option("b")], "exactly one"),
        ("one_best", [option("a", correct=True), option("b", correct=True)], "exactly one"),
        ("several_right", [option("a"), option("b")], "at least one"),
        ("one_best", [option("a", correct=True), option("b", text="<p></p>")], "no words"),
        ("one_best", [option("a", correct=True), option("a")], "same mark"),
    ],
)
def test_a_question_that_cannot_be_asked_says_why(kind, options, sentence):
    with pytest.raises(QuestionIncomplete, match=sentence):
        compile_body(kind=kind, stem="<p>Which?</p>", options=options, feedback="")


def test_a_question_without_words_says_so():
    with pytest.raises(QuestionIncomplete, match="Write the question"):
        compile_body(kind="one_best", stem="", options=[option("a", correct=True), option("b")], feedback="")
