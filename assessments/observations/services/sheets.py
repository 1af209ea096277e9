"""A rater's own sheet, from the first tap to handing it in."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from assessments.calibration.queries import standing_of
from assessments.instruments.sheets import State, Tap, TapInvalid, fold, marks_of, missing, rate, read_tap
from assessments.observations.choices import (
    ASIDE,
    FORMATIVE,
    OPEN,
    OVER,
    TAPS_WHILE,
    Leaving,
    ObservationStatus,
    RatingStatus,
    SeatRole,
    Watching,
)
from assessments.observations.errors import ChangeRefused, RaterNotReady, SheetClosed, SheetIncomplete, TapsRefused
from assessments.observations.models import Observation, Rating, RatingSheet, Recording, Seat, SheetEvent
from assessments.observations.models.observations import has_begun
from assessments.observations.queries import items_of, rules_of
from assessments.observations.terms import asides_within
from assessments.signals import sheet_submitted
from lms.common import audit, clock

# More taps than anybody makes in a role-play; a phone sends what it has in several packets.
MOST_TAPS = 500


@transaction.atomic
def open_sheet(*, seat: Seat) -> Rating:
    """The seat's sheet, begun if it was not yet. Raises `SheetClosed`."""
    rating = Rating.objects.filter(seat=seat).first()
    if rating is not None:
        return rating
    _refuse_closed(seat, None)
    rating, _created = Rating.objects.get_or_create(seat=seat, defaults={"started_at": clock.now()})
    Observation.objects.filter(pk=seat.observation_id, status=ObservationStatus.PLANNED).update(
        status=ObservationStatus.RATING, updated=clock.now()
    )
    return rating


@transaction.atomic
def keep_taps(*, seat: Seat, taps: Sequence[Any], received_at: datetime | None = None) -> Rating:
    """Keep what a phone sent (see `sheets.read_tap`) and fold it into the sheet; what is there already is no news.

    At most seven queries, whatever the number of items or taps. Raises `TapsRefused` for what can't be read,
    `SheetClosed` once the sheet is handed in or the observation is over: nothing of the packet is kept then.
    """
    if len(taps) > MOST_TAPS:
        raise TapsRefused(_("That is more than fits in one packet. It stays on your phone and is sent in parts."))
    read = _read(taps, seat)
    rating = _locked(seat)
    _refuse_closed(seat, rating)
    _store(rating, read, taps, received_at or clock.now())
    return rating


def submit_sheet(*, seat: Seat, taps: Sequence[Any] = ()) -> RatingSheet:
    """Hand the sheet in, with what was still on the phone. Again, it gives back the sheet that was handed in.

    Raises `SheetIncomplete` (what was sent is kept all the same), `SheetClosed`, `TapsRefused`. Tells who listens
    (`sheet_submitted`), in the transaction that hands it in.
    """
    stored = RatingSheet.objects.filter(rating__seat=seat).order_by("-number").first()
    if stored is not None:
        return stored
    if taps:
        keep_taps(seat=seat, taps=taps)
    return _submit(seat)


@transaction.atomic
def _submit(seat: Seat) -> RatingSheet:
    rating = _locked(seat)
    stored = rating.sheets.order_by("-number").first()
    if stored is not None:
        return stored
    _refuse_closed(seat, rating)
    _refuse_unready(seat)
    _refuse_unseen(seat)
    sheet = _freeze(rating, seat, number=1)
    rating.status, rating.submitted_at = RatingStatus.SUBMITTED, clock.now()
    rating.save(update_fields=["status", "submitted_at", "updated"])
    audit.record("sheet.submit", seat, actor=seat.rater, data={"role": seat.role})
    sheet_submitted.send(sender=RatingSheet, sheet=sheet, seat=seat)
    return sheet


