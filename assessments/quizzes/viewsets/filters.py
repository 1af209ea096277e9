"""How editors narrow down the list of questions."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from assessments.questions.models import Question
from assessments.questions.queries import tags_in_use


def tag_choices() -> list[tuple[str, str]]:
    return [(name, name) for name in tags_in_use()]


class QuestionFilterSet(WagtailFilterSet):
    """By what a quiz draws by, and by whether it is in use."""

    tag = django_filters.ChoiceFilter(
        label=gettext_lazy("Tag"), choices=tag_choices, method="with_tag", null_label=None, empty_label=None
    )

    class Meta:
        model = Question
        fields = ["bank", "topic", "tag", "competency", "difficulty", "safety_critical", "kind", "live"]

    def with_tag(self, questions: Any, name: str, value: str) -> Any:
        return questions.filter(tagged_items__tag__name__iexact=value).distinct()
