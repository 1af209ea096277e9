import secrets
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import AbstractGroupApprovalTask, Page
from wagtail.url_routing import RouteResult

from assessments.competencies.models import Competency
from content.blocks import BodyField
from content.pages.permissions import SafetyPermissionsMixin
from content.pages.walking import RemembersRestrictions
from courses.catalogue.blocks import LessonBodyBlock, SourceBlock, objective_block
from courses.catalogue.choices import ActivityKind, LessonKind, ReviewStatus
from lms.common.models import BaseModel


def provisional_code() -> str:
    """A code for a course that was just copied; its editor gives it a better one."""
    return f"course-{secrets.token_hex(3)}"


class TypedChildren(RemembersRestrictions):
    """Routes to a child in one query instead of two: strict parents say what type it is."""

    child_type = ""

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if not path_components:
            return super().route(request, path_components)  # type: ignore[misc]
        model = apps.get_model(self.child_type)
        child = model.objects.child_of(self).filter(slug=path_components[0]).first()
        if child is None:
            raise Http404
        # Whoever serves the child finds its module and course without asking again.
        child._cached_parent_obj = self
        return child.route(request, path_components[1:])


class CourseIndexPage(TypedChildren, Page):
    """The list of courses."""

    lead = models.TextField(_("lead"), blank=True, help_text=_("One or two sentences under the title."))
    parent_page_types = ["content.HomePage"]
    subpage_types = ["courses.CoursePage"]
    child_type = "courses.CoursePage"
    max_count = 1
    content_panels = [*Page.content_panels, FieldPanel("lead")]

    class Meta:
        verbose_name = _("course list")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from courses.delivery.views import course_list

        return course_list(request, self)


class CoursePage(TypedChildren, Page):
    """A course: modules in order."""

    code = models.SlugField(
        _("code"),
        max_length=20,
        unique=True,
        default=provisional_code,
        help_text=_("Short, and the same for ever, e.g. FND. Programmes and lists name the course by it."),
    )
    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_("Two or three sentences: for whom it is, what somebody can do afterwards."),
    )
    intro = RichTextField(
        _("opening words"),
        blank=True,
        features=["bold", "italic", "ul", "ol", "link"],
        help_text=_("Shown above the list of modules. Two or three short paragraphs."),
    )
    self_enrol = models.BooleanField(
        _("anybody signed in may enrol"), default=True, help_text=_("Untick it to let people in by invitation only.")
    )

    parent_page_types = ["courses.CourseIndexPage"]
    subpage_types = ["courses.ModulePage"]
    child_type = "courses.ModulePage"
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("intro"),
        FieldPanel("code"),
        FieldPanel("self_enrol"),
    ]
    exclude_fields_in_copy = ["code"]

    class Meta:
        verbose_name = _("course")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from courses.delivery.views import course

        return course(request, self)


class ModulePage(TypedChildren, Page):
    """A module: lessons in order, with what somebody can do afterwards."""

    code = models.SlugField(_("code"), max_length=20, help_text=_("Short, shown in lists, e.g. M2."))
    summary = models.TextField(_("summary"), blank=True, help_text=_("What the module is about, in two sentences."))
    intro = RichTextField(
        _("opening words"),
        blank=True,
        features=["bold", "italic", "ul", "ol", "link"],
        help_text=_("Shown above the list of lessons. Two or three short paragraphs."),
    )
    objectives = StreamField(
        [("objective", objective_block())], blank=True, verbose_name=_("what you can do afterwards")
    )
    competencies = ParentalManyToManyField(
        Competency, blank=True, related_name="modules", verbose_name=_("competencies taught")
    )
    drawing = models.SlugField(
        _("drawing"), max_length=40, blank=True, help_text=_("The key of a drawing, e.g. m2-1. Decorative here.")
    )

    parent_page_types = ["courses.CoursePage"]
    subpage_types = ["courses.LessonPage"]
    child_type = "courses.LessonPage"
    content_panels = [
        *Page.content_panels,
        FieldPanel("code"),
        FieldPanel("summary"),
        FieldPanel("intro"),
        FieldPanel("objectives"),
        FieldPanel("drawing"),
        FieldPanel("competencies"),
    ]

    class Meta:
        verbose_name = _("module")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from courses.delivery.views import module

        return module(request, self)


REVIEW_FIELDS = ["review_status", "reviewed_by", "reviewed_at", "reviewed_revision"]


