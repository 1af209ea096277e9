"""Until when a recording is kept. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta


def deletion_day(
    added_at: datetime, finals: Sequence[datetime | None], *, keep_days: int, longest_days: int
) -> datetime:
    """When a recording is deleted, as things stand.

    `finals`: for each trainee who was rated, when their result became final (None: not yet). None at all means that
    nothing comes of it: it is deleted at once. An open appeal keeps a recording whatever this says; see
    `queries.recordings.Standing.kept_for_appeal`.
    """
    if not finals:
        return added_at
    latest = added_at + timedelta(days=longest_days)
    known = [final for final in finals if final is not None]
    if len(known) < len(finals):
        return latest
    return min(latest, max(known) + timedelta(days=keep_days))
