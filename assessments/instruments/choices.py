from django.db import models
from django.utils.translation import gettext_lazy as _


class InstrumentKind(models.TextChoices):
    ROLE_PLAY = "role_play", _("Observed role-play")
    PRACTICE = "practice", _("Observed practice")


class Consensus(models.TextChoices):
    """How several raters' levels become one, where nothing has to be decided between them."""

    LOWER_MEDIAN = "lower_median", _("The middle level; of two in the middle the lower")
    MEDIAN = "median", _("The middle level; of two in the middle the higher")
    MINIMUM = "minimum", _("The lowest level")


class PassRule(models.TextChoices):
    STANDARD = "standard", _("A share of what was rated, and all that is safety-critical")
    ALL_ITEMS = "all_items", _("All that was rated")


class Weight(models.TextChoices):
    """Whether a conflict of interest is let be, asks for a written reason, or keeps somebody out."""

    ALLOW = "allow", _("allowed")
    WARN = "warn", _("asks for a reason")
    BLOCK = "block", _("not possible")
