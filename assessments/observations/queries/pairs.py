"""Who rates whom, where several are watched together: what speaks against each pair."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assessments.calibration.queries import standings_of
from assessments.instruments.models import InstrumentVersion
from assessments.observations.choices import SeatRole
from assessments.observations.conflicts import Found, only_their_own, weigh
from assessments.observations.models import Observation, Seat, Sitting
from assessments.observations.queries.raters import Suggestion, loads_of, raters_around, ties_between
from assessments.observations.terms import raters_needed, weights_of
from lms.people.models import User


@dataclass(frozen=True)
class Pair:
    """One trainee and one rater. `alone`: they supervise, and what counts never rests on a supervisor alone.

    `elsewhere`: they have another part with this trainee already, `asked`: they rate them already.
    """

    learner: User
    rater: User
    found: Found = Found()
    alone: bool = False
    elsewhere: bool = False
    asked: bool = False

    @property
    def blocked(self) -> bool:
        return bool(self.found.blocking) or self.alone or self.elsewhere

    @property
    def warned(self) -> bool:
        return not self.blocked and not self.asked and bool(self.found.warning)

    @property
    def key(self) -> str:
        """What a form calls the reason for this pair."""
        return f"why-{self.learner.uuid}-{self.rater.uuid}"


def raters_to_offer(learners: Iterable[User], user: User, *, language: str = "") -> list[Suggestion]:
    """Raters around these people with how much they have to do, the readiest first. What ties them is said by pair."""
    raters = list(raters_around([*learners, user]))
    load, standings = loads_of(raters), standings_of(raters)
    found = [
        Suggestion(
            rater,
            load.get(rater.pk, 0),
            not language or rater.language == language,
            Found(),
            ready=rater.pk not in standings or standings[rater.pk].may_hand_in,
        )
        for rater in raters
    ]
    return sorted(found, key=lambda one: one.order)


def pairs_of(
    version: InstrumentVersion, learners: Sequence[User], raters: Sequence[User], *, counts: bool
) -> list[Pair]:
    """Every trainee with every rater, before anything is arranged. Three queries for each trainee."""
    sitting = Sitting(instrument_version=version, counts=counts)
    rows = [Observation(sitting=sitting, learner=learner) for learner in learners]
    return [pair for row in rows for pair in _pairs(row, raters)]


def pairs_in(observations: Sequence[Observation], raters: Sequence[User]) -> list[Pair]:
    """Every trainee of a sitting with every one of these raters; a blocked pair is asked by nobody."""
    seats = Seat.objects.filter(observation__in=observations, rater__in=raters, left_at=None)
    roles = {(seat.observation_id, seat.rater_id): seat.role for seat in seats}
    return [pair for row in observations for pair in _pairs(row, raters, roles)]


def _pairs(row: Observation, raters: Sequence[User], roles: dict[tuple[int, int], str] | None = None) -> list[Pair]:
    sitting, ties = row.sitting, ties_between(row, raters)
    kit = sitting.instrument_version.kit
    weights, single = weights_of(kit), raters_needed(kit, counts=sitting.counts) == 1
    found = []
    for rater in raters:
        role = (roles or {}).get((row.pk, rater.pk), "")
        tie = ties[rater.pk]
        found.append(
            Pair(
                row.learner,
                rater,
                weigh(tie, weights, counts=sitting.counts),
                alone=single and only_their_own([tie.supervises], counts=sitting.counts),
                elsewhere=role not in ("", SeatRole.RATER),
                asked=role == SeatRole.RATER,
            )
        )
    return found
