from django.db import models
from django.utils.translation import gettext_lazy as _


class EnrolmentStatus(models.TextChoices):
    ACTIVE = "active", _("Under way")
    PAUSED = "paused", _("Paused")
    COMPLETED = "completed", _("Completed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class SeatRole(models.TextChoices):
    """What somebody comes into a cohort as."""

    TRAINEE = "trainee", _("Trainee")
    SUPERVISOR = "supervisor", _("Supervisor")


OPEN_STATUSES = (EnrolmentStatus.ACTIVE, EnrolmentStatus.PAUSED)
