from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.competencies.choices import BehaviourKind, Method, RecordKind
from lms.common.ledger import LedgerModel
from lms.common.models import BaseModel
from lms.people.models import unnamed


class Competency(BaseModel):
    """The stable thing that courses, quizzes and evidence point at. Its words live in versions."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    title = models.CharField(
        _("title"), max_length=120, help_text=_("Of the version in force; kept in step on publish.")
    )
    safety_critical = models.BooleanField(_("safety-critical"), default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("competency")
        verbose_name_plural = _("competencies")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Framework(BaseModel):
    code = models.SlugField(unique=True)
    title = models.CharField(
        _("title"), max_length=160, help_text=_("Of the version published last; kept in step on publish.")
    )

    class Meta:
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")

    def __str__(self) -> str:
        return self.title


class FrameworkVersion(LedgerModel, BaseModel):
    """One published state of a framework. Published versions never change; a new one is added."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="versions")
    version = models.CharField(_("version"), max_length=20)
    title = models.CharField(_("title"), max_length=160)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    level4_requires = models.CharField(
        _("level 4 asks for"), max_length=8, default="any", help_text=_("any, all, or a number of advanced behaviours")
    )
    informed_by = models.JSONField(_("informed by"), default=list, blank=True)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("framework version")
        verbose_name_plural = _("framework versions")
        ordering = ["framework", "-published_at"]
        constraints = [models.UniqueConstraint(fields=["framework", "version"], name="assessments_framework_version")]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


class Level(LedgerModel, BaseModel):
    version = models.ForeignKey(FrameworkVersion, on_delete=models.CASCADE, related_name="levels")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    description = models.CharField(max_length=300, blank=True)
    mark = models.CharField(max_length=2)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="assessments_level_number")]

    def __str__(self) -> str:
        return f"{self.number} · {self.name}"


class Domain(LedgerModel, BaseModel):
    version = models.ForeignKey(FrameworkVersion, on_delete=models.CASCADE, related_name="domains")
    code = models.CharField(max_length=8)
    title = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="assessments_domain_code")]

    def __str__(self) -> str:
        return self.title


class CompetencyVersion(LedgerModel, BaseModel):
    """The words of a competency in one framework version."""

    version = models.ForeignKey(FrameworkVersion, on_delete=models.CASCADE, related_name="competencies")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="versions")
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT, related_name="competencies")
    title = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    safety_critical = models.BooleanField(default=False)
    method = models.CharField(max_length=12, choices=Method.choices, default=Method.OBSERVED)
    informed_by = models.JSONField(default=list, blank=True)
    crosswalk = models.JSONField(default=dict, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["version", "competency"], name="assessments_competency_version")]

    def __str__(self) -> str:
        return f"{self.competency.code} {self.title}"


class BehaviourVersion(LedgerModel, BaseModel):
    """One thing that can be seen, e.g. SAFE-1.H1."""

    competency_version = models.ForeignKey(CompetencyVersion, on_delete=models.CASCADE, related_name="behaviours")
    code = models.CharField(max_length=24)
    kind = models.CharField(max_length=10, choices=BehaviourKind.choices)
    text = models.CharField(max_length=240)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["competency_version", "code"], name="assessments_behaviour_code")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class Goal(BaseModel):
    """One thing that somebody works at next, agreed with whoever supervises them. Kept when it is reached."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="goals")
    competency = models.ForeignKey(
        Competency, on_delete=models.PROTECT, related_name="goals", null=True, blank=True, verbose_name=_("skill")
    )
    text = models.CharField(
        _("goal"),
        max_length=300,
        help_text=_("What you will do, so that somebody could see it. E.g. “When advice piles up, I ask the group.”"),
    )
    due = models.DateField(_("by"), null=True, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reached_at = models.DateTimeField(_("reached"), null=True, blank=True)

    wagtail_reference_index_ignore = True
    audit_label = property(unnamed)

    class Meta:
        verbose_name = _("development goal")
        verbose_name_plural = _("development goals")
        ordering = ["reached_at", "due", "created"]

    def __str__(self) -> str:
        return self.text


class CompetencyRecord(LedgerModel, BaseModel):
    """One line of evidence. Append-only: a correction is a new row that supersedes an older one.

    Ordered by `observed_at` (when it happened), not by `created` (when it was entered).
    `source` and `source_uuid` name what it came from ("quiz_attempt", "observation", …) without an upward key.
    What the rows add up to is worked out when asked (`queries`), never stored.
    `rater` answers for the line; `ratings`: [{"rater": uuid of a person, "level": 1–4 or None}], one of each who rated
    it, where there was more than one.
    """

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="competency_records")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="records")
    competency_version = models.ForeignKey(
        CompetencyVersion, on_delete=models.PROTECT, related_name="records", null=True, blank=True
    )
    kind = models.CharField(max_length=12, choices=RecordKind.choices)
    met = models.BooleanField(null=True, blank=True)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    harm = models.BooleanField(default=False)
    occasion = models.CharField(max_length=20, blank=True)
    vignette = models.CharField(
        max_length=60, blank=True, help_text=_("What was played, where rules ask for different ones, e.g. orp-1:A.")
    )
    source = models.CharField(max_length=30)
    source_uuid = models.UUIDField()
    rater = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    ratings = models.JSONField(default=list, blank=True)
    observed_at = models.DateTimeField()
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="superseded_by", null=True, blank=True
    )

    class Meta:
        verbose_name = _("competency record")
        verbose_name_plural = _("competency records")
        ordering = ["observed_at", "pk"]
        indexes = [
            models.Index(fields=["learner", "competency", "kind", "observed_at"], name="assess_record_profile"),
            models.Index(fields=["occasion", "learner"], name="assess_record_occasion"),
            # Nearly all rows supersede nothing: a planner that counts them believes the whole index to be of no use.
            models.Index(
                fields=["supersedes"], condition=Q(supersedes__isnull=False), name="assess_record_superseding"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="observed") | Q(level=None), name="assessments_record_level_only_observed"
            ),
            models.CheckConstraint(
                condition=Q(level=None) | Q(level__gte=1, level__lte=4), name="assessments_record_level_range"
            ),
            models.CheckConstraint(
                condition=~Q(kind="knowledge") | Q(met__isnull=False), name="assessments_record_knowledge_met"
            ),
            models.UniqueConstraint(
                fields=["source", "source_uuid", "competency", "kind"],
                condition=Q(supersedes=None),
                name="assessments_record_once_per_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.competency_id} {self.kind} {self.observed_at:%Y-%m-%d}"
