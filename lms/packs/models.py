from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.common.models import BaseModel


class Pack(BaseModel):
    """A content pack that was loaded. `meta` is its pack.yaml, and what of its files has no other place here."""

    name = models.SlugField(_("name"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=160)
    version = models.CharField(_("version"), max_length=20)
    meta = models.JSONField(default=dict)
    loaded_at = models.DateTimeField(_("loaded"), null=True, blank=True)

    class Meta:
        verbose_name = _("content pack")
        verbose_name_plural = _("content packs")
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


class PackItem(BaseModel):
    """What a pack put in, so that loading again knows what an editor has changed since.

    `source_hash`: hash of the file's part as loaded; `stored_hash`: hash of what was then in the database.
    When the database no longer has `stored_hash`, an editor changed it, and only `--force` overwrites.
    `extra` keeps what the file says and the database has no place for.
    """

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="items")
    key = models.CharField(max_length=200)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.CharField(max_length=64)
    source_hash = models.CharField(max_length=64)
    stored_hash = models.CharField(max_length=64)
    extra = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("pack item")
        verbose_name_plural = _("pack items")
        constraints = [models.UniqueConstraint(fields=["pack", "key"], name="packs_item_key")]

    def __str__(self) -> str:
        return self.key
