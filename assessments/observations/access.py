"""The only way from a URL to what is being watched, and what each may see of it."""

import uuid
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404

from assessments.observations.choices import ASIDE, OVER, SETTLED, ObservationStatus, RatingStatus, SeatRole, ViewerKind
from assessments.observations.models import Concern, FollowUp, Observation, Rating, Recording, Seat, Sitting
from assessments.observations.queries import (
    JUDGING,
    is_in_it,
    opened_in_emergency,
    recording_standing,
    seats_that_watch,
    seats_to_rate,
)
from assessments.observations.queries.recordings import Standing, open_appeal_seat
from lms.common import clock
from lms.people.choices import Role
from lms.people.models import User
from lms.people.queries import people_in_reach, people_of, people_supervised_by, supervises

# Who sees the role-plays of whom they look after; auditors read, the others arrange as well.
ARRANGING = (Role.SUPERVISOR, Role.LEAD_SUPERVISOR, Role.PROGRAMME_MANAGER)
READING = (*ARRANGING, Role.AUDITOR)


@dataclass(frozen=True)
class Sight:
    """An observation and what somebody may see and do there.

    `sheets`: the raters' sheets; `words`: what was written in them; `own`: the seat from which they rate, if any.
    """

    observation: Observation
    sheets: bool = False
    words: bool = False
    arranges: bool = False
    releases: bool = False
    writes: bool = False
    own: Seat | None = None


def access_own_seat(user: User, seat_uuid: uuid.UUID) -> Seat:
    """The rater's own seat with observation and kit. Another's, one that was left, or none: the same `Http404`."""
    seat = seats_to_rate(user).filter(uuid=seat_uuid).first() if user.is_authenticated else None
    if seat is None:
        raise Http404
    return seat


def observations_at_desk(user: User) -> QuerySet[Observation]:
    """The observations of everybody whom somebody looks after by their role, never their own."""
    if not (user.is_superuser or user.has_role(*READING)):
        return Observation.objects.none()
    found = Observation.objects.filter(learner__in=people_in_reach(user).values("pk"))
    return found.exclude(learner=user.pk)


def people_to_arrange_for(user: User) -> QuerySet[User]:
    """Trainees for whom somebody may arrange a role-play."""
    if not may_arrange(user):
        return User.objects.none()
    trainees = people_in_reach(user).filter(is_active=True, groups__name=Role.TRAINEE)
    return trainees.exclude(pk=user.pk).distinct().order_by("full_name", "pk")


def may_arrange(user: User) -> bool:
    return user.is_superuser or user.has_role(*ARRANGING)


def access_sitting(user: User, sitting_uuid: uuid.UUID) -> Sitting:
    """A sitting with somebody in it whom `user` looks after. Else the same `Http404`."""
    mine = observations_at_desk(user).values("sitting")
    rows = Sitting.objects.select_related("instrument_version__instrument", "arranged_by")
    sitting = rows.filter(uuid=sitting_uuid, pk__in=mine).first()
    if sitting is None:
        raise Http404
    return sitting


def access_sitting_to_arrange(user: User, sitting_uuid: uuid.UUID) -> Sitting:
    """A sitting that `user` may change. Whoever only reads gets the same `Http404`."""
    if not may_arrange(user):
        raise Http404
    return access_sitting(user, sitting_uuid)


def access_observation(user: User, observation_uuid: uuid.UUID) -> Sight:
    """An observation of somebody `user` looks after, or which they rate. Never their own; else the same `Http404`."""
    rows = Observation.objects.select_related(
        "learner", "released_by", "sitting__arranged_by", "sitting__instrument_version__framework_version"
    )
    observation = rows.filter(uuid=observation_uuid).exclude(learner=user.pk).first()
    if observation is None:
        raise Http404
    seat = _own_seat(user, observation)
    at_desk = observations_at_desk(user).filter(pk=observation.pk).exists()
    if seat is None and not at_desk:
        raise Http404
    return _sight(user, observation, seat, at_desk=at_desk)


def _own_seat(user: User, observation: Observation) -> Seat | None:
    seats = Seat.objects.filter(observation=observation, rater=user.pk, role__in=JUDGING, left_at=None)
    return seats.select_related("rating").order_by("-pk").first()


def has_handed_in(seat: Seat | None) -> bool:
    rating = getattr(seat, "rating", None)
    return rating is not None and rating.status == RatingStatus.SUBMITTED


