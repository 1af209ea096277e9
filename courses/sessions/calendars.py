"""A session as a calendar file (RFC 5545). Pure: no database."""

import datetime as dt
from dataclasses import dataclass

from icalendar import Calendar, Event, vUri

PRODUCT = "-//Holdspace//Live labs//EN"


@dataclass(frozen=True)
class CalendarEntry:
    """What a calendar is told. `uid` never changes; `sequence` grows with each change; moments are aware."""

    uid: str
    sequence: int
    stamp: dt.datetime
    starts_at: dt.datetime
    ends_at: dt.datetime
    title: str
    description: str
    url: str
    location: str = ""
    cancelled: bool = False


def calendar_file(entry: CalendarEntry) -> bytes:
    """The text of an .ics file with one event; its times are in UTC, so that every calendar shows its own zone."""
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp.astimezone(dt.UTC))
    event.add("dtstart", entry.starts_at.astimezone(dt.UTC))
    event.add("dtend", entry.ends_at.astimezone(dt.UTC))
    event.add("summary", entry.title)
    event.add("description", entry.description)
    event.add("url", vUri(entry.url))
    if entry.location:
        event.add("location", entry.location)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if entry.cancelled else "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
