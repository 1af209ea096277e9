from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import Activity, LessonPage, ModulePage
from courses.enrolment.models import Enrolment
from courses.progress.choices import ProgressStatus
from lms.common.models import BaseModel


class ActivityProgress(BaseModel):
    """The fact: this enrolment has done this activity. Lesson, module and course rows are derived from these."""

    wagtail_reference_index_ignore = True
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="activity_progress")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="progress")
    status = models.CharField(max_length=12, choices=ProgressStatus.choices, default=ProgressStatus.OPENED)
    completed_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=30, blank=True)
    source_uuid = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("activity progress")
        verbose_name_plural = _("activity progress")
        constraints = [models.UniqueConstraint(fields=["enrolment", "activity"], name="courses_progress_activity")]

    def __str__(self) -> str:
        return f"{self.enrolment_id}/{self.activity_id} {self.status}"


class LessonProgress(BaseModel):
    """Derived: a lesson is complete when *Done* was pressed and its required activities are done."""

    wagtail_reference_index_ignore = True
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="lesson_progress")
    lesson = models.ForeignKey(LessonPage, on_delete=models.PROTECT, related_name="progress")
    status = models.CharField(max_length=12, choices=ProgressStatus.choices, default=ProgressStatus.OPENED)
    opened_at = models.DateTimeField()
    last_opened_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was opened again; to know what was read since a check."
    )
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("lesson progress")
        verbose_name_plural = _("lesson progress")
        constraints = [models.UniqueConstraint(fields=["enrolment", "lesson"], name="courses_progress_lesson")]

    def __str__(self) -> str:
        return f"{self.enrolment_id}/{self.lesson_id} {self.status}"


class ModuleProgress(BaseModel):
    """Derived: a module is complete when all its live lessons are."""

    wagtail_reference_index_ignore = True
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="module_progress")
    module = models.ForeignKey(ModulePage, on_delete=models.PROTECT, related_name="progress")
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("module progress")
        verbose_name_plural = _("module progress")
        constraints = [models.UniqueConstraint(fields=["enrolment", "module"], name="courses_progress_module")]

    def __str__(self) -> str:
        return f"{self.enrolment_id}/{self.module_id}"


class Reflection(BaseModel):
    """What somebody wrote in a private box. Nobody else reads it unless its writer shares it."""

    wagtail_reference_index_ignore = True
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reflections")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="reflections")
    cycle = models.PositiveSmallIntegerField(default=1)
    text = models.TextField(blank=True, max_length=10000, validators=[MaxLengthValidator(10000)])
    earlier = models.TextField(
        blank=True, max_length=10000, help_text="What another window had saved before; kept so that no words are lost."
    )
    sequence = models.PositiveBigIntegerField(default=0)
    window = models.CharField(max_length=16, blank=True, help_text="Which open page wrote last.")
    saved_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("reflection")
        verbose_name_plural = _("reflections")
        constraints = [
            models.UniqueConstraint(fields=["learner", "activity", "cycle"], name="courses_reflection_one_box")
        ]

    def __str__(self) -> str:
        return f"{self.learner_id}/{self.activity_id}"
