"""Who may rate whom, by the kit."""

from assessments.instruments.choices import Weight
from assessments.observations.choices import Conflict
from assessments.observations.conflicts import Ties, only_their_own, weigh
from assessments.observations.terms import weights_of


def test_kit_says_what_a_conflict_weighs():
    ties = Ties(supervises=True, same_organisation=True, rated_before=True)
    plain = weigh(ties, weights_of({}), counts=True)
    assert (plain.blocking, plain.warning) == ((), (Conflict.SUPERVISES, Conflict.RATED_BEFORE))
    strict = {"conflicts": {"supervises": "block", "same_organisation": "warn", "rated_before": "allow"}}
    found = weigh(ties, weights_of(strict), counts=True)
    assert (found.blocking, found.warning) == ((Conflict.SUPERVISES,), (Conflict.SAME_ORGANISATION,))


def test_nobody_rates_themselves_whatever_the_kit_says():
    weights = weights_of({"conflicts": {"is_learner": "allow"}})
    assert weights[Conflict.IS_LEARNER] == Weight.BLOCK
    assert weigh(Ties(is_learner=True, supervises=True), weights, counts=False).codes == ["is_learner"]


def test_a_supervisor_alone_is_not_enough_for_what_counts():
    assert only_their_own([True], counts=True)
    assert not only_their_own([True], counts=False)
    assert not only_their_own([True, False], counts=True)
