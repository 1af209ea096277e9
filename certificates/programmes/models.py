from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.competencies.models import Competency
from certificates.programmes.choices import Paper, RequirementKind
from courses.catalogue.models import CoursePage
from lms.common.ledger import LedgerModel
from lms.common.models import BaseModel
from lms.people.models import Organisation


class Programme(BaseModel):
    """What a certificate is for."""

    code = models.SlugField(_("code"), unique=True)
    title = models.CharField(_("title"), max_length=160, help_text=_("Of the newest version; kept in step on publish."))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="programmes", null=True, blank=True
    )
    paper = models.CharField(
        _("paper of the certificate"),
        max_length=6,
        choices=Paper.choices,
        default=Paper.A4,
        help_text=_("Certificates that are out keep the paper they were made on."),
    )
    is_demo = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class ProgrammeVersion(BaseModel):
    """The rules as they were when people enrolled under them. Published versions never change."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="versions")
    version = models.CharField(_("version"), max_length=20)
    title = models.CharField(_("title"), max_length=160)
    attests = models.CharField(_("what the certificate says"), max_length=300)
    caveat = models.CharField(_("what it does not say"), max_length=300, blank=True)
    validity_months = models.PositiveSmallIntegerField(_("valid for months"), null=True, blank=True)
    signatories = models.JSONField(_("who signs"), default=list, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("programme version")
        verbose_name_plural = _("programme versions")
        ordering = ["programme", "-published_at"]
        constraints = [models.UniqueConstraint(fields=["programme", "version"], name="certificates_programme_version")]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


class Requirement(LedgerModel, BaseModel):
    """One node of the rule tree of a programme version; as final as the version it belongs to."""

    version = models.ForeignKey(ProgrammeVersion, on_delete=models.PROTECT, related_name="requirements")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, related_name="children", null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=RequirementKind.choices)
    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    evidence = models.JSONField(
        _("how often and how lately"),
        default=dict,
        blank=True,
        help_text=_("What several observations have to come to (see `aggregation.Rule`); empty: the newest counts."),
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["all", "any"])
                | Q(kind="course", course__isnull=False)
                | Q(kind="knowledge", competency__isnull=False)
                | Q(kind="observed", competency__isnull=False, level__isnull=False),
                name="certificates_requirement_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.course_id or self.competency_id or ''}".strip()
