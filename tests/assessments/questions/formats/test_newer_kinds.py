"""Gaps, transcripts, scales, ranks and long answers as others write them. No database."""

import pytest

from assessments.questions.compiling import problem_with
from assessments.questions.formats import FORMATS, read
from tests.assessments.questions.formats.reading import ITEM, LIMITS, MOODLE, one
from tests.assessments.questions.formats.samples import draft_of

SELECTS = (
    "<quiz><question type='{type}'><name><text>q</text></name><questiontext format='html'>"
    "<text><![CDATA[{text}]]></text></questiontext>{options}</question></quiz>"
)


def selects(text, *options, sort="gapselect"):
    tag = "dragbox" if sort == "ddwtos" else "selectoption"
    rows = "".join(f"<{tag}><text>{words}</text><group>{group}</group></{tag}>" for words, group in options)
    return one(SELECTS.format(type=sort, text=text, options=rows), "moodle")


def problem(draft):
    options = [{"id": str(place), **part} for place, part in enumerate(draft.options)]
    return problem_with(kind=draft.kind, stem=draft.stem, options=options, feedback="")


def gaps_of(draft):
    return [(one["before"], one["right"], one["others"], one["after"]) for one in draft.options]


@pytest.mark.parametrize("sort", ["gapselect", "ddwtos"])
def test_gaps_of_moodle_are_read_by_their_groups(sort):
    text = "<p>Fill in.</p><p>A <b>member [[1]] pass</b>, and [[3]].</p><p>So it is.</p>"
    draft, said = selects(text, ("may", 1), ("must", 1), ("we", 2), ("they", 2), ("can't", 1), sort=sort)
    assert (draft.kind, draft.stem, said, problem(draft)) == ("gap_select", "<p>Fill in.</p>", [], "")
    assert gaps_of(draft) == [
        ("<p>A <b>member </b></p>", "may", "must\ncan't", ""),
        ("<p><b> pass</b>, and</p>", "we", "they", "<p>.<br/>So it is.</p>"),
    ]


def test_a_text_that_begins_with_its_gaps_gets_something_to_do():
    draft, _said = selects("One [[1]] pass", ("may", 1), ("must", 1))
    assert draft.stem == "<p>Choose what belongs into each gap.</p>"
    assert gaps_of(draft) == [("<p>One</p>", "may", "must", "<p>pass</p>")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nothing here", "no [[1]]"),
        ("One [[7]] pass", "not there"),
        ("<img alt='[[1]]'>", "no words can"),
        ("<!-- [[1]] --> x", "no words can"),
        ("<form>[[1]]</form> or [[2]]", "no words can"),
        ("<b>" * 5000 + "[[1]]", "nested too deeply"),
    ],
)
def test_gaps_that_nobody_could_fill_are_told(text, words):
    draft, said = selects(text, ("may", 1), ("must", 1))
    assert draft is None
    assert words in said[0][1]


def test_cloze_is_read_where_it_asks_to_choose():
    text = "<p>One {1:MULTICHOICE:=may#yes~must~%50%mi\\~ght} pass {2:MCV:~It&#39;s~%100%That \\} is}.</p>"
    draft, said = selects(text, sort="cloze")
    assert gaps_of(draft) == [
        ("<p>One</p>", "may", "must\nmi~ght", ""),
        ("<p>pass</p>", "That } is", "It's", "<p>.</p>"),
    ]
    told = " ".join(words for _line, words in said)
    assert all(words in told for words in ("second-best", "Feedback to single", "count differently"))


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        ("{1:SHORTANSWER:=may}", "type SHORTANSWER"),
        ("{1:MULTICHOICE:may~must}", "has 0 right ones"),
        ("{1:MULTICHOICE:=may~=must}", "has 2 right ones"),
        ("{nothing}", "no gap"),
    ],
)
def test_cloze_that_asks_otherwise_is_told(gap, words):
    draft, said = selects(f"One {gap} pass", sort="cloze")
    assert draft is None
    assert words in said[0][1]


def test_more_gaps_than_moodle_knows_groups_are_left_out():
    gap = draft_of("gap_select").options[1]
    many = [{**gap, "right": f"r{n}"} for n in range(21)]
    writing = FORMATS["moodle"].write([draft_of("gap_select", options=many)])
    assert [(problem.stops, "at most 20" in problem.words) for problem in writing.problems] == [(True, True)]
    assert not FORMATS["moodle"].write([draft_of("gap_select", options=many[:20])]).problems


LONG = {
    "gift": "Well? {}",
    "moodle": MOODLE.format(
        type="essay",
        more="<graderinfo format='html'><text>Look for calm.</text></graderinfo><maxwordlimit>300</maxwordlimit>",
    ),
    "qti21": ITEM.format(
        declared="<responseDeclaration identifier='R'/>",
        body="<rubricBlock view='scorer'><p>Look for calm.</p></rubricBlock>"
        "<extendedTextInteraction responseIdentifier='R'/>",
    ),
}


@pytest.mark.parametrize("name", LONG)
def test_a_long_text_without_our_rubric_is_a_draft_and_says_so(name):
    draft, said = one(LONG[name], name)
    assert (draft.kind, draft.stem, draft.unfinished) == ("long_answer", "<p>Well?</p>", True)
    assert "criterion" in problem(draft)
    told = " ".join(words for _line, words in said)
    assert "without a rubric" in told
    assert ("Look for calm." in told) is (name != "gift")
    assert draft.options[0]["most"] == (300 if name == "moodle" else None)


