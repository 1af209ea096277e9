"""A small framework with two skills, a kit that rates them, and role-plays in which somebody is watched."""

import uuid
from typing import Any

import factory

from assessments.competencies.models import FrameworkVersion
from assessments.competencies.queries import current_version
from assessments.competencies.services import publish_framework
from assessments.instruments.models import Instrument, InstrumentVersion
from assessments.instruments.services import publish_instrument
from assessments.observations import services
from assessments.observations.models import Observation, Seat, Sitting
from lms.common import clock
from tests.factories.people import UserFactory

DEVICE = "11111111-1111-4111-8111-111111111111"


def competency(code: str, title: str, *, safety: bool = False, basics: int = 3) -> dict[str, Any]:
    behaviours = [
        {"code": f"{code}.H1", "kind": "harmful", "text": f"Does harm at {title.lower()}"},
        *({"code": f"{code}.B{n + 1}", "kind": "basic", "text": f"Does basic thing {n + 1}"} for n in range(basics)),
        {"code": f"{code}.A1", "kind": "advanced", "text": "Does the advanced thing"},
    ]
    return {"code": code, "title": title, "safety_critical": safety, "method": "observed", "behaviours": behaviours}


def framework_data(version: str = "1.0") -> dict[str, Any]:
    return {
        "code": "circle",
        "title": "Circle framework",
        "version": version,
        "level4_requires": "any",
        "informed_by": ["A source"],
        "levels": [
            {"number": 1, "name": "Potential harm", "description": "Something could hurt.", "mark": "▲"},
            {"number": 2, "name": "Developing", "description": "Some of it.", "mark": "◔"},
            {"number": 3, "name": "Skilled", "description": "All basics.", "mark": "◑"},
            {"number": 4, "name": "Advanced", "description": "More than that.", "mark": "●"},
        ],
        "domains": [
            {"code": "A", "title": "Safety", "competencies": [competency("SAFE-1", "Role and scope", safety=True)]},
            {"code": "B", "title": "Group", "competencies": [competency("GRP-1", "Group agreement")]},
        ],
    }


def framework_in_force() -> FrameworkVersion:
    """The framework in force; the small one here where there is none."""
    return current_version() or publish_framework(data=framework_data())


def kit_data(code: str = "orp-1", **changes: Any) -> dict[str, Any]:
    """A kit with the two skills of `framework_data`, variants A and B, and the rules of the house."""
    kit = {
        "code": code,
        "title": "Opening online",
        "kind": "role_play",
        "summary": "The first evening of a group.",
        "content_note": "",
        "minutes": {"play": 15, "rate": 5, "feedback": 10},
        "raters": {"summative": 2, "formative": 1},
        "level4_requires": "any",
        "unrated_when_missing_more_than": [1, 3],
        "adjudicate": {"levels_apart": 2, "any_harm": True},
        "consensus": "lower_median",
        "pass_rule": {
            "rule": "standard",
            "safety_minimum": 3,
            "share_at_least": 0.8,
            "share_level": 3,
            "merit_share": 0.5,
            "merit_level": 4,
            "stop_on_harm": True,
        },
        "retry": {
            "after_stop_hours": 48,
            "missed_items_only": True,
            "retries": 2,
            "meeting_from": 2,
            "lead_from": 3,
        },
        "recording": {"allowed": True, "rate_days": 7, "keep_days": 90, "longest_days": 180},
        "items": [
            {"competency": "SAFE-1", "scripted_out": [], "unprompted": [], "short": {}},
            {"competency": "GRP-1", "scripted_out": [], "unprompted": [], "short": {}},
        ],
        "setting": "You open the first evening.",
        "trainee_brief": "You will be watched by two people.",
        "observer_notes": "Stop when somebody is upset.",
        "must_see": ["Says who they are"],
        "pause_word": "amber",
        "stop_rule": "Stop when anybody says amber.",
        "de_role": "Say your own name.",
        "actors": [{"name": "Lena", "about": "Eager, and new.", "wants": "To talk."}],
        "variants": [
            {"code": letter, "title": f"Variant {letter}", "prompts": [
                {"minute": 1, "actor": "Lena", "cue": "Talks at once.", "if_trainee": "stops her kindly",
                 "then": "waits", "elicits": ["GRP-1.B1"]},
            ]}
            for letter in "AB"
        ],
    }  # fmt: skip
    return {**kit, **changes}


BASICS = [f"{code}.B{n}" for code in ("SAFE-1", "GRP-1") for n in (1, 2, 3)]


