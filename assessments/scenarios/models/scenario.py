"""What authors make, the versions that runs go by, and who put their name to them."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index

from assessments.competencies.models import Competency
from assessments.questions.models import Retirable
from assessments.scenarios.choices import Quality, SignatureKind
from lms.common.ledger import LedgerModel
from lms.common.models import BaseModel

ENOUGH = [(Quality.GOOD, _("A good ending")), (Quality.FAIR, _("A good or a fair ending"))]


def empty_graph() -> dict[str, Any]:
    return {"start": "", "members": [], "variables": [], "variants": [], "nodes": []}


class Scenario(
    Retirable,
    TranslatableMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    ClusterableModel,
    BaseModel,
):
    """A branching role-play. A run goes by a `ScenarioVersion`, made at publish.

    `graph` is the story as JSON (see `graph.py`). Authors change it node by node in the `ScenarioDraft`; saving or
    publishing here takes over what stands there.
    """

    code = models.SlugField(_("code"), max_length=60, help_text=_("e.g. first-night; stays for ever"))
    number = models.PositiveSmallIntegerField(_("place in lists"), default=1)
    title = models.CharField(_("title"), max_length=120)
    summary = models.CharField(
        _("in a sentence"),
        max_length=240,
        help_text=_("e.g. “Your first video session. Eight people, one evening, nothing agreed yet.”"),
    )
    setting = models.TextField(_("what to know before"), blank=True, max_length=1200)
    minutes = models.PositiveSmallIntegerField(_("about how many minutes"), default=12)
    safety_critical = models.BooleanField(
        _("safety content"), default=False, help_text=_("It then says whether a named reviewer has signed it.")
    )
    content_note = models.CharField(
        _("content note"),
        max_length=240,
        blank=True,
        help_text=_("What may be hard about it, e.g. “Somebody speaks of suicide. No method is described.”"),
    )
    way_round = RichTextField(
        _("the same as a text"),
        features=["bold", "italic", "ul", "ol", "h3"],
        blank=True,
        help_text=_("For those who would rather not play it: the case, told, with what to learn from it."),
    )
    enough = models.CharField(
        _("complete with"), max_length=4, choices=ENOUGH, default=Quality.FAIR, help_text=_("Which ending is enough.")
    )
    repair_all = models.BooleanField(
        _("every harm repaired"), default=True, help_text=_("Complete only when nothing harmful was left as it was.")
    )
    graph = models.JSONField(default=empty_graph, editable=False)
    competencies = ParentalManyToManyField(
        Competency, related_name="scenarios", verbose_name=_("what it practises"), blank=True
    )

    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="scenario",
        for_concrete_model=False,
    )

    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("code"),
        index.AutocompleteField("code"),
        index.SearchField("summary"),
        index.FilterField("locale"),
    ]

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        ordering = ["number", "code"]
        permissions = [
            ("sign_scenario", _("Can sign a scenario's safety content and reference path")),
            ("view_paths", _("Can see which ways people went through a scenario")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["code", "locale"], name="assessments_scenario_code"),
            models.UniqueConstraint(fields=["translation_key", "locale"], name="assessments_scenario_translation"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "assessments/scenarios/preview.html"


class ScenarioVersion(LedgerModel, BaseModel):
    """Words, rules and story as they were published. Never changes.

    `settings`: {title, summary, setting, minutes, safety_critical, content_note, way_round, enough, repair_all,
    competencies: [primary keys]}; `graph`: as `graph.read_graph` takes it; `content_hash`: SHA-256 of both.
    """

    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    settings = models.JSONField()
    graph = models.JSONField()
    content_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("scenario version")
        verbose_name_plural = _("scenario versions")
        ordering = ["scenario", "number"]
        constraints = [models.UniqueConstraint(fields=["scenario", "number"], name="assessments_scenario_version")]

    def __str__(self) -> str:
        return f"{self.scenario_id} v{self.number}"


class ScenarioSignature(LedgerModel, BaseModel):
    """A named reviewer put their name to a version. The reference path is the authors' until two people signed it."""

    version = models.ForeignKey(ScenarioVersion, on_delete=models.PROTECT, related_name="signatures")
    kind = models.CharField(max_length=10, choices=SignatureKind.choices)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name as signed"), max_length=200)
    signed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("scenario signature")
        verbose_name_plural = _("scenario signatures")
        ordering = ["signed_at"]
        constraints = [
            models.UniqueConstraint(fields=["version", "kind", "reviewer"], name="assessments_scenario_signed_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class ScenarioDraft(BaseModel):
    """The story as its authors are changing it. `counter` grows with each edit; a stale one is told so."""

    scenario = models.OneToOneField(Scenario, on_delete=models.CASCADE, related_name="draft")
    graph = models.JSONField(default=empty_graph)
    counter = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("scenario draft")
        verbose_name_plural = _("scenario drafts")

    def __str__(self) -> str:
        return f"{self.scenario_id} #{self.counter}"


class DraftEdit(BaseModel):
    """One small change of a draft, with what it was before, so that it can be undone and done again.

    `changes`: [{"path": ["nodes", key] | ["members", key] | ["variables", key] | ["variants", key] | ["start"],
    "before": JSON or None, "after": JSON or None, "index": place in its list, "was": place before}].
    """

    draft = models.ForeignKey(ScenarioDraft, on_delete=models.CASCADE, related_name="edits")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=200)
    changes = models.JSONField()
    undone = models.BooleanField(default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("draft edit")
        verbose_name_plural = _("draft edits")
        ordering = ["draft", "number"]
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="assessments_draft_edit_number")]

    def __str__(self) -> str:
        return self.label
