"""Asking everybody in a role-play whether it may be recorded, and what they say."""

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.observations import queries
from assessments.observations.choices import ConsentKind, SittingStatus
from assessments.observations.errors import RecordingRefused
from assessments.observations.models import RecordingConsent, RecordingRequest, Sitting
from assessments.observations.services.locking import lock_observations
from assessments.observations.services.recordings import end_by_withdrawal
from assessments.observations.terms import keep_days, longest_days, may_record
from assessments.signals import recording_answered, recording_asked
from lms.common import audit, clock
from lms.people.models import User


@transaction.atomic
def ask_for_recording(
    *, sitting: Sitting, asked_by: User, others: int = 0, others_agreed: bool = False
) -> RecordingRequest:
    """Ask everybody in a role-play whether it may be recorded, on the kit's terms of today.

    `others`: people without an account who can be seen or heard; `others_agreed`: they did, in writing. Again, only
    these two are brought up to date; after it was taken back, it is asked afresh and earlier answers stand.
    Raises `RecordingRefused`: real groups are never recorded.
    """
    lock_observations(sitting=sitting)
    sitting = Sitting.objects.select_for_update(of=("self",)).select_related("instrument_version").get(pk=sitting.pk)
    kit = sitting.instrument_version.kit
    if not may_record(kit, sitting.occasion):
        raise RecordingRefused(_("This is never recorded: real groups stay among themselves."))
    if sitting.status in (SittingStatus.STOPPED, SittingStatus.CANCELLED):
        raise RecordingRefused(_("This role-play was stopped or called off."))
    now = clock.now()
    request, made = RecordingRequest.objects.get_or_create(
        sitting=sitting,
        defaults={
            "asked_by": asked_by,
            "asked_at": now,
            "keep_days": keep_days(kit),
            "longest_days": longest_days(kit),
        },
    )
    afresh = made or request.taken_back_at is not None
    if afresh:
        request.asked_by, request.asked_at, request.taken_back_at = asked_by, now, None
    request.others = others
    request.others_agreed_at = (request.others_agreed_at or now) if others and others_agreed else None
    request.save(update_fields=["asked_by", "asked_at", "others", "others_agreed_at", "taken_back_at", "updated"])
    if afresh:
        audit.record("recording.ask", request, actor=asked_by)
        recording_asked.send(sender=RecordingRequest, request=request)
    return request


@transaction.atomic
def take_back_request(*, request: RecordingRequest, actor: User) -> RecordingRequest:
    """Record nothing after all. Raises `RecordingRefused` while there is a recording: delete that first."""
    request = RecordingRequest.objects.select_for_update().get(pk=request.pk)
    if request.taken_back_at is not None:
        return request
    if request.sitting.recordings.filter(deleted_at=None).exists():
        raise RecordingRefused(_("There is a recording. Delete it first."))
    request.taken_back_at = clock.now()
    request.save(update_fields=["taken_back_at", "updated"])
    audit.record("recording.take_back", request, actor=actor)
    return request


@transaction.atomic
def answer_recording(
    *, request: RecordingRequest, person: User, agrees: bool, supervisor: bool = False
) -> RecordingConsent:
    """Keep what somebody says to being recorded; the same answer again is no news.

    Whoever agreed and says no withdraws: a recording that is there is deleted at once, or as soon as an open appeal is
    decided. Raises `RecordingRefused` for whoever is not in it, and for a yes to what is no longer asked.
    """
    # Before the request: a sheet that is being handed in, and a recording that is being added, come first or after.
    lock_observations(sitting=request.sitting)
    request = RecordingRequest.objects.select_for_update(of=("self",)).select_related("sitting").get(pk=request.pk)
    newest = request.consents.filter(person=person).order_by("-said_at", "-pk").first()
    if newest is None and not queries.is_in_it(person, request.sitting):
        raise RecordingRefused(_("Only who is in this role-play is asked."))
    kind = _kind(newest, agrees=agrees)
    supervisor = supervisor and agrees
    if newest is not None and (newest.kind, newest.supervisor) == (kind, supervisor):
        return newest
    if agrees and request.taken_back_at is not None:
        raise RecordingRefused(_("Nothing is going to be recorded any more, so there is nothing to agree to."))
    terms = {"keep_days": request.keep_days, "longest_days": request.longest_days, "supervisor": supervisor}
    consent = RecordingConsent.objects.create(
        request=request, person=person, kind=kind, supervisor=supervisor, terms=terms, said_at=clock.now()
    )
    audit.record("recording.answer", request, actor=person, data={"kind": str(kind)})
    if kind == ConsentKind.WITHDRAWN:
        end_by_withdrawal(sitting=request.sitting)
    recording_answered.send(sender=RecordingConsent, consent=consent, request=request)
    return consent


def _kind(newest: RecordingConsent | None, *, agrees: bool) -> ConsentKind:
    if agrees:
        return ConsentKind.GIVEN
    agreed = newest is not None and newest.kind in (ConsentKind.GIVEN, ConsentKind.WITHDRAWN)
    return ConsentKind.WITHDRAWN if agreed else ConsentKind.DECLINED
