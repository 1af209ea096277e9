import pytest

from assessments.scenarios.graph import Route
from tests.assessments.scenarios.checking import errors, found, with_choice, with_more, with_node
from tests.assessments.scenarios.stories import ask, check, end, pick, repaired_story, routes, story, tell, when

GOOD = repaired_story()


def harmed(*way, quality="good", repairs=("a:bad",)):
    """A harmful choice at an ordinary moment that leads to `way`."""
    nodes = [ask("a", pick("ok", "helpful", "end"), pick("bad", "harmful", *way)), end()]
    return story(*nodes, tell("fix", "end", repairs=repairs), tell("on", "fix"), end("other", quality), variables=())


def test_a_harm_may_be_repaired_later_at_an_ordinary_moment() -> None:
    assert "harm_without_repair" not in errors(harmed("fix"))
    assert "harm_without_repair" not in errors(harmed("on"))
    assert ("harm_without_repair", "a", "bad") in found(harmed("other"))
    assert ("harm_without_repair", "a", "bad") in found(harmed("on", repairs=()))


def test_a_harm_that_ends_badly_on_every_way_needs_no_repair() -> None:
    assert "harm_without_repair" not in errors(harmed("other", quality="poor"))
    sometimes = harmed(Route("end", when("open_harms", "is", 2)), "other", quality="poor")
    assert ("harm_without_repair", "a", "bad") in found(sometimes)


def starred(*nodes):
    """A safety-critical moment whose harmful choice leads to the first of `nodes`, and another one after it."""
    star = ask("a", pick("ok", "helpful", "next"), pick("bad", "harmful", nodes[0].key), star=True)
    return story(star, *nodes, ask("next", pick("x", "helpful", "end"), star=True), end(), variables=())


@pytest.mark.parametrize(
    "nodes",
    [
        (tell("fix", "next", repairs=("a:bad",)),),
        (tell("told", "fix"), tell("fix", "next", repairs=("a:bad",))),
        (check("why", pick("r", "helpful", "fix"), pick("w", "neutral")), tell("fix", "next", repairs=("a:bad",))),
        (
            ask("fix", pick("own", "helpful", "next", repairs=("a:bad",)), pick("no", "neutral", "more")),
            tell("more", "fix"),
        ),
    ],
)
def test_a_harm_at_a_safety_critical_moment_is_repaired_before_anything_else(nodes) -> None:
    assert "star_without_repair" not in errors(starred(*nodes))


@pytest.mark.parametrize(
    "nodes",
    [
        (tell("on", "next"),),
        (tell("on", "end"),),
        (ask("fix", pick("own", "helpful", "next", repairs=("a:bad",)), pick("no", "neutral", "next")),),
        (ask("else", pick("x", "helpful", "fix")), tell("fix", "next", repairs=("a:bad",))),
        (tell("fix", Route("mend", when("open_harms", "is", 1)), "next"), tell("mend", "next", repairs=("a:bad",))),
    ],
)
def test_a_harm_at_a_safety_critical_moment_that_may_stay_is_refused(nodes) -> None:
    assert ("star_without_repair", "a", "bad") in found(starred(*nodes))


def test_a_check_or_an_ordinary_choice_is_a_prompt() -> None:
    for node in (check("p", pick("r", "helpful", "ask")), ask("p", pick("r", "helpful", "ask"))):
        graph = with_more(with_choice(GOOD, "ask", "vague", routes=routes("p")), node)
        assert "star_without_prompt" not in errors(graph)
        assert ("star_without_prompt", "ask", "vague") in found(with_node(graph, "p", star=True))
