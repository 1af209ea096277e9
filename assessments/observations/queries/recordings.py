"""Who is in a role-play, what they said to its recording, and until when that is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from assessments.observations.choices import OVER, ConsentKind, ObservationStatus, ResponseKind, SeatRole, ViewerKind
from assessments.observations.models import (
    Observation,
    Recording,
    RecordingConsent,
    RecordingRequest,
    RecordingView,
    Response,
    Seat,
    Sitting,
)
from assessments.observations.retention import deletion_day
from lms.people.models import User

# Whoever left it out or was not there can't be seen.
NOT_IN_IT = (ObservationStatus.CANCELLED, ObservationStatus.ABSENT)
# Who opened a recording in an emergency may go on watching for this long.
EMERGENCY_LASTS = timedelta(hours=1)


@dataclass(frozen=True)
class Answer:
    """What one person in a role-play said to its recording; `consent` is None before they said anything."""

    person: User
    consent: RecordingConsent | None = None

    @property
    def kind(self) -> str:
        return self.consent.kind if self.consent else ""


@dataclass(frozen=True)
class Standing:
    """How it stands with the recording of a role-play."""

    sitting: Sitting
    request: RecordingRequest | None
    answers: Sequence[Answer]
    recording: Recording | None
    appeal_open: bool
    delete_on: datetime | None

    @property
    def asked(self) -> bool:
        return self.request is not None and self.request.taken_back_at is None

    @property
    def withdrawn(self) -> bool:
        return any(answer.kind == ConsentKind.WITHDRAWN for answer in self.answers)

    @property
    def missing(self) -> list[User]:
        """Who has not agreed, for whatever reason."""
        return [answer.person for answer in self.answers if answer.kind != ConsentKind.GIVEN]

    @property
    def complete(self) -> bool:
        """Whether everybody who can be seen or heard agreed."""
        request = self.request
        if request is None or not self.asked or self.missing or not self.answers:
            return False
        return not request.others or request.others_agreed_at is not None

    @property
    def kept_for_appeal(self) -> bool:
        """Whether it would be gone but for an appeal that is not decided yet."""
        return self.recording is not None and self.withdrawn and self.appeal_open


def recording_standing(sitting: Sitting) -> Standing:
    """Six queries at the most."""
    observations = list(sitting.observations.select_related("learner").order_by("learner__full_name", "pk"))
    request = RecordingRequest.objects.filter(sitting=sitting).select_related("asked_by").first()
    recording = Recording.objects.filter(sitting=sitting, deleted_at=None).select_related("added_by").first()
    appeals = Response.objects.filter(observation__in=observations, kind=ResponseKind.APPEALED)
    appeals_of = {appeal.observation_id: appeal for appeal in appeals} if observations else {}
    return Standing(
        sitting=sitting,
        request=request,
        answers=_answers(sitting, observations, request),
        recording=recording,
        appeal_open=any(appeal.settled_at is None for appeal in appeals_of.values()),
        delete_on=_delete_on(recording, request, observations, appeals_of) if recording and request else None,
    )


def _answers(sitting: Sitting, observations: Sequence[Observation], request: RecordingRequest | None) -> list[Answer]:
    """Of everybody who can be seen in it: trainees who were not left out, actors, and whoever once agreed."""
    people = {row.learner_id: row.learner for row in observations if row.status not in NOT_IN_IT}
    actors = Seat.objects.filter(observation__sitting=sitting, role=SeatRole.ACTOR, left_at=None)
    people |= {seat.rater_id: seat.rater for seat in actors.select_related("rater").order_by("rater__full_name")}
    newest: dict[int, RecordingConsent] = {}
    if request is not None:
        for consent in request.consents.select_related("person").order_by("said_at", "pk"):
            newest[consent.person_id] = consent
    people |= {key: row.person for key, row in newest.items() if row.kind == ConsentKind.GIVEN and key not in people}
    return [Answer(person, newest.get(key)) for key, person in people.items()]


def _delete_on(
    recording: Recording,
    request: RecordingRequest,
    observations: Sequence[Observation],
    appeals: dict[int, Response],
) -> datetime:
    finals = []
    for row in observations:
        if row.status in OVER:
            continue
        settled = appeals[row.pk].settled_at if row.pk in appeals else None
        finals.append(max(filter(None, [row.released_at, settled])) if row.released_at else None)
    return deletion_day(recording.created, finals, keep_days=request.keep_days, longest_days=request.longest_days)


def is_in_it(user: User, sitting: Sitting) -> bool:
    """Whether somebody can be seen in a role-play, so that they are asked and may look. Two queries at the most."""
    learner = Q(learner=user.pk) & ~Q(status__in=NOT_IN_IT)
    actor = Q(seats__rater=user.pk, seats__role=SeatRole.ACTOR, seats__left_at=None)
    if Observation.objects.filter(learner | actor, sitting=sitting).exists():
        return True
    return RecordingConsent.objects.filter(request__sitting=sitting, person=user.pk).exists()


def seats_that_watch(user: User, sitting: Sitting) -> QuerySet[Seat]:
    """The seats from which somebody needs the recording: to rate, to decide, or for an open appeal."""
    seats = Seat.objects.filter(observation__sitting=sitting, rater=user.pk, left_at=None)
    before = ~Q(observation__status__in=(ObservationStatus.RELEASED, *OVER))
    return seats.filter(Q(role__in=(SeatRole.RATER, SeatRole.ADJUDICATOR)) & before | open_appeal_seat())


def open_appeal_seat() -> Q:
    """Seats of an appeal that is not decided yet."""
    appealed = Q(observation__responses__kind=ResponseKind.APPEALED, observation__responses__settled_at=None)
    return Q(role=SeatRole.APPEAL) & appealed


def opened_in_emergency(user: User, recording: Recording, now: datetime) -> bool:
    """Whether somebody gave a reason within the last hour."""
    views = RecordingView.objects.filter(recording=recording, viewer=user.pk, kind=ViewerKind.EMERGENCY)
    return views.filter(seen_at__gt=now - EMERGENCY_LASTS).exclude(reason="").exists()


def views_of(recordings: Sequence[Recording]) -> list[RecordingView]:
    """Who looked, the newest first; at most 200. One query."""
    views = RecordingView.objects.filter(recording__in=recordings).select_related("viewer")
    return list(views.order_by("-seen_at", "-pk")[:200])
