from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import PreviewableMixin
from wagtail.search import index

from content.site.facts import line_facts
from content.site.presenting import line_on_page
from content.site.status import LineStatus, Trust
from lms.common import clock
from lms.common.models import BaseModel

TRUST_WORDS = {
    Trust.VERIFIED: _("Verified"),
    Trust.SOURCE_ONLY: _("Source checked, not tried"),
    Trust.UNCHECKED: _("Not checked"),
    Trust.STALE: _("Too long ago: look again"),
}


@register_setting(icon="cog")
class SiteSettings(BaseSiteSetting):
    """Branding and the words that stand on every page."""

    site_name = models.CharField(_("name"), max_length=60, default="Holdspace")
    tagline = models.CharField(
        _("one line"), max_length=160, blank=True, help_text=_("e.g. “Training for peer support facilitators”.")
    )
    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    contact_email = models.EmailField(_("contact"), blank=True)
    disclaimer = models.TextField(
        _("disclaimer"),
        default="Holdspace trains volunteers to facilitate peer support groups. It is not therapy, "
        "not a medical service and not watched around the clock.",
    )
    quick_exit_url = models.URLField(
        _("quick exit leads to"), default="https://www.wikipedia.org/", help_text=_("A page nobody would ask about.")
    )
    crisis_intro = RichTextField(_("words above the crisis lines"), blank=True, features=["bold", "link"])
    default_region = models.CharField(
        _("region shown first"), max_length=8, blank=True, help_text=_("Its code, e.g. “GB”. Empty: in their order.")
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("site_name"), FieldPanel("tagline"), FieldPanel("logo"), FieldPanel("contact_email")],
            heading=_("Branding"),
        ),
        MultiFieldPanel([FieldPanel("disclaimer"), FieldPanel("quick_exit_url")], heading=_("On every page")),
        MultiFieldPanel([FieldPanel("crisis_intro"), FieldPanel("default_region")], heading=_("Crisis help")),
    ]

    class Meta:
        verbose_name = _("site settings")


class CrisisRegion(index.Indexed, BaseModel):
    """A country or area with its emergency number. The number is never hidden, however old the rest is."""

    code = models.CharField(
        _("code"), max_length=8, unique=True, help_text=_("e.g. “GB”; “other” for the directory, which comes last.")
    )
    name = models.CharField(_("name"), max_length=80)
    emergency = models.CharField(
        _("emergency number"),
        max_length=20,
        blank=True,
        help_text=_("Copied from a public source, e.g. “999”. Leave it empty rather than guess."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("Small numbers come first."))

    panels = [FieldPanel("code"), FieldPanel("name"), FieldPanel("emergency"), FieldPanel("order")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.SearchField("code")]

    class Meta:
        verbose_name = _("crisis region")
        verbose_name_plural = _("crisis regions")
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class CrisisLine(PreviewableMixin, index.Indexed, BaseModel):
    """One line somebody can call, write to or chat with.

    `source_checked`: when its facts were compared with a public source. `last_verified`: when a named person of
    the programme tried it; empty until then, and the page says so.
    """

    region = models.ForeignKey(CrisisRegion, on_delete=models.PROTECT, related_name="lines", verbose_name=_("region"))
    name = models.CharField(_("name"), max_length=120, help_text=_("e.g. “Samaritans”."))
    call = models.CharField(_("call"), max_length=40, blank=True, help_text=_("e.g. “116 123”."))
    text = models.CharField(
        _("text"),
        max_length=60,
        blank=True,
        help_text=_("Number, and the word to send if any: “85258” or “HELLO to 741741”."),
    )
    chat_url = models.URLField(_("chat or web"), blank=True)
    hours = models.CharField(
        _("hours"), max_length=80, blank=True, help_text=_("e.g. “Day and night”. Empty: not known.")
    )
    note = models.CharField(
        _("note"), max_length=300, blank=True, help_text=_("What a caller should know, e.g. “Free to call”.")
    )
    source = models.CharField(_("source"), max_length=200, blank=True, help_text=_("Where the facts were looked up."))
    source_checked = models.DateField(_("source checked"), null=True, blank=True)
    last_verified = models.DateField(
        _("last verified"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody of the programme tried the line. Empty until that has happened."),
    )
    verified_by = models.CharField(
        _("verified by"), max_length=120, blank=True, help_text=_("Full name. It stands on the public page.")
    )
    verify_by = models.DateField(
        _("verify again by"), null=True, blank=True, help_text=_("Empty: 180 days after it was last verified.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("Small numbers come first."))
    retired = models.BooleanField(
        _("retired"), default=False, help_text=_("The line has closed: it disappears from the page, its history stays.")
    )

    panels = [
        FieldPanel("region"),
        FieldPanel("name"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("call"), FieldPanel("text")]),
                FieldPanel("chat_url"),
                FieldPanel("hours"),
                FieldPanel("note"),
            ],
            heading=_("How to reach it"),
        ),
        MultiFieldPanel(
            [
                HelpPanel(
                    content=_(
                        "Checking a source is not trying the line. Try it, then give the day and your name; "
                        "until then the page says “check before you rely on this”."
                    )
                ),
                FieldRowPanel([FieldPanel("source"), FieldPanel("source_checked")]),
                FieldRowPanel([FieldPanel("last_verified"), FieldPanel("verified_by"), FieldPanel("verify_by")]),
            ],
            heading=_("How sure we are"),
        ),
        MultiFieldPanel([FieldPanel("order"), FieldPanel("retired")], heading=_("On the page")),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("call"),
        index.FilterField("region_id"),
        index.FilterField("retired"),
    ]

    class Meta:
        verbose_name = _("crisis line")
        verbose_name_plural = _("crisis lines")
        ordering = ["region__order", "order", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def status(self) -> LineStatus:
        """How far somebody may rely on the line today."""
        return line_facts(self).status(clock.today())

    @property
    def status_words(self) -> str:
        """The same in a word or two, for the list at the desk."""
        return str(TRUST_WORDS[self.status.trust])

    def clean(self) -> None:
        super().clean()
        errors = {}
        if not (self.call or self.text or self.chat_url):
            errors["call"] = _("Give at least one way to reach the line.")
        if self.last_verified and not self.verified_by.strip():
            errors["verified_by"] = _("Say who tried the line.")
        if self.verified_by.strip() and not self.last_verified:
            errors["last_verified"] = _("Say on which day the line was tried.")
        for name in ("source_checked", "last_verified"):
            value = getattr(self, name)
            if value and value > clock.today():
                errors[name] = _("This day is still to come.")
        if errors:
            raise ValidationError(errors)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "content/site/crisis_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        return {**context, "line": line_on_page(line_facts(self), clock.today())}


class Edition(models.Model):
    """One row with one word, another after every change that editors make (see `edition`)."""

    ONLY = 1

    token = models.CharField(max_length=32)

    # Written by every save of a page; the index of references is no business of it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")

    def __str__(self) -> str:
        return self.token
