from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    GRANTED = "granted", _("Granted")
    SUSPENDED = "suspended", _("Suspended")
    REINSTATED = "reinstated", _("Reinstated")
    REVOKED = "revoked", _("Revoked")
    EXTENDED = "extended", _("Extended")
    REPLACED = "replaced", _("Replaced by a newer one")
    WITHDRAWN = "withdrawn", _("Given back by the holder")
    REISSUED = "reissued", _("Certificate issued again")


class AwardStatus(models.TextChoices):
    """Derived from the events and the day; never stored as the truth."""

    VALID = "valid", _("Valid")
    EXPIRED = "expired", _("Expired")
    SUSPENDED = "suspended", _("Suspended")
    REVOKED = "revoked", _("No longer valid")
    REPLACED = "replaced", _("Replaced")
    WITHDRAWN = "withdrawn", _("Given back")
