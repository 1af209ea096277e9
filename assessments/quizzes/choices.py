from django.db import models
from django.utils.translation import gettext_lazy as _


class AttemptStatus(models.TextChoices):
    IN_PROGRESS = "in_progress", _("Under way")
    FINISHED = "finished", _("Handed in")


class Layout(models.TextChoices):
    ONE = "one", _("One question at a time")
    SOME = "some", _("Several questions on a page")
    ALL = "all", _("All on one page")


class Certainty(models.TextChoices):
    """How sure somebody says to be of an answer."""

    LOW = "low", _("Not sure")
    MIDDLE = "middle", _("Fairly sure")
    HIGH = "high", _("Very sure")


class Behaviour(models.TextChoices):
    """When somebody sees what is right."""

    DEFERRED = "deferred", _("After handing in")
    IMMEDIATE = "immediate", _("After each question, as soon as they ask")


class Navigation(models.TextChoices):
    """How somebody moves through a check."""

    FREE = "free", _("Freely, back and forth")
    FORWARD = "forward", _("Forward only: a page once left can't be opened again")


class ExportForm(models.TextChoices):
    """What a row of an export is."""

    ATTEMPTS = "attempts", _("One row per attempt")
    ANSWERS = "answers", _("One row per answer")
