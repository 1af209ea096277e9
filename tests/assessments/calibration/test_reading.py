"""Transcripts from files: one that is sound, each mistake beside it, and data that is no transcript at all."""

from copy import deepcopy

import pytest

from assessments.calibration.reading import Judgement, Line, Transcript, read_transcript

KINDS = {
    f"{item}.{letter}{number}": kind
    for item in ("SAFE-2", "GRP-1", "DIG-1")
    for letter, kind, count in (("H", "harmful", 1), ("B", "basic", 3), ("A", "advanced", 2))
    for number in range(1, count + 1)
}
RATED = {"orp-1": ["SAFE-2", "GRP-1", "DIG-1"], "orp-2": ["SAFE-2", "DIG-1"]}


def sound():
    return {
        "code": "c01",
        "title": "An evening begins",
        "instrument": "orp-1",
        "items": ["SAFE-2", "GRP-1"],
        "content_note": "",
        "minutes": 6,
        "setting": "The first evening of a new group.",
        "lines": [
            {"at": "00:04", "who": "Facilitator", "says": "Good evening."},
            {"at": "01:10", "who": "Lena", "does": "waves"},
        ],
        "reference": {
            "status": "by_authors",
            "behaviours": {
                code: {"mark": "not" if kind == "harmful" else "obs", "why": "As line 1 shows.", "lines": [1]}
                for code, kind in KINDS.items()
                if not code.startswith("DIG-1")
            },
        },
    }


def read(data):
    return read_transcript(data, KINDS, RATED)


def test_a_sound_file_becomes_a_transcript():
    found = read(sound())
    assert isinstance(found, Transcript)
    assert found.items == ("SAFE-2", "GRP-1")
    assert found.lines == (Line(4, "Facilitator", "Good evening."), Line(70, "Lena", does="waves"))
    assert found.behaviours["SAFE-2.B1"] == Judgement("obs", "As line 1 shows.", (1,))
    assert len(found.behaviours) == 12
    # What can be left out, and a framework with no instrument to compare with.
    lean = sound()
    del lean["content_note"]
    assert read_transcript(lean, KINDS) == found


GONE = object()
MARK = ("reference", "behaviours", "SAFE-2.B1")
BROKEN = [
    (("code",), "C 1", "small letters, figures", ("code",)),
    (("title",), GONE, "has to be text", ("title",)),
    (("title",), "x" * 121, "121 letters are too many", ("title",)),
    (("setting",), " ", "This is empty", ("setting",)),
    (("minutes",), 0, "from 1 to 60", ("minutes",)),
    (("minutes",), True, "from 1 to 60", ("minutes",)),
    (("words",), "x", "words is not known", ("words",)),
    (("instrument",), "orp-9", "no instrument orp-9", ("instrument",)),
    (("instrument",), "orp-2", "GRP-1 is not rated by orp-2", ("items", 1)),
    (("items",), ["SAFE-2"], "From 2 to 4 items", ("items",)),
    (("items",), "SAFE-2", "has to be a list", ("items",)),
    (("items", 1), "GRP-9", "GRP-9 is not in the framework", ("items", 1)),
    (("items", 1), "SAFE-2", "SAFE-2 is there twice", ("items", 1)),
    (("lines",), [], "Nobody is called “Facilitator”", ("lines",)),
    (("lines",), [{"at": "00:01", "who": "Facilitator", "says": "Hm."}] * 201, "At most 200", ("lines",)),
    (("lines", 0), "Good evening.", "keys and values", ("lines", 0)),
    (("lines", 0, "who"), "", "This is empty", ("lines", 0, "who")),
    (("lines", 0, "says"), GONE, "Nothing is said or done", ("lines", 0)),
    # What YAML makes of 00:04 without quotes.
    (("lines", 0, "at"), 4, "in quotes, like “04:30”", ("lines", 0, "at")),
    (("lines", 0, "at"), "00:75", "in quotes, like “04:30”", ("lines", 0, "at")),
    (("lines", 0, "at"), "02:00", "earlier than the line before", ("lines", 1, "at")),
    (("reference",), GONE, "keys and values", ("reference",)),
    (("reference", "status"), "signed", "reviewers sign it on the site", ("reference", "status")),
    (MARK, GONE, "SAFE-2.B1 is missing", MARK[:2]),
    ((*MARK[:2], "DIG-1.B1"), {}, "DIG-1.B1 is no behaviour of the items", (*MARK[:2], "DIG-1.B1")),
    ((*MARK, "mark"), "seen", "obs, not, noopp", (*MARK, "mark")),
    ((*MARK, "why"), "", "This is empty", (*MARK, "why")),
    ((*MARK, "lines"), [], "seen in some line", (*MARK, "lines")),
    ((*MARK, "lines"), [3], "no line 3", (*MARK, "lines", 0)),
    ((*MARK, "lines"), [1, 0], "no line 0", (*MARK, "lines", 1)),
]


@pytest.mark.parametrize(("path", "value", "said", "place"), BROKEN, ids=[said for _path, _value, said, _p in BROKEN])
def test_each_mistake_is_named_with_its_place(path, value, said, place):
    data = deepcopy(sound())
    *way, last = path
    here = data
    for step in way:
        here = here[step]
    if value is GONE:
        del here[last]
    else:
        here[last] = value
    found = read(data)
    assert isinstance(found, list)
    assert (place, True) in [(one.path, said in one.message) for one in found]


def test_all_mistakes_are_told_at_once():
    data = sound() | {"code": "", "minutes": "six"}
    data["lines"][1]["at"] = "soon"
    assert {one.path for one in read(data)} >= {("code",), ("minutes",), ("lines", 1, "at")}


@pytest.mark.parametrize(
    "data",
    [None, 7, "c01", [], {}, {1: 2}, {"items": [[], {}], "lines": [None, {"at": []}], "reference": []},
     {"reference": {"behaviours": {"SAFE-2.B1": {"mark": [], "lines": {}}}}}, {"items": {}, "lines": {"at": 1}}],
)  # fmt: skip
def test_whatever_comes_is_answered_with_problems(data):
    found = read(data)
    assert isinstance(found, list)
    assert found
