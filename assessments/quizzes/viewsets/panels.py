"""Panels of a quiz's form that say how it is walked through and what it is compared with."""

from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

WAY_THROUGH = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("per_page"), FieldPanel("navigation")]),
        FieldRowPanel([FieldPanel("shuffle_questions"), FieldPanel("shuffle_answers")]),
    ],
    heading=gettext_lazy("Pages, way through and order"),
)
LINKED_FORMS = MultiFieldPanel(
    [FieldPanel("pre_form")],
    heading=gettext_lazy("Before and after"),
    help_text=gettext_lazy("Two checks on the same competencies, one before the course and one after it."),
)
