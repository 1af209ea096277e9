import pytest

from assessments.scenarios.graph import Effect, Route, Telling, Variant
from tests.assessments.scenarios.checking import errors, with_node
from tests.assessments.scenarios.stories import end, pick, story, tell, when

KEPT = story(tell("n", "end"), end(), variants=(Variant("a"),))


@pytest.mark.parametrize(
    ("subject", "test", "value", "code"),
    [
        ("trust", "at_least", 3, None),
        ("trust", "is", True, "wrong_value"),
        ("trust", "is", "3", "wrong_value"),
        ("asked", "is", True, None),
        ("asked", "is", 1, "wrong_value"),
        ("asked", "at_least", True, "wrong_value"),
        ("door", "is_not", "shut", None),
        ("door", "is", "ajar", "wrong_value"),
        ("door", "at_most", "shut", "wrong_value"),
        ("mood.teo", "at_most", 4, None),
        ("mood.teo", "at_most", 5, "wrong_value"),
        ("mood.ghost", "is", 1, "unknown_subject"),
        ("seen.n", "is", True, None),
        ("seen.n", "is", 1, "wrong_value"),
        ("seen.lost", "is", True, "unknown_subject"),
        ("variant", "is", "a", None),
        ("variant", "is", "z", "wrong_value"),
        ("open_harms", "at_least", 1, None),
        ("open_harms", "is", "many", "wrong_value"),
        ("ghost", "is", 1, "unknown_subject"),
    ],
)
def test_conditions_ask_only_for_what_is_kept(subject, test, value, code) -> None:
    condition = when(subject, test, value)
    choices = (pick("on", "helpful", Route("end", condition), "end"), pick("b", "neutral", "end", when=condition))
    for graph in (
        with_node(KEPT, "n", tellings=(Telling("Else.", condition),)),
        with_node(KEPT, "n", routes=(Route("end", condition), Route("end"))),
        with_node(KEPT, "n", kind="choice", choices=choices),
    ):
        assert errors(graph) & {"wrong_value", "unknown_subject"} == ({code} if code else set())


@pytest.mark.parametrize(
    ("effect", "code"),
    [
        (Effect("trust", "add", 1), None),
        (Effect("trust", "set", 99), None),
        (Effect("trust", "set", value=True), "wrong_effect"),
        (Effect("asked", "set", value=True), None),
        (Effect("asked", "add", 1), "wrong_effect"),
        (Effect("door", "set", "shut"), None),
        (Effect("door", "set", "ajar"), "wrong_effect"),
        (Effect("mood.teo", "add", -1), None),
        (Effect("mood.teo", "set", "low"), "wrong_effect"),
        (Effect("variant", "set", "a"), "unknown_subject"),
        (Effect("seen.n", "set", value=True), "unknown_subject"),
        (Effect("open_harms", "set", 0), "unknown_subject"),
    ],
)
def test_effects_change_only_what_can_change(effect, code) -> None:
    for graph in (
        with_node(KEPT, "n", effects=(effect,)),
        with_node(KEPT, "n", kind="choice", choices=(pick("on", "helpful", "end", effects=(effect,)),)),
    ):
        assert errors(graph) & {"wrong_effect", "unknown_subject"} == ({code} if code else set())
