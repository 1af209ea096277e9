from collections.abc import Callable
from html import unescape
from random import SystemRandom
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import strip_tags
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.snippets.views.snippets import (
    PreviewOnCreateView,
    PreviewOnEditView,
    PreviewRevisionView,
    SnippetViewSet,
)

from assessments.questions.forms import QuestionForm
from assessments.questions.models import Question, QuestionBank
from assessments.questions.presenting import asked
from assessments.questions.services import restore_question
from assessments.quizzes import presenting, queries, services
from assessments.quizzes.drawing import draw
from assessments.quizzes.errors import BankTooSmall
from assessments.quizzes.forms import QuizForm
from assessments.quizzes.models import Quiz
from lms.common.deletion import where_used
from lms.common.errors import DomainError


def quiz_preview(quiz: Quiz) -> dict[str, Any]:
    """Start card and one possible draw of a draft; nothing is stored. A shortage is told instead of the draw."""
    blueprint = queries.blueprint_from(quiz.blueprint)
    context = {"card": presenting.start_card_of(queries.settings_of(quiz), blueprint), "problem": "", "questions": []}
    try:
        pool = services.check_blueprint(bank=quiz.bank, locale_id=quiz.locale_id, blueprint=blueprint)
    except BankTooSmall as shortage:
        return context | {"problem": str(shortage)}
    revisions = {one.pk: one for one in pool}
    entries = draw(queries.lines_of(blueprint), queries.entries_of(pool), seen=(), rng=SystemRandom())
    chosen = [revisions[entry.revision] for entry in entries]
    context["questions"] = [
        asked(one.kind, one.body, number=place, safety_critical=one.safety_critical)
        for place, one in enumerate(chosen, start=1)
    ]
    return context


class QuizPreview:
    """Hands the draw to the preview of a quiz, which must not look into the bank itself."""

    object: Quiz

    def get_extra_request_attrs(self) -> dict[str, Any]:
        return {**super().get_extra_request_attrs(), "quiz_preview": quiz_preview(self.object)}  # type: ignore[misc]


class QuizPreviewOnCreate(QuizPreview, PreviewOnCreateView):
    pass


class QuizPreviewOnEdit(QuizPreview, PreviewOnEditView):
    pass


class QuizPreviewRevision(PreviewRevisionView):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        attrs = {"quiz_preview": quiz_preview(self.revision_object)}
        return self.revision_object.make_preview_request(request, self.revision_object.default_preview_mode, attrs)


