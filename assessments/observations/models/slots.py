"""When raters can come."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lms.common.models import BaseModel


class RaterSlot(BaseModel):
    """A time at which somebody could watch and rate. What they are booked for then, their seats say."""

    rater = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="rater_slots")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("time of a rater")
        verbose_name_plural = _("times of raters")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["rater", "ends_at"], name="assess_slot_rater")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="assessments_slot_ends_later"),
            models.UniqueConstraint(fields=["rater", "starts_at"], name="assessments_slot_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rater_id} {self.starts_at:%Y-%m-%d %H:%M}"