@transaction.atomic
def change_sheet(*, seat: Seat, taps: Sequence[Any], reason: str) -> RatingSheet:
    """Change a sheet that was handed in: a new row beside the old one, with the reason. Raises `ChangeRefused`.

    Possible for as many hours as the kit's `change_hours` says, and never once the raters' sheets were put together.
    """
    if not reason.strip():
        raise ChangeRefused(_("Please say why you change it. Both sheets are kept."))
    rating = _locked(seat)
    newest = rating.sheets.order_by("-number").first()
    if newest is None or rating.submitted_at is None:
        raise ChangeRefused(_("This sheet has not been handed in yet: just go on with it."))
    _refuse_settled(seat)
    if clock.now() > change_until(rating=rating, seat=seat):
        hours = _change_hours(seat)
        text = _("A sheet can be changed for %(hours)s hours after it was handed in. Tell whoever arranged this.")
        raise ChangeRefused(text % {"hours": hours})
    _store(rating, _read(taps, seat), taps, clock.now())
    sheet = _freeze(rating, seat, number=newest.number + 1, reason=reason.strip())
    audit.record("sheet.change", seat, actor=seat.rater, data={"number": sheet.number})
    sheet_submitted.send(sender=RatingSheet, sheet=sheet, seat=seat)
    return sheet


def change_until(*, rating: Rating, seat: Seat) -> datetime:
    """Until when a sheet that was handed in may be changed. Raises `ChangeRefused` where it was not."""
    if rating.submitted_at is None:
        raise ChangeRefused(_("This sheet has not been handed in yet: just go on with it."))
    return rating.submitted_at + timedelta(hours=_change_hours(seat))


def _change_hours(seat: Seat) -> int:
    return int(seat.observation.sitting.instrument_version.kit.get("change_hours", 24))


def _read(taps: Sequence[Any], seat: Seat) -> list[Tap]:
    items = items_of(seat.observation)
    try:
        read = [read_tap(tap, items) for tap in taps]
        for tap in read:
            uuid.UUID(tap.client_id)
            uuid.UUID(tap.device)
    except (TapInvalid, ValueError) as error:
        text = _("This sheet is not the one that your phone knows. Load the page again; what you tapped stays there.")
        raise TapsRefused(text) from error
    return read


def _locked(seat: Seat) -> Rating:
    """The seat's sheet, locked; the observation too, so that nothing is put together meanwhile."""
    seat.observation.status = (
        Observation.objects.select_for_update().filter(pk=seat.observation_id).values_list("status", flat=True).get()
    )
    # Whoever takes the seat back holds the observation, too: only now it is certain whether it is left.
    seat.left_at, seat.left_why = Seat.objects.filter(pk=seat.pk).values_list("left_at", "left_why").get()
    rating = Rating.objects.select_for_update().filter(seat=seat).first()
    return rating or open_sheet(seat=seat)


def why_closed(*, seat: Seat, rating: Rating | None) -> SheetClosed | None:
    """Why nothing can be tapped from this seat any more, in words; None while it can. No query."""
    status = ObservationStatus(seat.observation.status)
    if rating is not None and rating.status == RatingStatus.SUBMITTED:
        text, code = _("You handed this sheet in already. To change it, say why: both sheets are kept."), "SUBMITTED"
    elif seat.left_why == Leaving.CONSENT:
        words = _(
            "Consent to the recording was withdrawn, so this is not rated from it. What you tapped counts nowhere, and "
            "you are asked for nothing more."
        )
        text, code = words, "CONSENT"
    elif seat.left_at is not None:
        text, code = _("You no longer rate this role-play."), "LEFT"
    elif status == ObservationStatus.ABSENT:
        text, code = _("They were noted as not there. Nothing is rated."), "STOPPED"
    elif status in OVER:
        text, code = _("This role-play was stopped or cancelled. Nothing is rated."), "STOPPED"
    elif status not in TAPS_WHILE[SeatRole(seat.role)]:
        text, code = _("The result has been put together without this sheet."), "SETTLED"
    elif seat.role in ASIDE:
        return _why_not_aside(seat)
    else:
        return None
    return SheetClosed(text, code=getattr(SheetClosed, code))


