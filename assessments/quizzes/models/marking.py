"""Answers that people mark: the paper, what one reader works on, and what readers said."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.quizzes.models.attempts import AttemptItem
from lms.common.ledger import LedgerModel
from lms.common.models import BaseModel


class Paper(BaseModel):
    """A long answer that was handed in, as its readers know it: by number, without a name.

    `outcome`, once it is settled: {rule, points: [per criterion], most: [per criterion], words: [to the learner]}.
    """

    item = models.OneToOneField(AttemptItem, on_delete=models.PROTECT, related_name="paper")
    settled_at = models.DateTimeField(null=True, blank=True)
    score = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    correct = models.BooleanField(null=True, blank=True)
    outcome = models.JSONField(default=dict, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("long answer")
        verbose_name_plural = _("long answers")
        ordering = ["pk"]
        permissions = [
            ("mark_paper", _("Can mark long answers")),
            ("release_paper", _("Can release what was marked")),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(settled_at=None), name="assess_paper_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(score__isnull=False, correct__isnull=False),
                name="assessments_paper_settled_whole",
            ),
            models.CheckConstraint(
                condition=Q(released_at=None) | Q(settled_at__isnull=False), name="assessments_paper_released_settled"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class MarkingDraft(BaseModel):
    """What one reader has typed about a paper, and until when they hold it. Gone once they have handed it in.

    `token` is new with each claim: what comes with an older one comes from a claim that was lost.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="drafts")
    marker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="marking_drafts")
    token = models.UUIDField()
    held_until = models.DateTimeField()
    sequence = models.PositiveBigIntegerField(default=0)
    picks = models.JSONField(default=dict, blank=True)
    words = models.TextField(blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("draft of a marking")
        verbose_name_plural = _("drafts of markings")
        constraints = [models.UniqueConstraint(fields=["paper", "marker"], name="assessments_draft_once")]

    def __str__(self) -> str:
        return f"{self.paper_id}: {self.marker_id}"


class Mark(LedgerModel, BaseModel):
    """What one reader said of a paper. Never changed: what counts is worked out from all of them.

    `place` is 1 or 2, or 3 for whoever settles a difference. `picks`: the level of each criterion, both from 0.
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="marks")
    marker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="marks_given")
    place = models.PositiveSmallIntegerField()
    picks = models.JSONField()
    points = models.JSONField()
    score = models.DecimalField(max_digits=5, decimal_places=4)
    correct = models.BooleanField()
    words = models.TextField(blank=True)

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        ordering = ["paper", "place"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "place"], name="assessments_mark_place"),
            models.UniqueConstraint(fields=["paper", "marker"], name="assessments_mark_marker"),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id}/{self.place}"
