"""Where the statistics of a site begin to call a number remarkable."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from assessments.quizzes.findings import Thresholds

DEFAULT = Thresholds()
UP_TO_HUNDRED = [MaxValueValidator(100)]


@register_setting(icon="list-ul", order=300)
class StatisticsSettings(BaseGenericSetting):
    """The thresholds of `findings.Thresholds`, one row for the whole site. It also carries the two permissions."""

    few = models.PositiveSmallIntegerField(
        _("few answers"),
        default=DEFAULT.few,
        validators=[MinValueValidator(2), MaxValueValidator(1000)],
        help_text=_("Below this number a caution stands beside every figure."),
    )
    smallest_group = models.PositiveSmallIntegerField(
        _("smallest group"),
        default=DEFAULT.smallest_group,
        validators=[MinValueValidator(2), MaxValueValidator(100)],
        help_text=_("Figures of fewer people than this are not shown: they could be read as one person's answers."),
    )
    easy = models.PositiveSmallIntegerField(
        _("very easy, from"),
        default=DEFAULT.easy,
        validators=UP_TO_HUNDRED,
        help_text=_("Facility in hundredths: so many of a hundred marks were earned."),
    )
    hard = models.PositiveSmallIntegerField(
        _("very hard, up to"), default=DEFAULT.hard, validators=UP_TO_HUNDRED, help_text=_("Facility in hundredths.")
    )
    weak = models.PositiveSmallIntegerField(
        _("tells people apart weakly, below"),
        default=DEFAULT.weak,
        validators=UP_TO_HUNDRED,
        help_text=_("Discrimination in hundredths. Below zero it is always remarked on."),
    )
    sure_and_wrong = models.PositiveSmallIntegerField(
        _("often very sure and not right, from"),
        default=DEFAULT.sure_and_wrong,
        validators=UP_TO_HUNDRED,
        help_text=_("In hundredths of the answers that say how sure somebody was."),
    )
    low_alpha = models.PositiveSmallIntegerField(
        _("reliability is low, below"),
        default=DEFAULT.low_alpha,
        validators=UP_TO_HUNDRED,
        help_text=_("Cronbach's alpha in hundredths."),
    )

    panels = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("few"), FieldPanel("smallest_group")])],
            heading=_("How many are behind a figure"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("easy"), FieldPanel("hard")]),
                FieldRowPanel([FieldPanel("weak"), FieldPanel("sure_and_wrong")]),
                FieldPanel("low_alpha"),
            ],
            heading=_("What is remarked on"),
        ),
    ]

    class Meta:
        verbose_name = _("statistics of quizzes")
        permissions = [
            ("view_statistics", _("Can see statistics of questions and quizzes")),
            ("export_attempts", _("Can export attempts of people in reach")),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def thresholds(self) -> Thresholds:
        found = {name: getattr(self, name) for name in Thresholds.__dataclass_fields__}
        # Whatever a site set: figures of fewer people than that are nobody's to read.
        return Thresholds(**{**found, "smallest_group": max(self.smallest_group, DEFAULT.smallest_group)})

    def clean(self) -> None:
        super().clean()
        if self.smallest_group is not None and self.smallest_group < DEFAULT.smallest_group:
            text = _("Figures of fewer than %(n)d people are never shown.") % {"n": DEFAULT.smallest_group}
            raise ValidationError({"smallest_group": text})
