"""Several trainees with several raters, pair by pair."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.observations.choices import OVER, ObservationStatus, RatingStatus, SeatRole
from assessments.observations.models import Seat
from assessments.observations.presenting.states import State
from assessments.observations.queries.pairs import Pair
from lms.people.models import User


@dataclass(frozen=True)
class PairLine:
    """One rater for one trainee. `key`: the field of the reason, empty where none would help."""

    name: str
    state: State
    key: str = ""
    reason: str = ""


@dataclass(frozen=True)
class PairsOfOne:
    """A trainee with every rater who is to be asked. `short`: what is still missing then, in words."""

    learner: User
    part: str
    lines: Sequence[PairLine]
    short: str


def pair_page(
    learners: Sequence[User], pairs: Sequence[Pair], *, needed: int, posted: Mapping[str, str]
) -> list[PairsOfOne]:
    """For each trainee what speaks against each rater; `posted` holds parts and reasons that were typed."""
    by_learner: dict[int, list[Pair]] = {learner.pk: [] for learner in learners}
    for pair in pairs:
        by_learner[pair.learner.pk].append(pair)
    return [_of_one(learner, by_learner[learner.pk], needed, posted) for learner in learners]


def _of_one(learner: User, pairs: Sequence[Pair], needed: int, posted: Mapping[str, str]) -> PairsOfOne:
    possible = sum(not pair.blocked for pair in pairs)
    missing = needed - possible
    short = ngettext("%(n)d more rater is needed.", "%(n)d more raters are needed.", missing) % {"n": missing}
    return PairsOfOne(
        learner,
        posted.get(f"part-{learner.uuid}", ""),
        [_line(pair, posted) for pair in pairs],
        short if missing > 0 else "",
    )


def _line(pair: Pair, posted: Mapping[str, str]) -> PairLine:
    name = pair.rater.full_name
    if pair.asked:
        return PairLine(name, State("check", "is-met", _("asked already")))
    if pair.elsewhere:
        return PairLine(name, State("close", "is-stopped", _("Can’t be asked: has another part in it")))
    if pair.found.blocking:
        words = "; ".join(str(code.label) for code in pair.found.blocking)
        return PairLine(name, State("close", "is-stopped", _("Can’t be asked: %(words)s") % {"words": words}))
    if pair.alone:
        words = _("Can’t be asked: supervises this trainee, and nobody else rates")
        return PairLine(name, State("close", "is-stopped", words))
    if pair.found.warning:
        words = "; ".join(str(code.label) for code in pair.found.warning)
        words = _("Needs a reason: %(words)s") % {"words": words}
        return PairLine(name, State("flag", "is-open", words), pair.key, posted.get(pair.key, ""))
    return PairLine(name, State("check", "is-met", _("Nothing speaks against it")))


def _cell(seat: Seat) -> str:
    """How far a rater is, short enough for a phone."""
    rating = getattr(seat, "rating", None)
    if rating is None:
        return _("has not begun")
    return _("handed in") if rating.status == RatingStatus.SUBMITTED else _("has begun")


@dataclass(frozen=True)
class Matrix:
    """Who rates whom: the raters' names, and for each trainee a cell of each, empty where they are not asked."""

    raters: Sequence[str]
    rows: Sequence[tuple[str, str, Sequence[str]]]


def matrix_of(rows: Sequence[Any], seats: Mapping[int, Sequence[Seat]]) -> Matrix | None:
    """For two trainees and more; None for one alone."""
    if len(rows) < 2:
        return None
    raters: dict[int, str] = {}
    for row in rows:
        raters.update({s.rater_id: s.rater.full_name for s in seats.get(row.pk, ()) if s.role == SeatRole.RATER})
    found = []
    for row in rows:
        mine = {seat.rater_id: seat for seat in seats.get(row.pk, ()) if seat.role == SeatRole.RATER}
        if row.status in OVER:
            cells = [str(ObservationStatus(row.status).label) if pk in mine else "" for pk in raters]
        else:
            cells = [_cell(mine[pk]) if pk in mine else "" for pk in raters]
        found.append((row.learner.full_name, str(row.get_part_display()), cells))
    return Matrix(list(raters.values()), found)
