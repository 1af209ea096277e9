"""Lines and pages of whoever arranges role-plays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.observations.choices import (
    ASIDE,
    OPEN,
    OVER,
    SETTLED,
    Conflict,
    ObservationStatus,
    SeatRole,
    SittingStatus,
)
from assessments.observations.models import ObservationResult, Seat, Sitting
from assessments.observations.models.observations import has_begun
from assessments.observations.presenting.groups import Matrix, matrix_of
from assessments.observations.presenting.states import State, moment, seat_words, state_of
from assessments.observations.queries import JUDGING
from assessments.observations.queries.desk import ASKABLE

GOING_ON = (SittingStatus.PLANNED, SittingStatus.HELD)


@dataclass(frozen=True)
class Line:
    name: str
    kit: str
    when: str
    counts: bool
    state: State
    url: str
    result_url: str


@dataclass(frozen=True)
class SeatLine:
    """One rater. `against` and `override`: what spoke against them, and why they were asked all the same."""

    uuid: UUID
    name: str
    role: str
    words: str
    against: str
    override: str
    owes: bool


@dataclass(frozen=True)
class Part:
    """One trainee of a role-play."""

    uuid: UUID
    name: str
    person_url: str
    state: State
    due: str
    again: str
    does: str
    may_take_out: bool
    may_be_out: bool
    may_bring_back: bool
    seats: Sequence[SeatLine]
    form: Any
    asks: str
    may_ask: bool
    enough: bool
    may_go_on: bool
    may_pick: bool
    result_url: str


@dataclass(frozen=True)
class SittingPage:
    uuid: UUID
    title: str
    facts: Sequence[tuple[str, str]]
    link: str
    state: str
    may_cancel: bool
    may_stop: bool
    may_hold: bool
    may_change: bool
    may_ask_together: bool
    cancel_reason: str
    matrix: Matrix | None
    asides: int
    parts: Sequence[Part]


def list_line(row: Any, result: ObservationResult | None, now: datetime) -> Line:
    """`row` as `queries.desk.with_counts` gives it."""
    return Line(
        name=row.learner.full_name,
        kit=row.sitting.instrument_version.title,
        when=moment(row.sitting.starts_at),
        counts=row.sitting.counts,
        state=state_of(row, result, now),
        url=reverse("assessments:sitting", args=[row.sitting.uuid]),
        result_url=_result_url(row),
    )


def _result_url(row: Any) -> str:
    return reverse("assessments:observation", args=[row.uuid]) if row.status in SETTLED else ""


def sitting_page(
    sitting: Sitting,
    rows: Sequence[Any],
    seats: Mapping[int, Sequence[Seat]],
    results: Mapping[int, ObservationResult],
    forms: Mapping[int, Any],
    *,
    now: datetime,
    arranges: bool,
) -> SittingPage:
    """One role-play with everybody in it whom the reader looks after."""
    handed_in = any(row.handed_in for row in rows)
    is_open = sitting.status in GOING_ON
    several = sum(row.status not in OVER for row in rows) > 1
    return SittingPage(
        uuid=sitting.uuid,
        title=sitting.instrument_version.title,
        facts=facts_of(sitting),
        link=sitting.link,
        state=str(SittingStatus(sitting.status).label),
        may_cancel=arranges and is_open and not handed_in,
        may_stop=arranges and is_open and sitting.starts_at <= now and any(row.status in OPEN for row in rows),
        may_hold=arranges and sitting.status == SittingStatus.PLANNED and sitting.starts_at <= now,
        may_change=arranges and sitting.status == SittingStatus.PLANNED and not has_begun(sitting, now),
        may_ask_together=arranges and is_open and len(rows) > 1 and any(row.status in OPEN for row in rows),
        cancel_reason=sitting.cancel_reason,
        matrix=matrix_of(rows, seats),
        asides=len({seat.rater_id for found in seats.values() for seat in found if seat.role in ASIDE}),
        parts=[
            _part(row, seats.get(row.pk, ()), results.get(row.pk), forms.get(row.pk), now, several=several)
            for row in rows
        ],
    )


def facts_of(sitting: Sitting) -> list[tuple[str, str]]:
    """What a role-play is, in short."""
    minutes = sitting.instrument_version.kit.get("minutes", {}).get("play")
    length = ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes} if minutes else ""
    facts = [
        (_("When"), " · ".join(filter(None, [moment(sitting.starts_at), length]))),
        (_("Counts"), _("yes, as evidence") if sitting.counts else _("no, a practice run")),
        (_("Occasion"), sitting.get_occasion_display()),
        (_("Variant"), sitting.variant),
        (_("Place"), sitting.place),
        (_("To call afterwards"), sitting.contact),
        (_("Arranged by"), str(sitting.arranged_by)),
    ]
    return [(name, value) for name, value in facts if value]


def _part(
    row: Any, seats: Sequence[Seat], result: ObservationResult | None, form: Any, now: datetime, *, several: bool
) -> Part:
    judging = [seat for seat in seats if seat.role in JUDGING]
    state = state_of(row, result, now)
    begun, may_leave = has_begun(row.sitting, now), several and row.status in OPEN and not row.handed_in
    overdue = row.due_at is not None and row.due_at < now
    return Part(
        uuid=row.uuid,
        name=row.learner.full_name,
        person_url=reverse("people:person", args=[row.learner.uuid]),
        state=state,
        due=moment(row.due_at) if row.status in OPEN else "",
        again=_again(row),
        does=str(row.get_part_display()),
        may_take_out=may_leave and not begun,
        may_be_out=may_leave and begun,
        may_bring_back=row.status == ObservationStatus.ABSENT and row.sitting.status in GOING_ON,
        seats=[_seat_line(seat, row, now) for seat in judging],
        form=form,
        asks=_asks(row),
        may_ask=row.status in ASKABLE and form is None,
        enough=_has_enough(row),
        may_go_on=row.status in OPEN and not row.sitting.counts and overdue and row.handed_in > 0,
        may_pick=row.status in OPEN and not _has_enough(row),
        result_url=_result_url(row),
    )


def _again(row: Any) -> str:
    if not row.items:
        return ""
    return _("Try %(number)d: only %(codes)s") % {"number": row.number, "codes": ", ".join(row.items)}


def _asks(row: Any) -> str:
    if row.status == ObservationStatus.ADJUDICATING:
        return _("Ask a third rater to decide")
    return _("Ask another rater, or replace one") if _has_enough(row) else _("Ask a rater")


def _has_enough(row: Any) -> bool:
    from_kit = row.sitting.instrument_version.kit.get("raters", {})
    needed = from_kit.get("summative", 2) if row.sitting.counts else from_kit.get("formative", 1)
    return bool(row.third) if row.status == ObservationStatus.ADJUDICATING else row.asked >= needed


def _seat_line(seat: Seat, row: Any, now: datetime) -> SeatLine:
    words = seat_words(seat, now)
    rating = getattr(seat, "rating", None)
    owes = seat.role == SeatRole.RATER and row.status in OPEN and (rating is None or rating.status == "draft")
    deciding = seat.role == SeatRole.ADJUDICATOR and row.status == ObservationStatus.ADJUDICATING
    answering = seat.role == SeatRole.APPEAL and row.appealed and rating is None
    return SeatLine(
        uuid=seat.uuid,
        name=seat.rater.full_name,
        role=str(SeatRole(seat.role).label),
        words=words,
        against="; ".join(str(_conflict(code)) for code in seat.conflicts),
        override=seat.override,
        owes=owes or deciding or answering,
    )


def _conflict(code: str) -> str:
    return str(Conflict(code).label)
