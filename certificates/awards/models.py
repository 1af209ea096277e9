from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.awards.choices import EventKind
from certificates.programmes.models import Programme, ProgrammeVersion
from lms.common.ledger import LedgerModel
from lms.common.models import BaseModel


class Award(BaseModel):
    """A person met a programme, in one of its versions, once per cycle. What became of it stands in its events."""

    wagtail_reference_index_ignore = True
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="awards")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="awards")
    version = models.ForeignKey(ProgrammeVersion, on_delete=models.PROTECT, related_name="awards")
    cycle = models.PositiveSmallIntegerField(default=1)
    granted_at = models.DateTimeField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["-granted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "programme", "cycle"], name="certificates_award_cycle")
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.version_id} ({self.cycle})"


class AwardEvent(LedgerModel, BaseModel):
    """A line in the ledger of an award. Added, never edited or deleted."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12, choices=EventKind.choices)
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    reason = models.CharField(max_length=500, blank=True)
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("award event")
        verbose_name_plural = _("award events")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.award_id} {self.kind}"
