"""Files that are too large, or that hold too much of one thing: told, and in a time that their size alone decides."""

import json

import pytest

from assessments.competencies.formats import LARGEST_FILE, read, write
from tests.assessments.competencies.frameworks import CHANGED, competency, small_framework

HEAD = "domain,competency,code,kind,text"


def stops_of(data, format_name="csv"):
    return [(one.place, one.words) for one in read(data, format_name)[1] if one.stops]


def of_first(**more):
    """What is said of a framework whose first competency says this; in both formats the same words."""
    data = small_framework()
    data["domains"][0]["competencies"][0] |= more
    told = [
        [words for _place, words in stops_of(write(data, name, changed=CHANGED, creator=""), name)]
        for name in ("csv", "case")
    ]
    assert told[0] == told[1]
    return told[0]


@pytest.mark.parametrize("format_name", ["csv", "case"])
def test_file_that_is_too_large_is_not_read(format_name):
    assert "larger than" in stops_of(b" " * (LARGEST_FILE + 1), format_name)[0][1]


def test_long_names_say_how_much_room_there_is():
    assert of_first(title="x" * 200) == ["The title of SAFE-1 has 200 characters; there is room for 120."]
    assert of_first(description="x" * 5001) == [
        "The description of SAFE-1 has 5001 characters; there is room for 5000."
    ]
    assert of_first(title="x" * 120, description="x" * 5000) == []


def test_too_many_or_too_long_sources_are_refused():
    assert of_first(informed_by=[f"Source {n}" for n in range(41)]) == ["SAFE-1 has 41 sources; there is room for 40."]
    assert of_first(informed_by=["x" * 301]) == ["A source of SAFE-1 has 301 characters; there is room for 300."]


def test_too_much_in_a_crosswalk_is_one_problem_and_not_thousands():
    words = ["SAFE-1 points at too much in “dps”: 40 names of 80 characters at most."]
    assert of_first(crosswalk={"dps": list(range(1, 3000))}) == words
    assert of_first(crosswalk={"dps": ["x" * 81]}) == words
    row = "A,SAFE-1,SAFE-1.H1,harmful,Says it," + "; ".join(map(str, range(1, 20_000)))
    told = stops_of(f"{HEAD},crosswalk_dps\n{row}".encode())
    assert [where for where, said in told if said == words[0]] == ["Row 2"]


def test_head_of_very_many_columns_is_refused():
    head = ",".join([HEAD, *(f"crosswalk_x{n}" for n in range(100_000))])
    assert stops_of(f"{head}\n".encode()) == [("Row 1", "The file has more than 60 columns.")]
    wide = HEAD + "," * 200
    assert "columns" not in stops_of(f"{wide}\nA,SAFE-1,SAFE-1.H1,harmful,Says it\n".encode())[0][1]


def test_cell_in_a_column_without_a_name_is_told():
    told = stops_of(f"{HEAD},\nA,SAFE-1,SAFE-1.H1,harmful,Says it,more\n".encode())
    assert told == [("Row 2", "A cell of this row stands in a column without a name.")]


def test_package_of_very_many_associations_says_so():
    found = json.loads(write(small_framework(), "case", changed=CHANGED, creator=""))
    standing = list(found["CFAssociations"])
    found["CFAssociations"] = standing + [{"associationType": f"kind{n}"} for n in range(12)]
    notes = [one.words for one in read(json.dumps(found).encode(), "case")[1]]
    assert notes[0] == "1 association “kind0” is left out: we have no place for it."
    assert notes[10:] == ["Associations of 2 more kinds are left out."]
    found["CFAssociations"] = [{}] * 60_001
    assert stops_of(json.dumps(found).encode(), "case") == [
        ("", "The package has more than 60000 associations. Split it.")
    ]


def test_package_of_very_many_items_says_so():
    found = json.dumps({"CFDocument": {}, "CFItems": [{}] * 9_001}).encode()
    assert stops_of(found, "case") == [("", "The package has more than 9000 items. Split it.")]


def test_file_of_very_many_competencies_comes_through():
    data = small_framework()
    data["domains"][0]["competencies"] = [competency(n) for n in range(1, 1_600)]
    for name in ("csv", "case"):
        assert stops_of(write(data, name, changed=CHANGED, creator=""), name) == []
    data["domains"][0]["competencies"] = [competency(n) for n in range(1, 1_700)]
    assert "more than 5000" in stops_of(write(data, "csv", changed=CHANGED, creator=""))[0][1]
