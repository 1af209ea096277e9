import pytest

from assessments.calibration.agreement import Coefficient, HarmAgreement
from assessments.calibration.certifying import RuleInvalid, judge, read_rule

RULE = {
    "performances_at_least": 8,
    "icc_at_least": 0.7,
    "exact_share": 0.75,
    "within_one_share": 0.95,
    "harms_found_share": 1,
    "false_harms_at_most": 1,
    "valid_months": 12,
    "valid_ratings": 40,
    "refresher_performances": 3,
}
GOOD = {
    "performances": 10,
    "icc": Coefficient(0.8, 24, 2),
    "exact": 0.8,
    "within": 1.0,
    "harm": HarmAgreement(planted=4, found=4, false=1),
}


def failing(**changes):
    return [row.name for row in judge(read_rule(RULE), **{**GOOD, **changes}).conditions if not row.met]


def test_all_conditions_met_make_a_rater():
    assert judge(read_rule(RULE), **GOOD).passed


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"performances": 7}, "performances"),
        ({"icc": Coefficient(0.69, 24, 2)}, "icc"),
        ({"icc": Coefficient(None, 1, 2, reason="few_rows")}, "icc"),
        ({"exact": 0.74}, "exact"),
        ({"within": 0.94}, "within_one"),
        ({"harm": HarmAgreement(4, 3, 0)}, "harms_found"),
        ({"harm": HarmAgreement(4, 4, 2)}, "false_harms"),
    ],
)
def test_one_condition_not_met_is_named(changes, name):
    assert failing(**changes) == [name]


def test_nothing_planted_asks_for_nothing_found():
    assert failing(harm=HarmAgreement(0, 0, 0)) == []


def test_without_variance_the_shares_decide():
    assert failing(icc=Coefficient(None, 24, 2, reason="no_variance")) == []


def test_refresher_asks_for_fewer():
    assert judge(read_rule(RULE), **{**GOOD, "performances": 3}, refresher=True).passed


@pytest.mark.parametrize(
    "change", [{"exact_share": 1.2}, {"valid_months": -1}, {"valid_ratings": 2.5}, {"icc_at_least": "0.7"}, {"shoe": 3}]
)
def test_rule_that_makes_no_sense_is_named(change):
    with pytest.raises(RuleInvalid, match=next(iter(change))):
        read_rule({**RULE, **change})


def test_rule_with_a_gap_is_named():
    with pytest.raises(RuleInvalid, match="valid_months"):
        read_rule({name: value for name, value in RULE.items() if name != "valid_months"})
