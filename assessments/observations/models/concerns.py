"""Harm that an actor or a peer ticked: not a result, and not to be lost."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.observations.choices import ConcernStatus
from assessments.observations.models.observations import Observation, Seat
from lms.common.models import BaseModel
from lms.people.models import unnamed


class Concern(BaseModel):
    """What an actor or a peer saw of harm, for somebody who looks after the trainee to decide about.

    `behaviours`: codes; what was seen of each stands on the sheet. `reason`: why it was decided so.
    """

    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="concerns")
    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, related_name="concern")
    behaviours = models.JSONField(default=list)
    status = models.CharField(max_length=12, choices=ConcernStatus.choices, default=ConcernStatus.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("why"), max_length=300, blank=True)

    wagtail_reference_index_ignore = True
    audit_label = property(unnamed)

    class Meta:
        verbose_name = _("harm seen by an actor or a peer")
        verbose_name_plural = _("harm seen by actors and peers")
        ordering = ["created", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="open") | models.Q(decided_at__isnull=False),
                name="assessments_concern_decided",
            )
        ]

    def __str__(self) -> str:
        return f"{self.observation_id} {self.status}"
