"""The panels of a quiz's rules."""

from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

RULE_PANELS = [
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("question_tries"), FieldPanel("try_penalty")]), FieldPanel("grade_by_certainty")],
        heading=gettext_lazy("Tries at a question, and certainty"),
    ),
    MultiFieldPanel(
        [FieldPanel("grading"), FieldPanel("reread_first")], heading=gettext_lazy("Several tries at the quiz")
    ),
    MultiFieldPanel([FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")])], heading=gettext_lazy("Dates")),
    FieldPanel("review"),
    FieldPanel("bands"),
]