def sound_kit(code: str = "orp-1", **changes: Any) -> dict[str, Any]:
    """A kit with nothing against publishing it: in both variants a prompt gives room for every basic behaviour."""
    kit = kit_data(code, **changes)
    if "variants" not in changes:
        for variant in kit["variants"]:
            variant["prompts"][0]["elicits"] = [*BASICS]
    return kit


class InstrumentFactory(factory.django.DjangoModelFactory):
    """A kit at the desk, never published; the framework with it."""

    class Meta:
        model = Instrument

    code = "orp-1"

    @classmethod
    def _create(cls, model_class: type[Instrument], *args: Any, **kwargs: Any) -> Instrument:
        framework_in_force()
        kit = sound_kit(**kwargs)
        return Instrument.objects.create(code=kit["code"], title=kit["title"], kind=kit["kind"], kit=kit)


class InstrumentVersionFactory(factory.django.DjangoModelFactory):
    """A published kit; the framework with it."""

    class Meta:
        model = InstrumentVersion

    code = "orp-1"

    @classmethod
    def _create(cls, model_class: type[InstrumentVersion], *args: Any, **kwargs: Any) -> InstrumentVersion:
        framework_in_force()
        return publish_instrument(kit=kit_data(**kwargs))


class SittingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sitting

    instrument_version = factory.SubFactory(InstrumentVersionFactory)
    variant = "A"
    starts_at = factory.LazyFunction(clock.now)
    arranged_by = factory.SubFactory(UserFactory, roles=["programme_manager"])


class ObservationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Observation

    sitting = factory.SubFactory(SittingFactory)
    learner = factory.SubFactory(UserFactory, roles=["trainee"])


class SeatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Seat

    observation = factory.SubFactory(ObservationFactory)
    rater = factory.SubFactory(UserFactory, roles=["supervisor"])


def tap(sequence: int, kind: str = "mark", *, device: str = DEVICE, client_id: str = "", **data: Any) -> dict[str, Any]:
    """One tap as a phone sends it: `tap(1, behaviour="SAFE-1.B1", mark="obs")`."""
    return {
        "client_id": client_id or str(uuid.uuid4()),
        "device": device,
        "sequence": sequence,
        "kind": kind,
        "data": data,
        "made_at": clock.now().isoformat(),
    }


def taps_for(marks: dict[str, str], *, first: int = 1) -> list[dict[str, Any]]:
    """Taps that tick these marks, and say in a line what was seen of every harmful one."""
    taps = [tap(first + n, behaviour=code, mark=mark) for n, (code, mark) in enumerate(marks.items())]
    harms = [code for code, mark in marks.items() if ".H" in code and mark == "obs"]
    return taps + [tap(first + len(taps) + n, "harm", behaviour=code, words="Said so.") for n, code in enumerate(harms)]


SKILLED = {f"{code}.B{n}": "obs" for code in ("SAFE-1", "GRP-1") for n in (1, 2, 3)}


def hand_in(seat: Seat, marks: dict[str, str] | None = None) -> Any:
    """A sheet handed in from this seat: all basics seen (level 3), changed by `marks`."""
    return services.submit_sheet(seat=seat, taps=taps_for({**SKILLED, **(marks or {})}))


def two_seats(*, learner: Any = None, **sitting: Any) -> tuple[Observation, Seat, Seat]:
    """A role-play that counts, with two raters who have not begun."""
    fields = {f"sitting__{key}": value for key, value in sitting.items()}
    observation = ObservationFactory(**({"learner": learner} if learner else {}), **fields)
    return observation, SeatFactory(observation=observation), SeatFactory(observation=observation)


# Basics and more seen in both skills: level 4.
ADVANCED = {"SAFE-1.A1": "obs", "GRP-1.A1": "obs"}
HARM = {"SAFE-1.H1": "obs"}


def agreed_observation(marks: dict[str, str] | None = None, **fields: Any) -> Observation:
    """Both raters handed the same sheet in."""
    observation, first, second = two_seats(**fields)
    hand_in(first, marks)
    hand_in(second, marks)
    observation.refresh_from_db()
    return observation


def released_observation(marks: dict[str, str] | None = None, *, actor: Any = None, **fields: Any) -> Observation:
    """An agreed result that is out."""
    observation = agreed_observation(marks, **fields)
    return services.release_result(
        observation=observation, actor=actor or UserFactory(roles=["lead_supervisor"], acknowledged=True)
    )


def differing_observation(**fields: Any) -> Observation:
    """One rater saw harm, the other an advanced skill."""
    observation, first, second = two_seats(**fields)
    hand_in(first, HARM)
    hand_in(second, ADVANCED)
    observation.refresh_from_db()
    return observation
