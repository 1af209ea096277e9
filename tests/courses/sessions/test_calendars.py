import datetime as dt
from dataclasses import replace

from icalendar import Calendar

from courses.sessions.calendars import CalendarEntry, calendar_file

START = dt.datetime(2027, 3, 1, 18, 0, tzinfo=dt.UTC)
ENTRY = CalendarEntry(
    uid="lab-1@example.org",
    sequence=0,
    stamp=START,
    starts_at=START,
    ends_at=START + dt.timedelta(hours=2),
    title="Live lab: Öffnen, und Absprachen",
    description="Bring: a draft; and paper\nhttps://meet.example.org/" + "x" * 120,
    url="https://example.org/labs/1/",
)


def test_file_is_read_again_as_it_was_meant() -> None:
    text = calendar_file(ENTRY)
    calendar = Calendar.from_ical(text)
    [event] = calendar.walk("VEVENT")
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    assert (event["uid"], event["sequence"], event["status"]) == ("lab-1@example.org", 0, "CONFIRMED")
    assert (event["dtstart"].dt, event["dtend"].dt) == (START, START + dt.timedelta(hours=2))
    assert (event["summary"], event["description"]) == (ENTRY.title, ENTRY.description)
    # RFC 5545: lines end with CRLF and have 75 octets at most.
    lines = text.split(b"\r\n")
    assert b"DTSTART:20270301T180000Z" in lines
    assert max(map(len, lines)) <= 75


def test_what_is_called_off_says_so_under_the_same_name() -> None:
    off = Calendar.from_ical(calendar_file(replace(ENTRY, sequence=2, cancelled=True)))
    [event] = off.walk("VEVENT")
    assert (event["uid"], event["sequence"], event["status"], off["method"]) == (
        "lab-1@example.org",
        2,
        "CANCELLED",
        "CANCEL",
    )
