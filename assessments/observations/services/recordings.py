"""The recording itself: added, looked at, and gone again."""

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from assessments.observations import queries
from assessments.observations.choices import (
    OPEN,
    ConsentKind,
    Leaving,
    RatingStatus,
    RecordingEnd,
    SeatRole,
    ViewerKind,
    Watching,
)
from assessments.observations.errors import RecordingRefused
from assessments.observations.media import ENDINGS, HEAD, are_captions, media_type_of
from assessments.observations.models import Rating, Recording, RecordingConsent, RecordingView, Seat, Sitting
from assessments.observations.models.recordings import FOLDER, private_storage
from assessments.observations.queries.recordings import EMERGENCY_LASTS
from assessments.observations.services.locking import lock_observations
from assessments.signals import recording_added, recording_deleted, recording_opened_in_emergency
from lms.common import audit, clock
from lms.people.models import User

# Longer than any upload takes.
STRAY_FOR = timedelta(days=1)
# More than the captions of a whole evening.
MOST_CAPTIONS = 1_000_000


@transaction.atomic
def add_recording(*, sitting: Sitting, file: Any, added_by: User, key: uuid.UUID, captions: Any = None) -> Recording:
    """Add the recording of a role-play. The same `key` again gives back what was added.

    `file`, `captions`: uploaded files; what they hold is told from their content. Raises `RecordingRefused` unless
    everybody in it agreed, and for a second recording, a file that is too large, or none that can be played.
    """
    # Whoever takes a yes back waits for this, or is waited for: nothing is added on a yes that is gone.
    lock_observations(sitting=sitting)
    sitting = Sitting.objects.select_for_update(of=("self",)).select_related("instrument_version").get(pk=sitting.pk)
    stored = Recording.objects.filter(uuid=key).first()
    if stored is not None:
        return stored
    standing = queries.recording_standing(sitting)
    if not standing.complete:
        raise RecordingRefused(_("Not everybody in it has agreed, so nothing can be added."))
    if standing.recording is not None:
        raise RecordingRefused(_("There is a recording already. Delete it first, if this is the right one."))
    media_type = _checked(file)
    recording = Recording(uuid=key, sitting=sitting, media_type=media_type, size=file.size, added_by=added_by)
    # The name says nothing about anybody.
    recording.file.save(f"{key}.{ENDINGS[media_type]}", File(file), save=False)
    if captions is not None:
        recording.captions.save(f"{key}.vtt", File(_checked_captions(captions)), save=False)
    recording.save()
    audit.record("recording.add", recording, actor=added_by)
    recording_added.send(sender=Recording, recording=recording)
    return recording


def _checked(file: Any) -> str:
    most = settings.RECORDING_MAX_BYTES
    if file.size > most:
        text = _("This file is larger than %(most)s. Export it smaller: what people say matters, not every pixel.")
        raise RecordingRefused(text % {"most": filesizeformat(most)})
    file.seek(0)
    media_type = media_type_of(file.read(HEAD))
    file.seek(0)
    if not media_type:
        raise RecordingRefused(
            _("No browser can play this. Use MP4 or WebM for a film, MP3, M4A, Ogg or WAV for sound.")
        )
    return media_type


def _checked_captions(captions: Any) -> Any:
    head = captions.read(HEAD)
    captions.seek(0)
    if captions.size > MOST_CAPTIONS or not are_captions(head):
        raise RecordingRefused(_("The captions are no WebVTT file (.vtt)."))
    return captions


@transaction.atomic
def delete_recording(*, recording: Recording, why: str, actor: User | None) -> Recording:
    """Delete the file; that it was there, who looked and why it went stays. Again, it changes nothing."""
    recording = Recording.objects.select_for_update(of=("self",)).select_related("sitting").get(pk=recording.pk)
    if recording.deleted_at is not None:
        return recording
    recording.deleted_at, recording.deleted_why = clock.now(), why
    recording.save(update_fields=["deleted_at", "deleted_why", "updated"])
    audit.record("recording.delete", recording, actor=actor, data={"why": str(why)})
    recording_deleted.send(sender=Recording, recording=recording)
    # The file goes once it is certain that nobody finds it any more; should that fail, `run_due` tries again.
    transaction.on_commit(lambda: wipe_files(recording=recording), robust=True)
    return recording


def wipe_files(*, recording: Recording) -> None:
    """Take the files of a deleted recording out of the storage. A file that is gone already is no trouble."""
    for name in ("file", "captions"):
        file = getattr(recording, name)
        if file:
            file.storage.delete(file.name)
    Recording.objects.filter(pk=recording.pk).update(file="", captions="", updated=clock.now())


