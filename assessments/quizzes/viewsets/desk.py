"""Questions, quizzes and banks on the desk of their editors."""

from html import unescape

from django.forms import RadioSelect
from django.urls import URLPattern, path
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import (
    EditView,
    InspectView,
    SnippetViewSet,
)

from assessments.questions.forms import QuestionForm
from assessments.questions.models import Question, QuestionBank
from assessments.questions.viewsets.retiring import STATUS, RetiringViewSet
from assessments.questions.viewsets.transfer import QuestionIndex, transfer_urls
from assessments.quizzes.forms import QuizForm
from assessments.quizzes.models import Quiz
from assessments.quizzes.viewsets.filters import QuestionFilterSet
from assessments.quizzes.viewsets.gains import GainView
from assessments.quizzes.viewsets.panels import LINKED_FORMS, WAY_THROUGH
from assessments.quizzes.viewsets.previews import QuizPreviewOnCreate, QuizPreviewOnEdit, QuizPreviewRevision
from assessments.quizzes.viewsets.printing import PrintQuestion, PrintQuiz
from assessments.quizzes.viewsets.regrading import RegradeView
from assessments.quizzes.viewsets.retiring import RetireQuestion, RetireQuiz
from assessments.quizzes.viewsets.rules import RULE_PANELS
from assessments.quizzes.viewsets.statistics import WithStatistics
from assessments.quizzes.viewsets.trying import TryQuiz


def stem_of(question: Question) -> str:
    """The first words of what is asked."""
    words = unescape(strip_tags(question.stem.replace("</p>", " ")))
    return Truncator(" ".join(words.split())).chars(110)


def safety_of(row: Question) -> str:
    return _("Safety-critical") if row.safety_critical else ""


class EditWithStatistics(WithStatistics, EditView):
    pass


class InspectWithStatistics(WithStatistics, InspectView):
    pass


class QuestionViewSet(RetiringViewSet):
    model = Question
    icon = "help"
    menu_label = gettext_lazy("Questions")
    retire_view_class = RetireQuestion
    edit_view_class = EditWithStatistics
    inspect_view_class = InspectWithStatistics
    print_view_class = PrintQuestion
    index_view_class = QuestionIndex
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
    filterset_class = QuestionFilterSet
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
            FieldPanel("vignette"),
            FieldPanel("stem"),
            FieldPanel("media"),
            FieldPanel("options"),
            FieldPanel("feedback"),
            FieldPanel("hints"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("topic"), FieldPanel("competency")]),
                    FieldRowPanel([FieldPanel("difficulty"), FieldPanel("safety_critical")]),
                    FieldPanel("reread"),
                    FieldPanel("tags"),
                ],
                heading=gettext_lazy("What a quiz draws by"),
            ),
            FieldPanel("change", widget=RadioSelect),
        ],
        base_form_class=QuestionForm,
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            *transfer_urls(),
            path("regrade/<int:pk>/", RegradeView.as_view(), name="regrade"),
        ]


class QuizViewSet(RetiringViewSet):
    model = Quiz
    icon = "tasks"
    select_related = ("bank",)
    menu_label = gettext_lazy("Quizzes")
    retire_view_class = RetireQuiz
    edit_view_class = EditWithStatistics
    inspect_view_class = InspectWithStatistics
    print_view_class = PrintQuiz
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
            WAY_THROUGH,
            LINKED_FORMS,
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("time_limit"), FieldPanel("grace_seconds")])],
                heading=gettext_lazy("Clock"),
            ),
            MultiFieldPanel([FieldPanel("behaviour"), FieldPanel("certainty")], heading=gettext_lazy("Feedback")),
            *RULE_PANELS,
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("markers"), FieldPanel("marking_threshold")]),
                    FieldRowPanel([FieldPanel("marking_rule"), FieldPanel("marking_release")]),
                ],
                heading=gettext_lazy("Long answers, marked by people"),
            ),
        ],
        base_form_class=QuizForm,
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("gain/<int:pk>/", GainView.as_view(), name="gain"),
            path("try/<int:pk>/", TryQuiz.as_view(), name="try"),
        ]


class QuestionBankViewSet(SnippetViewSet):
    model = QuestionBank
    icon = "folder-open-inverse"
    menu_label = gettext_lazy("Question banks")
    copy_view_enabled = False
    list_display = ["title", "code"]
    panels = [FieldPanel("title"), FieldPanel("code")]
