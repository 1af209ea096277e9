"""What goes out as a file comes in again as the same framework."""

import json
from uuid import UUID

import pytest
from hypothesis import given

from assessments.competencies.formats import FORMATS, guess, read, write
from assessments.competencies.formats.normal import fingerprint, normal
from assessments.competencies.formats.table import join, split
from tests.assessments.competencies.frameworks import CHANGED, frameworks, pack_framework, small_framework, words

every_format = pytest.mark.parametrize("format_name", list(FORMATS))


def written(data, format_name):
    return write(data, format_name, changed=CHANGED, creator="Test site")


@every_format
def test_framework_of_the_pack_comes_back_the_same(format_name):
    data = pack_framework()
    found, problems = read(written(data, format_name), format_name)
    assert problems == []
    assert normal(found) == normal(data)
    assert fingerprint(found) == fingerprint(data)


@every_format
@given(data=frameworks())
def test_any_framework_comes_back_the_same(format_name, data):
    found, problems = read(written(data, format_name), format_name)
    assert normal(found) == normal(data)
    assert [one for one in problems if one.stops] == []


def test_fingerprint_does_not_depend_on_the_version_or_the_layout():
    data = small_framework()
    laid_out = small_framework(version="2.0", title="  Circle\nframework ", informed_by=["A  source", ""])
    assert fingerprint(laid_out) == fingerprint(data)
    assert fingerprint(small_framework(title="Another")) != fingerprint(data)


def test_same_version_gives_the_same_file_and_another_other_identifiers():
    data = small_framework()
    assert written(data, "case") == written(small_framework(), "case")
    one, other = (json.loads(written(small_framework(version=name), "case")) for name in ("1.0", "1.1"))
    ids = [{item["identifier"] for item in package["CFItems"]} for package in (one, other)]
    assert not ids[0] & ids[1]


def test_package_holds_what_case_asks_for_and_nothing_else():
    package = json.loads(written(pack_framework(), "case"))
    assert set(package) == {"CFDocument", "CFItems", "CFAssociations", "CFDefinitions", "CFRubrics"}
    assert {"identifier", "uri", "creator", "title", "lastChangeDateTime"} <= set(package["CFDocument"])
    allowed = {"identifier", "uri", "fullStatement", "abbreviatedStatement", "humanCodingScheme", "listEnumeration"}
    allowed |= {"CFItemType", "CFItemTypeURI", "notes", "lastChangeDateTime"}
    for item in package["CFItems"]:
        assert UUID(item["identifier"])
        assert set(item) <= allowed
        assert {"identifier", "uri", "fullStatement", "lastChangeDateTime"} <= set(item)
    needed = {"identifier", "associationType", "uri", "originNodeURI", "destinationNodeURI", "lastChangeDateTime"}
    for one in package["CFAssociations"]:
        assert needed <= set(one) <= needed | {"sequenceNumber"}
        assert set(one["originNodeURI"]) == set(one["destinationNodeURI"]) == {"title", "identifier", "uri"}
    kinds = {one["associationType"] for one in package["CFAssociations"]}
    assert kinds == {"isChildOf", "isRelatedTo"}


def test_every_identifier_stands_once():
    package = json.loads(written(pack_framework(), "case"))
    ids = [one["identifier"] for name in ("CFItems", "CFAssociations") for one in package[name]]
    assert len(ids) == len(set(ids))


def test_table_has_one_row_per_behaviour_and_hides_formulas():
    data = small_framework()
    data["domains"][0]["competencies"][0]["behaviours"][0]["text"] = "=1+1"
    lines = written(data, "csv").decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert ",'=1+1," in lines[1]
    assert "crosswalk_dps" in lines[0]
    assert ",1; 9," in lines[3]


@given(parts=words, more=words)
def test_joined_parts_come_apart_again(parts, more):
    for sign in ";|":
        assert split(join([parts, more], sign), sign) == [parts.strip(), more.strip()]


def test_format_is_told_by_the_first_sign():
    assert guess(b'\xef\xbb\xbf {"CFDocument": {}}', "a.csv") == "case"
    assert guess(b"domain,competency", "a.txt") == "csv"
    assert guess(b"", "a.JSON") == "case"
