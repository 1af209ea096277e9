"""The part that measures observed role-plays lays what it says it lays, and says every aim that is missed."""

from dataclasses import replace

import pytest

from assessments.competencies.models import CompetencyRecord
from assessments.observations.models import Observation, RatingSheet
from assessments.observations.queries.monitoring import double_ratings
from lms.packs.bench import evidence
from lms.packs.bench.exams import Cost
from lms.packs.bench.observing import Saves, missed_pages, missed_saves

COST = Cost(queries=9, milliseconds=4.0, times_floor=3.0, kib=1.0)
PAGES = {"heat-map of 500": replace(COST, queries=8), "profile of 2000 lines": COST, "agreement of 5000": COST}


def saves(rated=5000, **changes):
    return Saves(rated, {"save 1 tap, all skills": replace(COST, **changes), "hand in, all skills": COST})


def test_what_is_within_the_aims_misses_nothing():
    assert missed_saves(saves(0), saves()) == []
    assert missed_pages(PAGES) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"queries": 11}, "save 1 tap, all skills needs 11 queries, and may 10 (5000 rated)"),
        ({"queries": 10}, "10 queries and 4.0 ms with 5000 rated, 9 and 4.0 with few"),
        ({"milliseconds": 7.5}, "9 queries and 7.5 ms with 5000 rated"),
    ],
)
def test_a_save_that_costs_too_much_is_said(change, words):
    assert any(words in line for line in missed_saves(saves(0), saves(**change)))


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("heat-map of 500", {"queries": 9}, "the heat-map of 500 needs 9 queries, and may 8"),
        ("heat-map of 500", {"times_floor": 40.5}, "costs 40.5 times the floor, and may 40"),
        ("profile of 2000 lines", {"queries": 11}, "the profile of 2000 lines needs 11 queries, and may 10"),
    ],
)
def test_a_page_that_costs_too_much_is_said(name, change, words):
    pages = {**PAGES, name: replace(PAGES[name], **change)}
    assert any(words in line for line in missed_pages(pages))


@pytest.mark.django_db
def test_as_much_is_laid_as_is_said():
    stage = evidence.build()
    evidence.lay_cohort(stage, 3)
    assert CompetencyRecord.objects.count() == 3 * 18 * 4
    veteran = evidence.lay_long_record(stage, 40)
    assert veteran.competency_records.count() == 40
    evidence.lay_double_ratings(stage, 5)
    assert (Observation.objects.count(), RatingSheet.objects.count()) == (5, 10)
    found = double_ratings(stage.raters[0])
    assert [len(one.pairs) for one in found] == [stage.kit.items.count()] * 5
    assert len(evidence.lay_seats(stage, ["one", "two"])) == 2
