"""What a kit says besides its items: how many raters, by when, who may rate whom, what follows. Pure.

Each reads one key of a kit and knows what counts where a kit leaves it out: an older version of a kit works too.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from assessments.instruments.choices import Weight
from assessments.observations.choices import Conflict, Occasion

Kit = Mapping[str, Any]

DEFAULT_CONFLICTS = {
    Conflict.IS_LEARNER: Weight.BLOCK,
    Conflict.SUPERVISES: Weight.WARN,
    Conflict.SAME_ORGANISATION: Weight.ALLOW,
    Conflict.RATED_BEFORE: Weight.WARN,
}


def raters_needed(kit: Kit, *, counts: bool) -> int:
    """How many independent raters a result rests on; a practice run asks for fewer."""
    raters = kit.get("raters", {})
    return int(raters.get("summative", 2) if counts else raters.get("formative", 1))


def due_after(kit: Kit) -> timedelta:
    """How long after its beginning all sheets of a role-play shall be in."""
    return timedelta(days=kit.get("due_days", 2))


def weights_of(kit: Kit) -> dict[Conflict, Weight]:
    """What each conflict of interest weighs. Nobody ever rates themselves as others', whatever a kit says."""
    said = kit.get("conflicts", {})
    weights = {code: Weight(said.get(code, weight)) for code, weight in DEFAULT_CONFLICTS.items()}
    return weights | {Conflict.IS_LEARNER: Weight.BLOCK}


def acknowledge_within(kit: Kit) -> timedelta:
    return timedelta(hours=kit.get("follow_up", {}).get("acknowledge_hours", 24))


def debrief_within(kit: Kit) -> timedelta:
    return timedelta(hours=kit.get("follow_up", {}).get("debrief_hours", 48))


def appeal_within(kit: Kit) -> timedelta:
    return timedelta(days=kit.get("appeal", {}).get("days", 30))


def rest_after_stop(kit: Kit) -> timedelta:
    return timedelta(hours=kit.get("retry", {}).get("after_stop_hours", 48))


def retries_of(kit: Kit) -> int:
    """How often only what was missed is looked at again; after that the whole role-play is."""
    return int(kit.get("retry", {}).get("retries", 2))


def meeting_from(kit: Kit) -> int:
    """From how many role-plays with harm on a supervision meeting comes before the next one."""
    return int(kit.get("retry", {}).get("meeting_from", 2))


def lead_from(kit: Kit) -> int:
    """From how many role-plays with harm on a programme manager decides about the next one."""
    return int(kit.get("retry", {}).get("lead_from", 3))


def missed_only(kit: Kit) -> bool:
    return bool(kit.get("retry", {}).get("missed_items_only", True))


def may_record(kit: Kit, occasion: str) -> bool:
    """Whether this may be recorded, if everybody agrees. Where a kit says nothing: no. A real group: never."""
    return bool(kit.get("recording", {}).get("allowed", False)) and occasion != Occasion.FIELD


def rate_recording_within(kit: Kit) -> timedelta:
    """How long after the role-play a sheet from its recording shall be in."""
    return timedelta(days=kit.get("recording", {}).get("rate_days", 7))


def keep_days(kit: Kit) -> int:
    """How many days a recording is kept after the result is final."""
    return int(kit.get("recording", {}).get("keep_days", 90))


def longest_days(kit: Kit) -> int:
    """How many days a recording is kept where no result comes of it."""
    return int(kit.get("recording", {}).get("longest_days", 180))


def asides_within(kit: Kit) -> timedelta:
    """How long after the release actors and peers may still say what they saw."""
    return timedelta(days=kit.get("asides", {}).get("days_after_release", 14))
