from decimal import Decimal

from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """Roles are groups; `roles.py` of each app says what each may do."""

    TRAINEE = "trainee", _("Trainee")
    SUPERVISOR = "supervisor", _("Supervisor")
    LEAD_SUPERVISOR = "lead_supervisor", _("Lead supervisor")
    CONTENT_EDITOR = "content_editor", _("Content editor")
    CLINICAL_REVIEWER = "clinical_reviewer", _("Clinical reviewer")
    PROGRAMME_MANAGER = "programme_manager", _("Programme manager")
    AUDITOR = "auditor", _("Auditor")


class AgreementKind(models.TextChoices):
    DISCLAIMER = "disclaimer", _("What this is and is not")
    ADULT = "adult", _("Adults only")
    CONDUCT = "conduct", _("Code of conduct")
    PRIVACY = "privacy", _("Privacy rules")


class AccommodationKind(models.TextChoices):
    """What is needed, never why."""

    TIME_FACTOR = "time_factor", _("More time")
    EXTRA_ATTEMPTS = "extra_attempts", _("More attempts")
    LATER_DATES = "later_dates", _("Later dates")
    FORMAT = "format", _("Another format")


def amount_in_words(kind: str, value: Decimal | None) -> str:
    """An amount as its kind counts it, e.g. *1.5 times the time*, *2 more*; empty where there is none."""
    if value is None:
        return ""
    number = f"{value.normalize():f}"
    if kind == AccommodationKind.TIME_FACTOR:
        return gettext("%(number)s times the time") % {"number": number}
    if kind == AccommodationKind.EXTRA_ATTEMPTS:
        return gettext("%(number)s more") % {"number": number}
    days = int(value)
    return ngettext("%(days)s day later", "%(days)s days later", days) % {"days": days}