HOT = "<hottextInteraction responseIdentifier='R'><prompt>Mark it.</prompt>{}</hottextInteraction>"
KEY = "<responseDeclaration identifier='R'><correctResponse><value>b</value></correctResponse></responseDeclaration>"


def test_a_transcript_of_others_is_read_where_every_word_can_be_marked():
    said_by = (
        "<p>Ana: <hottext identifier='a'>I am <b>sad</b>.</hottext></p>"
        "<p>Ben: <hottext identifier='b'>Go.</hottext></p>"
    )
    draft, said = one(ITEM.format(declared=KEY, body=HOT.format(said_by)), "qti21")
    assert (draft.kind, draft.stem, said, problem(draft)) == ("spot", "<p>Well?</p><p>Mark it.</p>", [], "")
    assert [(line["speaker"], line["text"], line["correct"]) for line in draft.options] == [
        ("Ana", "<p>I am <b>sad</b>.</p>", False),
        ("Ben", "<p>Go.</p>", True),
    ]
    for more in ("and so on", "<p>Ana says <hottext identifier='c'>x</hottext></p>"):
        draft, said = one(ITEM.format(declared=KEY, body=HOT.format(said_by + more)), "qti21")
        assert draft is None
        assert "stands outside" in said[0][1]


def test_a_choice_without_a_key_is_a_scale_only_where_nothing_is_earned():
    points = "".join(f"<simpleChoice identifier='{n}'>{n}</simpleChoice>" for n in "abc")
    body = f"<choiceInteraction responseIdentifier='R'>{points}</choiceInteraction>"
    declared = "<responseDeclaration identifier='R' cardinality='single'/>"
    item = ITEM.format(declared=declared, body=body)
    assert one(item, "qti21")[0].kind == "likert"
    earned = "<responseProcessing><setOutcomeValue identifier='SCORE'/></responseProcessing></assessmentItem>"
    assert "has 0 right ones" in one(item.replace("</assessmentItem>", earned), "qti21")[1][0][1]


def test_equal_ratings_come_back_and_are_told():
    options = [
        {**part, "rating": rating}
        for part, rating in zip(draft_of("judgement_rank").options, (2, 4, 2, 1), strict=True)
    ]
    writing = FORMATS["qti3"].write([draft_of("judgement_rank", options=options)])
    assert [(problem.stops, "same rating" in problem.words) for problem in writing.problems] == [(False, True)]
    back = read(writing.content, "qti3", LIMITS).drafts[0]
    assert (back.kind, [part["rating"] for part in back.options]) == ("judgement_rank", [2, 4, 2, 1])


TABLE = "kind,stem,answer_1,value_1,speaker_1,answer_2,value_2,speaker_2,aim_words\r\n"


@pytest.mark.parametrize(
    "row",
    [
        "gap_select,Fill in,One ____ pass,may|must,,,,,",
        "spot,Mark it,I am sad,,Ana,Cheer up,right,Ben,",
        "likert,How sure are you?,Not,,,Very,,,",
        'long_answer,What now?,Stays calm,"0: no\n2 enough: yes",,Asks,0:no|1:yes,,150',
        "judgement_rank,Rank them,A,4,,B,1,,",
    ],
)
def test_rows_of_newer_kinds_are_read_as_people_write_them(row):
    draft, said = one(TABLE + row, "csv")
    assert (draft.kind, said) == (row.split(",")[0], [])
    assert problem(draft) == ("Write at least three things one could do." if draft.kind == "judgement_rank" else "")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("gap_select,Fill in,One pass,may|must,,,,,", "not 0"),
        ("gap_select,Fill in,One ___ or ___,may|must,,,,,", "not 2"),
        (f"gap_select,Fill in,___,{'x' * 121}|b,,,,,", "longer than 120"),
        (f"spot,Mark it,Hm,,{'x' * 61},,,,", "longer than 60"),
        (f"likert,Well?,{'x' * 81},,,,,,", "longer than 80"),
        ("long_answer,Well?,Calm,no|yes,,,,,", "its points, a colon"),
        ("long_answer,Well?,Calm,0: no|101: yes,,,,,", "from 0 to 100"),
        (f"long_answer,Well?,{'x' * 201},0: no|1: yes,,,,,", "longer than 200"),
        ("long_answer,Well?,Calm,0: no|1: yes,,,,,many", "not a whole number"),
        ("long_answer,Well?,Calm,0: no|1: yes,,,,,9999", "at most 5000 words"),
    ],
)
def test_bad_rows_of_newer_kinds_are_told(row, words):
    draft, said = one(TABLE + row, "csv")
    assert draft is None
    assert words in said[0][1]


@pytest.mark.parametrize("name", FORMATS)
def test_what_has_no_answers_or_no_words_is_left_out(name):
    empty = draft_of("one_best", name="empty", options=())
    pictured = draft_of("one_best", name="pictured", options=[{"text": "", "correct": True, "feedback": ""}])
    writing = FORMATS[name].write([empty, pictured, draft_of("number", beside=["hints"])])
    assert [(problem.question, problem.stops) for problem in writing.problems if problem.stops] == [
        ("empty", True),
        ("pictured", True),
    ]
    assert [problem.words for problem in writing.problems if not problem.stops] == ["Not in the file: hints."]
