"""Files that are not as they should be: every problem with its row or identifier."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.competencies.formats import FORMATS, read, write
from tests.assessments.competencies.frameworks import CHANGED, small_framework

HEAD = "domain,domain_title,competency,competency_title,method,safety_critical,code,kind,text,crosswalk_dps"


def package(data=None):
    return json.loads(write(data or small_framework(), "case", changed=CHANGED, creator="Test site"))


def told(data, format_name="case"):
    """What is said of a file: (place, words)."""
    data = data if isinstance(data, bytes) else json.dumps(data).encode()
    return [(one.place, one.words) for one in read(data, format_name)[1]]


def table(*rows, head=HEAD):
    return "\n".join([head, *rows]).encode()


def row_of(problems, words):
    return next(place for place, said in problems if words in said)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not JSON"),
        (b"{", "line 1"),
        (b"[]", "no CFDocument"),
        (b'{"CFDocument": {}}', "no CFItems"),
        (b'{"CFDocument": {}, "CFItems": 3}', "no CFItems"),
        (b"[" * 100_000, "not JSON that can be read"),
        (b"\xff\xfe", "UTF-8"),
        (b'{"n": ' + b"9" * 5_000 + b"}", "not JSON"),
    ],
)
def test_what_is_no_package_says_why(data, words):
    assert words in told(data)[0][1]
    assert read(data, "case")[0] is None


def test_item_of_unknown_type_is_named_by_its_identifier():
    found = package()
    found["CFItems"][3]["CFItemType"] = "Standard"
    assert row_of(told(found), "“Standard” is no CFItemType") == found["CFItems"][3]["identifier"]


def test_items_without_or_with_the_same_identifier_are_told():
    found = package()
    found["CFItems"][2]["identifier"] = "not-a-uuid"
    found["CFItems"].append(found["CFItems"][0])
    problems = told(found)
    assert row_of(problems, "no identifier that is a UUID") == "not-a-uuid"
    assert row_of(problems, "Two items have this identifier") == found["CFItems"][0]["identifier"]


def test_item_that_hangs_on_nothing_or_on_itself_is_told():
    found = package()
    lost = found["CFItems"][-1]["identifier"]
    found["CFAssociations"] = [one for one in found["CFAssociations"] if one["originNodeURI"]["identifier"] != lost]
    assert row_of(told(found), "hangs on nothing") == lost
    ring = package()
    for one in ring["CFAssociations"]:
        one["destinationNodeURI"] = one["originNodeURI"]
    assert len([words for _place, words in told(ring) if "hangs on nothing" in words]) == 5


def test_behaviour_below_a_domain_is_refused_by_its_identifier():
    found = package()
    domain = found["CFItems"][0]["identifier"]
    stray = found["CFItems"][-1]["identifier"]
    for one in found["CFAssociations"]:
        if one["originNodeURI"]["identifier"] == stray:
            one["destinationNodeURI"]["identifier"] = domain
    assert row_of(told(found), "can't stand here") == stray


def test_package_of_another_program_says_what_is_left_out():
    found = {"CFPackage": package()}
    extra = dict(found["CFPackage"]["CFAssociations"][0], associationType="exactMatchOf")
    found["CFPackage"]["CFAssociations"].append(extra)
    problems = read(json.dumps(found).encode(), "case")[1]
    assert [(one.stops, "exactMatchOf" in one.words) for one in problems] == [(False, True)]


def test_order_of_siblings_is_that_of_their_numbers():
    found = package(small_framework(2))
    found["CFAssociations"].reverse()
    data = read(json.dumps(found).encode(), "case")[0]
    assert [one["code"] for one in data["domains"][0]["competencies"]] == ["SAFE-1", "SAFE-2"]


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        (b"\n", "Row 1", "Missing: domain"),
        (table(), "", "no behaviour"),
        (b"domain,text\n", "Row 1", "Missing: competency, code, kind"),
        (table(head=HEAD + ",colour"), "Row 1", "no such column: colour"),
        (table(head=HEAD + ",text"), "Row 1", "twice: text"),
        (table(",".join("x" * 20)), "Row 2", "20 cells"),
        (table('A,"unclosed'), "Row 2", "quotation mark"),
    ],
)
def test_what_is_no_table_says_why_and_where(data, place, words):
    problems = told(data, "csv")
    assert problems[0][0] == place
    assert words in problems[0][1]


def test_problems_of_a_table_stand_with_their_row():
    problems = told(
        table(
            "A,Safety,SAFE-1,Scope,observed,yes,SAFE-1.H1,harmful,Names it,1",
            "A,Safety,SAFE-1,Scope,watched,yes,SAFE-1.B1,lovely,Says it,99",
            ",,,,,,GRP-1.B1,basic,Nowhere,",
            "A,Other,SAFE-1,Scope,observed,maybe,GRP-9.A1,advanced," + "x" * 241 + ",1",
            "A,Safety,SAFE-1,Scope,observed,yes,SAFE-1.H1,harmful,Again,1",
        ),
        "csv",
    )
    assert row_of(problems, "“method” says something else here than in Row 2") == "Row 3"
    assert row_of(problems, "kind of SAFE-1.B1") == "Row 3"
    assert row_of(problems, "names no domain") == "Row 4"
    assert row_of(problems, "“domain_title” says something else") == "Row 5"
    assert row_of(problems, "does not begin with its competency") == "Row 5"
    assert row_of(problems, "241 characters") == "Row 5"
    assert row_of(problems, "“SAFE-1.H1” stands there twice: see Row 2") == "Row 6"
    assert row_of(problems, "no behaviour of the kind “basic”") == "Row 2"
    assert row_of(problems, "levels are 1, 2, 3 and 4") == "Row 2"
    assert row_of(problems, "framework's title is missing") == "Row 2"


def test_unknown_target_of_a_crosswalk_is_worth_knowing_and_stops_nothing():
    data = small_framework()
    data["domains"][0]["competencies"][0]["crosswalk"] = {"dps": [11], "groupact": ["attendance (access)"]}
    problems = read(write(data, "csv", changed=CHANGED, creator=""), "csv")[1]
    assert [(one.place, one.stops) for one in problems] == [("Row 2", False)]
    assert "dps: 11" in problems[0].words


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["identifier", "notes", "x"]), inner),
    max_leaves=6,
)


@given(
    where=st.sampled_from(["CFDocument", "CFItems", "CFAssociations", "CFRubrics"]),
    key=st.sampled_from(["identifier", "CFItemType", "notes", "destinationNodeURI", "sequenceNumber", "title"]),
    value=json_values,
)
def test_whatever_a_package_holds_is_told_and_never_an_error(where, key, value):
    found = package()
    target = found[where] if where == "CFDocument" else found[where][0]
    target[key] = value
    read(json.dumps(found).encode(), "case")
    found[where] = value
    read(json.dumps(found).encode(), "case")


@given(data=st.binary(max_size=60) | st.text("a,;\n\"'\\", max_size=60).map(str.encode))
def test_whatever_a_file_holds_is_told_and_never_an_error(data):
    for name in FORMATS:
        assert read(data, name)[1]
    read(HEAD.encode() + b"\n" + data, "csv")