def _why_not_aside(seat: Seat) -> SheetClosed | None:
    """Actors and peers say what they saw once it has begun, and for some days after the result is out."""
    now, released = clock.now(), seat.observation.released_at
    if not has_begun(seat.observation.sitting, now):
        return SheetClosed(_("This sheet opens once the role-play has begun."), code=SheetClosed.EARLY)
    if released is not None and now > released + asides_within(seat.observation.sitting.instrument_version.kit):
        text = _("The result has been out for too long by now, so nothing is added any more. Tell whoever arranged it.")
        return SheetClosed(text, code=SheetClosed.SETTLED)
    return None


def _refuse_closed(seat: Seat, rating: Rating | None) -> None:
    refusal = why_closed(seat=seat, rating=rating)
    if refusal is not None:
        raise refusal


def may_hand_in(*, seat: Seat) -> bool:
    """Whether the rater is certified, where the sheet makes evidence; everybody may draft. At most three queries."""
    formative = seat.role in FORMATIVE or not seat.observation.sitting.counts
    return formative or standing_of(seat.rater).may_hand_in


def _refuse_unready(seat: Seat) -> None:
    if not may_hand_in(seat=seat):
        raise RaterNotReady(
            _("Your sheet is kept, and can’t be handed in yet: rate the transcripts under “Learning to rate” first.")
        )


def _refuse_unseen(seat: Seat) -> None:
    """A sheet from a recording that was never there can hold nothing that was seen."""
    if (
        seat.watches == Watching.RECORDING
        and not Recording.objects.filter(sitting=seat.observation.sitting_id).exists()
    ):
        raise RaterNotReady(_("The recording is not there yet. Your sheet is kept; we tell you when you can watch."))


def _refuse_settled(seat: Seat) -> None:
    if seat.observation.status not in OPEN and seat.role == SeatRole.RATER:
        raise ChangeRefused(_("The sheets have been put together already: this one stays as you handed it in."))


def _store(rating: Rating, read: Sequence[Tap], sent: Sequence[Any], received_at: datetime) -> None:
    """Two queries: the taps, and the sheet that they add up to."""
    SheetEvent.objects.bulk_create(
        [
            SheetEvent(
                rating=rating,
                client_id=tap.client_id,
                device=tap.device,
                sequence=tap.sequence,
                kind=tap.kind,
                data=tap.data,
                made_at=_made_at(raw, received_at),
            )
            for tap, raw in zip(read, sent, strict=True)
        ],
        ignore_conflicts=True,
    )
    rating.state = fold(State.from_json(rating.state), read).to_json()
    rating.save(update_fields=["state", "updated"])


def _made_at(raw: Any, received_at: datetime) -> datetime:
    """The phone's clock, where it can be read and has a zone; else ours."""
    try:
        made = parse_datetime(str(raw.get("made_at", "")))
    except ValueError:
        made = None
    return made if made is not None and made.tzinfo is not None else received_at


def _freeze(rating: Rating, seat: Seat, *, number: int, reason: str = "") -> RatingSheet:
    observation = seat.observation
    items, rules = items_of(observation), rules_of(observation.sitting.instrument_version)
    rules = replace(rules, partly=seat.role in ASIDE)
    state = State.from_json(rating.state)
    open_points = missing(items, state, rules)
    if open_points:
        raise SheetIncomplete(_("Something is still open on your sheet."), missing=open_points)
    rated = {item.code: rate(item, state, rules) for item in items}
    if rules.partly:
        items = [item for item in items if rated[item.code].touched]
        rated = {item.code: rated[item.code] for item in items}
    marks: dict[str, str] = {}
    for item in items:
        marks.update(marks_of(item, state.marks))
    harms = [code for row in rated.values() for code in row.harms]
    return RatingSheet.objects.create(
        rating=rating,
        number=number,
        marks=marks,
        levels={
            code: {key: value for key, value in asdict(row).items() if key in ("computed", "level", "reason")}
            for code, row in rated.items()
        },
        harms={code: state.harm_words[code] for code in harms},
        notes=state.notes,
        reason=reason,
        submitted_by=seat.rater,
    )
