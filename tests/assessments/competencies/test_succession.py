"""What becomes of competencies and of evidence, without a database."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from assessments.competencies.models import CompetencyRecord
from assessments.competencies.succession import carried, parts_of, rows_of, undecided, with_carried

START = datetime(2026, 3, 1, tzinfo=UTC)
ALONE, X, Y, Z = 1, 2, 3, 4


def record(competency, level=None, *, day=0, harm=False, kind="observed", met=None):
    return CompetencyRecord(
        pk=1000 * competency + day,
        uuid=uuid.uuid4(),
        competency_id=competency,
        kind=kind,
        level=level,
        harm=harm,
        met=met,
        observed_at=START + timedelta(days=day),
    )


def found(rows):
    return {(row.becomes, row.old, row.new) for row in rows}


def test_each_of_the_five_is_told():
    old, new = ["A", "B", "C", "D", "E"], ["A", "B2", "C1", "C2", "F", "N"]
    successors = {"B": ["B2"], "C": ["C1", "C2"], "D": ["F"], "E": ["F"]}
    assert found(rows_of(old, new, successors)) == {
        ("same", ("A",), ("A",)),
        ("same", ("B",), ("B2",)),
        ("split", ("C",), ("C1", "C2")),
        ("merged", ("D", "E"), ("F",)),
        ("new", (), ("N",)),
    }
    assert ("dropped", ("E",), ()) in found(rows_of(old, new, successors | {"E": []}))


def test_code_that_stays_goes_on_as_itself_and_may_take_others_in():
    assert found(rows_of(["A", "B"], ["A"], {"B": ["A"]})) == {("merged", ("A", "B"), ("A",))}
    assert parts_of(["A"], ["A", "A2"], {"A": ["A2"]}) == {"A": ("A",), "A2": ("A",)}


def test_what_is_gone_from_the_draft_by_now_is_left_out():
    assert found(rows_of(["A"], ["B"], {"A": ["GONE"]})) == {("dropped", ("A",), ()), ("new", (), ("B",))}


def test_undecided_is_what_is_left_out_without_a_word():
    assert undecided(["A", "B", "C"], ["A"], {"B": []}) == ["C"]
    assert undecided(["A", "B"], ["A"], None) == ["B"]


@pytest.mark.parametrize("needs", ["all", "any"])
def test_alone_every_record_goes_over_as_it_is_to_each_part(needs):
    records = [record(X, 2), record(X, 3, day=5), record(X, kind="knowledge", met=True), record(X, kind="practice")]
    over = carried(records, {Y: (X,), Z: (X,)}, needs)
    assert sorted((one.target, one.level or 0, one.met) for one in over) == [
        (target, level, met) for target in (Y, Z) for level, met in ((0, True), (2, None), (3, None))
    ]
    assert {one.observed_at for one in over} == {START, START + timedelta(days=5)}


def test_what_keeps_its_code_needs_no_line():
    assert carried([record(X, 3)], {X: (X,)}, "all") == []


@pytest.mark.parametrize(
    ("records", "needs", "level", "harm"),
    [
        ([record(X, 4), record(Y, 3, day=1)], "all", 3, False),
        ([record(X, 4, day=9), record(X, 2), record(Y, 3)], "all", 3, False),
        ([record(X, 4), record(Y, 1, day=1, harm=True)], "all", 1, True),
        ([record(Y, harm=True)], "all", None, True),
        ([record(X, 4)], "any", 4, False),
        ([record(X, 4), record(Y, None, day=1)], "any", 4, False),
    ],
)
def test_merged_takes_the_lowest_and_harm_wins(records, needs, level, harm):
    (one,) = carried(sorted(records, key=lambda row: row.observed_at), {Z: (X, Y)}, needs)
    assert (one.target, one.level, one.harm) == (Z, level, harm)


@pytest.mark.parametrize("records", [[], [record(X, 4)], [record(X, 4), record(Y, None)], [record(ALONE, 4)]])
def test_merged_takes_nothing_while_a_part_is_missing(records):
    assert carried(records, {Z: (X, Y)}, "all") == []


def test_merged_knowledge_is_met_where_all_parts_are():
    met = [record(X, kind="knowledge", met=True), record(Y, kind="knowledge", met=True)]
    assert [one.met for one in carried(met, {Z: (X, Y)}, "all")] == [True]
    assert carried(met[:1], {Z: (X, Y)}, "all") == []
    not_yet = [met[0], record(Y, kind="knowledge", met=False)]
    assert [one.met for one in carried(not_yet, {Z: (X, Y)}, "all")] == [False]


def test_merged_into_one_of_its_parts_counts_after_what_that_part_had():
    records = [record(Y, 2), record(X, 4, day=7)]
    (one,) = carried(records, {X: (X, Y)}, "all")
    assert (one.target, one.level, one.observed_at) == (X, 2, START + timedelta(days=7))
    assert [row.level for row in with_carried(records, [one])] == [2, 4, 2]
    assert carried([record(X, 2), record(Y, 4)], {X: (X, Y)}, "all") == []
