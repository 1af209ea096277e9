"""Recordings of role-plays: only with everybody's consent, only for a while, and whoever looked is on a list."""

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.observations.choices import ConsentKind, RecordingEnd, ViewerKind
from assessments.observations.models.observations import Sitting
from lms.common.ledger import LedgerModel
from lms.common.models import BaseModel
from lms.people.models import unnamed

FOLDER = "recordings/"


def private_storage() -> Storage:
    return storages["private"]


class RecordingRequest(BaseModel):
    """Everybody in a role-play is asked whether it may be recorded, on these terms.

    `keep_days` after the result is final, `longest_days` in any case; both from the kit at the time of asking.
    `others`: how many people without an account can be seen or heard; `others_agreed_at`: when whoever asks confirmed
    that these agreed in writing. `taken_back_at`: nothing is to be recorded after all.
    """

    sitting = models.OneToOneField(Sitting, on_delete=models.PROTECT, related_name="recording_request")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    keep_days = models.PositiveSmallIntegerField()
    longest_days = models.PositiveSmallIntegerField()
    others = models.PositiveSmallIntegerField(_("people without an account in it"), default=0)
    others_agreed_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True
    audit_label = property(unnamed)

    class Meta:
        verbose_name = _("question about a recording")
        verbose_name_plural = _("questions about recordings")

    def __str__(self) -> str:
        return f"{self.sitting_id}"


class RecordingConsent(LedgerModel, BaseModel):
    """What somebody in a role-play said to a recording. The newest row of each person counts.

    `supervisor`: whoever supervises them may watch it, too. `terms`: what they read when they said it.
    """

    request = models.ForeignKey(RecordingRequest, on_delete=models.PROTECT, related_name="consents")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="recording_consents")
    kind = models.CharField(max_length=10, choices=ConsentKind.choices)
    supervisor = models.BooleanField(default=False)
    terms = models.JSONField(default=dict)
    said_at = models.DateTimeField()

    class Meta:
        verbose_name = _("consent to a recording")
        verbose_name_plural = _("consents to recordings")
        ordering = ["said_at", "pk"]
        indexes = [models.Index(fields=["request", "person"], name="assess_consent_who")]

    def __str__(self) -> str:
        return f"{self.request_id}/{self.person_id} {self.kind}"


class Recording(BaseModel):
    """A recording of a role-play with adult actors and trainees, never of a real group.

    The row stays when the file goes, so that it can be told when and why it went. `size` in bytes.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="recordings")
    file = models.FileField(storage=private_storage, upload_to=FOLDER, max_length=200, blank=True)
    captions = models.FileField(storage=private_storage, upload_to=FOLDER, max_length=200, blank=True)
    media_type = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_why = models.CharField(max_length=10, choices=RecordingEnd.choices, blank=True)

    wagtail_reference_index_ignore = True
    audit_label = property(unnamed)

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        ordering = ["created", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting"], condition=Q(deleted_at=None), name="assessments_recording_one_each"
            ),
            models.CheckConstraint(
                condition=Q(deleted_at=None) | ~Q(deleted_why=""), name="assessments_recording_deleted_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id}"


class RecordingView(LedgerModel, BaseModel):
    """Somebody opened a recording, and as what. In an emergency with the `reason` that they gave."""

    recording = models.ForeignKey(Recording, on_delete=models.PROTECT, related_name="views")
    viewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=ViewerKind.choices)
    reason = models.CharField(max_length=300, blank=True)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("look at a recording")
        verbose_name_plural = _("looks at recordings")
        ordering = ["seen_at", "pk"]

    def __str__(self) -> str:
        return f"{self.recording_id} {self.seen_at:%Y-%m-%d}"
