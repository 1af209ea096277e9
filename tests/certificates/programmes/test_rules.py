import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.programmes.rules import Facts, Rule, is_met, leaves, missing

COURSE, KNOWS, SEEN = Rule("course", 1), Rule("knowledge", 2), Rule("observed", 2, level=3)

leaf = st.one_of(
    st.builds(Rule, st.just("course"), st.integers(1, 3)),
    st.builds(Rule, st.just("knowledge"), st.integers(1, 3)),
    st.builds(Rule, st.just("observed"), st.integers(1, 3), st.integers(1, 4)),
)
trees = st.recursive(
    leaf,
    lambda inner: st.builds(
        lambda kind, children: Rule(kind, children=tuple(children)),
        st.sampled_from(["all", "any"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=8,
)
keys = st.frozensets(st.integers(1, 3))
everything = st.builds(Facts, keys, keys, st.dictionaries(st.integers(1, 3), st.integers(1, 4)), keys)


@pytest.mark.parametrize(
    ("rule", "facts", "met"),
    [
        (COURSE, Facts(courses=frozenset({1})), True),
        (COURSE, Facts(courses=frozenset({2})), False),
        (KNOWS, Facts(knowledge=frozenset({2})), True),
        (SEEN, Facts(observed={2: 3}), True),
        (SEEN, Facts(observed={2: 4}), True),
        (SEEN, Facts(observed={2: 2}), False),
        (SEEN, Facts(observed={2: 4}, harm=frozenset({2})), False),
        (SEEN, Facts(observed={1: 4}, harm=frozenset({1})), False),
    ],
)
def test_leaf_is_met_by_its_own_kind_of_fact(rule: Rule, facts: Facts, met: bool) -> None:
    assert is_met(rule, facts) is met


def test_knowledge_never_satisfies_what_must_be_observed() -> None:
    assert not is_met(SEEN, Facts(knowledge=frozenset({2})))


def test_observation_does_not_stand_in_for_knowledge() -> None:
    assert not is_met(KNOWS, Facts(observed={2: 4}))


def test_all_needs_every_branch_and_any_needs_one() -> None:
    facts = Facts(courses=frozenset({1}))
    assert not is_met(Rule("all", children=(COURSE, KNOWS)), facts)
    assert is_met(Rule("any", children=(COURSE, KNOWS)), facts)


@pytest.mark.parametrize("kind", ["all", "any"])
def test_fork_without_branches_is_never_met(kind: str) -> None:
    assert not is_met(Rule(kind), Facts(courses=frozenset({1, 2, 3})))


def test_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="hours"):
        is_met(Rule("hours", 1), Facts())


def test_missing_names_the_open_leaves_in_order() -> None:
    rule = Rule("all", children=(COURSE, Rule("any", children=(KNOWS, SEEN))))
    assert list(missing(rule, Facts())) == [COURSE, KNOWS, SEEN]
    assert list(missing(rule, Facts(knowledge=frozenset({2})))) == [COURSE]


@given(trees, everything)
def test_nothing_is_missing_exactly_when_met(rule: Rule, facts: Facts) -> None:
    assert is_met(rule, facts) is not bool(list(missing(rule, facts)))


@given(trees, everything, everything)
def test_more_evidence_never_takes_away(rule: Rule, facts: Facts, more: Facts) -> None:
    best = {
        key: max(facts.observed.get(key, 0), more.observed.get(key, 0)) for key in {*facts.observed, *more.observed}
    }
    sum_of_both = Facts(facts.courses | more.courses, facts.knowledge | more.knowledge, best, facts.harm)
    assert not is_met(rule, facts) or is_met(rule, sum_of_both)


@given(trees, everything)
def test_tree_of_observed_leaves_only_is_not_met_without_observation(rule: Rule, facts: Facts) -> None:
    unseen = Facts(facts.courses, facts.knowledge)
    assert not (all(each.kind == "observed" for each in leaves(rule)) and is_met(rule, unseen))
