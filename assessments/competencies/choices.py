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


class DraftState(models.TextChoices):
    EDITING = "editing", _("Being written")
    WAITING = "waiting", _("Waiting for clinical review")
    PUBLISHED = "published", _("Published")
    DISCARDED = "discarded", _("Put away")


class Becomes(models.TextChoices):
    """What a competency of the version before becomes in the next one."""

    SAME = "same", _("Same")
    SPLIT = "split", _("Split")
    MERGED = "merged", _("Merged")
    NEW = "new", _("New")
    DROPPED = "dropped", _("Dropped")


class Needs(models.TextChoices):
    """What somebody must have shown for a competency that several were merged into."""

    ALL = "all", _("Evidence of all of its parts")
    ANY = "any", _("Evidence of one of its parts is enough")
