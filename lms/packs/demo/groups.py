"""A role-play with several trainees in the demo: arranged for the day after tomorrow, with actors and a peer."""

import datetime as dt
from collections.abc import Mapping, Sequence

from assessments.instruments.models import InstrumentVersion
from assessments.observations.choices import ObservationStatus, Part, SeatRole
from assessments.observations.models import Observation, Sitting
from assessments.observations.queries import items_of
from assessments.observations.queries.pairs import pairs_of
from assessments.observations.services import Plan, arrange_group, ask_aside
from lms.common import clock
from lms.packs.demo.days import days_ago
from lms.packs.demo.kits import kit_in_force
from lms.packs.demo.observing import RATERS, WHY, ask_peer, hand_in_marks, seats_of
from lms.people.models import User

PARTS = (Part.FACILITATOR, Part.CO_FACILITATOR, Part.HOST)


def watch_together(people: Mapping[str, User], trainees: Sequence[User]) -> None:
    """Three trainees in one role-play, in which the first one plays; and a peer who saw harm where raters differ."""
    version = kit_in_force("orp-4")
    if version is None:
        return
    with days_ago(1):
        sitting = _arrange(version, trainees[2:5], people)
        _ask_to_play(sitting, trainees[0], people, _names(version)[0])
        _ask_to_play(sitting, people["lead"], people, _names(version)[1])
    differing = Observation.objects.filter(status=ObservationStatus.ADJUDICATING, learner=trainees[1]).first()
    if differing is not None:
        _let_peer_see_harm(differing, trainees[2], people)


def _arrange(version: InstrumentVersion, learners: Sequence[User], people: Mapping[str, User]) -> Sitting:
    raters = [people[name] for name in RATERS[:2]]
    parts = {learner.pk: part.value for learner, part in zip(learners, PARTS, strict=False)}
    plan = Plan(
        version.instrument,
        learners,
        clock.now() + dt.timedelta(days=3),
        link="https://meet.example/group",
        place="Oak Street house, second floor",
        contact=f"{people['lead'].full_name}, +49 30 5550100",
        parts=parts,
    )
    reasons = {pair.key: WHY for pair in pairs_of(version, learners, raters, counts=True)}
    return arrange_group(plan=plan, raters=raters, reasons=reasons, arranged_by=people["lead"])


def _names(version: InstrumentVersion) -> list[str]:
    return [actor["name"] for actor in version.kit["actors"]]


def _ask_to_play(sitting: Sitting, person: User, people: Mapping[str, User], character: str) -> None:
    ask_aside(
        sitting=sitting,
        observations=list(sitting.observations.all()),
        person=person,
        role=SeatRole.ACTOR,
        asked_by=people["supervisor"],
        character=character,
    )


def _let_peer_see_harm(observation: Observation, peer: User, people: Mapping[str, User]) -> None:
    with days_ago(0.9):
        ask_peer(observation, peer, people)
        seat = next(one for one in seats_of(observation) if one.role == SeatRole.PEER)
        item = items_of(observation)[0]
        hand_in_marks(seat, {item.basic[0]: "obs", item.harm[0]: "obs"})
