"""What the raters' sheets add up to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.observations.choices import Outcome
from assessments.observations.models.observations import Observation
from lms.common.ledger import LedgerModel
from lms.common.models import BaseModel


class ObservationResult(LedgerModel, BaseModel):
    """The agreed result of an observation. An appeal or a late correction adds a row that supersedes the last.

    `levels`: {competency code: 1–4 or None}; `harms`: [behaviour codes]; `sheets`: [uuids of the `RatingSheet`s behind
    it]; `why`: {competency code: reason of whoever decided}; `explained`: the conditions of the pass rule with what
    was found (`consensus.PassResult` as JSON); `rule`: the rules it was worked out by.
    """

    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="results")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    levels = models.JSONField()
    harms = models.JSONField(default=list)
    sheets = models.JSONField(default=list)
    why = models.JSONField(default=dict)
    explained = models.JSONField(default=list)
    rule = models.JSONField(default=dict)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="superseded_by", null=True, blank=True
    )

    class Meta:
        verbose_name = _("result of an observation")
        verbose_name_plural = _("results of observations")
        ordering = ["observation", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["observation"], condition=models.Q(supersedes=None), name="assessments_result_first_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.observation_id} {self.outcome}"