def _sight(user: User, observation: Observation, seat: Seat | None, *, at_desk: bool) -> Sight:
    """Nobody sees another's sheet before all are in, nor while they still owe one of their own."""
    settled = observation.status in SETTLED
    blind = seat is not None and seat.role != SeatRole.ADJUDICATOR and not has_handed_in(seat)
    sheets = settled and not blind
    arranges = at_desk and may_arrange(user)
    judged = seat is not None and (has_handed_in(seat) or seat.role == SeatRole.ADJUDICATOR)
    return Sight(
        observation,
        sheets=sheets and (at_desk or judged),
        words=sheets and (arranges or judged),
        arranges=arranges and observation.status not in OVER,
        releases=not blind and at_desk and may_release(user, observation),
        writes=sheets and (arranges or judged),
        own=seat,
    )


def may_release(user: User, observation: Observation) -> bool:
    """Lead supervisors release results of whom they look after, supervisors those of their own trainees."""
    if user.is_superuser:
        return True
    if user.has_role(Role.LEAD_SUPERVISOR) and people_of(user).filter(pk=observation.learner_id).exists():
        return True
    return user.has_role(Role.SUPERVISOR, Role.LEAD_SUPERVISOR) and supervises(user, observation.learner)


def observations_to_release(user: User) -> QuerySet[Observation]:
    """Agreed results that `user` may release (see `may_release`), as one query."""
    agreed = observations_at_desk(user).filter(status=ObservationStatus.AGREED)
    if user.is_superuser:
        return agreed
    if not user.has_role(Role.SUPERVISOR, Role.LEAD_SUPERVISOR):
        return agreed.none()
    theirs = Q(learner__in=people_supervised_by(user).values("pk"))
    if user.has_role(Role.LEAD_SUPERVISOR):
        theirs |= Q(learner__in=people_of(user).values("pk"))
    return agreed.filter(theirs)


def access_feedback(user: User, observation_uuid: uuid.UUID) -> Observation:
    """An observation on which `user` may write to the trainee. Else the same `Http404`."""
    sight = access_observation(user, observation_uuid)
    if not sight.writes:
        raise Http404
    return sight.observation


def access_decision(user: User, seat_uuid: uuid.UUID) -> Seat:
    """The seat from which `user` decides between two raters. Else the same `Http404`."""
    seat = access_own_seat(user, seat_uuid)
    if seat.role != SeatRole.ADJUDICATOR:
        raise Http404
    return seat


def follow_ups_at_desk(user: User) -> QuerySet[FollowUp]:
    """Follow-ups of harm with people whom `user` looks after."""
    return FollowUp.objects.filter(observation__in=observations_at_desk(user).values("pk"))


def access_follow_up(user: User, follow_up_uuid: uuid.UUID) -> FollowUp:
    """A follow-up of somebody `user` looks after. Else the same `Http404`."""
    rows = follow_ups_at_desk(user).select_related("observation__learner", "owner")
    found = rows.select_related("observation__sitting__instrument_version").filter(uuid=follow_up_uuid).first()
    if found is None:
        raise Http404
    return found


def concerns_at_desk(user: User) -> QuerySet[Concern]:
    """Harm that actors and peers saw with people whom `user` looks after; not while `user` owes a sheet about them."""
    owed = Seat.objects.filter(rater=user.pk, left_at=None, role__in=(SeatRole.RATER, SeatRole.APPEAL))
    owed = owed.exclude(rating__status=RatingStatus.SUBMITTED).exclude(observation__status__in=OVER)
    found = Concern.objects.filter(observation__in=observations_at_desk(user).values("pk"))
    return found.exclude(observation__in=owed.values("observation"))


def access_concern(user: User, concern_uuid: uuid.UUID) -> Concern:
    """Harm that an actor or a peer saw with somebody `user` looks after. Else the same `Http404`."""
    rows = concerns_at_desk(user).select_related("observation__learner", "seat__rater", "decided_by")
    found = rows.select_related("observation__sitting__instrument_version").filter(uuid=concern_uuid).first()
    if found is None:
        raise Http404
    return found


def access_asked(user: User, seat_uuid: uuid.UUID) -> Seat:
    """One's own seat as an actor or a peer: brief and sheet of that very sitting. Else the same `Http404`."""
    seat = access_own_seat(user, seat_uuid)
    if seat.role not in ASIDE:
        raise Http404
    return seat


