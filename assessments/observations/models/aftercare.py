"""What comes after: words to the trainee, their answer, and what harm asks for."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.observations.choices import FollowUpStatus, ResponseKind
from assessments.observations.models.observations import Observation
from lms.common.models import BaseModel
from lms.people.models import unnamed


class Feedback(BaseModel):
    """Words to the trainee: what to keep, what to change, a step with a date. `behaviours`: codes it rests on."""

    observation = models.OneToOneField(Observation, on_delete=models.PROTECT, related_name="feedback")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    keep = models.JSONField(_("what to keep"), default=list)
    change = models.TextField(_("one thing to change"), max_length=1000, blank=True)
    step = models.CharField(_("one practice step"), max_length=300, blank=True)
    step_by = models.DateField(_("by"), null=True, blank=True)
    behaviours = models.JSONField(default=list)
    sequence = models.PositiveBigIntegerField(default=0)
    given_at = models.DateTimeField(null=True, blank=True, help_text=_("From when the trainee sees it."))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")

    def __str__(self) -> str:
        return f"{self.observation_id}"


class Response(BaseModel):
    """What the trainee said to a released result. One of each kind; an appeal goes to another rater."""

    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="responses")
    kind = models.CharField(max_length=12, choices=ResponseKind.choices)
    words = models.TextField(max_length=2000, blank=True)
    said_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True, help_text=_("When an appeal was decided."))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("response to a result")
        verbose_name_plural = _("responses to results")
        ordering = ["said_at"]
        constraints = [models.UniqueConstraint(fields=["observation", "kind"], name="assessments_response_once")]

    def __str__(self) -> str:
        return f"{self.observation_id} {self.kind}"


class FollowUp(BaseModel):
    """Harm was seen: somebody acknowledges it, talks it through with the trainee, and closes it."""

    observation = models.OneToOneField(Observation, on_delete=models.PROTECT, related_name="follow_up")
    behaviours = models.JSONField(default=list)
    status = models.CharField(max_length=12, choices=FollowUpStatus.choices, default=FollowUpStatus.OPEN)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    acknowledge_by = models.DateTimeField()
    debrief_by = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    debriefed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    fallback_at = models.DateTimeField(null=True, blank=True, help_text=_("When it went on to who is on call."))
    agreed = models.CharField(_("what was agreed"), max_length=500, blank=True)

    wagtail_reference_index_ignore = True
    audit_label = property(unnamed)

    class Meta:
        verbose_name = _("follow-up of harm")
        verbose_name_plural = _("follow-ups of harm")
        ordering = ["acknowledge_by"]

    def __str__(self) -> str:
        return f"{self.observation_id} {self.status}"
