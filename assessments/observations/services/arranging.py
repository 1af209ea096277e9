"""Arranging a role-play that is watched: what is played, who is in it, until when the sheets shall be in."""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.instruments.models import Instrument, InstrumentVersion
from assessments.observations import queries
from assessments.observations.choices import (
    FORMATIVE,
    OPEN,
    OVER,
    ObservationStatus,
    Occasion,
    RatingStatus,
    SittingStatus,
)
from assessments.observations.errors import ArrangementRefused
from assessments.observations.models import NO_PLACEMENT, Observation, Rating, Sitting
from assessments.observations.queries.tries import NextTry
from assessments.observations.services.locking import lock_observations
from assessments.observations.terms import due_after
from assessments.signals import sitting_arranged, sitting_cancelled, trainee_opted_out
from lms.common import audit, clock
from lms.people.choices import Role
from lms.people.models import User

LONGEST_REASON = 300


@dataclass(frozen=True)
class Plan:
    """What somebody wants to arrange. An empty `variant` is drawn; `key` makes a second click the same sitting.

    `parts`: primary key of a learner → what they do in it, where several are watched together.
    """

    instrument: Instrument
    learners: Sequence[User]
    starts_at: datetime
    occasion: str = Occasion.END
    counts: bool = True
    link: str = ""
    language: str = "en"
    variant: str = ""
    missed_only: bool = True
    placement: uuid.UUID = NO_PLACEMENT
    key: uuid.UUID | None = None
    place: str = ""
    contact: str = ""
    parts: Mapping[int, str] = field(default_factory=dict)


@transaction.atomic
def arrange_sitting(*, plan: Plan, arranged_by: User) -> Sitting:
    """Arrange a role-play by the kit in force, for one or several trainees.

    The variant is drawn from those that none of them has had; once all were had, from those had least. Where something
    was missed before, only that is looked at again (`Observation.items`), if there is but one trainee. The same `key`
    again gives back what was arranged. Raises `ArrangementRefused`.
    """
    stored = Sitting.objects.filter(uuid=plan.key).first() if plan.key else None
    if stored is not None:
        return stored
    version = queries.current_kit(plan.instrument)
    if version is None or plan.instrument.retired_at is not None:
        raise ArrangementRefused(_("This role-play is not in use. Choose another one."))
    learners = list({learner.pk: learner for learner in plan.learners}.values())
    if not learners:
        raise ArrangementRefused(_("Choose at least one trainee."))
    tries = {learner.pk: queries.next_try(learner, plan.instrument) for learner in learners}
    if plan.counts:
        for learner in learners:
            refuse_too_early(
                learner=learner, again=tries[learner.pk], starts_at=plan.starts_at, arranged_by=arranged_by
            )
    sitting, made = _add_sitting(version, learners, plan, arranged_by)
    if not made:
        return sitting
    for learner in learners:
        add_learner(sitting=sitting, learner=learner, again=tries[learner.pk], plan=plan, alone=len(learners) == 1)
    audit.record("sitting.arrange", sitting, actor=arranged_by, data={"kit": plan.instrument.code})
    sitting_arranged.send(sender=Sitting, sitting=sitting)
    return sitting


def _add_sitting(
    version: InstrumentVersion, learners: Sequence[User], plan: Plan, arranged_by: User
) -> tuple[Sitting, bool]:
    """The second value says whether it is new: of two clicks at once only the first one's is."""
    fields = {
        "instrument_version": version,
        "variant": plan.variant or _draw(version, learners),
        "occasion": plan.occasion,
        "counts": plan.counts,
        "starts_at": plan.starts_at,
        "link": plan.link,
        "place": plan.place,
        "contact": plan.contact,
        "language": plan.language,
        "arranged_by": arranged_by,
    }
    return Sitting.objects.get_or_create(uuid=plan.key or uuid.uuid4(), defaults=fields)


def add_learner(*, sitting: Sitting, learner: User, again: NextTry, plan: Plan, alone: bool) -> Observation:
    """Somebody's observation in a sitting that is arranged by `plan`."""
    partly = alone and plan.counts and plan.missed_only
    return Observation.objects.create(
        sitting=sitting,
        learner=learner,
        placement=plan.placement,
        number=again.number,
        items=list(again.items) if partly else [],
        part=plan.parts.get(learner.pk, ""),
        due_at=sitting.starts_at + due_after(sitting.instrument_version.kit),
    )


