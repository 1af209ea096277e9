"""One observation for whoever looks after the trainee or rated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.observations.access import Sight, has_handed_in
from assessments.observations.choices import FORMATIVE, ObservationStatus, ResponseKind, SeatRole
from assessments.observations.models import Feedback, Observation, ObservationResult, RatingSheet, Response
from assessments.observations.presenting.results import conditions_of
from assessments.observations.presenting.sheets import Row, compare, loose_notes
from assessments.observations.presenting.states import State, moment, outcome_state, state_of
from assessments.observations.queries.sheets import SheetItem


@dataclass(frozen=True)
class ObservationPage:
    """`is_hidden`: the reader still owes a sheet, or not all are in. `owes`: the seat whose sheet they owe."""

    uuid: UUID
    title: str
    name: str
    when: str
    counts: bool
    state: State
    sitting_url: str
    is_hidden: bool
    is_agreed: bool
    is_released: bool
    owes: Any
    rows: Sequence[Row]
    notes: Sequence[Mapping[str, Any]]
    outcome: State | None
    conditions: Sequence[Mapping[str, Any]]
    replaced: bool
    feedback: str
    responses: Sequence[Mapping[str, Any]]


def observation_page(
    sight: Sight,
    row: Any,
    *,
    items: Sequence[SheetItem],
    sheets: Sequence[RatingSheet],
    differ: Mapping[str, str],
    result: ObservationResult | None,
    feedback: Feedback | None,
    responses: Sequence[Response],
    now: datetime,
) -> ObservationPage:
    """`row` as `queries.desk.with_counts` gives it."""
    found = sight.observation
    named = [(rater_name(sheet), sheet) for sheet in sheets]
    return ObservationPage(
        uuid=found.uuid,
        title=found.sitting.instrument_version.title,
        name=found.learner.full_name,
        when=moment(found.sitting.held_at or found.sitting.starts_at),
        counts=found.sitting.counts,
        state=state_of(row, result, now),
        sitting_url=reverse("assessments:sitting", args=[found.sitting.uuid]) if sight.arranges else "",
        is_hidden=not sight.sheets,
        is_agreed=found.status == ObservationStatus.AGREED,
        is_released=found.status == ObservationStatus.RELEASED,
        owes=sight.own
        if sight.own and sight.own.role != SeatRole.ADJUDICATOR and not has_handed_in(sight.own)
        else None,
        rows=compare(items, named, differ=differ, words=sight.words, result=result) if sheets else [],
        notes=loose_notes(named) if sight.words else [],
        outcome=outcome_state(result.outcome) if result else None,
        conditions=conditions_of(result) if result else [],
        replaced=result is not None and result.supersedes_id is not None,
        feedback=_feedback_words(feedback) if sight.writes else "",
        responses=[_response(one) for one in responses if one.words],
    )


def rater_name(sheet: RatingSheet) -> str:
    """Whose sheet it is: the name, and as what they rated where that was not as a rater."""
    seat = sheet.rating.seat
    name = str(sheet.submitted_by)
    if seat.role == SeatRole.SELF:
        return _("%(name)s, about themself") % {"name": name}
    if seat.role in FORMATIVE or seat.role == SeatRole.APPEAL:
        return f"{name} ({SeatRole(seat.role).label})"
    return name


def _feedback_words(feedback: Feedback | None) -> str:
    if feedback is None:
        return _("No feedback yet.")
    if feedback.given_at is None:
        return _("Feedback is begun, and not given yet.")
    return _("Feedback is given.")


def _response(response: Response) -> dict[str, Any]:
    return {
        "kind": str(ResponseKind(response.kind).label),
        "words": response.words,
        "when": moment(response.said_at),
        "settled": moment(response.settled_at),
    }


def release_line(
    row: Observation, result: ObservationResult, *, has_feedback: bool, concern_url: str = ""
) -> dict[str, Any]:
    """An agreed result that waits for its release; `concern_url`: harm that somebody else saw, to be decided about."""
    return {
        "uuid": str(row.uuid),
        "name": row.learner.full_name,
        "kit": row.sitting.instrument_version.title,
        "when": moment(row.sitting.held_at or row.sitting.starts_at),
        "state": outcome_state(result.outcome),
        "url": reverse("assessments:observation", args=[row.uuid]),
        "has_feedback": has_feedback,
        "concern_url": concern_url,
    }
