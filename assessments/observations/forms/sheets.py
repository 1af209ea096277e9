"""A whole sheet as a plain form posts it, where no script runs: what has changed becomes taps."""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from assessments.instruments.sheets import MARKS, Item, State, marks_of
from assessments.observations.models import Seat
from lms.common import clock


def taps_from_form(posted: Mapping[str, str], seat: Seat, items: list[Item], state: State) -> list[dict[str, Any]]:
    """Taps for whatever a posted sheet says other than `state`, numbered after it.

    Fields: `mark-<behaviour>`, `harm-<behaviour>`, `level-<competency>` with `reason-<competency>`, `seen-<competency>`
    (looked at, nothing to tick), and one new note: `note-seen`, `note-meant`, `note-minutes`, `note-about`.
    """
    device = str(uuid.uuid5(seat.uuid, "form"))
    found = [*_marks(posted, items, state), *_levels(posted, items, state), *_note(posted, items)]
    return [
        {
            "client_id": str(uuid.uuid4()),
            "device": device,
            "sequence": state.sequence + place,
            "kind": kind,
            "data": data,
            "made_at": clock.now().isoformat(),
        }
        for place, (kind, data) in enumerate(found, start=1)
    ]


def _marks(posted: Mapping[str, str], items: list[Item], state: State) -> Iterator[tuple[str, dict[str, Any]]]:
    for item in items:
        before = marks_of(item, state.marks)
        for code in item.behaviours:
            mark = posted.get(f"mark-{code}", before[code])
            if mark in MARKS and mark != before[code]:
                yield "mark", {"behaviour": code, "mark": mark}
            words = posted.get(f"harm-{code}")
            if words is not None and words.strip() != state.harm_words.get(code, ""):
                yield "harm", {"behaviour": code, "words": words.strip()}
        if posted.get(f"seen-{item.code}") and item.code not in state.touched:
            yield "touch", {"competency": item.code}


def _levels(posted: Mapping[str, str], items: list[Item], state: State) -> Iterator[tuple[str, dict[str, Any]]]:
    for item in items:
        if f"level-{item.code}" not in posted:
            continue
        said = posted[f"level-{item.code}"]
        level = int(said) if said in ("1", "2", "3", "4") else None
        reason = posted.get(f"reason-{item.code}", "").strip()
        before = state.overrides.get(item.code, {})
        if (level, reason) != (before.get("level"), before.get("reason", "")):
            yield "level", {"competency": item.code, "level": level, "reason": reason}


def _note(posted: Mapping[str, str], items: list[Item]) -> Iterator[tuple[str, dict[str, Any]]]:
    seen = posted.get("note-seen", "").strip()
    if seen:
        minutes = posted.get("note-minutes", "")
        seconds = int(minutes) * 60 if minutes.isdecimal() and len(minutes) < 4 else 0
        meant, about = posted.get("note-meant", "").strip(), posted.get("note-about", "")
        behaviour = about if any(about in item.behaviours for item in items) else ""
        note = {"note": str(uuid.uuid4()), "seconds": seconds, "seen": seen, "meant": meant}
        yield "note", {**note, "behaviour": behaviour}
