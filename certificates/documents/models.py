from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.awards.models import Award
from lms.common.models import BaseModel


def private_storage() -> Storage:
    """Never under MEDIA_URL; looked up when needed, so that settings decide."""
    return storages["private"]


class Certificate(BaseModel):
    """The document of an award: what stood on it when it was issued, and the file itself with its hash."""

    wagtail_reference_index_ignore = True

    class Status(models.TextChoices):
        WAITING = "waiting", _("Being made")
        STORED = "stored", _("Stored")
        TROUBLE = "trouble", _("Could not be made")

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="certificates")
    serial = models.CharField(_("serial"), max_length=24, unique=True)
    snapshot = models.JSONField()
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.WAITING)
    trouble = models.CharField(max_length=200, blank=True)
    pdf = models.FileField(storage=private_storage, upload_to="certificates/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    issued_at = models.DateTimeField()
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, related_name="replaced_by", null=True, blank=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at", "-pk"]

    def __str__(self) -> str:
        return self.serial
