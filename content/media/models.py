from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage
from wagtail.models import PreviewableMixin, TranslatableMixin
from wagtail.search import index

from lms.common.models import BaseModel


class Picture(AbstractImage):
    """A picture. `description` is the text alternative that a reader hears when the block gives none."""

    credit = models.CharField(_("credit"), max_length=200, blank=True)
    admin_form_fields = (*WagtailImage.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class Download(AbstractDocument):
    """A file to download."""

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("download")
        verbose_name_plural = _("downloads")


class Recording(PreviewableMixin, TranslatableMixin, index.Indexed, BaseModel):
    """Video or audio. It cannot be saved, so not be shown, without transcript and (for video) captions."""

    class Kind(models.TextChoices):
        VIDEO = "video", _("Video")
        AUDIO = "audio", _("Audio")

    title = models.CharField(
        _("title"), max_length=200, help_text=_("What it shows, e.g. “Opening a group: the first two minutes”.")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.VIDEO)
    file = models.FileField(
        _("file"),
        upload_to="recordings/",
        validators=[FileExtensionValidator(["mp4", "webm", "mp3", "m4a", "ogg"])],
        help_text=_("Everybody can open it: only recordings of people who agreed to that."),
    )
    captions = models.FileField(
        _("captions (WebVTT)"),
        upload_to="captions/",
        blank=True,
        validators=[FileExtensionValidator(["vtt"])],
        help_text=_("A .vtt file. Needed for video."),
    )
    language = models.CharField(_("spoken language"), max_length=12, default="en", help_text=_("e.g. “en” or “pt-br”."))
    transcript = models.TextField(_("transcript"), help_text=_("Every word, with who says it."))
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), default=1)

    panels = [
        FieldPanel("title"),
        FieldPanel("kind"),
        FieldPanel("file"),
        FieldPanel("captions"),
        FieldPanel("language"),
        FieldPanel("minutes"),
        FieldPanel("transcript"),
    ]
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("transcript"),
        index.FilterField("locale_id"),
        index.FilterField("kind"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.kind == self.Kind.VIDEO and not self.captions:
            raise ValidationError({"captions": _("A video needs captions: without them it shuts people out.")})

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "content/blocks/previews/recording_snippet.html"
