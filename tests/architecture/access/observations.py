"""Whose sheets somebody may open: their own, whatever their role."""

from typing import Any

from tests.architecture.access import OK, Line
from tests.factories.observations import SeatFactory


def somebodys() -> dict[str, Any]:
    return {"seat_uuid": SeatFactory().uuid}


def mine(knocking: Any) -> dict[str, Any]:
    return {"seat_uuid": SeatFactory(**({"rater": knocking} if knocking else {})).uuid}


def left(knocking: Any) -> dict[str, Any]:
    seat = SeatFactory(**({"rater": knocking} if knocking else {}))
    seat.left_at = seat.created
    seat.save()
    return {"seat_uuid": seat.uuid}


PAGES = ("seat", "sheet", "sheet_state")
POSTS = ("sheet", "sheet_stop")
# A packet that says nothing is refused, in words: to the owner alone.
PACKETS = ("sheet_taps", "sheet_submit", "sheet_change")
LINES = [
    Line("assessments:seats", everybody=OK),
    Line("assessments:my_times", roles={"supervisor": OK, "lead_supervisor": OK}),
    Line("assessments:sheet_worker", public=True),
    Line("assessments:sheet_manifest", public=True),
    *(Line(f"assessments:{name}", "of somebody else", somebodys) for name in PAGES),
    *(Line(f"assessments:{name}", "my own", mine, everybody=OK) for name in PAGES),
    *(Line(f"assessments:{name}", "that I left", left) for name in PAGES),
    *(Line(f"assessments:{name}", "posted, of somebody else", somebodys, {}) for name in (*POSTS, *PACKETS)),
    *(Line(f"assessments:{name}", "posted, my own", mine, {}, everybody=OK) for name in POSTS),
]
