"""Actors and peers in words: what they are asked, what they said, what harm they saw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.competencies.choices import BehaviourKind
from assessments.observations.choices import ConcernStatus, RatingStatus, SeatRole
from assessments.observations.models import Concern, RatingSheet, Seat
from assessments.observations.presenting.rating import can_tap
from assessments.observations.presenting.states import State, moment
from assessments.observations.queries.sheets import Behaviour, SheetItem


@dataclass(frozen=True)
class AsideLine:
    """One actor or peer at the desk; `seat` is one of theirs, for all trainees of the sitting."""

    seat: UUID
    name: str
    part: str
    about: str
    state: State
    may_take_back: bool


def aside_lines(seats: Sequence[Seat]) -> list[AsideLine]:
    """By person; `seats` as `queries.asides_in` gives them."""
    theirs: dict[tuple[int, str, bool], list[Seat]] = {}
    for seat in seats:
        theirs.setdefault((seat.rater_id, seat.role, seat.declined), []).append(seat)
    return [_line(found) for found in theirs.values()]


def _line(seats: Sequence[Seat]) -> AsideLine:
    first, done = seats[0], sum(_is_in(seat) for seat in seats)
    if first.declined:
        state = State("close", "is-stopped", _("said no"))
    elif done == len(seats):
        state = State("check", "is-met", _("has said what they saw"))
    elif done:
        state = State("half", "is-open", _("%(done)d of %(of)d sheets in") % {"done": done, "of": len(seats)})
    else:
        state = State("ring", "is-open", _("asked"))
    about = ", ".join(seat.observation.learner.full_name for seat in seats) if len(seats) > 1 else ""
    return AsideLine(
        first.uuid, first.rater.full_name, part_words(first), about, state, not first.declined and not done
    )


def _is_in(seat: Seat) -> bool:
    rating = getattr(seat, "rating", None)
    return rating is not None and rating.status == RatingStatus.SUBMITTED


def part_words(seat: Seat) -> str:
    """As what somebody was asked."""
    if seat.role == SeatRole.ACTOR:
        return _("plays %(name)s") % {"name": seat.character} if seat.character else _("Actor")
    return str(SeatRole(seat.role).label)


@dataclass(frozen=True)
class AskedLine:
    """One sitting that somebody is asked for. `open`: there is something to do, now or on the day."""

    url: str
    title: str
    kit: str
    when: str
    about: str
    state: State
    open: bool


def asked_lines(seats: Sequence[Seat]) -> list[AskedLine]:
    """By sitting and part; `seats` as `queries.asked_seats` gives them."""
    together: dict[tuple[int, str], list[Seat]] = {}
    for seat in seats:
        together.setdefault((seat.observation.sitting_id, seat.role), []).append(seat)
    return [_asked(found) for found in together.values()]


def _asked(seats: Sequence[Seat]) -> AskedLine:
    first, sitting = seats[0], seats[0].observation.sitting
    done, waiting = all(_is_in(seat) for seat in seats), any(can_tap(seat) and not _is_in(seat) for seat in seats)
    if done:
        state = State("check", "is-met", _("Said. Thank you"))
    elif waiting:
        state = State("ring", "is-open", _("Asked of you"))
    else:
        state = State("close", "is-stopped", _("Over, nothing to do"))
    return AskedLine(
        url=reverse("assessments:asked", args=[first.uuid]),
        title=asked_title(first),
        kit=sitting.instrument_version.title,
        when=moment(sitting.starts_at),
        about=names_of(seats),
        state=state,
        open=waiting,
    )


def asked_title(seat: Seat) -> str:
    """What somebody is asked, in a few words."""
    if seat.role == SeatRole.ACTOR:
        return _("You play %(name)s") % {"name": seat.character} if seat.character else _("You play along")
    return _("You watch as a peer")


def names_of(seats: Sequence[Seat]) -> str:
    """Who is watched from these seats."""
    return ", ".join(seat.observation.learner.full_name for seat in seats)


@dataclass(frozen=True)
class Said:
    """What an actor or a peer said about one trainee, without a level. `late`: it came after the result."""

    who: str
    late: bool
    seen: Sequence[str]
    not_seen: Sequence[str]
    harms: Sequence[tuple[str, str]]
    notes: Sequence[Mapping[str, Any]] = ()


def said_aside(
    sheets: Sequence[RatingSheet], items: Sequence[SheetItem], *, released_at: Any, named: bool, words: bool
) -> list[Said]:
    """`named`: with names, notes and what was not seen, for those who look after the trainee; `words`: with words."""
    return [_said(sheet, items, released_at, named=named, words=words) for sheet in sheets]


def _said(sheet: RatingSheet, items: Sequence[SheetItem], released_at: Any, *, named: bool, words: bool) -> Said:
    lines = [line for item in items for line in item.behaviours if line.code in sheet.marks]
    first = sheet.rating.submitted_at
    return Said(
        who=_who(sheet, named=named),
        late=released_at is not None and first is not None and first > released_at,
        seen=[one.text for one in lines if sheet.marks[one.code] == "obs" and one.kind != BehaviourKind.HARMFUL],
        not_seen=_not_seen(sheet, lines) if named else (),
        harms=[(one.text, sheet.harms[one.code] if words else "") for one in lines if one.code in sheet.harms],
        notes=sheet.notes if named and words else (),
    )


def _not_seen(sheet: RatingSheet, lines: Sequence[Behaviour]) -> list[str]:
    """For those who look after the trainee alone: whoever plays or watches aside misses much."""
    return [one.text for one in lines if sheet.marks[one.code] == "not" and one.kind == BehaviourKind.BASIC]


def _who(sheet: RatingSheet, *, named: bool) -> str:
    seat = sheet.rating.seat
    if named:
        return f"{seat.rater.full_name} ({part_words(seat)})"
    return _("From an actor") if seat.role == SeatRole.ACTOR else _("From a peer")


def concern_state(row: Concern) -> State:
    """Whether somebody has decided about it, and what."""
    if row.status == ConcernStatus.OPEN:
        return State("alert", "is-stopped", _("To be decided"))
    style = "is-open" if row.status == ConcernStatus.FOLLOW_UP else "is-met"
    return State("check", style, str(ConcernStatus(row.status).label))


def concern_line(row: Concern) -> dict[str, Any]:
    """`row` with observation, learner, kit and seat."""
    many = len(row.behaviours)
    text = ngettext("%(n)d harmful behaviour, seen by: %(who)s", "%(n)d harmful behaviours, seen by: %(who)s", many)
    return {
        "name": row.observation.learner.full_name,
        "kit": row.observation.sitting.instrument_version.title,
        "words": text % {"n": many, "who": str(SeatRole(row.seat.role).label)},
        "state": concern_state(row),
        "url": reverse("assessments:concern", args=[row.uuid]),
    }


def concern_page(row: Concern, sheet: RatingSheet | None, items: Sequence[SheetItem], *, words: bool) -> dict[str, Any]:
    """The page of one. Without `words` nothing that somebody wrote is in it."""
    texts = {line.code: line.text for item in items for line in item.behaviours}
    said = sheet.harms if sheet is not None and words else {}
    facts = [
        (_("Came in"), moment(row.created)),
        (_("From"), f"{row.seat.rater.full_name} ({part_words(row.seat)})"),
        (_("Decided"), moment(row.decided_at)),
        (_("By"), str(row.decided_by) if row.decided_by else ""),
        (_("Why"), row.reason if words else ""),
    ]
    return {
        **concern_line(row),
        "harms": [(texts.get(code, code), said.get(code, "")) for code in row.behaviours],
        "facts": [(name, value) for name, value in facts if value],
        "is_open": row.status == ConcernStatus.OPEN,
        "person_url": reverse("people:person", args=[row.observation.learner.uuid]),
        "sitting_url": reverse("assessments:sitting", args=[row.observation.sitting.uuid]),
    }
