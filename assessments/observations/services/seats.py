"""Who rates: asked, taken back, replaced, reminded."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from assessments.observations import queries
from assessments.observations.choices import OPEN, ObservationStatus, RatingStatus, SeatRole, Watching
from assessments.observations.conflicts import only_their_own
from assessments.observations.errors import ReasonNeeded, SeatRefused
from assessments.observations.models import Feedback, Observation, Rating, Seat
from assessments.observations.models.observations import has_begun
from assessments.observations.terms import may_record, rate_recording_within, raters_needed
from assessments.signals import rater_asked, rater_reminded
from lms.common import audit, clock
from lms.people.models import User
from lms.people.queries import supervises

# While an observation stands so, somebody can be asked for this part.
ASKED_WHILE = {
    SeatRole.RATER: OPEN,
    SeatRole.ADJUDICATOR: (ObservationStatus.ADJUDICATING,),
    SeatRole.APPEAL: (ObservationStatus.RELEASED,),
}
LONGEST_REASON = 300


@transaction.atomic
def assign_rater(
    *,
    observation: Observation,
    rater: User,
    assigned_by: User,
    role: str = SeatRole.RATER,
    override: str = "",
    watches: str = Watching.LIVE,
    tells: bool = True,
) -> Seat:
    """Ask somebody to rate. Asked again, it gives back the seat that they have.

    `tells`: whether they are told of this very seat; whoever asks for several trainees at once tells them together.
    What speaks against them by the kit is kept on the seat. Raises `ReasonNeeded` where a written reason (`override`)
    would do, `SeatRefused` where it would not. Whoever watches a recording has more time, as the kit says.
    """
    observation = _locked(observation)
    seat = observation.seats.filter(rater=rater, role=role, left_at=None).first()
    if seat is not None:
        return seat
    _refuse_out_of_turn(observation, rater, SeatRole(role))
    if watches == Watching.RECORDING:
        _give_time_for_recording(observation)
    override = " ".join(override.split())[:LONGEST_REASON]
    conflicts = _weighed(observation, rater, override)
    seat = Seat.objects.create(
        observation=observation,
        rater=rater,
        role=role,
        watches=watches,
        assigned_by=assigned_by,
        conflicts=conflicts,
        override=override if conflicts else "",
    )
    audit.record("seat.assign", seat, actor=assigned_by, data={"role": str(role), "conflicts": conflicts})
    if tells:
        rater_asked.send(sender=Seat, seat=seat, more=0)
    return seat


def _locked(observation: Observation) -> Observation:
    rows = Observation.objects.select_for_update(of=("self",))
    return rows.select_related("learner", "sitting__instrument_version", "sitting__arranged_by").get(pk=observation.pk)


def _give_time_for_recording(observation: Observation) -> None:
    sitting = observation.sitting
    kit = sitting.instrument_version.kit
    if not may_record(kit, sitting.occasion):
        raise SeatRefused(_("This is never recorded, so it is watched live."))
    until = sitting.starts_at + rate_recording_within(kit)
    if observation.due_at is None or observation.due_at < until:
        observation.due_at = until
        observation.save(update_fields=["due_at", "updated"])


def _refuse_out_of_turn(observation: Observation, rater: User, role: SeatRole) -> None:
    if not rater.is_active or not (rater.is_superuser or rater.has_role(*queries.RATING_ROLES)):
        raise SeatRefused(_("%(name)s can't rate: it takes the role of a supervisor.") % {"name": rater})
    if observation.status not in ASKED_WHILE.get(role, ()):
        raise SeatRefused(_("Nobody can be asked for this any more, or not yet."))
    if _has_seen(observation, rater, role):
        text = _("%(name)s has seen the ratings of this role-play. Somebody who looks at it afresh is needed.")
        raise SeatRefused(text % {"name": rater})
    if observation.seats.filter(rater=rater, left_at=None).exists():
        raise SeatRefused(_("%(name)s has another part in this role-play.") % {"name": rater})
    if role != SeatRole.RATER and observation.seats.filter(role=role, left_at=None, rating=None).exists():
        raise SeatRefused(_("Somebody has been asked already. Take that back first."))


def _has_seen(observation: Observation, rater: User, role: SeatRole) -> bool:
    """Whether somebody rated or decided here already; for an appeal also whoever released it or wrote the feedback."""
    seats = observation.seats.filter(rater=rater)
    rated = Q(rating__status=RatingStatus.SUBMITTED, role=SeatRole.RATER)
    if seats.filter(rated | Q(role=SeatRole.ADJUDICATOR, left_at=None)).exists():
        return True
    if role != SeatRole.APPEAL:
        return False
    wrote = Feedback.objects.filter(observation=observation, author=rater).exists()
    return observation.released_by_id == rater.pk or wrote


def _weighed(observation: Observation, rater: User, override: str) -> list[str]:
    """What speaks against the rater, once it may be overridden and is."""
    found = queries.conflicts_of(observation, rater)
    if found.blocking:
        words = ", ".join(str(code.label) for code in found.blocking)
        raise SeatRefused(_("%(name)s can't rate here: %(words)s.") % {"name": rater, "words": words})
    sitting = observation.sitting
    needed = raters_needed(sitting.instrument_version.kit, counts=sitting.counts)
    if needed == 1 and only_their_own([supervises(rater, observation.learner)], counts=sitting.counts):
        text = _("%(name)s supervises this trainee, and what counts never rests on a supervisor alone.")
        raise SeatRefused(text % {"name": rater})
    if found.warning and not override:
        words = "; ".join(found.words)
        text = _("%(words)s. Say in a sentence why %(name)s rates all the same, or choose somebody else.")
        raise ReasonNeeded(text % {"words": words, "name": rater}, conflicts=found.codes)
    return found.codes


@transaction.atomic
def leave_seat(*, seat: Seat, actor: User) -> Seat:
    """Give a seat up, or take it back. What was tapped on a draft stays stored and counts nowhere.

    Raises `SeatRefused` once the sheet is handed in. Again, it changes nothing.
    """
    _locked(seat.observation)
    seat = Seat.objects.select_for_update().get(pk=seat.pk)
    if seat.left_at is not None:
        return seat
    rating = Rating.objects.filter(seat=seat).first()
    if rating is not None and rating.status == RatingStatus.SUBMITTED:
        raise SeatRefused(_("This sheet is handed in already, so it counts."))
    seat.left_at = clock.now()
    seat.save(update_fields=["left_at", "updated"])
    Rating.objects.filter(seat=seat).update(status=RatingStatus.WITHDRAWN, updated=clock.now())
    audit.record("seat.leave", seat, actor=actor, data={"role": seat.role})
    return seat


@transaction.atomic
def replace_rater(
    *, seat: Seat, rater: User, assigned_by: User, override: str = "", watches: str = Watching.LIVE
) -> Seat:
    """Ask somebody else in place of a rater who does not hand in. Raises what `assign_rater` and `leave_seat` do."""
    leave_seat(seat=seat, actor=assigned_by)
    return assign_rater(
        observation=seat.observation,
        rater=rater,
        assigned_by=assigned_by,
        role=seat.role,
        override=override,
        watches=watches,
    )


@transaction.atomic
def remind_rater(*, seat: Seat, actor: User) -> None:
    """Send a reminder to whoever still owes a sheet: once a day at the most, however often it is asked for."""
    rating = Rating.objects.filter(seat=seat).first()
    if seat.left_at is not None or (rating is not None and rating.status == RatingStatus.SUBMITTED):
        return
    audit.record("seat.remind", seat, actor=actor)
    rater_reminded.send(sender=Seat, seat=seat, day=clock.today())


@transaction.atomic
def rate_oneself(*, observation: Observation, wants: bool) -> Seat:
    """Give the trainee a sheet of their own, or note that they rather go without (`wants` is False).

    Either way they may see the result once it is released. Who has said no can't come back to it afterwards. Raises
    `SeatRefused` before the role-play has begun: the sheet would tell what is in it.
    """
    observation = _locked(observation)
    if not has_begun(observation.sitting, clock.now()):
        raise SeatRefused(_("Your own sheet opens once the role-play has begun."))
    seat = observation.seats.filter(role=SeatRole.SELF).first()
    if seat is None:
        seat = Seat.objects.create(observation=observation, rater=observation.learner, role=SeatRole.SELF)
    if not wants and seat.left_at is None and not Rating.objects.filter(seat=seat, submitted_at__isnull=False).exists():
        seat.left_at = clock.now()
        seat.save(update_fields=["left_at", "updated"])
    return seat
