"""Where an observation stands, as an icon, a style and a sentence."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.observations.choices import OPEN, ObservationStatus, Outcome, RatingStatus, SeatRole, Watching
from assessments.observations.models import ObservationResult, Seat
from assessments.observations.terms import raters_needed


@dataclass(frozen=True)
class State:
    """`late`: something is overdue, so that a list can say so."""

    icon: str
    style: str
    words: str
    late: bool = False


# What a result is called, to everybody alike. Harm has its own icon; none of them is a colour alone.
OUTCOMES = {
    Outcome.STOP: ("level-1", "is-stopped"),
    Outcome.DEVELOPING: ("half", "is-open"),
    Outcome.PASS: ("check", "is-met"),
    Outcome.MERIT: ("star", "is-met"),
    Outcome.UNRATED: ("dash", "is-open"),
}


def moment(value: datetime | None) -> str:
    """Day and time in the reader's own zone."""
    return date_format(value.astimezone(timezone.get_current_timezone()), "DATETIME_FORMAT") if value else ""


def outcome_state(outcome: str) -> State:
    icon, style = OUTCOMES[Outcome(outcome)]
    return State(icon, style, outcome_words(outcome))


def outcome_words(outcome: str) -> str:
    """In words that say what comes next, never what somebody is."""
    return {
        Outcome.STOP: _("Asked to repeat, after talking it through"),
        Outcome.DEVELOPING: _("Not yet: asked to repeat what was missed"),
        Outcome.PASS: _("Meets the standard"),
        Outcome.MERIT: _("Exceeds the standard"),
        Outcome.UNRATED: _("Too little could be seen to say"),
    }[Outcome(outcome)]


def state_of(row: Any, result: ObservationResult | None, now: datetime) -> State:
    """For a row of `queries.with_counts`."""
    status = ObservationStatus(row.status)
    if status in OPEN:
        return _open_state(row, now)
    if status == ObservationStatus.ADJUDICATING:
        words = _("Raters differ; a third one decides") if row.third else _("Raters differ: ask a third one to decide")
        return State("people", "is-open", words, late=not row.third)
    if status == ObservationStatus.AGREED:
        return State("clock", "is-open", _("Put together, not released yet"))
    if status == ObservationStatus.RELEASED and result is not None:
        if row.appealed:
            return State("flag", "is-open", _("Appealed: a new rater looks at it"))
        return outcome_state(result.outcome)
    return State("close", "is-stopped", str(status.label))


def _open_state(row: Any, now: datetime) -> State:
    sitting = row.sitting
    needed = max(raters_needed(sitting.instrument_version.kit, counts=sitting.counts), row.asked)
    if row.asked < needed:
        missing = needed - row.asked
        words = ngettext("%(n)d rater is still to be asked", "%(n)d raters are still to be asked", missing)
        return State("person", "is-open", words % {"n": missing}, late=sitting.starts_at < now)
    if not row.handed_in and sitting.starts_at > now:
        return State("calendar", "is-open", _("Planned; raters are asked"))
    words = _("%(handed_in)d of %(of)d sheets in") % {"handed_in": row.handed_in, "of": needed}
    if row.due_at and row.due_at < now:
        return State("alert", "is-open", _("%(words)s; overdue") % {"words": words}, late=True)
    return State("half", "is-open", words)


def seat_words(seat: Seat, now: datetime) -> str:
    """What a rater has done so far, without a word on what they saw."""
    rating = getattr(seat, "rating", None)
    if rating is not None and rating.status == RatingStatus.SUBMITTED:
        return _("sheet handed in, %(when)s") % {"when": moment(rating.submitted_at)}
    if seat.role == SeatRole.ADJUDICATOR:
        return _("asked to decide")
    if rating is not None:
        return _("has begun")
    if seat.watches == Watching.RECORDING:
        return _("watches the recording, has not begun")
    return _("has not begun")
