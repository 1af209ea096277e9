"""Actors and peers: who could be asked, who was, what they said, and what harm they saw."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from assessments.observations.choices import ASIDE, OVER, ConcernStatus, RatingStatus, SeatRole
from assessments.observations.models import Concern, Observation, Rating, RatingSheet, Seat, Sitting
from assessments.observations.queries.raters import RATING_ROLES
from assessments.observations.queries.sheets import seats_to_rate
from lms.people.choices import Role
from lms.people.models import User
from lms.people.queries import people_around, people_in_reach

# As many sittings as anybody is asked for in a year.
MOST = 60


@dataclass(frozen=True)
class Askable:
    """Somebody who could be asked. `ahead`: a trainee who still has this role-play before them; `watched`: is in it."""

    person: User
    trainee: bool
    ahead: bool
    watched: bool


def people_to_ask(user: User, sitting: Sitting, learners: Sequence[User]) -> list[Askable]:
    """Who could play in a role-play or say what they saw, by name; never who has a part in it already. Four queries.

    Trainees only where `user` looks after them, or where they are in it themselves; supervisors and people without a
    role where they are around the trainees.
    """
    around = people_around([*learners, user])
    open_to_all = around.filter(Q(groups=None) | Q(groups__name__in=RATING_ROLES)).values("pk")
    theirs = people_in_reach(user).filter(is_active=True).values("pk")
    taken = Seat.objects.filter(observation__sitting=sitting).exclude(role=SeatRole.SELF)
    people = User.objects.filter(is_active=True, erased_at=None)
    people = people.filter(Q(pk__in=open_to_all) | Q(pk__in=theirs) | Q(pk__in=[one.pk for one in learners]))
    people = people.exclude(pk__in=taken.filter(Q(left_at=None) | Q(declined=True)).values("rater"))
    had = Observation.objects.filter(
        learner=OuterRef("pk"), sitting__instrument_version__instrument=sitting.instrument_version.instrument_id
    ).exclude(status__in=OVER)
    trainee = Exists(User.groups.through.objects.filter(user=OuterRef("pk"), group__name=Role.TRAINEE))
    watched = {one.pk for one in learners}
    rows = people.annotate(had=Exists(had), trainee=trainee).exclude(pk=user.pk).order_by("full_name", "pk")
    return [Askable(one, one.trainee, one.trainee and not one.had, one.pk in watched) for one in rows]


def asides_in(observations: Sequence[Observation]) -> list[Seat]:
    """The seats of actors and peers, those who said no among them, by role and name. One query."""
    rows = Seat.objects.filter(Q(left_at=None) | Q(declined=True), observation__in=observations, role__in=ASIDE)
    return list(
        rows.select_related("rater", "observation__learner", "rating").order_by("role", "rater__full_name", "pk")
    )


def asked_seats(user: User) -> list[Seat]:
    """What somebody was asked for as an actor or a peer, the newest first. One query for most, who were not; else two.

    Everybody's home asks: the wide query is only put together for those who have something there.
    """
    keys = list(Seat.objects.filter(rater=user.pk, role__in=ASIDE).order_by().values_list("pk", flat=True))
    if not keys:
        return []
    rows = seats_to_rate(user).filter(pk__in=keys).select_related("rating", "assigned_by")
    return list(rows.order_by("-observation__sitting__starts_at", "observation__learner__full_name", "pk")[:MOST])


def seats_beside(seat: Seat) -> list[Seat]:
    """The seats of the same person in the same part of one sitting, this one among them. One query."""
    rows = Seat.objects.filter(
        rater=seat.rater_id, role=seat.role, observation__sitting=seat.observation.sitting_id, left_at=None
    )
    return list(rows.select_related("observation__learner", "rating", "observation__sitting").order_by("pk"))


def sheets_aside(observation: Observation) -> list[RatingSheet]:
    """The newest sheet of each actor and peer, in the order of their seats. One query."""
    rows = RatingSheet.objects.filter(
        rating__seat__observation=observation, rating__seat__left_at=None, rating__seat__role__in=ASIDE
    )
    newest = {sheet.rating_id: sheet for sheet in rows.select_related("rating__seat__rater").order_by("number")}
    return sorted(newest.values(), key=lambda sheet: sheet.rating.seat_id)


def open_concerns(observation: Observation) -> QuerySet[Concern]:
    """Harm that actors and peers saw and nobody has decided about."""
    return Concern.objects.filter(observation=observation, status=ConcernStatus.OPEN)


def with_open_concern(observations: Sequence[Observation]) -> dict[int, str]:
    """Observation (primary key) → the page of harm that nobody has decided about. One query."""
    rows = Concern.objects.filter(observation__in=observations, status=ConcernStatus.OPEN).order_by("-pk")
    return {pk: reverse("assessments:concern", args=[key]) for pk, key in rows.values_list("observation", "uuid")}


def sheets_to_show(observation: Observation) -> list[RatingSheet]:
    """What a trainee reads of actors and peers: without sheets whose harm nobody has decided about. Two queries."""
    waiting = set(open_concerns(observation).values_list("seat", flat=True))
    return [sheet for sheet in sheets_aside(observation) if sheet.rating.seat_id not in waiting]


def many_asked(observation: Observation) -> int:
    """How many actors and peers are asked about one trainee. One query."""
    return Seat.objects.filter(observation=observation, role__in=ASIDE, left_at=None).count()


def handed_in_before(seats: Sequence[Seat]) -> bool:
    """Whether one of these seats has a sheet that was handed in. One query."""
    return Rating.objects.filter(seat__in=seats, status=RatingStatus.SUBMITTED).exists()
