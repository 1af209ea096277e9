from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.common.models import BaseModel


class AccessLogEntry(BaseModel):
    """Somebody looked at somebody else's data. The person looked at can read this."""

    subject = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="access_log")
    viewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("access log entry")
        verbose_name_plural = _("access log")
        ordering = ["-created", "-pk"]
        indexes = [models.Index(fields=["subject", "-created"], name="privacy_access_subject")]

    def __str__(self) -> str:
        return f"{self.viewer_id} → {self.subject_id}: {self.what}"
