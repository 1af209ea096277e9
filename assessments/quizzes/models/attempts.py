"""Tries at a quiz, and the questions that were asked in them."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.questions.models import QuestionRevision
from assessments.quizzes.choices import AttemptStatus, Certainty
from assessments.quizzes.models.quiz import Quiz, QuizVersion
from lms.common.models import BaseModel

# A quiz opened from no course: a re-test, an entry test. Not NULL, so that the database can hold "one open attempt".
NO_PLACEMENT = uuid.UUID(int=0)


class QuizAttempt(BaseModel):
    """One go at a quiz version. `placement` is opaque: whoever placed the quiz finds itself again by it."""

    version = models.ForeignKey(QuizVersion, on_delete=models.PROTECT, related_name="attempts")
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="attempts")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="quiz_attempts")
    placement = models.UUIDField(default=NO_PLACEMENT)
    return_path = models.CharField(
        max_length=300, blank=True, help_text=_("Where the learner came from; a local path.")
    )
    cycle = models.PositiveSmallIntegerField(default=1)
    number = models.PositiveSmallIntegerField()
    page = models.PositiveSmallIntegerField(
        default=1,
        help_text=_("The page that is open where a check goes forward only; past the last, all are left."),
    )
    status = models.CharField(max_length=12, choices=AttemptStatus.choices, default=AttemptStatus.IN_PROGRESS)
    started_at = models.DateTimeField()
    deadline = models.DateTimeField(null=True, blank=True, help_text=_("Set at the start; None without a clock."))
    finished_at = models.DateTimeField(null=True, blank=True)
    score = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    max_score = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    passed = models.BooleanField(null=True, blank=True, help_text=_("Whether this try passes by itself."))
    met = models.BooleanField(
        null=True, blank=True, help_text=_("Whether the quiz is met by this try (see grading.py); empty: as it passes.")
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("quiz attempt")
        verbose_name_plural = _("quiz attempts")
        ordering = ["-started_at"]
        indexes = [
            models.Index(fields=["learner", "quiz", "-started_at"], name="assess_attempt_learner"),
            models.Index(fields=["deadline"], condition=Q(status="in_progress"), name="assess_attempt_deadline"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "quiz", "placement"],
                condition=Q(status="in_progress"),
                name="assessments_attempt_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(status="finished") | Q(finished_at__isnull=False, passed__isnull=False),
                name="assessments_attempt_finished_whole",
            ),
            models.CheckConstraint(
                condition=~Q(status="awaiting") | Q(finished_at__isnull=False, passed__isnull=True),
                name="assessments_attempt_awaiting_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id} #{self.number}"

    @property
    def is_met(self) -> bool:
        """Whether the quiz is met by this try: what courses and evidence go by."""
        return bool(self.passed if self.met is None else self.met)

    @property
    def is_handed_in(self) -> bool:
        return self.status != AttemptStatus.IN_PROGRESS

    def is_over(self, now: datetime) -> bool:
        """Whether the time is up, the grace for what was on its way included."""
        grace = timedelta(seconds=self.version.settings.get("grace_seconds", 0))
        return self.deadline is not None and now > self.deadline + grace


class AttemptItem(BaseModel):
    """One question of an attempt, as it was asked: the revision, and the order in which the options stood.

    `response` depends on the kind of question (see `questions.responses`), e.g. {"chosen": [option ids]}.
    `tries`, where several are allowed: [{response, score ("0.5"), correct, at (ISO 8601)}], the oldest first.
    """

    attempt = models.ForeignKey(QuizAttempt, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    revision = models.ForeignKey(QuestionRevision, on_delete=models.PROTECT, related_name="attempt_items")
    option_order = models.JSONField(default=list)
    response = models.JSONField(null=True, blank=True)
    tries = models.JSONField(default=list, blank=True)
    sequence = models.PositiveBigIntegerField(default=0, help_text=_("Client's counter; a lower one comes too late."))
    certainty = models.CharField(max_length=6, choices=Certainty.choices, blank=True)
    flagged = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When its learner saw what is right; from then on the answer stays.")
    )
    score = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    correct = models.BooleanField(null=True, blank=True)
    key_revision = models.ForeignKey(
        QuestionRevision,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Whose key counts since a mistake was put right; what was asked stays `revision`."),
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("attempt item")
        verbose_name_plural = _("attempt items")
        ordering = ["attempt", "position"]
        constraints = [models.UniqueConstraint(fields=["attempt", "position"], name="assessments_item_position")]

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.position}"