class LessonPage(RemembersRestrictions, SafetyPermissionsMixin, Page):
    """A lesson, or a check (a page whose purpose is its quiz)."""

    kind = models.CharField(
        _("kind"),
        max_length=8,
        choices=LessonKind.choices,
        default=LessonKind.LESSON,
        help_text=_("A check is a page whose purpose is its quiz: passing the quiz completes it."),
    )
    lead = models.TextField(
        _("lead"), blank=True, help_text=_("One or two sentences that say why this matters, shown large.")
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=15, help_text=_("How long reading and doing take an unhurried reader, e.g. 15.")
    )
    drawing = models.SlugField(_("drawing"), max_length=40, blank=True, help_text=_("The key of a drawing, e.g. m2-1."))
    drawing_alt = models.CharField(
        _("what the drawing shows"),
        max_length=250,
        blank=True,
        help_text=_("For those who do not see it, e.g. “A circle of chairs round a speech bubble.”"),
    )
    body = BodyField(LessonBodyBlock(), blank=True, verbose_name=_("body"))
    sources = StreamField([("source", SourceBlock())], blank=True, verbose_name=_("sources"))
    competencies = ParentalManyToManyField(
        Competency, blank=True, related_name="lessons", verbose_name=_("competencies taught")
    )
    requires = ParentalManyToManyField(
        "self",
        blank=True,
        symmetrical=False,
        related_name="unlocks",
        verbose_name=_("opens after these lessons"),
        help_text=_("Lessons of the same course. Leave empty: most lessons are open from the start."),
    )
    safety = models.BooleanField(
        _("safety content"),
        default=False,
        help_text=_(
            "Touches suicide, violence or the limits of confidentiality. Only a clinical reviewer publishes it."
        ),
    )
    # Set by what was published and how (see services.record_review), never by hand.
    review_status = models.CharField(
        max_length=14, choices=ReviewStatus.choices, default=ReviewStatus.NOT_NEEDED, editable=False
    )
    reviewed_by = models.CharField(max_length=150, blank=True, editable=False)
    reviewed_at = models.DateTimeField(null=True, blank=True, editable=False)
    reviewed_revision = models.PositiveBigIntegerField(null=True, blank=True, editable=False)

    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []
    exclude_fields_in_copy = REVIEW_FIELDS
    # The body stays out of api_fields, search_fields and the sitemap: those ways do not ask access_lesson.
    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("minutes")], heading=_("Kind and length")),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("drawing"), FieldPanel("drawing_alt")], heading=_("Drawing")),
        FieldPanel("sources"),
        MultiFieldPanel(
            [FieldPanel("safety"), HelpPanel(template="courses/catalogue/review_panel.html")],
            heading=_("Safety review"),
        ),
        FieldPanel("competencies"),
        FieldPanel("requires"),
    ]

    class Meta:
        verbose_name = _("lesson")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from courses.delivery.views import lesson

        return lesson(request, self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from courses.delivery.views import preview_lesson

        return preview_lesson(request, self)

    def with_content_json(self, content: dict[str, Any]) -> "LessonPage":
        """An old revision never brings an old review back: the review belongs to what is published."""
        page = super().with_content_json(content)
        for name in REVIEW_FIELDS:
            setattr(page, name, getattr(self, name))
        return page


class Activity(BaseModel):
    """Something to do in a lesson, compiled at publish from its body.

    Keyed by (lesson, block_id), since copying a page keeps block ids; `uuid` is what an attempt carries as its
    placement. A row is switched off when its block goes, never deleted: progress and attempts point at it. Only a
    lesson that nobody ever opened can be deleted, and takes its rows along.
    """

    lesson = models.ForeignKey(LessonPage, on_delete=models.CASCADE, related_name="activities")
    block_id = models.CharField(max_length=40, blank=True, help_text=_("Empty for the reading itself."))
    kind = models.CharField(max_length=12, choices=ActivityKind.choices)
    title = models.CharField(max_length=300, blank=True)
    target = models.UUIDField(null=True, blank=True, help_text=_("e.g. the quiz's uuid"))
    required = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["lesson", "position"]
        constraints = [models.UniqueConstraint(fields=["lesson", "block_id"], name="courses_activity_block")]
        indexes = [models.Index(fields=["target"], condition=Q(active=True), name="courses_activity_target")]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()


class ClinicalReviewTask(AbstractGroupApprovalTask):
    """A clinical reviewer looks at safety content; approving publishes it as reviewed, with name and date."""

    class Meta:
        verbose_name = _("clinical review")
        verbose_name_plural = _("clinical reviews")

    def get_actions(self, obj: models.Model, user: Any) -> list[tuple[str, Any, bool]]:
        """A superuser who is no clinical reviewer may send it back, but cannot put a name under it."""
        actions = super().get_actions(obj, user)
        return actions if self._user_in_groups(user) else [action for action in actions if action[0] != "approve"]

    @classmethod
    def get_description(cls) -> Any:
        return _("A clinical reviewer approves; the page then says who reviewed it, and when.")
