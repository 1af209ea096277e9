"""Live labs: what they are, when they meet, who has a place, and who was there."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index

from assessments.competencies.models import Competency
from courses.enrolment.models import Cohort, Enrolment
from courses.sessions.blocks import PlanSectionBlock
from courses.sessions.choices import BookingStatus, Presence, SessionStatus
from lms.common.ledger import LedgerModel
from lms.common.models import BaseModel
from lms.people.models import validate_time_zone

PUBLISH_SAFETY = "courses.publish_safety_lab"


class Lab(
    TranslatableMixin, DraftStateMixin, RevisionMixin, PreviewableMixin, index.Indexed, ClusterableModel, BaseModel
):
    """What a live lab is. It meets on dates of its own for each cohort: see `LabSession`."""

    code = models.SlugField(_("code"), max_length=60, help_text=_("e.g. opening-and-agreements; stays for ever"))
    number = models.PositiveSmallIntegerField(_("place in lists"), default=1)
    title = models.CharField(_("title"), max_length=120, help_text=_("e.g. “Opening and agreements”"))
    summary = models.CharField(
        _("in a sentence"), max_length=240, help_text=_("What people practise, e.g. “Open a group in five minutes.”")
    )
    bring = models.TextField(
        _("what to bring"), blank=True, max_length=600, help_text=_("One thing a line, e.g. “Your draft agreement”.")
    )
    content_note = models.CharField(
        _("content note"),
        max_length=240,
        blank=True,
        help_text=_("What may be hard about it, and the way round it. Shown before anybody takes a place."),
    )
    plan = StreamField([("section", PlanSectionBlock())], verbose_name=_("plan"), min_num=1, max_num=20)
    enough = models.PositiveSmallIntegerField(
        _("how much of it counts"),
        default=75,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("In hundredths: who leaves early and was there for so much has done it all the same."),
    )
    safety = models.BooleanField(
        _("safety content"),
        default=False,
        help_text=_("Touches suicide or violence: a clinical reviewer publishes it."),
    )
    competencies = ParentalManyToManyField(
        Competency, blank=True, related_name="labs", verbose_name=_("what it practises")
    )
    # Set by how it was published (see services.record_lab_review), never by hand.
    reviewed_by = models.CharField(max_length=150, blank=True, editable=False)
    reviewed_at = models.DateTimeField(null=True, blank=True, editable=False)

    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("code"),
        index.AutocompleteField("code"),
        index.SearchField("summary"),
        index.FilterField("locale"),
    ]

    class Meta:
        verbose_name = _("live lab")
        verbose_name_plural = _("live labs")
        ordering = ["number", "code"]
        permissions = [("publish_safety_lab", "Can publish live labs with safety content")]
        constraints = [
            models.UniqueConstraint(fields=["code", "locale"], name="courses_lab_code"),
            models.UniqueConstraint(fields=["translation_key", "locale"], name="courses_lab_translation"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def minutes(self) -> int:
        """How long its sections take together."""
        return sum(int(section["value"]["minutes"] or 0) for section in self.plan.raw_data)

    def with_content_json(self, content: dict[str, Any]) -> "Lab":
        """An old revision never brings an old review back: the review belongs to what is published."""
        lab = super().with_content_json(content)
        lab.reviewed_by, lab.reviewed_at = self.reviewed_by, self.reviewed_at
        return lab

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "courses/sessions/lab_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        mine = {"sections": [section.value for section in self.plan], "bring": self.bring.splitlines()}
        return {**super().get_preview_context(request, mode_name), **mine}


class LabSession(BaseModel):
    """One meeting of a lab, with one cohort. Times are stored in UTC; `time_zone` is the one it was announced in.

    `sequence` counts the changes that calendars have to hear of. `link` is for hosts and those with a place alone.
    """

    wagtail_reference_index_ignore = True
    lab = models.ForeignKey(Lab, on_delete=models.PROTECT, related_name="sessions")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="lab_sessions")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    time_zone = models.CharField(max_length=64, validators=[validate_time_zone])
    hosts = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="labs_hosted")
    link = models.URLField(_("meeting link"), blank=True, max_length=500)
    capacity = models.PositiveSmallIntegerField(_("places"), validators=[MinValueValidator(1), MaxValueValidator(500)])
    access_note = models.TextField(_("how to take part"), blank=True, max_length=600)
    status = models.CharField(max_length=10, choices=SessionStatus.choices, default=SessionStatus.PLANNED)
    sequence = models.PositiveIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_note = models.CharField(_("a word to those who have a place"), blank=True, max_length=300)

    class Meta:
        verbose_name = _("lab session")
        verbose_name_plural = _("lab sessions")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["cohort", "starts_at"], name="courses_lab_session_cohort")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="courses_lab_session_times"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="courses_lab_session_places"),
        ]

    def __str__(self) -> str:
        return f"{self.lab} · {self.starts_at:%Y-%m-%d %H:%M} UTC"

    @property
    def minutes(self) -> int:
        """How long the meeting is."""
        return int((self.ends_at - self.starts_at) / dt.timedelta(minutes=1))


class Booking(BaseModel):
    """Somebody's place in a session, or on its waiting list; `queued_at` is the order in which people came."""

    wagtail_reference_index_ignore = True
    session = models.ForeignKey(LabSession, on_delete=models.PROTECT, related_name="bookings")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="lab_bookings")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="lab_bookings")
    status = models.CharField(max_length=10, choices=BookingStatus.choices)
    queued_at = models.DateTimeField()
    reminded_for = models.DateTimeField(
        null=True, blank=True, help_text="The start that somebody was reminded of: each date once."
    )

    class Meta:
        verbose_name = _("place in a lab")
        verbose_name_plural = _("places in labs")
        ordering = ["queued_at", "pk"]
        indexes = [models.Index(fields=["learner", "status"], name="courses_booking_learner")]
        constraints = [models.UniqueConstraint(fields=["session", "learner"], name="courses_booking_once")]

    def __str__(self) -> str:
        return f"{self.session_id}/{self.learner_id} {self.status}"


class Attendance(LedgerModel, BaseModel):
    """What the register says of one person in one session. A correction is a row that supersedes another."""

    session = models.ForeignKey(LabSession, on_delete=models.PROTECT, related_name="attendances")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="lab_attendances")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="lab_attendances")
    presence = models.CharField(max_length=8, choices=Presence.choices)
    minutes = models.PositiveSmallIntegerField(help_text="How long they were there.")
    counts = models.BooleanField(help_text="Whether that is enough of the lab, by its rule of that day.")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="superseded_by", null=True, blank=True
    )
    reason = models.CharField(max_length=300, blank=True)

    audit_label = property(lambda self: f"attendance {self.uuid}")

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["created", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "learner"], condition=Q(supersedes=None), name="courses_attendance_first"
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None) | ~Q(reason=""), name="courses_attendance_correction_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}/{self.learner_id} {self.presence}"
