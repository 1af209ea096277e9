"""After harm: somebody acknowledges it, talks it through with the trainee, and closes it."""

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.observations.choices import FollowUpStatus, SeatRole
from assessments.observations.errors import FollowUpRefused
from assessments.observations.models import FollowUp, RatingSheet, Seat
from assessments.observations.terms import acknowledge_within, debrief_within
from assessments.signals import follow_up_closed, follow_up_opened, follow_up_unanswered
from lms.common import audit, clock
from lms.people.models import User

LONGEST_WORDS = 500
# Whose sheets open a follow-up: what an actor or the trainee ticks is feedback.
OPENING = (SeatRole.RATER, SeatRole.APPEAL)


@transaction.atomic
def open_follow_up(*, seat: Seat, sheet: RatingSheet) -> FollowUp | None:
    """Open what harm on a sheet that counts asks for, at once and whatever the others say; None without harm.

    A second sheet with other harm adds to the one that is there, as long as it is not closed.
    """
    sitting = seat.observation.sitting
    if not sheet.harms or not sitting.counts or seat.role not in OPENING:
        return None
    kit, now = sitting.instrument_version.kit, clock.now()
    follow_up, made = FollowUp.objects.select_for_update().get_or_create(
        observation=seat.observation,
        defaults={
            "behaviours": sorted(sheet.harms),
            "acknowledge_by": now + acknowledge_within(kit),
            "debrief_by": now + debrief_within(kit),
        },
    )
    if made:
        audit.record("follow_up.open", follow_up, data={"behaviours": sorted(sheet.harms)})
        follow_up_opened.send(sender=FollowUp, follow_up=follow_up)
    elif set(sheet.harms) - set(follow_up.behaviours) and follow_up.status != FollowUpStatus.CLOSED:
        follow_up.behaviours = sorted({*follow_up.behaviours, *sheet.harms})
        follow_up.save(update_fields=["behaviours", "updated"])
    return follow_up


@transaction.atomic
def acknowledge_follow_up(*, follow_up: FollowUp, actor: User) -> FollowUp:
    """Say: I have seen it and take care of it. Whoever says so first owns it; again, nothing changes."""
    follow_up = _locked(follow_up, actor)
    if follow_up.status == FollowUpStatus.OPEN:
        follow_up.status, follow_up.owner, follow_up.acknowledged_at = FollowUpStatus.ACKNOWLEDGED, actor, clock.now()
        follow_up.save(update_fields=["status", "owner", "acknowledged_at", "updated"])
        audit.record("follow_up.acknowledge", follow_up, actor=actor)
    return follow_up


@transaction.atomic
def note_debrief(*, follow_up: FollowUp, actor: User, agreed: str = "") -> FollowUp:
    """Note that it was talked through with the trainee, and what was agreed. Acknowledges it, if nobody had."""
    follow_up = acknowledge_follow_up(follow_up=follow_up, actor=actor)
    if follow_up.status == FollowUpStatus.ACKNOWLEDGED:
        follow_up.status, follow_up.debriefed_at = FollowUpStatus.DEBRIEFED, clock.now()
        follow_up.agreed = agreed.strip()[:LONGEST_WORDS]
        follow_up.save(update_fields=["status", "debriefed_at", "agreed", "updated"])
        audit.record("follow_up.debrief", follow_up, actor=actor)
    return follow_up


@transaction.atomic
def close_follow_up(*, follow_up: FollowUp, actor: User, agreed: str = "") -> FollowUp:
    """Close it: nothing is open any more, and awards wait for it no longer. Again, nothing changes.

    Raises `FollowUpRefused` before it was talked through, and without a word on what was agreed.
    """
    follow_up = _locked(follow_up, actor)
    if follow_up.status == FollowUpStatus.CLOSED:
        return follow_up
    if follow_up.status != FollowUpStatus.DEBRIEFED:
        raise FollowUpRefused(_("First it is talked through with the trainee."))
    follow_up.agreed = agreed.strip()[:LONGEST_WORDS] or follow_up.agreed
    if not follow_up.agreed:
        raise FollowUpRefused(_("Write down in a sentence what was agreed."))
    follow_up.status, follow_up.closed_at = FollowUpStatus.CLOSED, clock.now()
    follow_up.save(update_fields=["status", "agreed", "closed_at", "updated"])
    audit.record("follow_up.close", follow_up, actor=actor)
    follow_up_closed.send(sender=FollowUp, follow_up=follow_up)
    return follow_up


def _locked(follow_up: FollowUp, actor: User) -> FollowUp:
    rows = FollowUp.objects.select_for_update(of=("self",)).select_related("observation__learner")
    follow_up = rows.get(pk=follow_up.pk)
    if follow_up.observation.learner_id == actor.pk:
        raise FollowUpRefused(_("Somebody else takes care of this."))
    return follow_up


def pass_on_unacknowledged() -> int:
    """Tell who is on call about every follow-up that nobody acknowledged in time; gives how many. For `run_due`."""
    late = FollowUp.objects.filter(
        status=FollowUpStatus.OPEN, fallback_at=None, acknowledge_by__lt=clock.now()
    ).values_list("pk", flat=True)
    return sum(_pass_on(pk) for pk in list(late))


@transaction.atomic
def _pass_on(pk: int) -> bool:
    follow_up = FollowUp.objects.select_for_update(of=("self",)).select_related("observation__learner").get(pk=pk)
    if follow_up.status != FollowUpStatus.OPEN or follow_up.fallback_at is not None:
        return False
    follow_up.fallback_at = clock.now()
    follow_up.save(update_fields=["fallback_at", "updated"])
    audit.record("follow_up.pass_on", follow_up)
    follow_up_unanswered.send(sender=FollowUp, follow_up=follow_up)
    return True
