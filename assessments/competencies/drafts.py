"""The next version of a framework while it is written, and what became of its competencies once it was published."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.competencies.choices import DraftState, Needs
from assessments.competencies.models import FrameworkVersion
from lms.common.ledger import LedgerModel
from lms.common.models import BaseModel


class FrameworkDraft(BaseModel):
    """A whole framework that is not in force: brought as a file, or begun from the version that was.

    `data` is its normal form (`formats.normal`). Editors change it part by part, send it, and a clinical reviewer
    publishes it or sends it back with words. `successors`: code of a competency of `base` → codes of those that take
    its place; None until somebody decided.
    """

    base = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    data = models.JSONField()
    state = models.CharField(_("state"), max_length=10, choices=DraftState.choices, default=DraftState.EDITING)
    file_name = models.CharField(_("file"), max_length=100, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(_("to the reviewers"), max_length=500, blank=True)
    answer = models.CharField(_("from the reviewer"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    successors = models.JSONField(null=True, blank=True)
    needs = models.CharField(max_length=3, choices=Needs.choices, default=Needs.ALL)
    published = models.ForeignKey(
        FrameworkVersion, on_delete=models.PROTECT, related_name="drafts", null=True, blank=True
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("framework draft")
        verbose_name_plural = _("framework drafts")
        ordering = ["-created", "-pk"]

    def __str__(self) -> str:
        return str(self.data.get("title") or self.uuid)


class VersionMapping(LedgerModel, BaseModel):
    """What the competencies of the version before became in this one, and whether evidence goes with them.

    `rows`: [{"becomes": same | split | merged | new | dropped, "old": [codes], "new": [codes]}]; `rule`: {"merged":
    "lowest", "needs": all | any}, the rule by which evidence is carried.
    """

    old = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="+")
    new = models.OneToOneField(FrameworkVersion, on_delete=models.PROTECT, related_name="mapping")
    rows = models.JSONField(default=list)
    rule = models.JSONField(default=dict)
    carry = models.BooleanField(default=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("version mapping")
        verbose_name_plural = _("version mappings")
        ordering = ["created", "pk"]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"
