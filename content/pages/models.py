from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from content.blocks import BodyBlock, BodyField
from content.pages.blocks import FactsBlock, StepsBlock
from content.pages.permissions import SafetyPermissionsMixin
from content.pages.walking import RemembersRestrictions
from lms.common import clock


class HomePage(RemembersRestrictions, Page):
    """The public front door. The title is the big sentence at the top."""

    kicker = models.CharField(
        _("small line above the title"),
        max_length=120,
        blank=True,
        help_text=_("e.g. “For volunteers in peer support”."),
    )
    lead = models.TextField(_("lead"), blank=True, help_text=_("One or two sentences under the title."))
    button_text = models.CharField(
        _("words of the main button"),
        max_length=80,
        blank=True,
        help_text=_(
            "What comes next, e.g. “Start: Peers, not professionals · 20 min”. Empty: sign up, or my training."
        ),
    )
    button_page = models.ForeignKey(
        Page,
        verbose_name=_("main button leads to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    link_text = models.CharField(_("words of the second link"), max_length=80, blank=True)
    link_page = models.ForeignKey(
        Page, verbose_name=_("second link leads to"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    steps = StreamField(StepsBlock(), blank=True, max_num=3, verbose_name=_("how it goes"))
    statement = models.CharField(
        _("statement beside the facts"),
        max_length=160,
        blank=True,
        help_text=_("e.g. “Two modules, two checks, one certificate that can be checked”."),
    )
    facts = StreamField(FactsBlock(), blank=True, verbose_name=_("facts"))
    body = BodyField(
        BodyBlock(),
        blank=True,
        verbose_name=_("closing words"),
        help_text=_("In a quiet field at the foot of the page; for people who look for help for themselves."),
    )

    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("kicker"), FieldPanel("lead")], heading=_("Opening")),
        MultiFieldPanel(
            [
                FieldPanel("button_text"),
                PageChooserPanel("button_page"),
                FieldPanel("link_text"),
                PageChooserPanel("link_page"),
            ],
            heading=_("What to do next"),
        ),
        FieldPanel("steps"),
        MultiFieldPanel([FieldPanel("statement"), FieldPanel("facts")], heading=_("Facts")),
        FieldPanel("body"),
    ]

    template = "content/pages/home.html"

    class Meta:
        verbose_name = _("home page")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """As Wagtail does, but what the child's own type keeps is read only by whoever serves it."""
        if not path_components:
            return super().route(request, path_components)
        child = self.get_children().filter(slug=path_components[0]).first()
        if child is None:
            raise Http404
        found: RouteResult = child.specific_deferred.route(request, path_components[1:])
        return found

    def clean(self) -> None:
        super().clean()
        if self.link_page_id and not self.link_text:
            raise ValidationError({"link_text": _("Say in a few words where the second link leads.")})
        if self.button_page_id and not self.button_text:
            raise ValidationError({"button_text": _("Say in a few words what comes next.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        for name in ("button", "link"):
            target = getattr(self, f"{name}_page")
            context[f"{name}_url"] = target.get_url(request) if target and target.live else ""
        context["training_url"] = settings.LOGIN_REDIRECT_URL
        return context


class StandardPage(RemembersRestrictions, Page):
    """A plain page: about, privacy, accessibility."""

    lead = models.TextField(_("lead"), blank=True, help_text=_("One or two sentences under the title."))
    body = BodyField(BodyBlock(), blank=True, verbose_name=_("body"))
    in_footer = models.BooleanField(
        _("link in the footer"),
        default=False,
        help_text=_("For pages people look for at the foot: privacy, accessibility."),
    )

    parent_page_types = ["content.HomePage", "content.StandardPage"]
    subpage_types = ["content.StandardPage"]
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body"), FieldPanel("in_footer")]
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]

    template = "content/pages/standard.html"

    class Meta:
        verbose_name = _("standard page")


class ResourceIndexPage(RemembersRestrictions, Page):
    """The library of templates and hand-outs."""

    lead = models.TextField(_("lead"), blank=True)

    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.ResourcePage"]
    content_panels = [*Page.content_panels, FieldPanel("lead")]

    template = "content/pages/resource_index.html"

    class Meta:
        verbose_name = _("resource library")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        resources = ResourcePage.objects.child_of(self).live().public().order_by("title").defer_streamfields()
        context["resources"] = list(resources)
        return context


class ResourcePage(RemembersRestrictions, SafetyPermissionsMixin, Page):
    """A template or hand-out: who owns it, under which licence, when it is looked at again."""

    summary = models.TextField(_("summary"), blank=True, help_text=_("What it is for, in one or two sentences."))
    owned_by = models.CharField(
        _("owner"), max_length=120, blank=True, help_text=_("Who answers for it, e.g. “Programme team”.")
    )
    licence = models.CharField(_("licence"), max_length=60, blank=True, help_text=_("e.g. “CC BY 4.0”."))
    review_by = models.DateField(
        _("look at it again by"),
        null=True,
        blank=True,
        help_text=_("After this day readers are told to check it first."),
    )
    safety = models.BooleanField(
        _("touches safety"),
        default=False,
        help_text=_("Suicide, violence, limits of confidentiality. Only clinical reviewers publish such a page."),
    )
    body = BodyField(BodyBlock(), blank=True, verbose_name=_("body"))

    parent_page_types = ["content.ResourceIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                HelpPanel(content=_("Readers see all of this at the foot of the page.")),
                FieldPanel("owned_by"),
                FieldPanel("licence"),
                FieldPanel("review_by"),
                FieldPanel("safety"),
            ],
            heading=_("Who answers for it"),
        ),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]

    template = "content/pages/resource.html"

    class Meta:
        verbose_name = _("resource")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, "library": self.get_parent()}

    @property
    def review_is_due(self) -> bool:
        """Whether the day has passed by which somebody wanted to look at it again."""
        return bool(self.review_by and self.review_by < clock.today())
