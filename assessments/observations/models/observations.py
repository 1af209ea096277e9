"""Who is watched at what, when, and by whom."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.instruments.models import InstrumentVersion
from assessments.observations.choices import (
    Leaving,
    ObservationStatus,
    Occasion,
    Part,
    SeatRole,
    SittingStatus,
    Watching,
)
from lms.common.models import BaseModel
from lms.people.models import Organisation, unnamed

# Arranged from no course. Not NULL, so that the database can hold what is unique.
NO_PLACEMENT = uuid.UUID(int=0)


class Sitting(BaseModel):
    """One role-play or practice that is watched: one kit, one variant, one or several trainees in it.

    `counts` says whether it makes evidence; a practice run does not, and asks for one rater only.
    `variant` is a code of the kit ("A"; empty where it has none).
    """

    instrument_version = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="sittings")
    variant = models.CharField(_("variant"), max_length=8, blank=True)
    occasion = models.CharField(_("occasion"), max_length=10, choices=Occasion.choices, default=Occasion.END)
    counts = models.BooleanField(_("counts as evidence"), default=True)
    starts_at = models.DateTimeField(_("starts"))
    link = models.URLField(_("where to meet"), blank=True, max_length=400)
    place = models.CharField(_("place"), blank=True, max_length=200)
    contact = models.CharField(_("whom to call afterwards"), blank=True, max_length=200)
    language = models.CharField(_("language"), max_length=12, default="en")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="sittings", null=True, blank=True
    )
    arranged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=SittingStatus.choices, default=SittingStatus.PLANNED)
    held_at = models.DateTimeField(null=True, blank=True, help_text=_("When it really took place."))
    cancel_reason = models.CharField(_("why it was called off"), blank=True, max_length=300)

    wagtail_reference_index_ignore = True
    audit_label = property(unnamed)

    class Meta:
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")
        ordering = ["-starts_at", "pk"]
        indexes = [models.Index(fields=["status", "starts_at"], name="assess_sitting_when")]

    def __str__(self) -> str:
        return f"{self.instrument_version_id} {self.starts_at:%Y-%m-%d}"


def has_begun(sitting: Sitting, now: datetime) -> bool:
    """Whether somebody can have seen anything by now."""
    return sitting.held_at is not None or sitting.starts_at <= now


class Observation(BaseModel):
    """One trainee in a sitting. `placement` is opaque, as for quizzes; `number` counts tries at the instrument.

    `items` names the competencies that are rated again (a retry of missed items only); empty for all of the kit.
    `part`: what they do where several are watched together; empty where one is alone.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="observations")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="observations")
    placement = models.UUIDField(default=NO_PLACEMENT)
    number = models.PositiveSmallIntegerField(default=1)
    items = models.JSONField(default=list, blank=True)
    part = models.CharField(_("part"), max_length=16, choices=Part.choices, blank=True)
    status = models.CharField(
        max_length=12, choices=ObservationStatus.choices, default=ObservationStatus.PLANNED, db_index=True
    )
    due_at = models.DateTimeField(null=True, blank=True, help_text=_("By when all sheets shall be in."))
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    wagtail_reference_index_ignore = True
    audit_label = property(unnamed)

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["-sitting__starts_at", "pk"]
        indexes = [models.Index(fields=["learner", "status"], name="assess_observation_learner")]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "learner"], name="assessments_observation_once"),
            models.CheckConstraint(
                condition=~Q(status="released") | Q(released_at__isnull=False), name="assessments_observation_released"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id}/{self.learner_id}"


class Seat(BaseModel):
    """From where one person rates one trainee. `conflicts` holds codes of what spoke against it (see `conflicts`).

    `override` is why they were asked all the same. A seat is given up (`left_at`), never deleted. `character`: whom an
    actor plays, by the name in the kit; `declined`: an actor or a peer said no, for which nobody asks a reason.
    """

    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="seats")
    rater = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(max_length=12, choices=SeatRole.choices, default=SeatRole.RATER)
    watches = models.CharField(max_length=10, choices=Watching.choices, default=Watching.LIVE)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    conflicts = models.JSONField(default=list, blank=True)
    override = models.CharField(_("why they rate all the same"), max_length=300, blank=True)
    character = models.CharField(_("plays"), max_length=60, blank=True)
    declined = models.BooleanField(default=False)
    left_at = models.DateTimeField(null=True, blank=True)
    left_why = models.CharField(max_length=10, choices=Leaving.choices, blank=True)

    wagtail_reference_index_ignore = True
    audit_label = property(unnamed)

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["observation", "pk"]
        indexes = [models.Index(fields=["rater", "left_at"], name="assess_seat_rater")]
        constraints = [
            models.UniqueConstraint(
                fields=["observation", "rater"], condition=Q(left_at=None), name="assessments_seat_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.observation_id} {self.role}"
