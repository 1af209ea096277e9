"""A kit in words: what is rated, who plays, what is said when. Pure, once kit and framework are there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from assessments.competencies.choices import BehaviourKind
from assessments.instruments.editing import PROMPTS, Json


@dataclass(frozen=True)
class Behaviour:
    """`words` fit a phone or a line on paper; `text` is the framework's own. `has_room`: the script lets it be seen."""

    code: str
    words: str
    text: str
    has_room: bool = True


@dataclass(frozen=True)
class Rated:
    """One competency that is rated. `shown` are its basic and advanced behaviours, `harm` counts wherever seen."""

    code: str
    title: str
    safety: bool
    basic: Sequence[Behaviour]
    advanced: Sequence[Behaviour]
    harm: Sequence[Behaviour]


@dataclass(frozen=True)
class Prompt:
    minute: int
    who: str
    cue: str
    if_trainee: str
    then: str
    elicits: Sequence[str]


@dataclass(frozen=True)
class Actor:
    """One part with only its own prompts. `number` is its place in the kit, from 1."""

    number: int
    name: str
    about: str
    wants: str
    limits: str
    prompts: Sequence[Prompt] = ()


@dataclass(frozen=True)
class Variant:
    code: str
    title: str
    prompts: Sequence[Prompt]
    actors: Sequence[Actor]


@dataclass(frozen=True)
class Script:
    """All of a kit. `texts`: setting, trainee_brief, observer_notes, pause_word, stop_rule, de_role, content_note."""

    title: str
    summary: str
    minutes: Mapping[str, int]
    texts: Mapping[str, str]
    must_see: Sequence[str]
    rated: Sequence[Rated]
    variants: Sequence[Variant]

    def variant(self, code: str) -> Variant | None:
        return next((one for one in self.variants if one.code == code), None)


TEXTS = (
    "content_note",
    "setting",
    "trainee_brief",
    "observer_notes",
    "pause_word",
    "stop_rule",
    "de_role",
)


def script_of(kit: Json, framework: Mapping[str, Any]) -> Script:
    """`framework`: rows of `CompetencyVersion` with their behaviours, by code; what it does not know is left out."""
    rated = [_rated(item, framework[item["competency"]]) for item in kit["items"] if item["competency"] in framework]
    return Script(
        title=kit.get("title", ""),
        summary=kit.get("summary", ""),
        minutes=kit.get("minutes", {}),
        texts={name: str(kit.get(name) or "") for name in TEXTS},
        must_see=kit.get("must_see", ()),
        rated=rated,
        variants=[_variant(variant, kit.get("actors", ())) for variant in kit.get("variants", ())],
    )


def _rated(item: Json, row: Any) -> Rated:
    short, out = item.get("short", {}), {*item.get("scripted_out", ())}

    def of(kind: str) -> list[Behaviour]:
        rows = [one for one in row.behaviours.all() if one.kind == kind]
        return [
            Behaviour(one.code, short.get(one.code) or capfirst(one.text), one.text, one.code not in out)
            for one in rows
        ]

    return Rated(
        code=item["competency"],
        title=row.title,
        safety=row.safety_critical,
        basic=of(BehaviourKind.BASIC),
        advanced=of(BehaviourKind.ADVANCED),
        harm=of(BehaviourKind.HARMFUL),
    )


def _variant(variant: Json, actors: Sequence[Json]) -> Variant:
    prompts = [
        Prompt(
            minute=one.get("minute", 0),
            who=one.get("actor", ""),
            cue=one.get("cue", ""),
            if_trainee=one.get("if_trainee", ""),
            then=one.get("then", ""),
            elicits=one.get("elicits", ()),
        )
        for one in variant.get(PROMPTS, ())
    ]
    parts = [
        Actor(
            number=number,
            name=actor.get("name", ""),
            about=actor.get("about", ""),
            wants=actor.get("wants", ""),
            limits=actor.get("limits", ""),
            prompts=[one for one in prompts if one.who == actor.get("name")],
        )
        for number, actor in enumerate(actors, start=1)
    ]
    return Variant(variant.get("code", ""), variant.get("title", ""), prompts, parts)
