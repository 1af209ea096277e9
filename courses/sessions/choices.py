from django.db import models
from django.utils.translation import gettext_lazy as _


class SessionStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    CANCELLED = "cancelled", _("Cancelled")
    HELD = "held", _("Held")


class BookingStatus(models.TextChoices):
    BOOKED = "booked", _("Has a place")
    WAITING = "waiting", _("On the waiting list")
    CANCELLED = "cancelled", _("Given back")


class Presence(models.TextChoices):
    """What the register says of somebody."""

    PRESENT = "present", _("Was here")
    LEFT = "left", _("Left early")
    ABSENT = "absent", _("Was not here")


KEPT = (BookingStatus.BOOKED, BookingStatus.WAITING)
