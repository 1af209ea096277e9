"""Actors and peers say what they saw: asked, and free to say no. It is feedback, never a level; nobody waits for it."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.observations.choices import (
    ASIDE,
    OVER,
    ConcernStatus,
    FollowUpStatus,
    ObservationStatus,
    RatingStatus,
    SeatRole,
)
from assessments.observations.errors import ConcernRefused, SeatRefused
from assessments.observations.models import Concern, FollowUp, Observation, Rating, RatingSheet, Seat, Sitting
from assessments.observations.queries.asides import handed_in_before, seats_beside
from assessments.observations.services.locking import lock_observations
from assessments.observations.terms import acknowledge_within, debrief_within
from assessments.signals import concern_raised, feedback_asked, feedback_declined, follow_up_opened
from lms.common import audit, clock
from lms.people.models import User

LONGEST_REASON = 300


@transaction.atomic
def ask_aside(
    *,
    sitting: Sitting,
    observations: Sequence[Observation],
    person: User,
    role: str,
    asked_by: User,
    character: str = "",
) -> list[Seat]:
    """Ask an actor, or a peer, for what they see of each of these trainees. Asked again, it gives the same seats.

    `character`: whom an actor plays, by the kit. Raises `SeatRefused` for who is watched and would play, has another
    part or said no, for a character that is taken, and once the results are out.
    """
    lock_observations(sitting=sitting)
    stored = Seat.objects.filter(observation__sitting=sitting, rater=person, role=role, left_at=None)
    if stored.exists():
        return list(stored.order_by("pk"))
    rows = _to_ask_about(observations, person)
    _refuse_aside(sitting, person, SeatRole(role), character)
    if not rows:
        raise SeatRefused(_("Nobody can be asked for this any more: it is over, or the results are out."))
    made = [
        Seat.objects.create(observation=row, rater=person, role=role, assigned_by=asked_by, character=character)
        for row in rows
    ]
    for seat in made:
        audit.record("seat.assign", seat, actor=asked_by, data={"role": str(role), "conflicts": []})
    feedback_asked.send(sender=Seat, seat=made[0])
    return made


def _to_ask_about(observations: Sequence[Observation], person: User) -> list[Observation]:
    rows = Observation.objects.filter(pk__in=[row.pk for row in observations]).exclude(learner=person)
    rows = rows.exclude(status__in=[*OVER, ObservationStatus.RELEASED])
    return list(rows.select_related("learner", "sitting__instrument_version", "sitting__arranged_by").order_by("pk"))


def _refuse_aside(sitting: Sitting, person: User, role: SeatRole, character: str) -> None:
    seats = Seat.objects.filter(observation__sitting=sitting)
    if role not in ASIDE or not person.is_active:
        raise SeatRefused(_("%(name)s can’t be asked for this.") % {"name": person})
    if role == SeatRole.ACTOR and sitting.observations.filter(learner=person).exists():
        raise SeatRefused(_("%(name)s is watched in this role-play, so somebody else plays.") % {"name": person})
    if seats.filter(rater=person, declined=True).exists():
        raise SeatRefused(_("%(name)s said no to this one. Please ask somebody else.") % {"name": person})
    if seats.filter(rater=person, left_at=None).exclude(role=SeatRole.SELF).exists():
        raise SeatRefused(_("%(name)s has another part in this role-play.") % {"name": person})
    known = [actor.get("name") for actor in sitting.instrument_version.kit.get("actors", [])]
    if character and (role != SeatRole.ACTOR or character not in known):
        raise SeatRefused(_("Nobody is called so in this role-play."))
    if character and seats.filter(character=character, left_at=None).exists():
        raise SeatRefused(_("Somebody plays %(name)s already. Take that back first.") % {"name": character})


@transaction.atomic
def decline_aside(*, seat: Seat) -> None:
    """Say no, for every trainee of the sitting and without a reason; whoever asked is told. Again, nothing changes.

    Raises `SeatRefused` once something was handed in: what was seen stays.
    """
    seats = _locked(seat)
    if not seats:
        return
    if handed_in_before(seats):
        raise SeatRefused(_("You have handed in what you saw already. Thank you: there is nothing more to do."))
    _leave(seats, declined=True)
    audit.record("seat.decline", seat, actor=seat.rater, data={"role": seat.role})
    feedback_declined.send(sender=Seat, seat=seat)


@transaction.atomic
def take_back_aside(*, seat: Seat, actor: User) -> None:
    """Ask an actor or a peer no longer, for any trainee of the sitting. Again, it changes nothing.

    Raises `SeatRefused` once something was handed in.
    """
    seats = _locked(seat)
    if not seats:
        return
    if handed_in_before(seats):
        raise SeatRefused(_("This sheet is handed in already. It stays, as feedback."))
    _leave(seats, declined=False)
    audit.record("seat.leave", seat, actor=actor, data={"role": seat.role})


def _locked(seat: Seat) -> list[Seat]:
    lock_observations(sitting=seat.observation.sitting)
    if seat.role not in ASIDE:
        raise SeatRefused(_("This seat is not one of an actor or a peer."))
    return seats_beside(seat)


def _leave(seats: Sequence[Seat], *, declined: bool) -> None:
    now, rows = clock.now(), [seat.pk for seat in seats]
    Seat.objects.filter(pk__in=rows).update(left_at=now, declined=declined, updated=now)
    Rating.objects.filter(seat__in=rows).update(status=RatingStatus.WITHDRAWN, updated=now)


@transaction.atomic
def raise_concern(*, seat: Seat, sheet: RatingSheet) -> Concern | None:
    """Keep the harm on an actor's or a peer's sheet for somebody to decide about; None without harm.

    Harm that a changed sheet adds is to be decided about again. Tells who listens (`concern_raised`).
    """
    if not sheet.harms or seat.role not in ASIDE:
        return None
    concern, made = Concern.objects.select_for_update().get_or_create(
        seat=seat, defaults={"observation": seat.observation, "behaviours": sorted(sheet.harms)}
    )
    more = set(sheet.harms) - set(concern.behaviours)
    if more:
        concern.behaviours = sorted({*concern.behaviours, *sheet.harms})
        concern.status, concern.decided_at, concern.decided_by, concern.reason = ConcernStatus.OPEN, None, None, ""
        concern.save()
    if made or more:
        audit.record("concern.raise", concern, data={"behaviours": sorted(sheet.harms)})
        concern_raised.send(sender=Concern, concern=concern)
    return concern


@transaction.atomic
def decide_concern(*, concern: Concern, actor: User, follow_up: bool, reason: str = "") -> Concern:
    """Say whether harm that an actor or a peer saw is followed up, as if a rater had seen it. Again, nothing changes.

    Raises `ConcernRefused` without a sentence why nothing follows, and for one's own.
    """
    rows = Concern.objects.select_for_update(of=("self",))
    concern = rows.select_related("observation__learner", "observation__sitting__instrument_version").get(pk=concern.pk)
    if concern.status != ConcernStatus.OPEN:
        return concern
    if concern.observation.learner_id == actor.pk:
        raise ConcernRefused(_("Somebody else decides about this."))
    words = " ".join(reason.split())[:LONGEST_REASON]
    if not follow_up and not words:
        raise ConcernRefused(_("Say in a sentence why nothing follows from it."))
    concern.status = ConcernStatus.FOLLOW_UP if follow_up else ConcernStatus.NOTED
    concern.decided_by, concern.decided_at, concern.reason = actor, clock.now(), words
    concern.save(update_fields=["status", "decided_by", "decided_at", "reason", "updated"])
    audit.record("concern.decide", concern, actor=actor, data={"follow_up": follow_up})
    if follow_up:
        _follow_up(concern)
    return concern


def _follow_up(concern: Concern) -> None:
    """The one of the observation, opened if there is none; one that was closed is opened again for what is new."""
    kit, now = concern.observation.sitting.instrument_version.kit, clock.now()
    terms = {"acknowledge_by": now + acknowledge_within(kit), "debrief_by": now + debrief_within(kit)}
    found, made = FollowUp.objects.select_for_update().get_or_create(
        observation=concern.observation, defaults={"behaviours": concern.behaviours, **terms}
    )
    more = set(concern.behaviours) - set(found.behaviours)
    if more:
        found.behaviours = sorted({*found.behaviours, *concern.behaviours})
        if found.status == FollowUpStatus.CLOSED:
            found.status, found.closed_at, found.fallback_at = FollowUpStatus.OPEN, None, None
            found.acknowledge_by, found.debrief_by = terms["acknowledge_by"], terms["debrief_by"]
        found.save()
    if made:
        audit.record("follow_up.open", found, data={"behaviours": concern.behaviours})
        follow_up_opened.send(sender=FollowUp, follow_up=found)
