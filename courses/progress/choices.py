from django.db import models
from django.utils.translation import gettext_lazy as _


class ProgressStatus(models.TextChoices):
    OPENED = "opened", _("Opened")
    COMPLETED = "completed", _("Done")
