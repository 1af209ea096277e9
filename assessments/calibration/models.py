"""What raters learn on: performances with a reference, runs through them, and who may rate."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.competencies.models import FrameworkVersion
from lms.common.ledger import LedgerModel
from lms.common.models import BaseModel
from lms.people.models import unnamed


class Performance(BaseModel):
    """The stable thing: a transcript that raters read and rate. Its words and its reference live in versions."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=120)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("performance to rate")
        verbose_name_plural = _("performances to rate")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title


class PerformanceVersion(LedgerModel, BaseModel):
    """Transcript and reference as they were published. Never changes.

    `content`: {title, content_note, minutes, setting, items: [competency codes], lines: [{at, who, says, does}]};
    `reference`: {behaviour code: {mark, why, lines: [numbers of lines, from 1]}} for every behaviour of every item.
    """

    performance = models.ForeignKey(Performance, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    framework_version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="performances")
    content = models.JSONField()
    reference = models.JSONField()
    content_hash = models.CharField(max_length=64)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = _("version of a performance")
        verbose_name_plural = _("versions of performances")
        ordering = ["performance", "number"]
        permissions = [("sign_reference", _("Can read references before rating them, and sign them"))]
        constraints = [
            models.UniqueConstraint(fields=["performance", "number"], name="assessments_performance_version")
        ]

    def __str__(self) -> str:
        return f"{self.performance_id} v{self.number}"


class ReferenceSignature(LedgerModel, BaseModel):
    """A named reviewer put their name to a reference. It is the authors' until two people signed it."""

    version = models.ForeignKey(PerformanceVersion, on_delete=models.PROTECT, related_name="signatures")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name as signed"), max_length=200)
    signed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("signature of a reference")
        verbose_name_plural = _("signatures of references")
        ordering = ["signed_at"]
        constraints = [
            models.UniqueConstraint(fields=["version", "reviewer"], name="assessments_reference_signed_once")
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.name}"


class RaterRules(LedgerModel, BaseModel):
    """What a rater has to show, from a day on (`certifying.RaterRule` as JSON). The newest counts; runs keep theirs."""

    rule = models.JSONField()
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = _("rules for raters")
        verbose_name_plural = _("rules for raters")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.created:%Y-%m-%d}"


class CalibrationRun(BaseModel):
    """One go of a rater through a set of performances. `verdict`: [{name, met, found, asked}] once it is finished.

    `ratings_since` counts the sheets that counted and were handed in after it was passed.
    """

    rater = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="calibration_runs")
    refresher = models.BooleanField(default=False)
    rule = models.JSONField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    passed = models.BooleanField(null=True, blank=True)
    verdict = models.JSONField(default=list)
    ratings_since = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True
    audit_label = property(unnamed)

    class Meta:
        verbose_name = _("calibration run")
        verbose_name_plural = _("calibration runs")
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["rater"], condition=Q(finished_at=None), name="assessments_calibration_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rater_id} {self.started_at:%Y-%m-%d}"


class CalibrationSheet(BaseModel):
    """A rater's sheet about one performance, blind until it is handed in.

    `state`: `sheets.State` as JSON; `marks` and `levels` ({code: 1–4 or None}) once it was handed in.
    """

    run = models.ForeignKey(CalibrationRun, on_delete=models.PROTECT, related_name="sheets")
    version = models.ForeignKey(PerformanceVersion, on_delete=models.PROTECT, related_name="sheets")
    state = models.JSONField(default=dict)
    sequence = models.PositiveBigIntegerField(default=0)
    marks = models.JSONField(default=dict)
    levels = models.JSONField(default=dict)
    submitted_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("calibration sheet")
        verbose_name_plural = _("calibration sheets")
        ordering = ["version__performance__code"]
        constraints = [models.UniqueConstraint(fields=["run", "version"], name="assessments_calibration_sheet_once")]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.version_id}"


class RaterPause(LedgerModel, BaseModel):
    """Somebody was paused as a rater, or let go on, and why. The newest row counts."""

    rater = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="rater_pauses")
    paused = models.BooleanField()
    reason = models.CharField(_("why"), max_length=300)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    audit_label = property(unnamed)

    class Meta:
        verbose_name = _("pause of a rater")
        verbose_name_plural = _("pauses of raters")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.rater_id} {self.paused}"


class ReferenceComment(BaseModel):
    """What a rater says about one behaviour of a reference, once they have rated it: a thread for each."""

    version = models.ForeignKey(PerformanceVersion, on_delete=models.PROTECT, related_name="comments")
    behaviour = models.CharField(max_length=24)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("what you would say"), max_length=1000)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("comment on a reference")
        verbose_name_plural = _("comments on references")
        ordering = ["created", "pk"]

    def __str__(self) -> str:
        return f"{self.version_id}/{self.behaviour}"
