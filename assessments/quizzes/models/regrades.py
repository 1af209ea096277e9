"""Results that were looked at again after a mistake in a key."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.questions.models import Question, QuestionRevision
from assessments.quizzes.models.attempts import QuizAttempt
from lms.common.ledger import LedgerModel
from lms.common.models import BaseModel


class Regrade(LedgerModel, BaseModel):
    """One decision to grade anew: by which revision, by whom, why. `digest` is that of the dry run it was based on."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="regrades")
    revision = models.ForeignKey(QuestionRevision, on_delete=models.PROTECT, related_name="+")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)
    looked_at = models.PositiveIntegerField(help_text=_("How many attempts the new key was held against."))
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("regrade")
        verbose_name_plural = _("regrades")
        ordering = ["-created", "-pk"]
        permissions = [("regrade_question", _("Can grade attempts anew after a mistake in a key"))]
        constraints = [models.UniqueConstraint(fields=["question", "digest"], name="assessments_regrade_once")]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.revision_id}"


class AttemptRegrade(LedgerModel, BaseModel):
    """What a regrade changed in one attempt. It supersedes what the attempt showed before; the first row of an attempt
    holds its original result, the newest one what the attempt and its items show now.

    `items`: [{position, old_score, new_score, old_correct, new_correct}], scores as text, and {old_tries} where there
    were several tries at the question. Passed means met, whichever tries count.
    """

    regrade = models.ForeignKey(Regrade, on_delete=models.PROTECT, related_name="attempts")
    attempt = models.ForeignKey(QuizAttempt, on_delete=models.PROTECT, related_name="regrades")
    old_score = models.DecimalField(max_digits=7, decimal_places=3)
    new_score = models.DecimalField(max_digits=7, decimal_places=3)
    old_passed = models.BooleanField()
    new_passed = models.BooleanField()
    items = models.JSONField()

    class Meta:
        verbose_name = _("regraded attempt")
        verbose_name_plural = _("regraded attempts")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["regrade", "attempt"], name="assessments_regraded_once")]

    def __str__(self) -> str:
        return f"{self.regrade_id}: {self.attempt_id}"
