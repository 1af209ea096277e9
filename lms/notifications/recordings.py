"""Who is told what about recordings of role-plays. Each event tells each person once."""

from collections.abc import Iterable
from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.observations.choices import ConsentKind, RecordingEnd, SeatRole, Watching
from assessments.observations.models import (
    Recording,
    RecordingConsent,
    RecordingRequest,
    RecordingView,
    Seat,
    Sitting,
)
from assessments.observations.queries import recording_standing
from assessments.signals import (
    recording_added,
    recording_answered,
    recording_asked,
    recording_deleted,
    recording_opened_in_emergency,
)
from lms.notifications.choices import NotificationKind
from lms.notifications.receivers import Words, tell
from lms.people.models import User


def _kit(sitting: Sitting) -> dict[str, str]:
    return {"kit": sitting.instrument_version.title}


def _consent(sitting: Sitting) -> str:
    return reverse("assessments:recording_consent", args=[sitting.uuid])


def _tell_all(people: Iterable[User], key: str, words: Words, path: str) -> None:
    for person in people:
        tell(person, NotificationKind.OBSERVED, key, words, path)


def _in_it(sitting: Sitting) -> list[User]:
    return [answer.person for answer in recording_standing(sitting).answers]


@receiver(recording_asked)
def tell_asked(sender: Any, request: RecordingRequest, **kwargs: Any) -> None:
    sitting = request.sitting

    def words() -> tuple[str, str]:
        title = _("May it be recorded? %(kit)s") % _kit(sitting)
        return title, _("The page says what for, who may watch, and until when. You may say no without a reason.")

    # Asked afresh after it was taken back, it is asked once more.
    key = f"recording-asked:{request.uuid}:{request.asked_at.isoformat()}"
    _tell_all(_in_it(sitting), key, words, _consent(sitting))


@receiver(recording_answered)
def tell_refused(sender: Any, consent: RecordingConsent, request: RecordingRequest, **kwargs: Any) -> None:
    """Whoever arranged it, since somebody has to watch live instead. The message does not say who it was."""
    if consent.kind == ConsentKind.GIVEN:
        return
    sitting = request.sitting

    def words() -> tuple[str, str]:
        title = _("Not recorded: %(kit)s") % _kit(sitting)
        return title, _("Not everybody in it agrees, or no longer does. Please ask somebody who watches live.")

    path = reverse("assessments:sitting", args=[sitting.uuid])
    for person in {user.pk: user for user in (sitting.arranged_by, request.asked_by)}.values():
        tell(person, NotificationKind.RATING, f"recording-refused:{consent.uuid}", words, path)


@receiver(recording_added)
def tell_added(sender: Any, recording: Recording, **kwargs: Any) -> None:
    """Whoever is in it, and whoever waited for it to rate."""
    sitting = recording.sitting

    def words() -> tuple[str, str]:
        title = _("The recording is there: %(kit)s") % _kit(sitting)
        return title, _("You can watch it, see who else did, and take your consent back whenever you like.")

    _tell_all(_in_it(sitting), f"recording:{recording.uuid}", words, _consent(sitting))
    waiting = Seat.objects.filter(observation__sitting=sitting, role=SeatRole.RATER, left_at=None)
    for seat in waiting.filter(watches=Watching.RECORDING).select_related("rater"):

        def to_rater() -> tuple[str, str]:
            title = _("You can watch and rate now: %(kit)s") % _kit(sitting)
            return title, _("The recording is there. It stays here: please make no copy.")

        path = reverse("assessments:seat", args=[seat.uuid])
        tell(seat.rater, NotificationKind.RATING, f"recording:{recording.uuid}:{seat.uuid}", to_rater, path)


@receiver(recording_deleted)
def tell_deleted(sender: Any, recording: Recording, **kwargs: Any) -> None:
    """Whoever is in it. That an account was erased is nobody's business."""
    if recording.deleted_why == RecordingEnd.ERASED:
        return
    sitting = recording.sitting

    def words() -> tuple[str, str]:
        title = _("A recording was deleted: %(kit)s") % _kit(sitting)
        return title, _("%(why)s.") % {"why": RecordingEnd(recording.deleted_why).label}

    _tell_all(_in_it(sitting), f"recording-deleted:{recording.uuid}", words, _consent(sitting))


@receiver(recording_opened_in_emergency)
def tell_opened(sender: Any, view: RecordingView, **kwargs: Any) -> None:
    """Everybody in it: who it was, and where to read why."""
    sitting, viewer = view.recording.sitting, view.viewer

    def words() -> tuple[str, str]:
        title = _("%(name)s opened a recording with you in it") % {"name": viewer.get_full_name()}
        return title, _("They gave a reason; you can read it on the page of the recording.")

    _tell_all(_in_it(sitting), f"recording-opened:{view.uuid}", words, _consent(sitting))
