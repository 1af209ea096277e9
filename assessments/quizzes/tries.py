"""When somebody may try (again). Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Tries:
    """`left` tries are open now; `opens_at` is when the next round opens, when none is and one will."""

    left: int
    opens_at: datetime | None = None


def tries_now(*, used: int, per_round: int, pause_hours: int, last_finished: datetime | None, now: datetime) -> Tries:
    """Tries come in rounds of `per_round`; after a round a pause of `pause_hours` (0: no further round)."""
    in_round = used % per_round
    if used == 0 or last_finished is None or in_round:
        # Extra tries granted later lengthen the round that is under way.
        return Tries(per_round - in_round)
    if not pause_hours:
        return Tries(0)
    opens_at = last_finished + timedelta(hours=pause_hours)
    return Tries(0, opens_at) if now < opens_at else Tries(per_round)
