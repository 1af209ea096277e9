"""What observers rate by: a kit of items, rules and a script, in versions that never change."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.competencies.models import CompetencyVersion, FrameworkVersion
from assessments.instruments.choices import InstrumentKind
from assessments.questions.models import Retirable
from lms.common.ledger import LedgerModel
from lms.common.models import BaseModel


class Instrument(Retirable, BaseModel):
    """The stable thing that plans and requirements point at, e.g. ORP-1. Its words and rules live in versions.

    `kit` is the kit as its authors are changing it, as `filling.fill_kit` gives it; publishing compiles an
    `InstrumentVersion` from it. `review_asked_at`: since when it waits for a clinical reviewer; None: for nobody.
    `review_asked_by`: who sent it last.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True, help_text=_("e.g. orp-1; stays for ever"))
    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=InstrumentKind.choices, default=InstrumentKind.ROLE_PLAY)
    kit = models.JSONField(default=dict, editable=False)
    review_asked_at = models.DateTimeField(_("sent to review"), null=True, blank=True, editable=False)
    review_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )

    class Meta:
        verbose_name = _("observation kit")
        verbose_name_plural = _("observation kits")
        ordering = ["code"]
        permissions = [
            ("publish_instrument", _("Can publish an observation kit, and take it out of use")),
            ("sign_instrument", _("Can sign a version of an observation kit")),
        ]

    def __str__(self) -> str:
        return self.title


class InstrumentVersion(LedgerModel, BaseModel):
    """Items, rules and script as they were published. Never changes.

    `kit`: the whole as `filling.fill_kit` gives it; `content_hash`: SHA-256 of it. The behaviours are those of
    `framework_version`: what has been rated stays with the words it was rated by.
    """

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    framework_version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="instruments")
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=InstrumentKind.choices)
    kit = models.JSONField()
    content_hash = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        verbose_name = _("instrument version")
        verbose_name_plural = _("instrument versions")
        ordering = ["instrument", "number"]
        constraints = [models.UniqueConstraint(fields=["instrument", "number"], name="assessments_instrument_version")]

    def __str__(self) -> str:
        return f"{self.title} v{self.number}"

    @property
    def rules(self) -> dict[str, Any]:
        """The thresholds of this version: adjudicate, consensus, pass_rule, retry, raters, minutes."""
        return {key: self.kit[key] for key in RULES if key in self.kit}


RULES = ("adjudicate", "consensus", "pass_rule", "retry", "raters", "minutes", "unrated_when_missing_more_than")


class InstrumentSignature(LedgerModel, BaseModel):
    """A named reviewer put their name to a version: what is asked, shown and said in it is right and safe."""

    version = models.ForeignKey(InstrumentVersion, on_delete=models.PROTECT, related_name="signatures")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name as signed"), max_length=200)
    signed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("signature of an observation kit")
        verbose_name_plural = _("signatures of observation kits")
        ordering = ["signed_at"]
        constraints = [models.UniqueConstraint(fields=["version", "reviewer"], name="assessments_instrument_signed")]

    def __str__(self) -> str:
        return self.name


class InstrumentItem(LedgerModel, BaseModel):
    """One competency that is rated. `scripted_out`: codes of behaviours that the script gives no room for."""

    version = models.ForeignKey(InstrumentVersion, on_delete=models.CASCADE, related_name="items")
    competency_version = models.ForeignKey(CompetencyVersion, on_delete=models.PROTECT, related_name="instrument_items")
    order = models.PositiveSmallIntegerField(default=0)
    scripted_out = models.JSONField(default=list, blank=True)
    short = models.JSONField(default=dict, blank=True, help_text=_("Code of a behaviour: its words for the phone."))

    class Meta:
        verbose_name = _("instrument item")
        verbose_name_plural = _("instrument items")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "competency_version"], name="assessments_instrument_item_once")
        ]

    def __str__(self) -> str:
        return str(self.competency_version)
