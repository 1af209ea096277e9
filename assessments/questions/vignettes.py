"""A situation that several questions share."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index

from assessments.questions.compiling import freeze_vignette
from assessments.questions.media import with_media
from content.blocks.media import PictureBlock, RecordingBlock
from lms.common.models import BaseModel


class Vignette(TranslatableMixin, DraftStateMixin, RevisionMixin, PreviewableMixin, index.Indexed, BaseModel):
    """What an editor works on. What a trainee reads is frozen into each `QuestionRevision` that points at it."""

    code = models.SlugField(_("code"), max_length=60, help_text=_("e.g. m1-first-evening; stays for ever"))
    title = models.CharField(_("title"), max_length=120, help_text=_("Learners see it above the text."))
    body = StreamField(
        [
            ("text", blocks.RichTextBlock(features=["bold", "italic", "ol", "ul", "link"], label=_("Text"))),
            ("picture", PictureBlock()),
            ("recording", RecordingBlock()),
        ],
        verbose_name=_("what happens"),
        max_num=20,
    )

    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("code"),
        index.AutocompleteField("code"),
        index.FilterField("locale"),
    ]

    class Meta:
        verbose_name = _("vignette")
        verbose_name_plural = _("vignettes")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["code", "locale"], name="assessments_vignette_code"),
            models.UniqueConstraint(fields=["translation_key", "locale"], name="assessments_vignette_translation"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "assessments/questions/vignette_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        [shown] = with_media([{"options": [], "vignette": freeze_vignette(self)}])
        return {**super().get_preview_context(request, mode_name), "vignette": shown["vignette"]}
