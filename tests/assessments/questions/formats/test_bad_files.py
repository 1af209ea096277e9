"""What strangers upload: each mistake gets its line and a sentence, and nothing of it gets through. No database."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from assessments.questions.formats import FORMATS, guess, read
from assessments.questions.formats.draft import Limits, Unreadable
from assessments.questions.formats.text import label, rich
from tests.assessments.questions.formats.reading import BOMB, LIMITS, MOODLE, OUTSIDE, one, refusal
from tests.assessments.questions.formats.samples import draft_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Well? {=a ~b", "do not end with }"),
        ("Well? =a ~b}", "} without a {"),
        ("Well? }=a ~b{", "do not end with }"),
        ("Well? {=a} or {=b}", "several { }"),
        ("Just some words.", "description is not a question"),
        ("Well? {a ~b}", "don't know this form"),
        ("Well? {=a ~}", "no words"),
        ("Well? {=a ~%400%b}", "between -100 and 100"),
        ("Well? {=a =b ~c}", "has 2 right ones"),
        ("Well? {~a ~b}", "has 0 right ones"),
        ("Well? {#abc}", "not a number"),
        ("Well? {#5..3}", "not a range"),
        ("Well? {#=%50%3:1}", "wholly right"),
        ("Well? {=a -> b =c}", "=one -> other"),
        ("Well? {= a -> }", "no second half"),
        ("Well? {=" + "x" * 201 + "}", "longer than 200"),
        ("Well? {#1" + "0" * 40 + "}", "too large"),
    ],
)
def test_malformed_gift_is_told_with_its_line(text, words):
    draft, said = one(f"// a comment\n\n{text}\n")
    assert draft is None
    assert [line for line, _words in said] == [3]
    assert words in said[0][1]


def test_one_bad_question_does_not_hide_the_good_ones():
    reading = read(b"::a::Well? {=x ~y}\n\n::b::Bad {\n\n::c::Well? {T}\n", "gift", LIMITS)
    assert [draft.name for draft in reading.drafts] == ["a", "c"]
    assert [(problem.line, problem.question) for problem in reading.problems] == [(3, "b")]


def test_gift_escapes_and_forms_are_read():
    text = "::a\\:b::[html]1 \\= 2 \\{x\\} \\~ \\# \\\\n\\nyes{=\\=a#\\~ ~b####\\#all}"
    draft, said = one(text)
    assert said == []
    assert (draft.name, draft.stem) == ("a:b", "<p>1 = 2 {x} ~ # \\n\nyes</p>")
    assert (draft.options[0]["text"], draft.options[0]["feedback"], draft.feedback) == (
        "<p>=a</p>",
        "<p>~</p>",
        "<p>#all</p>",
    )


@pytest.mark.parametrize(
    ("text", "kind", "stem"),
    [
        ("Two plus {=two =2} is four.", "short_answer", "<p>Two plus _____ is four.</p>"),
        ("[markdown]Is **this** so? {TRUE#No.#Yes.}", "true_false", "<p>Is <strong>this</strong> so?</p>"),
        ("[plain]a <b> c {F}", "true_false", "<p>a &lt;b&gt; c</p>"),
        ("How many? {#3..5}", "number", "<p>How many?</p>"),
        ("How many? {#=4:1#Good =%50%4:2}", "number", "<p>How many?</p>"),
        ("Which? {~%50%a ~%50%b ~%-100%c}", "several_right", "<p>Which?</p>"),
        ("Order {>ALL\nfirst\nsecond\nthird}", "ordering", "<p>Order</p>"),
    ],
)
def test_gift_as_others_write_it_is_read(text, kind, stem):
    draft, _said = one(text)
    assert (draft.kind, draft.stem) == (kind, stem)


@pytest.mark.parametrize(
    ("text", "format_name", "words"),
    [
        ("Well? {=a ~%50%b ~c}", "gift", "second-best"),
        ("Well? {~%70%a ~%30%b ~%-100%c}", "gift", "percentages are not kept"),
        ("Well? {=%100%a =%50%b}", "gift", "earns 50%"),
        ("// [tag:mine]\nWell? {T}", "gift", "mine"),
        ("[html]Well? <img src=x><table><tr><td>a</td></tr></table> {T}", "gift", "<img>, <table>"),
    ],
)
def test_what_our_kinds_cannot_say_is_told(text, format_name, words):
    draft, said = one(text, format_name)
    assert draft is not None
    assert words in said[0][1]


def test_moodle_tells_partial_credit_hints_and_files():
    answers = "<answer fraction='100'><text>a</text></answer><answer fraction='50'><text>b</text></answer>"
    more = f"<single>true</single>{answers}<hint><text>h</text></hint><file name='x'>AAAA</file>"
    draft, said = one(MOODLE.format(type="multichoice", more=more), "moodle")
    assert draft.kind == "one_best"
    told = " ".join(words for _line, words in said)
    assert all(words in told for words in ("second-best", "Hints", "Pictures"))


@pytest.mark.parametrize("sort", ["calculated", ""])
def test_an_unknown_moodle_type_is_listed(sort):
    draft, said = one("\n\n" + MOODLE.format(type=sort, more=""), "moodle")
    assert draft is None
    assert said == [(3, f"Questions of the type “{sort or '?'}” can't be brought in.")]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("<answer fraction='most'><text>a</text></answer>", "not a percentage"),
        ("<answer fraction='900'><text>a</text></answer>", "between -100 and 100"),
        ("<answer fraction='0'><text>a</text></answer>", "has 0 right ones"),
    ],
)
def test_a_moodle_key_that_is_none_is_told(more, words):
    draft, said = one(MOODLE.format(type="multichoice", more=more), "moodle")
    assert draft is None
    assert words in said[0][1]


@pytest.mark.parametrize("format_name", ["moodle", "qti21", "qti3"])
@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        ("<quiz>\n<question>", 2, "not well-formed"),
        ("<quiz>\n&nbsp;</quiz>", 2, "not well-formed"),
        (f"{BOMB}<quiz>&b;</quiz>", 1, "DOCTYPE"),
        (f"{OUTSIDE}<quiz>&a;</quiz>", 1, "DOCTYPE"),
        ("<quiz>" + "<a>" * 200 + "</a>" * 200 + "</quiz>", 1, "too deeply"),
        ("<?xml version='1.0' encoding='nonsense'?><quiz/>", 1, "encoding"),
        ("<html>\n</html>", 1, "first element is <html>"),
        ("  \n", 0, "empty"),
    ],
)
def test_bad_xml_is_refused_with_its_line(format_name, data, line, words):
    at, said = refusal(data.encode(), format_name)
    assert words in said
    assert at == line


def test_xml_in_its_own_encoding_is_read():
    text = MOODLE.format(type="shortanswer", more="<answer fraction='100'><text>Größe</text></answer>")
    for encoding, head in (("utf-16", "utf-16"), ("latin-1", "ISO-8859-1"), ("utf-8-sig", "utf-8")):
        data = f"<?xml version='1.0' encoding='{head}'?>{text}".encode(encoding)
        assert read(data, "moodle", LIMITS).drafts[0].options == ({"text": "Größe"},)


@pytest.mark.parametrize("format_name", FORMATS)
def test_an_empty_file_is_told(format_name):
    for data in (b"", b" \n\n"):
        assert "empty" in refusal(data, format_name)[1]


@pytest.mark.parametrize("format_name", ["gift", "csv"])
def test_encodings_are_read_or_told(format_name):
    text = "kind,stem\nnumber,Größe\n" if format_name == "csv" else "Größe {T}\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        data = text.encode(encoding)
        reading = read(data, format_name, LIMITS)
        assert reading.drafts[0].stem == "<p>Größe</p>"
    line, words = refusal(text.encode("latin-1"), format_name)
    assert (line, words.split(".")[0]) == (2 if format_name == "csv" else 1, "This file is not in UTF-8")
    assert "another encoding" in refusal("a {T}".encode("utf-16-le"), format_name)[1]


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_file_that_is_too_large_or_too_long_is_refused(format_name):
    data = FORMATS[format_name].write([draft_of("number", name=f"q{n}") for n in range(3)]).content
    assert len(read(data, format_name, Limits(questions=3)).drafts) == 3
    assert "More than 2 questions" in refusal(data, format_name, Limits(questions=2))[1]
    assert "larger than 0.0001 MB" in refusal(data, format_name, Limits(size=100))[1]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("code,stem\na,b\n", 1, "Missing: kind"),
        ("kind,stem,colour\n", 1, "no such column: colour"),
        ("kind,stem,stem\n", 1, "stands there twice: stem"),
        ("kind,stem\nnumber,a\nnumber,b,c,d\n", 3, "4 cells"),
        ('kind,stem\nnumber,"a\n', 2, "not a CSV file"),
    ],
)
def test_a_table_with_wrong_columns_is_refused(text, line, words):
    at, said = refusal(text.encode(), "csv")
    assert (at, words in said) == (line, True)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("essay,Well?,,,", "no kind “essay”"),
        ("one_best,Well?,Ask,perhaps,", "Write “yes”"),
        ("judgement,Well?,Ask,9,", "from 1 (harmful) to 4"),
        ("matching,Well?,Ask,,", "no second half"),
        ("number,Well?,seven,,", "not a number"),
        ("number,Well?,7,,5", "Difficulty is 1, 2 or 3"),
    ],
)
def test_a_bad_row_is_told_with_its_line(row, words):
    draft, said = one(f"kind,stem,answer_1,value_1,difficulty\r\n{row}\r\n", "csv")
    assert draft is None
    assert (said[0][0], words in said[0][1]) == (2, True)


def test_a_spreadsheet_never_gets_a_formula():
    draft = draft_of("short_answer", name="=cmd", options=[{"text": "=1+1"}, {"text": "'quoted"}, {"text": "@x"}])
    content = FORMATS["csv"].write([draft]).content.decode("utf-8-sig")
    assert ",=" not in content
    assert "\n=" not in content
    assert [part["text"] for part in read(content.encode(), "csv", LIMITS).drafts[0].options] == [
        "=1+1",
        "'quoted",
        "@x",
    ]


def test_tables_with_semicolons_and_line_breaks_are_read():
    text = (
        'kind;stem;answer_1;value_1;answer_2\r\none_best;"Well?\nNow?";Ask;right;Wait\r\n\r\none_best;Bad;a;maybe;b\r\n'
    )
    draft, said = one(text, "csv")
    assert draft.stem == "<p>Well?<br/>Now?</p>"
    assert said[0][0] == 5


NASTY = (
    "<script>alert(1)</script><b onclick='x()'>bold</b><a href='javascript:x()'>link</a><img src=x onerror=y><!-- c -->"
)


def test_script_is_cleaned_out_of_every_field_of_every_format():
    gift = "[html]{0}{{={0}#{0} ~b####{0}}}".format(NASTY.replace("=", "\\=").replace("#", "\\#"))
    cell = NASTY.replace('"', '""')
    head = "kind,stem,feedback,answer_1,value_1,feedback_1,answer_2"
    table = f'{head}\none_best,"{cell}","{cell}","{cell}",right,"{cell}",b\n'
    cdata = f"<text><![CDATA[{NASTY}]]></text>"
    rich = lambda name, *more: f"<{name} format='html' fraction='100'>{cdata}{''.join(more)}</{name}>"  # noqa: E731
    answers = rich("answer", rich("feedback")) + "<answer fraction='0'><text>b</text></answer>"
    moodle = (
        f"<quiz><question type='multichoice'>{rich('questiontext')}{rich('generalfeedback')}{answers}</question></quiz>"
    )
    for format_name, text in (("gift", gift), ("csv", table), ("moodle", moodle)):
        draft, said = one(text, format_name)
        assert "<img>, <script>" in said[-1][1]
        fields = [draft.stem, draft.feedback, draft.options[0]["text"], draft.options[0]["feedback"]]
        for html in fields:
            assert "<b>bold</b>" in html
            assert not any(bad in html for bad in ("alert", "onclick", "javascript", "<img", "onerror", "<!--"))


def test_html_that_nests_without_end_is_refused():
    draft, said = one("[html]" + "<b>" * 5000 + "{T}")
    assert draft is None
    assert "nested too deeply" in said[0][1]


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"PK..", "x", "qti21"),
        (b"\xef\xbb\xbf<?xml?><quiz>", "x.xml", "moodle"),
        (b"<assessmentItem>", "x.xml", "qti21"),
        ("<?xml version='1.0'?><quiz>".encode("utf-16"), "x.xml", "moodle"),
        (b"Well?{T}", "x.TXT", "gift"),
        (b"kind,stem", "x.csv", "csv"),
        (b"Well?", "x.doc", ""),
    ],
)
def test_the_format_is_guessed(data, name, expected):
    assert guess(data, name) == expected


QUICK = settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])


@QUICK
@given(text=st.text(st.sampled_from("ab {}=~#:%\\->/\n.1T[]$<&"), max_size=60))
def test_gift_never_breaks(text):
    survives(text.encode(), "gift")


@QUICK
@given(
    data=st.binary(max_size=80), name=st.sampled_from(sorted(FORMATS)), head=st.sampled_from([b"", b"PK", b"<quiz>"])
)
def test_no_bytes_break_a_reader(data, name, head):
    survives(head + data, name)


def survives(data, name):
    """Either it says why not, or there is something to show."""
    try:
        reading = read(data, name, LIMITS)
    except Unreadable as error:
        said = error.words
    else:
        said = reading.drafts or reading.problems
    assert said


@QUICK
@given(html=st.text(st.sampled_from("<>/pbiulascript a&;\"'=\n!-"), max_size=60))
def test_cleaned_html_stays_as_it_is_when_cleaned_again(html):
    for clean in (rich, label):
        once = clean(html)[0]
        assert clean(once)[0] == once
