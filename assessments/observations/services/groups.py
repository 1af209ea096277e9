"""Several trainees in one role-play: arranged together, changed while it is planned, one of them out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.observations import queries
from assessments.observations.choices import (
    ASIDE,
    FORMATIVE,
    OPEN,
    OVER,
    ObservationStatus,
    RatingStatus,
    SeatRole,
    SittingStatus,
)
from assessments.observations.errors import ArrangementRefused
from assessments.observations.groups import FEWEST, MOST
from assessments.observations.models import Observation, Rating, Seat, Sitting
from assessments.observations.models.observations import has_begun
from assessments.observations.queries.pairs import Pair, pairs_in
from assessments.observations.services.arranging import Plan, add_learner, arrange_sitting, refuse_too_early
from assessments.observations.services.locking import lock_observations
from assessments.observations.services.seats import assign_rater, leave_seat
from assessments.observations.terms import due_after
from assessments.signals import rater_asked, sitting_changed, trainee_added, trainee_out
from lms.common import audit, clock
from lms.people.models import User

# Reasons by pair (`Pair.key`): a pair that a reason would allow is left out where there is none.
Reasons = Mapping[str, str]


@transaction.atomic
def arrange_group(*, plan: Plan, raters: Sequence[User], reasons: Reasons, arranged_by: User) -> Sitting:
    """Arrange one role-play for two to six trainees and ask these raters for each of them. Again, it is the same one.

    A pair that the kit blocks is not asked, nor one that it warns of without a reason. Raises `ArrangementRefused`.
    """
    stored = Sitting.objects.filter(uuid=plan.key).first() if plan.key else None
    if stored is not None:
        return stored
    many = len({learner.pk for learner in plan.learners})
    if not FEWEST <= many <= MOST:
        raise ArrangementRefused(_refused_size())
    sitting = arrange_sitting(plan=plan, arranged_by=arranged_by)
    ask_together(
        sitting=sitting,
        observations=list(sitting.observations.all()),
        raters=raters,
        reasons=reasons,
        asked_by=arranged_by,
    )
    return sitting


def _refused_size() -> str:
    return _("Between %(fewest)d and %(most)d trainees can be watched together.") % {"fewest": FEWEST, "most": MOST}


@transaction.atomic
def ask_together(
    *,
    sitting: Sitting,
    observations: Sequence[Observation],
    raters: Sequence[User],
    reasons: Reasons,
    asked_by: User,
    instead_of: User | None = None,
) -> int:
    """Ask each of these raters for each of these trainees who is still rated; gives how many seats are new.

    In place of `instead_of` they are asked for those whose sheets that rater still owes, and those seats are taken
    back for whom somebody takes over.
    """
    lock_observations(sitting=sitting)
    rows = [row for row in _rated(sitting) if row.pk in {one.pk for one in observations}]
    owed = _owed(rows, instead_of) if instead_of is not None else {}
    if instead_of is not None:
        rows = [row for row in rows if row.pk in owed]
    by_learner = {row.learner_id: row for row in rows}
    pairs = [pair for pair in pairs_in(rows, raters) if _may_be_asked(pair, reasons)]
    # Whoever nobody may take over from keeps the seat: a trainee is not left without a rater by it.
    for row in {by_learner[pair.learner.pk] for pair in pairs}:
        if row.pk in owed:
            leave_seat(seat=owed[row.pk], actor=asked_by)
    made: dict[int, list[Seat]] = {}
    for pair in pairs:
        row, reason = by_learner[pair.learner.pk], reasons.get(pair.key, "")
        seat = assign_rater(observation=row, rater=pair.rater, assigned_by=asked_by, override=reason, tells=False)
        made.setdefault(pair.rater.pk, []).append(seat)
    for seats in made.values():
        rater_asked.send(sender=Seat, seat=seats[0], more=len(seats) - 1)
    return sum(len(seats) for seats in made.values())


def _owed(rows: Sequence[Observation], rater: User) -> dict[int, Seat]:
    """Observation (primary key) → the seat from which a rater still owes a sheet."""
    seats = Seat.objects.filter(observation__in=rows, rater=rater, role=SeatRole.RATER, left_at=None)
    seats = seats.exclude(rating__status=RatingStatus.SUBMITTED).select_related("observation")
    return {seat.observation_id: seat for seat in seats}


def _may_be_asked(pair: Pair, reasons: Reasons) -> bool:
    """Whether the kit lets this rater rate this trainee, with the reason that was given."""
    if pair.blocked or pair.asked:
        return False
    return not pair.warned or bool(reasons.get(pair.key, "").strip())


def _rated(sitting: Sitting) -> Sequence[Observation]:
    rows = Observation.objects.filter(sitting=sitting, status__in=OPEN)
    return list(rows.select_related("learner", "sitting__instrument_version", "sitting__arranged_by").order_by("pk"))


@dataclass(frozen=True)
class Details:
    """When and where, and what each trainee (by primary key) does in it.

    `seen`: the `updated` of the sitting that somebody saw as they typed; None where nobody looked.
    """

    starts_at: datetime
    place: str = ""
    link: str = ""
    contact: str = ""
    variant: str = ""
    parts: Mapping[int, str] | None = None
    seen: datetime | None = None


@transaction.atomic
def change_sitting(*, sitting: Sitting, details: Details, actor: User) -> Sitting:
    """Change when and where a role-play is, its variant and the parts. Everybody in it is told, if they notice.

    Raises `ArrangementRefused` once it has begun, where somebody else has changed it since (`Details.seen`), and where
    somebody would be watched too soon after harm.
    """
    sitting = _planned(sitting)
    if details.seen is not None and details.seen != sitting.updated:
        raise ArrangementRefused(_("Somebody else has changed it meanwhile. Look at what it says now, and save again."))
    rows = list(_rated(sitting))
    if sitting.counts and details.starts_at < sitting.starts_at:
        for row in rows:
            again = queries.next_try(row.learner, sitting.instrument_version.instrument)
            refuse_too_early(learner=row.learner, again=again, starts_at=details.starts_at, arranged_by=actor)
    for row in rows:
        row.part = (details.parts or {}).get(row.learner_id, row.part)
        row.due_at = details.starts_at + due_after(sitting.instrument_version.kit)
        row.save(update_fields=["part", "due_at", "updated"])
    told = ("starts_at", "place", "link")
    before = [getattr(sitting, name) for name in told]
    for name in (*told, "contact", "variant"):
        setattr(sitting, name, getattr(details, name))
    sitting.save(update_fields=[*told, "contact", "variant", "updated"])
    audit.record("sitting.change", sitting, actor=actor)
    if before != [getattr(sitting, name) for name in told]:
        sitting_changed.send(sender=Sitting, sitting=sitting, actor=actor)
    return sitting


def _planned(sitting: Sitting) -> Sitting:
    """The sitting, locked, as long as nobody can have seen anything. Raises `ArrangementRefused`."""
    lock_observations(sitting=sitting)
    rows = Sitting.objects.select_for_update(of=("self",)).select_related("instrument_version__instrument")
    sitting = rows.get(pk=sitting.pk)
    if sitting.status != SittingStatus.PLANNED:
        raise ArrangementRefused(_("This role-play is over, or was called off."))
    if has_begun(sitting, clock.now()):
        raise ArrangementRefused(_("It has begun, so this can’t be changed any more."))
    return sitting


@transaction.atomic
def add_trainee(*, sitting: Sitting, learner: User, actor: User, part: str = "") -> Observation:
    """Take somebody else into a role-play that has not begun. Again, it gives back their observation.

    Raises `ArrangementRefused` where there is no room, and where they left it out or were taken out before.
    """
    sitting = _planned(sitting)
    stored = Observation.objects.filter(sitting=sitting, learner=learner).first()
    if stored is not None and stored.status not in OVER:
        return stored
    if stored is not None:
        text = _("%(name)s left this one, or was taken out. Arrange another one with them.")
        raise ArrangementRefused(text % {"name": learner})
    if Observation.objects.filter(sitting=sitting).exclude(status__in=OVER).count() >= MOST:
        raise ArrangementRefused(_refused_size())
    if Seat.objects.filter(observation__sitting=sitting, rater=learner, left_at=None).exists():
        raise ArrangementRefused(_("%(name)s has another part in this role-play.") % {"name": learner})
    again = queries.next_try(learner, sitting.instrument_version.instrument)
    if sitting.counts:
        refuse_too_early(learner=learner, again=again, starts_at=sitting.starts_at, arranged_by=actor)
    plan = Plan(sitting.instrument_version.instrument, [learner], sitting.starts_at, counts=sitting.counts,
                missed_only=False, parts={learner.pk: part})  # fmt: skip
    observation = add_learner(sitting=sitting, learner=learner, again=again, plan=plan, alone=False)
    _ask_asides_too(observation, actor)
    audit.record("observation.add", observation, actor=actor)
    trainee_added.send(sender=Observation, observation=observation)
    return observation


def _ask_asides_too(observation: Observation, actor: User) -> None:
    """Actors and peers were asked about everybody in it, so about who comes later, too."""
    seats = Seat.objects.filter(observation__sitting=observation.sitting_id, role__in=ASIDE, left_at=None)
    asked = {(seat.rater_id, seat.role, seat.character) for seat in seats}
    for rater, role, character in sorted(asked):
        Seat.objects.create(observation=observation, rater_id=rater, role=role, character=character, assigned_by=actor)


@transaction.atomic
def take_out(*, observation: Observation, actor: User) -> Observation:
    """Take one trainee out before it has begun; it is no try. Again, it changes nothing.

    Raises `ArrangementRefused` for the last one: then the whole is called off.
    """
    if observation.status in OVER:
        return observation
    _planned(observation.sitting)
    return _out(observation, ObservationStatus.CANCELLED, "observation.take_out", actor)


@transaction.atomic
def note_absent(*, observation: Observation, actor: User) -> Observation:
    """Note that one trainee was not there, while the others go on; it is no try. Again, it changes nothing."""
    return _out(observation, ObservationStatus.ABSENT, "observation.absent", actor)


@transaction.atomic
def stop_for_one(*, observation: Observation, actor: User) -> Observation:
    """Stop for one trainee alone: nothing of theirs is rated and no try is used up; the others go on."""
    return _out(observation, ObservationStatus.STOPPED, "observation.stop", actor)


def _out(observation: Observation, status: str, action: str, actor: User) -> Observation:
    sitting = observation.sitting
    lock_observations(sitting=sitting)
    observation = Observation.objects.select_related("learner", "sitting__instrument_version").get(pk=observation.pk)
    if observation.status in OVER:
        return observation
    if status != ObservationStatus.CANCELLED and not has_begun(observation.sitting, clock.now()):
        raise ArrangementRefused(_("It has not begun yet: take them out instead."))
    rated = Rating.objects.filter(seat__observation=observation, status=RatingStatus.SUBMITTED)
    if observation.status not in OPEN or rated.exclude(seat__role__in=FORMATIVE).exists():
        raise ArrangementRefused(
            _("A sheet about %(name)s has been handed in already.") % {"name": observation.learner}
        )
    if not sitting.observations.exclude(pk=observation.pk).exclude(status__in=OVER).exists():
        raise ArrangementRefused(_("Nobody else is in it: call the whole role-play off, or stop it."))
    observation.status = status
    observation.save(update_fields=["status", "updated"])
    audit.record(action, observation, actor=actor)
    trainee_out.send(sender=Observation, observation=observation)
    return observation


@transaction.atomic
def bring_back(*, observation: Observation, actor: User) -> Observation:
    """Note that somebody who was noted as absent was there after all, as long as it is rated. Again, no change."""
    lock_observations(sitting=observation.sitting)
    observation = Observation.objects.select_related("learner", "sitting__instrument_version").get(pk=observation.pk)
    if observation.status != ObservationStatus.ABSENT:
        return observation
    if observation.sitting.status not in (SittingStatus.PLANNED, SittingStatus.HELD):
        raise ArrangementRefused(_("This role-play is over, or was called off."))
    begun = Rating.objects.filter(seat__observation=observation).exists()
    observation.status = ObservationStatus.RATING if begun else ObservationStatus.PLANNED
    observation.due_at = max(observation.due_at or clock.now(), clock.now() + timedelta(days=1))
    observation.save(update_fields=["status", "due_at", "updated"])
    audit.record("observation.present", observation, actor=actor)
    return observation
