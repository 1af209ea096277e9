from django.db import models
from django.utils.translation import gettext_lazy as _


class LessonKind(models.TextChoices):
    LESSON = "lesson", _("Lesson")
    CHECK = "check", _("Check")


class ReviewStatus(models.TextChoices):
    """Where a page stands with the clinical reviewer."""

    NOT_NEEDED = "not_needed", _("No safety review needed")
    NOT_REVIEWED = "not_reviewed", _("Not reviewed yet")
    REVIEWED = "reviewed", _("Reviewed")


class ActivityKind(models.TextChoices):
    """What a learner does in a lesson. READ is the lesson itself: its Done button."""

    READ = "read", _("Reading")
    REFLECTION = "reflection", _("Reflection")
    QUIZ = "quiz", _("Quiz")
    SCENARIO = "scenario", _("Role-play")
    LAB = "lab", _("Live lab")