@transaction.atomic
def remove_recording(*, recording: Recording, actor: User) -> Recording:
    """Delete it before its time. Raises `RecordingRefused` while an appeal rests on it."""
    if recording.deleted_at is None and queries.recording_standing(recording.sitting).appeal_open:
        raise RecordingRefused(_("An appeal is open and rests on it. It can be deleted once that is decided."))
    return delete_recording(recording=recording, why=RecordingEnd.BY_HAND, actor=actor)


@transaction.atomic
def end_by_withdrawal(*, sitting: Sitting) -> None:
    """Somebody withdrew: who would have rated from the recording no longer does, and it is deleted.

    Sheets that were handed in stay. While an appeal is open the file waits for its decision, and opens for its rater
    alone.
    """
    seats = Seat.objects.select_for_update().filter(
        observation__sitting=sitting, observation__status__in=OPEN, watches=Watching.RECORDING, left_at=None
    )
    left = [seat for seat in seats.filter(role=SeatRole.RATER) if not _handed_in(seat)]
    keys = [seat.pk for seat in left]
    Seat.objects.filter(pk__in=keys).update(left_at=clock.now(), left_why=Leaving.CONSENT, updated=clock.now())
    Rating.objects.filter(seat__in=keys).update(status=RatingStatus.WITHDRAWN, updated=clock.now())
    for seat in left:
        audit.record("seat.leave", seat, actor=None, data={"role": seat.role, "why": str(Leaving.CONSENT)})
    standing = queries.recording_standing(sitting)
    if standing.recording is not None and not standing.appeal_open:
        delete_recording(recording=standing.recording, why=RecordingEnd.WITHDRAWN, actor=None)


def _handed_in(seat: Seat) -> bool:
    return Rating.objects.filter(seat=seat, status=RatingStatus.SUBMITTED).exists()


@transaction.atomic
def delete_what_is_over(*, sitting: Sitting) -> bool:
    """Delete the recording of a role-play if its time is over or nobody may have it; says whether it did."""
    standing = queries.recording_standing(sitting)
    if standing.recording is None or standing.appeal_open:
        return False
    if standing.withdrawn:
        why = RecordingEnd.WITHDRAWN
    elif standing.delete_on is not None and standing.delete_on <= clock.now():
        rated = standing.delete_on > standing.recording.created
        why = RecordingEnd.DUE if rated else RecordingEnd.NOT_RATED
    else:
        return False
    delete_recording(recording=standing.recording, why=why, actor=None)
    return True


def delete_due_recordings() -> int:
    """Delete every recording whose time is over, and files that could not be deleted before. For `run_due`."""
    for recording in Recording.objects.exclude(deleted_at=None).exclude(file=""):
        wipe_files(recording=recording)
    _wipe_strays()
    sittings = Sitting.objects.filter(recordings__deleted_at=None, recordings__isnull=False).distinct()
    return sum(delete_what_is_over(sitting=sitting) for sitting in sittings)


def _wipe_strays() -> None:
    """Files that no row knows: of an upload that came to nothing after it was written."""
    storage = private_storage()
    try:
        names = [f"{FOLDER}{name}" for name in storage.listdir(FOLDER)[1]]
    except FileNotFoundError:
        return
    kept = {name for pair in Recording.objects.values_list("file", "captions") for name in pair}
    for name in names:
        if name not in kept and clock.now() - storage.get_modified_time(name) > STRAY_FOR:
            storage.delete(name)


@transaction.atomic
def note_view(*, recording: Recording, viewer: User, kind: str, reason: str = "") -> RecordingView:
    """Note that somebody opened a recording. To and fro within the hour is one look; a reason is always a new one."""
    since = clock.now() - EMERGENCY_LASTS
    same = RecordingView.objects.filter(recording=recording, viewer=viewer, kind=kind, seen_at__gt=since)
    view = None if reason else same.order_by("-seen_at").first()
    if view is not None:
        return view
    return RecordingView.objects.create(
        recording=recording, viewer=viewer, kind=kind, reason=reason, seen_at=clock.now()
    )


@transaction.atomic
def open_in_emergency(*, recording: Recording, actor: User, reason: str) -> RecordingView:
    """Let somebody who runs the programme look for an hour. Everybody in it is told. Raises `RecordingRefused`."""
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise RecordingRefused(_("Write down why. Everybody in it is told that you looked, and reads your reason."))
    view = note_view(recording=recording, viewer=actor, kind=ViewerKind.EMERGENCY, reason=reason)
    audit.record("recording.emergency", recording, actor=actor)
    recording_opened_in_emergency.send(sender=RecordingView, view=view)
    return view


def forget_recordings(*, person: User) -> None:
    """Delete every recording with somebody whose account is erased, open appeal or not: they can't agree any more."""
    agreed = RecordingConsent.objects.filter(person=person, kind=ConsentKind.GIVEN).values("request__sitting")
    for recording in Recording.objects.filter(sitting__in=agreed, deleted_at=None):
        delete_recording(recording=recording, why=RecordingEnd.ERASED, actor=None)