def own_observations(user: User) -> QuerySet[Observation]:
    """Somebody's own, with kit, but those that were called off."""
    found = Observation.objects.filter(learner=user.pk).exclude(status=ObservationStatus.CANCELLED)
    return found.select_related("sitting__instrument_version__framework_version", "learner")


def access_own_observation(user: User, observation_uuid: uuid.UUID) -> Observation:
    """One's own observation. Another's, or none: the same `Http404`."""
    found = Observation.objects.filter(Q(learner=user.pk), uuid=observation_uuid)
    observation = found.select_related("sitting__instrument_version__framework_version", "learner").first()
    if observation is None:
        raise Http404
    return observation


@dataclass(frozen=True)
class Look:
    """A recording that somebody may open, and as what."""

    recording: Recording
    kind: ViewerKind


def access_recording(user: User, recording_uuid: uuid.UUID) -> Look:
    """A recording that `user` may watch now (`docs/observing.md`). One that is gone, or not for them: the same 404."""
    recording = _recording(recording_uuid)
    kind = _looks_as(user, recording) if recording else None
    if recording is None or kind is None:
        raise Http404
    return Look(recording, kind)


def _recording(recording_uuid: uuid.UUID) -> Recording | None:
    rows = Recording.objects.select_related("sitting__instrument_version", "added_by")
    return rows.filter(uuid=recording_uuid, deleted_at=None).first()


def _looks_as(user: User, recording: Recording) -> ViewerKind | None:
    standing = recording_standing(recording.sitting)
    watches = seats_that_watch(user, recording.sitting)
    if standing.withdrawn:
        # It is there for an appeal alone.
        needed = standing.appeal_open and watches.filter(open_appeal_seat()).exists()
        return ViewerKind.RATER if needed else None
    if any(answer.person.pk == user.pk for answer in standing.answers):
        return ViewerKind.IN_IT
    if watches.exists():
        return ViewerKind.RATER
    if _supervises_and_may(user, standing):
        return ViewerKind.SUPERVISOR
    if may_open_in_emergency(user, recording) and opened_in_emergency(user, recording, clock.now()):
        return ViewerKind.EMERGENCY
    return None


def _supervises_and_may(user: User, standing: Standing) -> bool:
    """Whoever supervises somebody in it, once everybody in it agreed to that, too."""
    if not all(answer.consent is not None and answer.consent.supervisor for answer in standing.answers):
        return False
    supervised = people_supervised_by(user)
    return supervised.filter(pk__in=[answer.person.pk for answer in standing.answers]).exists()


def may_open_in_emergency(user: User, recording: Recording) -> bool:
    """Programme managers who look after somebody in it, for a written reason."""
    if not (user.is_superuser or user.has_role(Role.PROGRAMME_MANAGER)):
        return False
    return observations_at_desk(user).filter(sitting=recording.sitting_id).exists()


def access_emergency(user: User, recording_uuid: uuid.UUID) -> Recording:
    """A recording that `user` may open for a written reason. Else the same `Http404`."""
    recording = _recording(recording_uuid)
    if recording is None or not may_open_in_emergency(user, recording):
        raise Http404
    if recording_standing(recording.sitting).withdrawn:
        raise Http404
    return recording


def access_consent(user: User, sitting_uuid: uuid.UUID) -> Sitting:
    """A role-play that `user` is in, so that they say whether it may be recorded. Else the same `Http404`."""
    rows = Sitting.objects.select_related("instrument_version", "arranged_by")
    sitting = rows.filter(uuid=sitting_uuid, recording_request__isnull=False).first()
    if sitting is None or not is_in_it(user, sitting):
        raise Http404
    return sitting


def access_stopping_seat(user: User, seat_uuid: uuid.UUID) -> Seat:
    """One's own seat from which a role-play may be stopped: a rater's, who has not handed in yet.

    Again after it was stopped, too. Whoever rates themselves says the pause word; else a result could be undone.
    """
    seat = access_own_seat(user, seat_uuid)
    if seat.role != SeatRole.RATER:
        raise Http404
    if Rating.objects.filter(seat=seat, status=RatingStatus.SUBMITTED).exists():
        raise Http404
    return seat
