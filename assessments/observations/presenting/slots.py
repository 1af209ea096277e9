"""Times of raters in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.observations.models import RaterSlot
from assessments.observations.queries.slots import Slot


@dataclass(frozen=True)
class SlotLine:
    """One time of a rater; `booked`: what they watch then, in words."""

    uuid: UUID
    when: str
    booked: Sequence[str]


@dataclass(frozen=True)
class OfferedLine:
    """A time at which somebody can come, with the way to arrange a role-play for it."""

    when: str
    names: str
    url: str


def local(moment: datetime) -> datetime:
    """A moment in the reader's own zone."""
    return moment.astimezone(timezone.get_current_timezone())


def span(starts_at: datetime, ends_at: datetime) -> str:
    """Day and hours."""
    begins, ends = local(starts_at), local(ends_at)
    hours = {"start": date_format(begins, "TIME_FORMAT"), "end": date_format(ends, "TIME_FORMAT")}
    return _("%(day)s, %(start)s–%(end)s") % {"day": date_format(begins, "l j F"), **hours}


def slot_lines(slots: Sequence[Slot]) -> list[SlotLine]:
    return [
        SlotLine(
            one.slot.uuid,
            span(one.slot.starts_at, one.slot.ends_at),
            [
                _("%(time)s: %(kit)s, with %(name)s")
                % {
                    "time": date_format(local(seat.observation.sitting.starts_at), "TIME_FORMAT"),
                    "kit": seat.observation.sitting.instrument_version.title,
                    "name": seat.observation.learner.full_name,
                }
                for seat in one.booked
            ],
        )
        for one in slots
    ]


def offered_lines(slots: Sequence[RaterSlot]) -> list[OfferedLine]:
    """Times of several raters; those who offer the same stand together."""
    together: dict[tuple[datetime, datetime], list[str]] = {}
    for slot in slots:
        together.setdefault((slot.starts_at, slot.ends_at), []).append(slot.rater.full_name)
    base = reverse("assessments:sitting_new")
    return [
        OfferedLine(span(begins, ends), ", ".join(names), f"{base}?at={local(begins):%Y-%m-%dT%H:%M}")
        for (begins, ends), names in together.items()
    ]
