"""What the pages about paths of a site go by."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

# Less is one person's way through a hard moment, to be guessed by those who know the group.
SMALLEST_GROUP = 5


@register_setting(icon="list-ul", order=310)
class PathSettings(BaseGenericSetting):
    """One row for the whole site."""

    smallest_group = models.PositiveSmallIntegerField(
        _("smallest group"),
        default=SMALLEST_GROUP,
        validators=[MinValueValidator(SMALLEST_GROUP), MaxValueValidator(100)],
        help_text=_("Numbers of fewer people than this are not shown: they could be read as one person's choices."),
    )
    stopped_days = models.PositiveSmallIntegerField(
        _("stopped, after so many days"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("A run that nobody went on with for so long counts as left where it stands."),
    )

    panels = [FieldRowPanel([FieldPanel("smallest_group"), FieldPanel("stopped_days")])]

    class Meta:
        verbose_name = _("paths through scenarios")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
