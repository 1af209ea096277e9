"""What an editor makes of questions, and the versions that attempts run on."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index

from assessments.competencies.models import Competency
from assessments.questions.models import QuestionBank, Retirable
from assessments.quizzes.blocks import BLUEPRINT
from assessments.quizzes.choices import Behaviour, Layout, MarkingRule, Navigation, Release
from assessments.quizzes.models.rules import QuizRules
from lms.common.ledger import LedgerModel
from lms.common.models import BaseModel


class Quiz(
    QuizRules,
    Retirable,
    TranslatableMixin,
    DraftStateMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    ClusterableModel,
    BaseModel,
):
    """What an editor works on. An attempt runs on a `QuizVersion`, made at publish."""

    code = models.SlugField(_("code"), max_length=60, help_text=_("e.g. m1-check; stays for ever"))
    title = models.CharField(_("title"), max_length=160)
    intro = RichTextField(_("words before the start"), features=["bold", "italic", "ul", "link"], blank=True)
    bank = models.ForeignKey(QuestionBank, on_delete=models.PROTECT, related_name="quizzes", verbose_name=_("bank"))
    blueprint = StreamField(
        BLUEPRINT,
        verbose_name=_("blueprint"),
        help_text=_("From top to bottom. A section begins where you put one, and goes on until the next."),
    )
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark, in hundredths"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("80 of a hundred means seven right out of eight. Safety-critical questions must be right as well."),
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("tries before the pause"), default=2, validators=[MinValueValidator(1)]
    )
    pause_hours = models.PositiveSmallIntegerField(
        _("pause, in hours"),
        default=24,
        help_text=_("After it the same number of tries opens again. 0: there is no further round of tries."),
    )
    layout = models.CharField(_("layout"), max_length=4, choices=Layout.choices, default=Layout.ONE)
    minutes = models.PositiveSmallIntegerField(_("about how many minutes"), default=10)
    behaviour = models.CharField(
        _("what is right is shown"),
        max_length=12,
        choices=Behaviour.choices,
        default=Behaviour.DEFERRED,
        help_text=_("Once it was shown, the answer to that question stays as it is."),
    )
    certainty = models.BooleanField(
        _("ask how sure somebody is"),
        default=False,
        help_text=_(
            "After each answer. Very sure and wrong on a safety question is told to the person and their supervisors."
        ),
    )
    time_limit = models.PositiveSmallIntegerField(
        _("time limit, in minutes"),
        default=0,
        validators=[MaxValueValidator(600)],
        help_text=_("0: no clock. Who was granted more time gets it by themselves."),
    )
    grace_seconds = models.PositiveSmallIntegerField(
        _("grace, in seconds"),
        default=60,
        validators=[MaxValueValidator(900)],
        help_text=_(
            "How long an answer that was on its way still counts after the end. Then the check hands itself in."
        ),
    )
    per_page = models.PositiveSmallIntegerField(
        _("questions on a page"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
        help_text=_("Where several stand on a page. A new section begins a new page."),
    )
    navigation = models.CharField(_("way through"), max_length=8, choices=Navigation.choices, default=Navigation.FREE)
    shuffle_questions = models.BooleanField(
        _("shuffle questions"), default=True, help_text=_("Within their section; sections stay in their order.")
    )
    shuffle_answers = models.BooleanField(
        _("shuffle answers"),
        default=True,
        help_text=_("Matching and ordering are shuffled in any case: their order would give them away."),
    )
    pre_form = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="post_forms",
        verbose_name=_("form before"),
        null=True,
        blank=True,
        help_text=_("The check that was taken before the course: the result then says what somebody has gained since."),
    )
    markers = models.PositiveSmallIntegerField(
        _("how many people read a long answer"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(2)],
        help_text=_("1, or 2 who do not know of each other."),
    )
    marking_threshold = models.PositiveSmallIntegerField(
        _("a third reads it from a difference of, in hundredths"),
        default=20,
        validators=[MaxValueValidator(100)],
        help_text=_("20: when two readers are more than a fifth of the points apart. What the third says counts."),
    )
    marking_rule = models.CharField(
        _("where two readers are close"), max_length=10, choices=MarkingRule.choices, default=MarkingRule.MEAN
    )
    marking_release = models.CharField(
        _("marked answers are shown"), max_length=10, choices=Release.choices, default=Release.AT_ONCE
    )
    competencies = ParentalManyToManyField(
        Competency, related_name="quizzes", verbose_name=_("evidence of knowing"), blank=True
    )

    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("code"),
        index.AutocompleteField("code"),
        index.FilterField("bank"),
        index.FilterField("locale"),
    ]

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        ordering = ["code"]
        permissions = [("view_gain", _("Can see what a group has gained between two checks"))]
        constraints = [
            models.UniqueConstraint(fields=["code", "locale"], name="assessments_quiz_code"),
            models.UniqueConstraint(fields=["translation_key", "locale"], name="assessments_quiz_translation"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.layout == Layout.ALL and self.navigation == Navigation.FORWARD:
            text = gettext(
                "All on one page leaves nothing to go forward to. Choose another layout, or let people move freely."
            )
            raise ValidationError({"navigation": text})
        if self.pre_form_id and self.pk and self.pk in {self.pre_form_id, self.pre_form.pre_form_id}:
            raise ValidationError({"pre_form": gettext("A check can't come before itself. Choose another one.")})

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "assessments/quizzes/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """What the view drew from the bank for this preview (see `viewsets.QuizPreview`)."""
        return {**super().get_preview_context(request, mode_name), **request.quiz_preview}


class QuizVersion(LedgerModel, BaseModel):
    """Settings, blueprint and pool as they were published. Never changes.

    `settings`: {title, intro, pass_mark, attempts_allowed, pause_hours, layout, minutes}, and only where they are used:
    {time_limit (minutes), grace_seconds}, {behaviour}, {certainty: see `certainty.SCHEME`},
    {marking: see `agreeing.Terms`}, {unmarked (how many questions of each draw are not marked)},
    {sections: [{title, words (HTML), lines: how many lines of the blueprint}]}, {per_page}, {navigation},
    {shuffle_questions, shuffle_answers: False}, {pre_form: primary key of a quiz}, and what
    `queries.rules_of` gives.
    `blueprint`: [{topic, count, safety_critical}], and only where they are used: {competency (primary key), tag,
    difficulty, kind}, or {question (primary key)} for one that is always asked; `competencies`: competency primary
    keys; `pool`: question revision primary keys.
    """

    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    settings = models.JSONField()
    blueprint = models.JSONField()
    pool = models.JSONField()
    competencies = models.JSONField(default=list)
    content_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("quiz version")
        verbose_name_plural = _("quiz versions")
        ordering = ["quiz", "number"]
        constraints = [models.UniqueConstraint(fields=["quiz", "number"], name="assessments_quiz_version")]

    def __str__(self) -> str:
        return f"{self.quiz_id} v{self.number}"
