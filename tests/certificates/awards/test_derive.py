from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.awards.choices import AwardStatus, EventKind
from certificates.awards.derive import last_day, status

UNTIL = date(2028, 11, 22)


@dataclass
class Event:
    kind: str
    data: dict = field(default_factory=dict)


def made(*kinds: str) -> list[Event]:
    return [Event("granted"), *(Event(kind) for kind in kinds)]


ledgers = st.lists(st.sampled_from(["suspended", "reinstated", "revoked", "replaced", "withdrawn", "reissued"])).map(
    lambda kinds: made(*kinds)
)
days = st.dates(date(2026, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("kinds", "on", "expected"),
    [
        ([], UNTIL, AwardStatus.VALID),
        ([], UNTIL + timedelta(days=1), AwardStatus.EXPIRED),
        (["suspended"], UNTIL, AwardStatus.SUSPENDED),
        (["suspended"], UNTIL + timedelta(days=1), AwardStatus.SUSPENDED),
        (["suspended", "reinstated"], UNTIL, AwardStatus.VALID),
        (["suspended", "reinstated"], UNTIL + timedelta(days=1), AwardStatus.EXPIRED),
        (["suspended", "reinstated", "suspended"], UNTIL, AwardStatus.SUSPENDED),
        (["suspended", "revoked"], UNTIL, AwardStatus.REVOKED),
        (["revoked", "reinstated"], UNTIL, AwardStatus.REVOKED),
        (["replaced", "revoked"], UNTIL, AwardStatus.REVOKED),
        (["withdrawn", "replaced"], UNTIL, AwardStatus.WITHDRAWN),
        (["replaced"], UNTIL + timedelta(days=1), AwardStatus.REPLACED),
        (["replaced", "suspended"], UNTIL, AwardStatus.REPLACED),
        (["reissued"], UNTIL, AwardStatus.VALID),
    ],
)
def test_status_follows_from_events_and_day(kinds: list[str], on: date, expected: AwardStatus) -> None:
    assert status(made(*kinds), UNTIL, on) == expected


def test_award_without_an_end_never_expires() -> None:
    assert status(made(), None, date(2999, 1, 1)) == AwardStatus.VALID


def test_extension_moves_the_last_day() -> None:
    events = [*made(), Event(EventKind.EXTENDED, {"valid_until": "2029-05-01"})]
    assert last_day(events, UNTIL) == date(2029, 5, 1)
    assert status(events, UNTIL, date(2029, 5, 1)) == AwardStatus.VALID
    assert status(events, UNTIL, date(2029, 5, 2)) == AwardStatus.EXPIRED


@given(ledgers, days, ledgers)
def test_revoked_wins_whatever_comes_before_and_after(before: list, on: date, after: list) -> None:
    assert status([*before, Event("revoked"), *after], UNTIL, on) == AwardStatus.REVOKED


@given(ledgers, days)
def test_only_an_award_without_end_event_is_valid(events: list, on: date) -> None:
    kinds = [event.kind for event in events]
    if status(events, UNTIL, on) == AwardStatus.VALID:
        assert not {"revoked", "withdrawn", "replaced"} & {*kinds}
        assert on <= UNTIL
        pauses = [kind for kind in kinds if kind in ("suspended", "reinstated")]
        assert not pauses or pauses[-1] == "reinstated"


@given(ledgers, days, days)
def test_time_alone_never_makes_an_award_valid_again(events: list, one: date, other: date) -> None:
    early, late = sorted([one, other])
    if status(events, UNTIL, late) == AwardStatus.VALID:
        assert status(events, UNTIL, early) == AwardStatus.VALID
