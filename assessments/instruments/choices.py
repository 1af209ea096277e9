from django.db import models
from django.utils.translation import gettext_lazy as _


class InstrumentKind(models.TextChoices):
    ROLE_PLAY = "role_play", _("Observed role-play")
    PRACTICE = "practice", _("Observed practice")
