"""Packages of other programs, and JSON that says what no page can show."""

import json

import pytest

from assessments.competencies.formats import read, write
from tests.assessments.competencies.frameworks import CHANGED, small_framework


def package(**document):
    found = json.loads(write(small_framework(), "case", changed=CHANGED, creator="Test site"))
    found["CFDocument"] |= document
    return found


def notes_of(found):
    """What is worth knowing of a package that comes in all the same."""
    data, problems = read(json.dumps(found).encode(), "case")
    assert data is not None
    assert [one for one in problems if one.stops] == []
    return [one.words for one in problems]


def test_package_of_ours_leaves_nothing_out():
    assert notes_of(package()) == []


@pytest.mark.parametrize(
    "licence", [{"title": "Some licence", "uri": "https://a.example/"}, {"uri": "Some licence"}, "Some licence"]
)
def test_licence_is_named_wherever_it_stands(licence):
    words = "The file names a licence: Some licence. It is not kept. Publish only words that you may use."
    assert notes_of(package(licenseURI=licence)) == [words]
    of_item = package()
    of_item["CFItems"][1]["licenseURI"] = licence
    assert notes_of(of_item) == [words]
    defined = package()
    defined["CFDefinitions"]["CFLicenses"] = [licence]
    assert notes_of(defined) == [words]


def test_licence_that_says_nothing_we_can_read_is_told_all_the_same():
    assert "names a licence: ?." in notes_of(package(licenseURI={"title": 3}))[0]


def test_draft_says_that_it_is_one():
    assert notes_of(package(adoptionStatus="Draft")) == ["The file calls itself “Draft”, not adopted."]


def test_fields_and_notes_without_a_place_are_named_once():
    found = package(publisher="Somebody", notes=package()["CFDocument"]["notes"] + "\nA word more")
    for item in found["CFItems"]:
        item["educationLevel"] = ["09"]
    found["CFItems"][1]["notes"] += "\nAnd one"
    assert notes_of(found) == [
        "Fields that we have no place for are left out: educationLevel, publisher.",
        "Notes in 2 places are left out.",
    ]


def test_many_fields_are_cut_short():
    words = notes_of(package(**{f"field{n}": 1 for n in range(30)}))[0]
    assert words.count("field") == 12
    assert words.endswith(" ….")


def test_crosswalk_of_a_behaviour_is_told_and_not_lost_unseen():
    found = package()
    related = next(one for one in found["CFAssociations"] if one["associationType"] == "isRelatedTo")
    found["CFAssociations"].append({**related, "originNodeURI": {"identifier": found["CFItems"][-1]["identifier"]}})
    assert notes_of(found) == ["1 association “isRelatedTo” is left out: we have no place for it."]


def stops_of(data):
    found = data if isinstance(data, bytes) else json.dumps(data).encode()
    return [(one.place, one.words) for one in read(found, "case")[1] if one.stops]


def test_name_that_stands_twice_in_an_object_is_refused():
    data = b'{"CFDocument": {"title": "A", "title": "B"}, "CFItems": [{}]}'
    assert stops_of(data)[0][1].startswith("Two values in one object have the name “title”")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_number_that_json_does_not_know_is_refused(number):
    assert "not JSON" in stops_of(b'{"CFDocument": {}, "CFItems": [' + number.encode() + b"]}")[0][1]


def test_association_that_is_no_object_is_told():
    found = package()
    found["CFAssociations"].append(3)
    assert stops_of(found) == [("", "One of the CFAssociations is not an object.")]


def test_safety_is_yes_or_no():
    found = package()
    item = found["CFItems"][1]
    item["notes"] = item["notes"].replace("safety_critical: yes", "safety_critical: maybe")
    assert stops_of(found) == [(item["identifier"], "safety_critical is yes or no, nothing else.")]


def test_what_no_page_can_show_is_left_out_of_every_word():
    found = package(title="A\x00b", adoptionStatus="\ud800x")
    found["CFItems"][0]["identifier"] = "bad\ud800\x00"
    found["CFItems"][1]["CFItemType"] = "\ud800Odd"
    found["CFItems"][2]["\ud800field"] = 1
    related = next(one for one in found["CFAssociations"] if one["associationType"] == "isRelatedTo")
    related["destinationNodeURI"]["uri"] = "urn:holdspace:crosswalk:d%00ps:%1b[31m1"
    found["CFAssociations"].append({"associationType": "\udc00kind"})
    data, problems = read(json.dumps(found).encode(), "case")
    assert data["title"] == "Ab"
    assert len(problems) > 4
    for one in problems:
        said = one.place + one.words
        assert said.isprintable()
        assert said.encode()
