"""Twee 3 in and out."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as often

from assessments.scenarios.formats.story import Story
from assessments.scenarios.formats.twee import parse_twee
from assessments.scenarios.formats.twee_writing import write_twee
from lms.common.texts.problems import Problems
from lms.common.texts.schema import Place
from tests.assessments.scenarios.formats.graphs import SETTINGS, graphs

FOREIGN = """\
:: StoryTitle
The Door

:: StoryData
{"ifid": "D674C58C-DEFA-4F70-B7A2-27742230C0FC", "format": "SugarCube", "start": "The hall"}

:: Look [script]
alert(1)

:: The hall [dark] {"position":"1,2"}
You stand in the hall. <<set $x to 1>>

[[Open the door->Garden]]
[[hide|Wardrobe]]
[[Wardrobe<-Hide better]]

:: Garden [helpful]
Sun.
[[On->End]]

:: Wardrobe
Dust. (set: $a to 2)
[[End][$b = 1]]

:: End
Done.
"""


def read(text: str, name: str = "") -> tuple[Story | None, list[str], list[str]]:
    problems, notes = Problems(), Problems()
    story = parse_twee(text, Place("a", 1, problems), Place("a", 1, notes), name=name)
    return story, [str(one).removeprefix("a:") for one in problems], [str(one).removeprefix("a:") for one in notes]


def test_parse_twee_of_somebody_else_comes_in_with_what_is_there() -> None:
    story, problems, _notes = read(FOREIGN)
    assert problems == []
    assert story is not None
    assert (story.code, story.settings["title"], story.graph["start"]) == ("the-door", "The Door", "the-hall")
    hall, garden, wardrobe, end = story.graph["nodes"]
    assert (hall["kind"], hall["title"], hall["text"]) == (
        "choice",
        "The hall",
        "You stand in the hall. <<set $x to 1>>",
    )
    assert [(one["text"], one["tag"], one["routes"][0]["to"]) for one in hall["choices"]] == [
        ("Open the door", "helpful", "Garden"),
        ("hide", "neutral", "Wardrobe"),
        ("Hide better", "neutral", "Wardrobe"),
    ]
    assert (garden["kind"], garden["routes"]) == ("narration", [{"to": "End"}])
    assert (end["kind"], end["text"]) == ("ending", "Done.")
    assert "(set: $a to 2)" in wardrobe["text"]


def test_parse_twee_says_what_is_left_out_with_its_line() -> None:
    _story, _problems, notes = read(FOREIGN)
    said = {note.split(":")[0]: note for note in notes}
    assert "describe it" in said["1"]
    assert "“Look” belongs to a story format" in said["7"]
    assert "“<<set” is a command" in said["11"]
    assert "“hide” helps or harms" in said["14"]
    assert "“On” are left out" in said["19"]
    assert any("“(set:” is a command" in note for note in notes)
    assert any("“End” sets is left out" in note for note in notes)


def test_parse_twee_tags_and_marks_say_the_rest() -> None:
    text = """\
:: A [say]
Can I start?
%% member: teo
%% telling: Well?
%% if: trust at most 2
%% effect: trust -1
[[B]]

:: B [choice star]
What now?

[[Listen->Good one]]
%% key: listen
%% tag: helpful
%% why: It is his turn.
%% behaviours: SAFE-2.B1 GRP-1.B1
%% route: C
%% if: trust at least 9
[[Talk->C]]
%% tag: harmful
%% spoken: no

:: C [line]
Say it.
%% look_for: A name
%% look_for: A time
[[Good one]]

