import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index

from assessments.competencies.models import Competency
from assessments.questions.models import QuestionBank, QuestionRevision, Retirable
from assessments.quizzes.choices import AttemptStatus, Behaviour, Certainty, Layout
from lms.common.ledger import LedgerModel
from lms.common.models import BaseModel

# A quiz opened from no course: a re-test, an entry test. Not NULL, so that the database can hold "one open attempt".
NO_PLACEMENT = uuid.UUID(int=0)


class DrawBlock(blocks.StructBlock):
    """One line of the blueprint: so many questions on a topic, so many of them safety-critical."""

    topic = blocks.CharBlock(label=_("Topic"), help_text=_("e.g. role-limits"))
    count = blocks.IntegerBlock(min_value=1, max_value=50, label=_("How many"))
    safety_critical = blocks.IntegerBlock(
        min_value=0, max_value=50, default=0, label=_("of them safety-critical, at least")
    )

    class Meta:
        icon = "list-ol"
        label = _("Draw")


class Quiz(
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
    blueprint = StreamField([("draw", DrawBlock())], verbose_name=_("blueprint"))
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
        max_length=10,
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
        constraints = [
            models.UniqueConstraint(fields=["code", "locale"], name="assessments_quiz_code"),
            models.UniqueConstraint(fields=["translation_key", "locale"], name="assessments_quiz_translation"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "assessments/quizzes/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """What the view drew from the bank for this preview (see `viewsets.QuizPreview`)."""
        return {**super().get_preview_context(request, mode_name), **request.quiz_preview}


class QuizVersion(LedgerModel, BaseModel):
    """Settings, blueprint and pool as they were published. Never changes.

    `settings`: {title, intro, pass_mark, attempts_allowed, pause_hours, layout, minutes}, and only where they are used:
    {time_limit (minutes), grace_seconds}, {behaviour}, {certainty: see `certainty.SCHEME`}
    `blueprint`: [{topic, count, safety_critical}]; `competencies`: competency primary keys;
    `pool`: question revision primary keys.
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


class QuizAttempt(BaseModel):
    """One go at a quiz version. `placement` is opaque: whoever placed the quiz finds itself again by it."""

    version = models.ForeignKey(QuizVersion, on_delete=models.PROTECT, related_name="attempts")
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="attempts")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="quiz_attempts")
    placement = models.UUIDField(default=NO_PLACEMENT)
    return_path = models.CharField(
        max_length=300, blank=True, help_text=_("Where the learner came from; a local path.")
    )
    cycle = models.PositiveSmallIntegerField(default=1)
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=AttemptStatus.choices, default=AttemptStatus.IN_PROGRESS)
    started_at = models.DateTimeField()
    deadline = models.DateTimeField(null=True, blank=True, help_text=_("Set at the start; None without a clock."))
    finished_at = models.DateTimeField(null=True, blank=True)
    score = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    max_score = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    passed = models.BooleanField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("quiz attempt")
        verbose_name_plural = _("quiz attempts")
        ordering = ["-started_at"]
        indexes = [
            models.Index(fields=["learner", "quiz", "-started_at"], name="assess_attempt_learner"),
            models.Index(fields=["deadline"], condition=Q(status="in_progress"), name="assess_attempt_deadline"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "quiz", "placement"],
                condition=Q(status="in_progress"),
                name="assessments_attempt_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(status="finished") | Q(finished_at__isnull=False, passed__isnull=False),
                name="assessments_attempt_finished_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id} #{self.number}"

    def is_over(self, now: datetime) -> bool:
        """Whether the time is up, the grace for what was on its way included."""
        grace = timedelta(seconds=self.version.settings.get("grace_seconds", 0))
        return self.deadline is not None and now > self.deadline + grace


class AttemptItem(BaseModel):
    """One question of an attempt, as it was asked: the revision, and the order in which the options stood.

    `response` depends on the kind of question (see `questions.responses`), e.g. {"chosen": [option ids]}.
    """

    attempt = models.ForeignKey(QuizAttempt, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    revision = models.ForeignKey(QuestionRevision, on_delete=models.PROTECT, related_name="attempt_items")
    option_order = models.JSONField(default=list)
    response = models.JSONField(null=True, blank=True)
    sequence = models.PositiveBigIntegerField(default=0, help_text=_("Client's counter; a lower one comes too late."))
    certainty = models.CharField(max_length=6, choices=Certainty.choices, blank=True)
    flagged = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When its learner saw what is right; from then on the answer stays.")
    )
    score = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    correct = models.BooleanField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("attempt item")
        verbose_name_plural = _("attempt items")
        ordering = ["attempt", "position"]
        constraints = [models.UniqueConstraint(fields=["attempt", "position"], name="assessments_item_position")]

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.position}"
