from django.db import models
from django.utils.translation import gettext_lazy as _


class RequirementKind(models.TextChoices):
    ALL = "all", _("All of these")
    ANY = "any", _("One of these")
    COURSE = "course", _("Course completed")
    KNOWLEDGE = "knowledge", _("Knows")
    OBSERVED = "observed", _("Seen at a level")


class Paper(models.TextChoices):
    A4 = "a4", _("A4")
    LETTER = "letter", _("Letter")
