"""Observed role-plays of the demo: raters who may rate, people who were watched, and what waits for whom."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from random import Random

from assessments.calibration.queries import newest_versions, rule_in_force, standing_of
from assessments.calibration.services import begin_run, keep_marks, submit_marks
from assessments.instruments.models import InstrumentVersion
from assessments.instruments.sheets import Item
from assessments.observations.choices import ObservationStatus, Occasion, SeatRole
from assessments.observations.models import Observation, Seat
from assessments.observations.queries import items_of
from assessments.observations.services import (
    arrange_sitting,
    ask_aside,
    ask_for_recording,
    assign_rater,
    give_feedback,
    hold_sitting,
    release_result,
    save_feedback,
    submit_sheet,
)
from assessments.observations.services.arranging import Plan
from assessments.observations.services.feedback import Words
from assessments.observations.terms import may_record
from lms.common import clock
from lms.packs.demo.days import days_ago
from lms.packs.demo.kits import kit_in_force
from lms.people.models import User

RATERS = ("supervisor", "supervisor2", "lead")
WHY = "Nobody else was free that evening; the other rater does not know them."
# Days ago, kit, occasion, and how many of the trainees were watched then.
EVENINGS = ((16, "orp-1", Occasion.BASELINE, 8), (5, "orp-2", Occasion.MID, 5))
# How often a basic behaviour is seen, by occasion; the rest follows by chance, the same each time.
SEEN = {Occasion.BASELINE: 0.78, Occasion.MID: 0.92}


def certify_raters(people: Mapping[str, User]) -> bool:
    """Those who rate have read the transcripts and seen what the reference sees. Whether they may rate now."""
    if rule_in_force() is None:
        return True
    if not newest_versions().exists():
        return False
    for name in RATERS:
        with days_ago(20):
            run = begin_run(rater=people[name])
            for sheet in run.sheets.select_related("version__framework_version", "run"):
                marks = {code: row["mark"] for code, row in sheet.version.reference.items()}
                kept = keep_marks(sheet=sheet, marks=marks, seen=set(sheet.version.content["items"]), sequence=1)
                submit_marks(sheet=kept)
    return all(standing_of(people[name]).may_hand_in for name in RATERS)


def watch_people(people: Mapping[str, User], trainees: Sequence[User]) -> None:
    """Two evenings that are out, one pair of sheets that differ, one that is being rated, and one tomorrow."""
    if not certify_raters(people):
        return
    chance = Random("observed")  # noqa: S311
    for days, code, occasion, many in EVENINGS:
        version = kit_in_force(code)
        if version is None:
            return
        for learner in trainees[:many]:
            # The first one hears from a peer, too.
            peer = trainees[1] if learner == trainees[0] else None
            _watch(version, learner, people, days=days, occasion=occasion, chance=chance, peer=peer)
    last = kit_in_force("orp-3")
    if last is not None:
        _let_differ(last, trainees[1], people, chance)
        _plan(last, trainees[0], people)


def _arrange(
    version: InstrumentVersion, learner: User, people: Mapping[str, User], occasion: str, hours: int
) -> Observation:
    starts = clock.now() + dt.timedelta(hours=hours)
    plan = Plan(version.instrument, [learner], starts, occasion=occasion, link="https://meet.example/role-play")
    sitting = arrange_sitting(plan=plan, arranged_by=people["lead"])
    observation = sitting.observations.get()
    for name in RATERS[:2]:
        assign_rater(observation=observation, rater=people[name], assigned_by=people["lead"], override=WHY)
    return observation


def _watch(
    version: InstrumentVersion,
    learner: User,
    people: Mapping[str, User],
    *,
    days: float,
    occasion: str,
    chance: Random,
    peer: User | None = None,
) -> None:
    with days_ago(days):
        observation = _arrange(version, learner, people, occasion, 1)
        if peer is not None:
            ask_peer(observation, peer, people)
    with days_ago(days - 0.1):
        hold_sitting(sitting=observation.sitting, actor=people["lead"])
        marks = _marks(items_of(observation), SEEN[Occasion(occasion)], chance)
        for seat in seats_of(observation):
            hand_in_marks(seat, marks)
    with days_ago(days - 1):
        observation = Observation.objects.get(pk=observation.pk)
        if observation.status == ObservationStatus.AGREED:
            release_result(observation=observation, actor=people["lead"])
            _say(observation, people["supervisor"], marks)


def _let_differ(version: InstrumentVersion, learner: User, people: Mapping[str, User], chance: Random) -> None:
    """One rater saw something harmful, the other did not: a third has to decide."""
    with days_ago(1.2):
        observation = _arrange(version, learner, people, Occasion.END, 1)
    with days_ago(1):
        hold_sitting(sitting=observation.sitting, actor=people["lead"])
        marks = _marks(items_of(observation), 1, chance)
        harm = items_of(observation)[0].harm[1]
        for number, seat in enumerate(seats_of(observation)):
            hand_in_marks(seat, {**marks, harm: "obs" if number else "not"})


def _plan(version: InstrumentVersion, learner: User, people: Mapping[str, User]) -> None:
    with days_ago(2):
        observation = _arrange(version, learner, people, Occasion.END, 24 * 3)
        if may_record(version.kit, observation.sitting.occasion):
            ask_for_recording(sitting=observation.sitting, asked_by=people["lead"], others=3, others_agreed=True)


def ask_peer(observation: Observation, peer: User, people: Mapping[str, User]) -> None:
    """Ask somebody for what they see of one trainee."""
    rows, asker = [observation], people["supervisor"]
    ask_aside(sitting=observation.sitting, observations=rows, person=peer, role=SeatRole.PEER, asked_by=asker)


def seats_of(observation: Observation) -> list[Seat]:
    """Who sits there, ready to hand something in."""
    rows = Seat.objects.filter(observation=observation, left_at=None).order_by("pk")
    return list(rows.select_related("rater", "observation__sitting__instrument_version__framework_version"))


def _marks(items: Sequence[Item], seen: float, chance: Random) -> dict[str, str]:
    marks = {}
    for item in items:
        for code in item.basic:
            marks[code] = "obs" if chance.random() < seen else "not"
        for code in item.advanced:
            marks[code] = "obs" if chance.random() < seen / 4 else "not"
    return marks


def hand_in_marks(seat: Seat, marks: Mapping[str, str]) -> None:
    """A sheet with these marks, handed in."""
    device, taps = str(uuid.uuid5(seat.uuid, "demo")), []
    said = [("mark", {"behaviour": code, "mark": mark}) for code, mark in marks.items()]
    said += [("harm", {"behaviour": code, "words": "“Then leave the tablets out.”"}) for code, mark in marks.items()
             if ".H" in code and mark == "obs"]  # fmt: skip
    said += [("touch", {"competency": item.code}) for item in items_of(seat.observation)]
    for number, (kind, data) in enumerate(said, start=1):
        name = str(uuid.uuid5(seat.uuid, f"{kind}{number}"))
        taps.append({"client_id": name, "device": device, "sequence": number, "kind": kind, "data": data})
    submit_sheet(seat=seat, taps=taps)


def _say(observation: Observation, author: User, marks: Mapping[str, str]) -> None:
    seen = [code for code, mark in marks.items() if mark == "obs"][:2]
    missed = [code for code, mark in marks.items() if mark == "not" and ".B" in code][:1]
    words = Words(
        keep=("You greeted everybody by name, and it changed the room.", "You let a silence be."),
        change="Say how much time is left before the last round.",
        step="Say the time twice in the next practice run.",
        step_by=clock.today() + dt.timedelta(days=14),
        behaviours=(*seen, *missed),
    )
    kept = save_feedback(observation=observation, author=author, words=words, sequence=1)
    give_feedback(feedback=kept.feedback, actor=author)
