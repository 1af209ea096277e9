from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Locale

from assessments.quizzes import queries
from assessments.quizzes.errors import BankTooSmall
from assessments.quizzes.review_form import ReviewMatrixField
from assessments.quizzes.services import check_blueprint
from assessments.quizzes.shortages import where_words


class QuizForm(WagtailAdminModelForm):
    """What Wagtail asks for. Publishing is refused while the bank can't fill the blueprint, naming section and line."""

    review = ReviewMatrixField(
        label=gettext_lazy("What may be seen, and when"),
        required=False,
        help_text=gettext_lazy(
            "Whether the check is met is always said. Without a closing date it never comes to the last column."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "code" in self.fields:
            self.fields["code"].disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.data.get("action-publish") and not self.errors:
            self._refuse_what_cannot_be_drawn(cleaned)
        return cleaned

    def _refuse_what_cannot_be_drawn(self, cleaned: dict[str, Any]) -> None:
        blueprint = queries.blueprint_from(cleaned["blueprint"])
        sections = queries.sections_from(cleaned["blueprint"])
        for number, line in enumerate(blueprint, start=1):
            if line["safety_critical"] > line["count"]:
                message = _("%(where)s asks for more safety-critical questions than questions.")
                self.add_error("blueprint", message % {"where": where_words(number, sections)})
                return
        try:
            check_blueprint(
                bank=cleaned["bank"],
                locale_id=self.instance.locale_id or Locale.get_default().pk,
                blueprint=blueprint,
                sections=sections,
            )
        except BankTooSmall as shortage:
            self.add_error("blueprint", str(shortage))
