"""Who could rate somebody, what ties them, and how much they have to do already."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from assessments.calibration.queries import standings_of
from assessments.observations.choices import OPEN, RatingStatus, SeatRole, Times
from assessments.observations.conflicts import Found, Ties, weigh
from assessments.observations.models import Feedback, Observation, Seat, Sitting
from assessments.observations.queries.slots import length_of, times_of
from assessments.observations.terms import weights_of
from lms.common import clock
from lms.people.choices import Role
from lms.people.models import User
from lms.people.queries import current_links, people_around, shared_organisations

# Who rates; calibration says later whether they are ready to.
RATING_ROLES = (Role.SUPERVISOR, Role.LEAD_SUPERVISOR)
JUDGING = (SeatRole.RATER, SeatRole.ADJUDICATOR, SeatRole.APPEAL)


@dataclass(frozen=True)
class Suggestion:
    """Somebody who could rate. `load`: sheets they still owe; `speaks`: their language is that of the role-play.

    `ready`: they may hand in what counts, by their calibration; else they may be asked and have to learn first.
    `times`: how they stand at that time, None where nothing is known.
    """

    rater: User
    load: int
    speaks: bool
    found: Found
    ready: bool = True
    times: Times | None = None

    @property
    def order(self) -> tuple[int, int, bool, bool, bool, int, int, str]:
        """Least against them; then who is ready, not elsewhere, speaks the language, can come, has little to do."""
        found, name = self.found, self.rater.full_name
        can_come = {Times.FREE: 0, None: 1, Times.OTHER: 2, Times.BUSY: 2}[self.times]
        against = (len(found.blocking), len(found.warning))
        return (*against, not self.ready, self.times == Times.BUSY, not self.speaks, can_come, self.load, name)


def raters_around(people: Iterable[User]) -> QuerySet[User]:
    """Who may be asked to rate one of these people: raters of their organisations, and of none."""
    found = people_around(people).filter(groups__name__in=RATING_ROLES)
    return found.distinct().order_by("full_name", "pk")


def ties_between(observation: Observation, raters: Iterable[User]) -> dict[int, Ties]:
    """What ties each of these raters (by primary key) to the trainee. Three queries, however many."""
    raters, learner = list(raters), observation.learner
    supervising = set(current_links().filter(trainee=learner).values_list("supervisor", flat=True))
    sharing = shared_organisations(learner, raters)
    earlier = Seat.objects.filter(
        observation__learner=learner,
        observation__sitting__instrument_version__instrument=observation.sitting.instrument_version.instrument_id,
        role__in=JUDGING,
        rating__status=RatingStatus.SUBMITTED,
    ).exclude(observation=observation.pk)
    before = set(earlier.values_list("rater", flat=True))
    return {
        rater.pk: Ties(
            is_learner=rater.pk == learner.pk,
            supervises=rater.pk in supervising,
            same_organisation=rater.pk in sharing,
            rated_before=rater.pk in before,
        )
        for rater in raters
    }


def conflicts_of(observation: Observation, rater: User) -> Found:
    """What speaks against one rater by the observation's own kit."""
    sitting = observation.sitting
    ties = ties_between(observation, [rater])[rater.pk]
    return weigh(ties, weights_of(sitting.instrument_version.kit), counts=sitting.counts)


def suggest_raters(observation: Observation, *, afresh: bool = False) -> list[Suggestion]:
    """Who could rate this, the likeliest first; nobody who sits here already. Eleven queries at the most.

    `afresh`: for an appeal, so nobody either who released the result or wrote the feedback.
    """
    sitting = observation.sitting
    seated = Seat.objects.filter(Q(role__in=JUDGING) | Q(left_at=None), observation=observation)
    raters = list(
        raters_around([observation.learner, sitting.arranged_by])
        .exclude(pk__in=seated.values("rater"))
        .exclude(pk=observation.learner_id)
    )
    if afresh:
        wrote = set(Feedback.objects.filter(observation=observation).values_list("author", flat=True))
        raters = [rater for rater in raters if rater.pk not in wrote | {observation.released_by_id}]
    ties, load = ties_between(observation, raters), loads_of(raters)
    standings = standings_of(raters) if sitting.counts else {}
    weights, times = weights_of(sitting.instrument_version.kit), _times(raters, sitting)
    found = [
        Suggestion(
            rater,
            load.get(rater.pk, 0),
            rater.language == sitting.language,
            weigh(ties[rater.pk], weights, counts=sitting.counts),
            ready=rater.pk not in standings or standings[rater.pk].may_hand_in,
            times=times.get(rater.pk),
        )
        for rater in raters
    ]
    return sorted(found, key=lambda one: one.order)


def _times(raters: list[User], sitting: Sitting) -> dict[int, Times]:
    """Nothing for what has begun: whoever is asked now watches a recording, or decides."""
    if sitting.starts_at <= clock.now():
        return {}
    return times_of(raters, sitting.starts_at, length_of(sitting.instrument_version), but=sitting.pk)


def loads_of(raters: list[User]) -> dict[int, int]:
    """How many sheets each of these raters (by primary key) still owes. One query."""
    owed = Q(rating=None) | ~Q(rating__status=RatingStatus.SUBMITTED)
    seats = Seat.objects.filter(owed, rater__in=raters, left_at=None, observation__status__in=OPEN, role__in=JUDGING)
    return dict(seats.order_by().values_list("rater").annotate(n=Count("pk")))
