"""What a rater taps, tap by tap, and the sheet that they hand in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.observations.choices import RatingStatus
from assessments.observations.models.observations import Seat
from lms.common.ledger import LedgerModel
from lms.common.models import BaseModel


class Rating(BaseModel):
    """One rater's sheet about one trainee, from the first tap to handing in.

    `state` is what all taps add up to (`sheets.State` as JSON); folding the events gives the same. Nobody but its
    rater reads it before it is handed in.
    """

    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, related_name="rating")
    status = models.CharField(max_length=10, choices=RatingStatus.choices, default=RatingStatus.DRAFT)
    state = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.status}"


class SheetEvent(LedgerModel, BaseModel):
    """One tap. `client_id` was made on the phone, so that the same tap sent twice is one; `sequence` counts there.

    `kind` and `data`: see `sheets.py`. `made_at` is the phone's clock, which may be wrong; `created` is ours.
    """

    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="events")
    client_id = models.UUIDField()
    device = models.UUIDField()
    sequence = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=12)
    data = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tap on a sheet")
        verbose_name_plural = _("taps on sheets")
        ordering = ["rating", "sequence", "device", "client_id"]
        constraints = [models.UniqueConstraint(fields=["rating", "client_id"], name="assessments_sheet_event_once")]

    def __str__(self) -> str:
        return f"{self.rating_id}/{self.sequence} {self.kind}"


class RatingSheet(LedgerModel, BaseModel):
    """A sheet as it was handed in. A change within the time allowed is a new row with its reason.

    `marks`: {behaviour code: "obs" | "not" | "noopp"}; `levels`: {competency code: {"computed": 1–4 or None,
    "level": 1–4 or None, "reason": text of an override}}; `harms`: {behaviour code: what was seen, in a line};
    `notes`: [{"id", "seconds" since the start, "behaviour", "seen", "meant"}].
    """

    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="sheets")
    number = models.PositiveSmallIntegerField(default=1)
    marks = models.JSONField()
    levels = models.JSONField()
    harms = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    reason = models.CharField(_("why it was changed"), max_length=300, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("rating sheet")
        verbose_name_plural = _("rating sheets")
        ordering = ["rating", "number"]
        constraints = [models.UniqueConstraint(fields=["rating", "number"], name="assessments_rating_sheet_number")]

    def __str__(self) -> str:
        return f"{self.rating_id} #{self.number}"
