"""Scenarios as an author would have published them, and runs as learners played them: all through the services."""

from collections.abc import Sequence
from typing import Any

import factory

from assessments.scenarios import services
from assessments.scenarios.models import Scenario, ScenarioAttempt
from tests.factories.assessments import CompetencyFactory
from tests.factories.people import UserFactory

# What is chosen on the way to the good ending; the repaired way goes wrong first.
HELPFUL = ("two-minutes",)
REPAIRED = ("sharp", "sorry")
NEUTRAL = ("later",)
# Ends poorly, in a story that was made with `poor=True`.
POOR = ("walk-out",)


def story(*, poor: bool = False, line: bool = False, seconds: int = 0, variants: Sequence[str] = ()) -> dict[str, Any]:
    """A small story without a problem: somebody speaks, a star choice, a repair, a good ending.

    `poor` adds a harmful choice that ends poorly, `line` a line and a reflection before the good ending, `seconds` a
    clock at the first choice.
    """
    last = "say-it" if line else "good"
    nodes = [
        {"key": "opening", "kind": "say", "member": "teo", "text": "Can I start?", "routes": [{"to": "first"}]},
        _first(last, poor=poor, seconds=seconds),
        {"key": "prompt", "kind": "narration", "text": "Teo looks at his hands.", "routes": [{"to": last}]},
        {"key": "hurt", "kind": "say", "member": "teo", "text": "Fine. I’ll shut up.", "routes": [{"to": "repair"}]},
        _repair(last),
        {"key": "again", "kind": "narration", "text": "Nobody speaks.", "routes": [{"to": "repair"}]},
        *(_words() if line else ()),
        {"key": "good", "kind": "ending", "quality": "good", "text": "The evening has begun."},
        *([{"key": "bad", "kind": "ending", "quality": "poor", "text": "Teo has left."}] if poor else ()),
    ]
    return {
        "start": "opening",
        "members": [{"key": "teo", "name": "Teo", "pronouns": "he/him", "mood": 3}],
        "variables": [{"key": "trust", "kind": "number", "label": "Trust in you", "start": 5}],
        "variants": [{"key": key, "label": f"Variant {key}"} for key in variants],
        "nodes": nodes,
    }


def _first(last: str, *, poor: bool, seconds: int) -> dict[str, Any]:
    choices = [
        choice("two-minutes", "helpful", last, behaviours=["SAFE-2.B1"], effects=[_trust(1)], reference=True),
        choice("later", "neutral", "prompt", behaviours=["SAFE-2.B1"]),
        choice("sharp", "harmful", "hurt", behaviours=["SAFE-2.H1"], effects=[_trust(-2)], next_line="I hear you."),
    ]
    if poor:
        choices.append(choice("walk-out", "harmful", "bad", behaviours=["SAFE-2.H1"]))
    timed = {"seconds": seconds, "late": "prompt"} if seconds else {}
    # The ways to a poor ending are no business of a star.
    star = {} if poor else {"star": True}
    return {"key": "first", "kind": "choice", "text": "What do you say to Teo?", "choices": choices, **star, **timed}


def _repair(last: str) -> dict[str, Any]:
    choices = [
        choice("sorry", "helpful", last, behaviours=["GRP-5.B1"], repairs=["first:sharp"]),
        choice("wait", "neutral", "again", behaviours=["GRP-5.B1"]),
    ]
    return {"key": "repair", "kind": "choice", "text": "What do you do now?", "choices": choices}


def _words() -> list[dict[str, Any]]:
    return [
        {
            "key": "say-it",
            "kind": "line",
            "text": "Say it in your own words.",
            "model": "I want to hear it.",
            "look_for": ["It names the time."],
            "routes": [{"to": "think"}],
        },
        {"key": "think", "kind": "reflection", "text": "What was hard?", "routes": [{"to": "good"}]},
    ]


def choice(key: str, tag: str, to: str, **more: Any) -> dict[str, Any]:
    told = {"happened": f"What came of {key}.", "why": f"Why {key} is {tag}."}
    return {"key": key, "text": f"You try {key}.", "tag": tag, "routes": [{"to": to}], **told, **more}


def _trust(by: int) -> dict[str, Any]:
    return {"subject": "trust", "operation": "add", "value": by}


class ScenarioFactory(factory.django.DjangoModelFactory):
    """A published scenario; `ScenarioFactory(graph=story(poor=True))`, `ScenarioFactory(publish=False)` for a draft."""

    class Meta:
        model = Scenario

    code = factory.Sequence(lambda n: f"scenario-{n + 1}")
    number = factory.Sequence(lambda n: n + 1)
    title = "First night"
    summary = "Your first session. Eight people, one evening, nothing agreed yet."
    setting = "It is Tuesday. You know two of them."
    graph = factory.LazyFunction(story)
    competencies = factory.LazyFunction(lambda: [CompetencyFactory(code=code) for code in ("SAFE-2", "GRP-5")])

    @classmethod
    def _create(cls, model_class: type[Scenario], *args: Any, **kwargs: Any) -> Scenario:
        return services.save_scenario(**kwargs)


class RunFactory(factory.django.DjangoModelFactory):
    """A run in which `path` was chosen: `RunFactory(learner=…, path=REPAIRED)`; nothing chosen leaves it open."""

    class Meta:
        model = ScenarioAttempt

    scenario = factory.SubFactory(ScenarioFactory)
    learner = factory.SubFactory(UserFactory, roles=["trainee"])
    path = HELPFUL

    @classmethod
    def _create(cls, model_class: type[ScenarioAttempt], *args: Any, **kwargs: Any) -> ScenarioAttempt:
        path = kwargs.pop("path")
        return play(services.start_run(**kwargs), *path)


def play(attempt: ScenarioAttempt, *path: str) -> ScenarioAttempt:
    """Take one step after the other from where the run stands."""
    for one in path:
        attempt = services.take_step(attempt=attempt, position=attempt.position, choice=one)
    return attempt