def refuse_too_early(*, learner: User, again: NextTry, starts_at: datetime, arranged_by: User) -> None:
    """Raise `ArrangementRefused` where a try that counts would come too soon after harm."""
    name = {"name": learner.get_short_name(), "n": again.stops}
    if again.from_when and starts_at < again.from_when:
        text = _("After a stop %(name)s gets some rest first. Choose a later time, or arrange a practice run.")
        raise ArrangementRefused(text % name)
    if again.waits_for == "meeting":
        text = ngettext(
            "Harm was seen in %(n)d role-play with %(name)s. A supervision meeting about it comes before another one.",
            "Harm was seen in %(n)d role-plays with %(name)s. A supervision meeting about it comes before another one.",
            again.stops,
        )
        raise ArrangementRefused(text % name)
    if again.waits_for == "lead" and not (arranged_by.is_superuser or arranged_by.has_role(Role.PROGRAMME_MANAGER)):
        text = ngettext(
            "Harm was seen in %(n)d role-play with %(name)s. Whoever runs the programme decides about another one.",
            "Harm was seen in %(n)d role-plays with %(name)s. Whoever runs the programme decides about another one.",
            again.stops,
        )
        raise ArrangementRefused(text % name)


def _draw(version: InstrumentVersion, learners: Sequence[User]) -> str:
    """One of the variants had least often by these people; empty for a kit without variants."""
    codes = [variant["code"] for variant in version.kit.get("variants", [])]
    if not codes:
        return ""
    had = queries.variants_had(learners, version.instrument)
    least = min(had[code] for code in codes)
    return secrets.choice([code for code in codes if had[code] == least])


@transaction.atomic
def hold_sitting(*, sitting: Sitting, actor: User | None, held_at: datetime | None = None) -> Sitting:
    """Note that it took place, and when. Again, the first time stays."""
    sitting = Sitting.objects.select_for_update().get(pk=sitting.pk)
    if sitting.status == SittingStatus.PLANNED:
        sitting.status, sitting.held_at = SittingStatus.HELD, held_at or min(sitting.starts_at, clock.now())
        sitting.save(update_fields=["status", "held_at", "updated"])
        audit.record("sitting.hold", sitting, actor=actor)
    return sitting


@transaction.atomic
def cancel_sitting(*, sitting: Sitting, actor: User, reason: str = "") -> Sitting:
    """Call it off; everybody in it is told, and why where a reason is given. Nothing was rated, so nothing is lost.

    Raises `ArrangementRefused` once a sheet was handed in: what was seen is not called off.
    """
    lock_observations(sitting=sitting)
    sitting = Sitting.objects.select_for_update().get(pk=sitting.pk)
    if sitting.status in (SittingStatus.CANCELLED, SittingStatus.STOPPED):
        return sitting
    handed_in = Rating.objects.filter(seat__observation__sitting=sitting, status=RatingStatus.SUBMITTED)
    if handed_in.exists():
        raise ArrangementRefused(_("A sheet has been handed in already, so this can't be called off any more."))
    sitting.status, sitting.cancel_reason = SittingStatus.CANCELLED, " ".join(reason.split())[:LONGEST_REASON]
    sitting.save(update_fields=["status", "cancel_reason", "updated"])
    sitting.observations.exclude(status__in=OVER).update(status=ObservationStatus.CANCELLED, updated=clock.now())
    audit.record("sitting.cancel", sitting, actor=actor)
    sitting_cancelled.send(sender=Sitting, sitting=sitting)
    return sitting


@transaction.atomic
def opt_out(*, observation: Observation) -> Observation:
    """Let the trainee leave it out, without a reason and at no cost: it is no try. Again, it changes nothing.

    Whoever arranged and rates it is told. Raises `ArrangementRefused` once a sheet about them was handed in.
    """
    sitting = observation.sitting
    lock_observations(sitting=sitting)
    observation = Observation.objects.select_related("learner", "sitting__arranged_by").get(pk=observation.pk)
    if observation.status in OVER:
        return observation
    rated = Rating.objects.filter(seat__observation=observation, status=RatingStatus.SUBMITTED)
    if observation.status not in OPEN or rated.exclude(seat__role__in=FORMATIVE).exists():
        raise ArrangementRefused(
            _("It has been rated by now, so it can't be left out any more. Talk with your supervisor.")
        )
    observation.status = ObservationStatus.CANCELLED
    observation.save(update_fields=["status", "updated"])
    if not sitting.observations.exclude(status__in=OVER).exists():
        Sitting.objects.filter(pk=sitting.pk).update(status=SittingStatus.CANCELLED, updated=clock.now())
    audit.record("observation.opt_out", observation, actor=observation.learner)
    trainee_opted_out.send(sender=Observation, observation=observation)
    return observation