class RetireView(WagtailAdminTemplateMixin, View):
    """Asks, then takes something out of use or back into it. A refusal is shown with its sentence."""

    template_name = "assessments/admin/retire.html"
    header_icon = "bin"
    model: type[models.Model]
    permission = ""
    list_url_name = ""
    retire: Callable[..., Any]
    restore: Callable[..., Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(self.permission):
            raise Http404
        self.object = get_object_or_404(self.model, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            self._turn(request)
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return self.render_to_response(self.get_context_data())
        return redirect(self.list_url_name)

    def _turn(self, request: HttpRequest) -> None:
        argument = {self.model._meta.model_name: self.object, "actor": request.user}
        if self.object.retired_at:
            self.restore(**argument)
            messages.success(request, _("“%(name)s” is in use again.") % {"name": self.object})
        else:
            self.retire(**argument)
            messages.success(request, _("“%(name)s” is retired.") % {"name": self.object})

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        plural = capfirst(self.model._meta.verbose_name_plural)
        here = {"url": "", "label": self.get_page_title(), "sublabel": str(self.object)}
        return [*self.breadcrumbs_items, {"url": reverse(self.list_url_name), "label": plural}, here]

    def get_page_title(self) -> str:
        return _("Bring back into use") if self.object.retired_at else _("Retire")

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "object": self.object,
            "uses": [*self.drawn_by(), *where_used(self.object)],
            "list_url": reverse(self.list_url_name),
        }

    def drawn_by(self) -> list[str]:
        return []


class RetireQuestion(RetireView):
    model = Question
    permission = "assessments.publish_question"
    list_url_name = "wagtailsnippets_assessments_question:list"
    retire = staticmethod(services.withdraw_question)
    restore = staticmethod(restore_question)

    def drawn_by(self) -> list[str]:
        return [str(quiz) for quiz in queries.quizzes_drawing(self.object)]


class RetireQuiz(RetireView):
    model = Quiz
    permission = "assessments.publish_quiz"
    list_url_name = "wagtailsnippets_assessments_quiz:list"
    retire = staticmethod(services.retire_quiz)
    restore = staticmethod(services.restore_quiz)


def status_of(row: Question | Quiz) -> str:
    """Where a question or quiz stands, in words, without a query."""
    if row.retired_at:
        return _("Retired")
    if not row.live:
        return _("Draft")
    return _("In use, with a newer draft") if row.has_unpublished_changes else _("In use")


def stem_of(question: Question) -> str:
    """The first words of what is asked."""
    words = unescape(strip_tags(question.stem.replace("</p>", " ")))
    return Truncator(" ".join(words.split())).chars(110)


def safety_of(row: Question) -> str:
    return _("Safety-critical") if row.safety_critical else ""


STATUS = Column("status", label=gettext_lazy("Status"), accessor=status_of, sort_key="live")


class RetiringViewSet(SnippetViewSet):
    """A snippet with history, preview and a way out of use instead of out of the world."""

    copy_view_enabled = False
    inspect_view_enabled = True
    retire_view_class: type[RetireView]
    select_related: tuple[str, ...] = ("bank",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return self.model.objects.select_related(*self.select_related)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("retire/<int:pk>/", self.retire_view_class.as_view(), name="retire")]


class QuestionViewSet(RetiringViewSet):
    model = Question
    icon = "help"
    menu_label = gettext_lazy("Questions")
    retire_view_class = RetireQuestion
    select_related = ("bank", "competency")
    list_display = [
        "code",
        Column("stem", label=gettext_lazy("Question"), accessor=stem_of),
        "topic",
        Column("competency", label=gettext_lazy("Competency"), accessor="competency.code", sort_key="competency__code"),
        "difficulty",
        Column("safety_critical", label=gettext_lazy("Safety"), accessor=safety_of, sort_key="safety_critical"),
        Column("bank", label=gettext_lazy("Bank"), accessor="bank.code", sort_key="bank__code"),
        STATUS,
    ]
    list_filter = ["bank", "topic", "competency", "difficulty", "safety_critical", "kind", "live"]
    list_per_page = 30
    inspect_view_fields = [
        "code",
        "bank",
        "kind",
        "stem",
        "topic",
        "competency",
        "difficulty",
        "safety_critical",
        "retired_at",
    ]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("code"), FieldPanel("bank"), FieldPanel("kind")]),
            FieldPanel("stem"),
            FieldPanel("options"),
            FieldPanel("feedback"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("topic"), FieldPanel("competency")]),
                    FieldRowPanel([FieldPanel("difficulty"), FieldPanel("safety_critical")]),
                    FieldPanel("reread"),
                ],
                heading=gettext_lazy("What a quiz draws by"),
            ),
        ],
        base_form_class=QuestionForm,
    )


class QuizViewSet(RetiringViewSet):
    model = Quiz
    icon = "tasks"
    menu_label = gettext_lazy("Quizzes")
    retire_view_class = RetireQuiz
    preview_on_add_view_class = QuizPreviewOnCreate
    preview_on_edit_view_class = QuizPreviewOnEdit
    revisions_view_class = QuizPreviewRevision
    list_display = [
        "title",
        "code",
        "bank",
        "pass_mark",
        STATUS,
    ]
    list_filter = ["bank", "layout", "live"]
    inspect_view_fields = ["title", "code", "bank", "pass_mark", "attempts_allowed", "pause_hours", "layout", "minutes"]
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("code"),
            FieldPanel("intro"),
            MultiFieldPanel([FieldPanel("bank"), FieldPanel("blueprint")], heading=gettext_lazy("What it asks")),
            MultiFieldPanel(
                [
                    FieldPanel("pass_mark"),
                    FieldRowPanel([FieldPanel("attempts_allowed"), FieldPanel("pause_hours")]),
                    FieldPanel("competencies"),
                ],
                heading=gettext_lazy("What it takes"),
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("layout"), FieldPanel("minutes")])], heading=gettext_lazy("How it looks")
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("time_limit"), FieldPanel("grace_seconds")])],
                heading=gettext_lazy("Clock"),
            ),
            MultiFieldPanel([FieldPanel("behaviour"), FieldPanel("certainty")], heading=gettext_lazy("Feedback")),
        ],
        base_form_class=QuizForm,
    )


class QuestionBankViewSet(SnippetViewSet):
    model = QuestionBank
    icon = "folder-open-inverse"
    menu_label = gettext_lazy("Question banks")
    copy_view_enabled = False
    list_display = ["title", "code"]
    panels = [FieldPanel("title"), FieldPanel("code")]
