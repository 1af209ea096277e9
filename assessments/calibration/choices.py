from django.db import models
from django.utils.translation import gettext_lazy as _


class RaterState(models.TextChoices):
    """Derived, never stored: what somebody may do as a rater today."""

    PROVISIONAL = "provisional", _("Provisional")
    CERTIFIED = "certified", _("Certified")
    REFRESH_DUE = "refresh_due", _("Refresher due")
    PAUSED = "paused", _("Paused")


# Sheets of these count.
MAY_HAND_IN = (RaterState.CERTIFIED,)
