import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import CoursePage
from courses.enrolment.choices import EnrolmentStatus, SeatRole
from lms.common.models import BaseModel
from lms.people.models import Organisation


def new_token() -> str:
    return secrets.token_urlsafe(18)


class Cohort(BaseModel):
    """People who take a course together."""

    name = models.CharField(_("name"), max_length=150)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="cohorts")
    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="cohorts")
    starts = models.DateField(_("starts"), null=True, blank=True)
    ends = models.DateField(_("ends"), null=True, blank=True)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    supervisors = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="cohorts_supervised")
    is_demo = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["-starts", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="courses_cohort_dates")
        ]

    def __str__(self) -> str:
        return self.name


class Enrolment(BaseModel):
    """One person's way through one course. A new cycle is a new row; nothing of the old one is deleted."""

    wagtail_reference_index_ignore = True
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments")
    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="enrolments")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="enrolments", null=True, blank=True)
    cycle = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=12, choices=EnrolmentStatus.choices, default=EnrolmentStatus.ACTIVE)
    started_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    last_lesson = models.ForeignKey(
        "courses.LessonPage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    last_seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "course", "cycle"], name="courses_enrolment_cycle"),
            models.UniqueConstraint(
                fields=["learner", "course"],
                condition=Q(status__in=["active", "paused"]),
                name="courses_enrolment_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} in {self.course_id} ({self.cycle})"


class CohortSeat(BaseModel):
    """A place kept for somebody who was invited and has no account yet. Gone once they accept."""

    wagtail_reference_index_ignore = True
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="seats")
    email = models.EmailField(_("e-mail address"))
    full_name = models.CharField(_("name"), max_length=150, blank=True)
    role = models.CharField(_("role"), max_length=12, choices=SeatRole.choices, default=SeatRole.TRAINEE)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("kept place")
        verbose_name_plural = _("kept places")
        ordering = ["email"]
        constraints = [models.UniqueConstraint(Lower("email"), "cohort", name="courses_seat_once")]

    def __str__(self) -> str:
        return f"{self.cohort}: {self.email}"


class CohortInvite(BaseModel):
    """A link that lets people into a cohort until a date, up to a number."""

    wagtail_reference_index_ignore = True
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="invites")
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    cap = models.PositiveIntegerField(_("how many people"), default=30)
    used = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("invitation link")
        verbose_name_plural = _("invitation links")
        ordering = ["-created"]

    def __str__(self) -> str:
        return f"{self.cohort} ({self.used}/{self.cap})"
