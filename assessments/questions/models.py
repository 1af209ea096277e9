from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import TaggedItemBase
from wagtail.fields import RichTextField, StreamField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index

from assessments.competencies.models import Competency
from assessments.questions.blocks import (
    ANSWERS,
    HINT,
    TEXT_FEATURES,
)
from assessments.questions.choices import ChangeWeight, Difficulty, QuestionKind
from assessments.questions.compiling import draft_body, freeze_vignette, hints_from, options_from, problem_with
from assessments.questions.keys import MOST_KEYS
from assessments.questions.kinds import kind_of
from assessments.questions.media import media_from, with_media
from assessments.questions.presenting import asked
from content.blocks.media import PictureBlock, RecordingBlock
from lms.common.ledger import LedgerModel
from lms.common.models import BaseModel


class QuestionBank(BaseModel):
    code = models.SlugField(_("code"), unique=True)
    title = models.CharField(_("title"), max_length=120)

    class Meta:
        verbose_name = _("question bank")
        verbose_name_plural = _("question banks")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title


class Retirable(models.Model):
    """Something that is taken out of use and never deleted."""

    retired_at = models.DateTimeField(_("retired"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def with_content_json(self, content: dict[str, Any]) -> "Retirable":
        """A stored draft says nothing about retirement: an older one must not bring a question back."""
        restored = super().with_content_json(content)  # type: ignore[misc]
        restored.retired_at = self.retired_at
        return restored


class QuestionTag(TaggedItemBase):
    """A word that an editor hung on a question, to find and to draw by."""

    content_object = ParentalKey("assessments.Question", on_delete=models.CASCADE, related_name="tagged_items")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("tag of a question")
        verbose_name_plural = _("tags of questions")

    def __str__(self) -> str:
        return f"{self.content_object_id} {self.tag_id}"


class Question(
    Retirable,
    TranslatableMixin,
    DraftStateMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    ClusterableModel,
    BaseModel,
):
    """What an editor works on. What a trainee was asked is a `QuestionRevision`, made at publish."""

    code = models.SlugField(_("code"), max_length=60, help_text=_("e.g. m1-q01; stays for ever"))
    bank = models.ForeignKey(QuestionBank, on_delete=models.PROTECT, related_name="questions", verbose_name=_("bank"))
    kind = models.CharField(_("kind"), max_length=20, choices=QuestionKind.choices, default=QuestionKind.ONE_BEST)
    vignette = models.ForeignKey(
        "assessments.Vignette",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("vignette"),
        help_text=_("A situation that several questions share. In a check they stand beside each other."),
    )
    stem = RichTextField(_("question"), features=TEXT_FEATURES)
    options = StreamField(
        ANSWERS,
        verbose_name=_("answers"),
        help_text=_(
            "Answers to choose from; for an order steps, for matching pairs, for a short answer what is accepted, "
            "for a number the number, for situational judgement rated responses, for gaps in a text the gaps and what "
            "stands around them, for spotting a behaviour the lines of a transcript, for a scale its points, for a "
            "long answer the rubric."
        ),
        max_num=MOST_KEYS,
    )
    media = StreamField(
        [("picture", PictureBlock()), ("recording", RecordingBlock())],
        verbose_name=_("pictures and recordings"),
        blank=True,
        max_num=6,
        help_text=_("Shown above what is asked. Each has words for whoever can't see or hear it."),
    )
    feedback = RichTextField(_("feedback for everybody"), features=TEXT_FEATURES, blank=True)
    hints = StreamField(
        [("hint", HINT)],
        verbose_name=_("hints"),
        blank=True,
        help_text=_("For quizzes with several tries: one after each try that is not right, in this order."),
    )
    topic = models.SlugField(_("topic"), max_length=40, help_text=_("The key a quiz draws by, e.g. role-limits"))
    competency = models.ForeignKey(
        Competency, on_delete=models.PROTECT, related_name="questions", verbose_name=_("competency")
    )
    difficulty = models.PositiveSmallIntegerField(
        _("difficulty"), choices=Difficulty.choices, default=Difficulty.MIDDLE
    )
    safety_critical = models.BooleanField(
        _("safety-critical"), default=False, help_text=_("Must be right, whatever the score.")
    )
    reread = models.SlugField(
        _("lesson to read again"),
        max_length=120,
        blank=True,
        help_text=_("The lesson's slug, e.g. consent-is-repeated"),
    )
    tags = ClusterTaggableManager(
        through=QuestionTag,
        blank=True,
        verbose_name=_("tags"),
        help_text=_("Words to find questions by, and to draw by, e.g. night, phone"),
    )
    change = models.CharField(
        _("how much this changes"), max_length=10, choices=ChangeWeight.choices, blank=True, default=""
    )

    search_fields = [
        index.SearchField("code"),
        index.AutocompleteField("code"),
        index.SearchField("stem"),
        index.AutocompleteField("stem"),
        index.SearchField("topic"),
        index.FilterField("bank"),
        index.FilterField("topic"),
        index.FilterField("competency"),
        index.FilterField("difficulty"),
        index.FilterField("safety_critical"),
        index.FilterField("locale"),
    ]

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["code"]
        permissions = [("publish_safety_question", _("Can publish safety-critical questions"))]
        constraints = [
            models.UniqueConstraint(fields=["code", "locale"], name="assessments_question_code"),
            models.UniqueConstraint(fields=["translation_key", "locale"], name="assessments_question_translation"),
        ]

    def __str__(self) -> str:
        return self.code

    def draft(self) -> tuple[dict[str, Any], str]:
        """Its body as it stands, ready to be shown, and what keeps it from being asked (empty when nothing does)."""
        draft = {"stem": self.stem, "options": options_from(self.options), "feedback": self.feedback}
        vignette = freeze_vignette(self.vignette) if self.vignette else None
        body = draft_body(kind=self.kind, **draft, media=media_from(self.media), vignette=vignette)
        return with_media([body])[0], problem_with(kind=self.kind, **draft)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "assessments/questions/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """As the learner sees it, and as it looks afterwards; a draft may be incomplete and then says so."""
        body, problem = self.draft()
        order = [option["id"] for option in body["options"]]
        return {
            **super().get_preview_context(request, mode_name),
            "problem": problem,
            "question": asked(self.kind, body, number=1, safety_critical=self.safety_critical),
            "verdicts": [] if problem else kind_of(self.kind).verdicts(body, order, {}),
            "feedback": body["feedback"],
            "hints": hints_from(self.hints),
        }


class QuestionRevision(LedgerModel, BaseModel):
    """What was asked, for ever. Made at publish, never changed: attempts are graded against it.

    `body` is clean HTML and depends on the kind (see `compiling`); for the choice kinds:
    {story, ask, options: [{id, text, correct, feedback}], feedback}, and only where there are any {hints: [HTML]},
    {vignette: see `compiling.freeze_vignette`}, and, also in an option, {media: see `questions.media`}.
    """

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="published_revisions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=QuestionKind.choices)
    body = models.JSONField()
    topic = models.SlugField(max_length=40)
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    difficulty = models.PositiveSmallIntegerField(default=Difficulty.MIDDLE)
    safety_critical = models.BooleanField(default=False)
    reread = models.SlugField(max_length=120, blank=True)
    tags = models.JSONField(default=list, help_text=_("Names of tags, in small letters and in order."))
    change = models.CharField(max_length=10, choices=ChangeWeight.choices, blank=True, default="")
    content_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("question revision")
        verbose_name_plural = _("question revisions")
        ordering = ["question", "number"]
        constraints = [models.UniqueConstraint(fields=["question", "number"], name="assessments_question_revision")]

    def __str__(self) -> str:
        return f"{self.question_id} r{self.number}"
