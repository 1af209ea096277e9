from django.db import models
from django.utils.translation import gettext_lazy as _


class RecordKind(models.TextChoices):
    """What kind of evidence: only *observed* carries a level."""

    KNOWLEDGE = "knowledge", _("Knowledge")
    PRACTICE = "practice", _("Practice")
    OBSERVED = "observed", _("Observed")


class BehaviourKind(models.TextChoices):
    HARMFUL = "harmful", _("Harmful")
    BASIC = "basic", _("Basic")
    ADVANCED = "advanced", _("Advanced")


class Method(models.TextChoices):
    OBSERVED = "observed", _("Rated by observers")
    PORTFOLIO = "portfolio", _("Shown in a portfolio, attested by a supervisor")
    BOTH = "both", _("Portfolio, and observed where seen")