:: Good one [ending-good]
Fine.
"""
    story, problems, _notes = read(text, name="A test")
    assert problems == []
    assert story is not None
    first, second, line, end = story.graph["nodes"]
    assert (first["member"], first["tellings"][0]["text"], first["effects"][0]["value"]) == ("teo", "Well?", -1)
    assert second["star"] is True
    listen, talk = second["choices"]
    assert (listen["key"], listen["why"], listen["behaviours"]) == (
        "listen",
        "It is his turn.",
        ["SAFE-2.B1", "GRP-1.B1"],
    )
    assert [route["to"] for route in listen["routes"]] == ["C", "good-one"]
    assert (talk["tag"], talk["spoken"]) == ("harmful", False)
    assert line["look_for"] == ["A name", "A time"]
    assert (end["kind"], end["quality"]) == ("ending", "good")
    assert story.settings["title"] == "A test"


BROKEN = [
    ("", "1: There are no passages"),
    ("Once upon a time.", "1: There are no passages"),
    (":: A\n[[B]]\n\n:: A\nx", "4: A passage “A” is there already, on line 1"),
    (":: A\nx\n\n:: StoryData\n{broken", "4: What stands under StoryData is not JSON"),
    (':: A\nx\n\n:: StoryData\n["a"]', "4: What stands under StoryData is not JSON"),
    (":: A\nx\n\n:: StoryData\n" + '{"a":' * 400 + "1" + "}" * 400, "4: What stands under StoryData is not JSON"),
    (":: A\nx\n\n:: StoryData\n" + '{"a":' * 5000, "4: What stands under StoryData is not JSON"),
    (":: A {position}\nx", "1: What stands in braces"),
    (":: A\nx\n\n[[Nowhere]]", "4: There is no passage “Nowhere”"),
    (":: A\n[[a->Nowhere]]\n[[b->A]]", "2: There is no passage “Nowhere”"),
    (":: \nx", "1: A passage begins with"),
    (":: A [b\nx", "1: A passage begins with"),
    (':: A\nx\n\n:: StoryData\n{"start": "Z"}', "4: The story starts at “Z”"),
    (':: A\nx\n\n:: StoryData\n{"start": ["Z"]}', "4: The story starts at"),
    (":: A [choice]\nx\n[[y->A]]\n%% tag: great", "nodes.A.choices.a.tag"),
    (":: A [choice]\nx\n[[y->A]]\n%% tga: great", "4: “tga” is not known here"),
    (":: A [choice]\nx\n[[y->A]]\n%% when: trust over 3", "4: After “trust”"),
    (":: A [choice]\nx\n[[y->A]]\n%% if: trust is 3", "4: “if” stands below"),
    (":: A [choice]\nx\n[[y->A]]\n%% tag: helpful\n%% tag: harmful", "5: tag stands here twice"),
    (":: A\n%% effect: trust up and down", "2: “up and down” says not"),
    (':: A\nx\n\n:: StoryData\n{"holdspace": {"id": "a"}}', "4: title is missing"),
    (':: A\nx\n\n:: StoryData\n{"holdspace": {"id": "a", "nodes": 3, "x": 1}}', "4: x is not known"),
]


@pytest.mark.parametrize(("text", "said"), BROKEN)
def test_parse_twee_broken_file_is_refused_with_the_line(text: str, said: str) -> None:
    story, problems, _notes = read(text)
    assert story is None
    assert any(said in one for one in problems), problems


def test_parse_twee_unclosed_links_by_the_thousand_take_no_time() -> None:
    story, problems, notes = read(":: A\n" + "[[" * 200_000)
    assert (story, len(problems)) == (None, 1)
    assert any("can’t be read" in note for note in notes)


def test_parse_twee_names_that_are_no_keys_get_keys_of_their_own() -> None:
    story, problems, _notes = read(":: a b\n[[a-b]]\n\n:: a-b\n[[漢字]]\n\n:: 漢字\n[[A! B]]\n\n:: A! B\nx")
    assert problems == []
    assert story is not None
    assert [node["key"] for node in story.graph["nodes"]] == ["a-b-2", "a-b", "passage-3", "a-b-3"]
    assert story.graph["nodes"][2]["title"] == "漢字"


def test_parse_twee_escapes_in_names_and_lines() -> None:
    story, problems, _notes = read(":: A \\[1\\] [ending-good]\n\\:: not a passage")
    assert problems == []
    assert story is not None
    assert story.graph["nodes"][0]["title"] == "A [1]"
    assert story.graph["nodes"][0]["text"] == ":: not a passage"


@given(graph=graphs(), settings=SETTINGS)
@often(max_examples=80, deadline=None)
def test_write_twee_comes_back_the_same(graph: dict[str, Any], settings: dict[str, Any]) -> None:
    text = write_twee("first-night", settings, graph)
    story, problems, _notes = read(text)
    assert problems == []
    assert story is not None
    assert story.code == "first-night"
    assert story.graph == graph
    assert story.settings == settings


def test_write_twee_reads_like_a_story() -> None:
    graph = {
        "start": "n1",
        "nodes": [
            {
                "key": "n1",
                "kind": "choice",
                "text": "What now?",
                "choices": [{"key": "a", "text": "Wait.", "tag": "helpful", "why": "So.", "routes": [{"to": "end"}]}],
            },
            {"key": "end", "kind": "ending", "quality": "good", "text": "Done."},
        ],
    }
    text = write_twee("a", {"title": "A", "summary": "A"}, graph)
    assert "[[Wait.->end]]\n%% key: a\n%% tag: helpful\n%% why: So.\n" in text
    assert ":: end [ending-good]" in text
