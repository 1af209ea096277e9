"""One part of a framework at a time."""

import copy

import pytest

from assessments.competencies.editing import mark_of, move, next_code, part_at, placed, put, remove
from assessments.competencies.formats.normal import normal
from tests.assessments.competencies.frameworks import small_framework


@pytest.fixture
def data():
    whole = small_framework(2)
    whole["domains"].append({"code": "B", "title": "Groups", "competencies": []})
    return normal(whole)


def order(data):
    return [one["code"] for domain in data["domains"] for one in domain["competencies"]]


def test_every_part_is_read_and_put_back_the_same(data):
    whole = copy.deepcopy(data)
    for sort, code in (
        ("framework", ""),
        ("level", "3"),
        ("domain", "A"),
        ("competency", "SAFE-2"),
        ("crosswalk", "SAFE-2"),
        ("behaviour", "SAFE-2.H1"),
    ):
        part = part_at(data, sort, code)
        assert part
        assert put(data, sort, code, part) == whole
        assert part_at(data, sort, "none") is None or sort == "framework"
    assert data == whole


def test_competency_moves_to_another_domain_with_what_it_holds(data):
    part = {**part_at(data, "competency", "SAFE-1"), "domain": "B"}
    moved = put(data, "competency", "SAFE-1", part)
    assert [one["code"] for one in moved["domains"][1]["competencies"]] == ["SAFE-1"]
    assert len(moved["domains"][1]["competencies"][0]["behaviours"]) == 3
    assert mark_of(part_at(moved, "competency", "SAFE-1")) == mark_of(part)


def test_new_parts_hang_where_they_are_told(data):
    data = put(data, "competency", "SAFE-3", {"title": "Third", "domain": "B"}, "B")
    data = put(data, "behaviour", "SAFE-3.B1", {"kind": "basic", "text": "Says so"}, "SAFE-3")
    assert data["domains"][1]["competencies"][0]["behaviours"] == [
        {"code": "SAFE-3.B1", "kind": "basic", "text": "Says so"}
    ]
    assert [one["code"] for one in put(data, "domain", "C", {"title": "More"})["domains"]] == ["A", "B", "C"]


def test_moving_stops_at_the_end_and_removing_takes_what_hangs_below(data):
    assert order(move(data, "competency", "SAFE-2", -1)) == ["SAFE-2", "SAFE-1"]
    assert order(move(data, "competency", "SAFE-2", 1)) == ["SAFE-1", "SAFE-2"]
    assert order(remove(data, "competency", "SAFE-1")) == ["SAFE-2"]
    assert part_at(remove(data, "competency", "SAFE-1"), "behaviour", "SAFE-1.H1") is None
    assert remove(data, "competency", "none") == data


def test_code_of_a_behaviour_is_one_that_was_never_used():
    assert next_code("SAFE-1", "basic", ["SAFE-1.B1", "SAFE-1.B7", "SAFE-1.H9", "SAFE-10.B12"]) == "SAFE-1.B8"
    assert next_code("SAFE-1", "harmful", []) == "SAFE-1.H1"


def test_places_are_codes(data):
    there = placed(data)["domains"][0]
    assert (there["at"], there["competencies"][0]["behaviours"][0]["at"]) == ("A", "SAFE-1.H1")
