"""Recordings of role-plays: only with consent, only for a while, and everybody who looked is on a list."""

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.observations.models.observations import Observation, Sitting
from lms.common.ledger import LedgerModel
from lms.common.models import BaseModel
from lms.people.models import unnamed


def private_storage() -> object:
    return storages["private"]


class RecordingConsent(BaseModel):
    """Somebody in a role-play agrees to its recording, for these purposes, until a day. Withdrawn, never deleted."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="consents")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="recording_consents")
    rating = models.BooleanField(_("to be rated from"), default=True)
    calibration = models.BooleanField(_("to teach raters with"), default=False)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True
    audit_label = property(unnamed)

    class Meta:
        verbose_name = _("consent to a recording")
        verbose_name_plural = _("consents to recordings")
        ordering = ["given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "person"],
                condition=models.Q(withdrawn_at=None),
                name="assessments_recording_consent_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id}/{self.person_id}"


class Recording(BaseModel):
    """A recording of a role-play with adult actors and trainees, never of a real group. `delete_at` is a promise."""

    sitting = models.OneToOneField(Sitting, on_delete=models.PROTECT, related_name="recording")
    file = models.FileField(storage=private_storage, upload_to="recordings/%Y/%m", max_length=200)
    media_type = models.CharField(max_length=60)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    delete_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True
    audit_label = property(unnamed)

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")

    def __str__(self) -> str:
        return f"{self.sitting_id}"


class RecordingView(LedgerModel, BaseModel):
    """Somebody opened a recording, and as what."""

    recording = models.ForeignKey(Recording, on_delete=models.PROTECT, related_name="views")
    viewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("look at a recording")
        verbose_name_plural = _("looks at recordings")
        ordering = ["seen_at"]

    def __str__(self) -> str:
        return f"{self.recording_id} {self.seen_at:%Y-%m-%d}"
