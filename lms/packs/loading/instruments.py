"""Observation kits of a pack, through the services of their app."""

from typing import Any

from assessments.instruments.filling import fill_kit
from assessments.instruments.models import Instrument
from assessments.instruments.queries import is_drafted, version_in_force
from assessments.instruments.services import publish_instrument
from lms.packs.loading.context import Context
from lms.packs.reading.pack import Entry


def find_instrument(entry: Entry, context: Context) -> Instrument | None:
    return Instrument.objects.filter(code=entry.data["code"]).first()


def save_instrument_entry(entry: Entry, instrument: Instrument | None, context: Context) -> Instrument:
    """Publish the kit: a new version where it says something new. What was rated by an older one stays with it."""
    return publish_instrument(kit=fill_kit(entry.data), actor=context.actor).instrument


def is_kit_drafted(instrument: Any) -> bool:
    """Whether somebody works on the kit, or it was never published."""
    return version_in_force(instrument) is None or is_drafted(instrument)
