from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from assessments.questions.compiling import options_from, problem_with, prose, safety_problem, unpublished_vignette


class QuestionForm(WagtailAdminModelForm):
    """What Wagtail asks for. A draft may be incomplete; publishing says what is missing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "code" in self.fields:
            self.fields["code"].disabled = True

    @property
    def is_publishing(self) -> bool:
        return bool(self.data.get("action-publish"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.is_publishing and not self.errors:
            self._refuse_incomplete(cleaned)
            self._refuse_unmarked_safety(cleaned)
            self._refuse_unpublished_vignette(cleaned)
            self._refuse_without_reviewer(cleaned)
        return cleaned

    def _refuse_incomplete(self, cleaned: dict[str, Any]) -> None:
        problem = problem_with(
            kind=cleaned["kind"],
            stem=cleaned["stem"],
            options=options_from(cleaned["options"]),
            feedback=cleaned.get("feedback", ""),
        )
        if problem:
            self.add_error("options" if prose(cleaned["stem"]) else "stem", problem)

    def _refuse_unpublished_vignette(self, cleaned: dict[str, Any]) -> None:
        vignette = cleaned.get("vignette")
        if vignette and not vignette.live:
            self.add_error("vignette", unpublished_vignette(vignette))

    def _refuse_unmarked_safety(self, cleaned: dict[str, Any]) -> None:
        problem = safety_problem(cleaned["kind"], safety_critical=bool(cleaned.get("safety_critical")))
        if problem:
            self.add_error("safety_critical", problem)

    def _refuse_without_reviewer(self, cleaned: dict[str, Any]) -> None:
        """Safety-critical before or after the change: either way a clinical reviewer looks at it first."""
        was = self.instance.pk and type(self.instance).objects.get(pk=self.instance.pk).safety_critical
        if (was or cleaned.get("safety_critical")) and not self.for_user.has_perm(
            "assessments.publish_safety_question"
        ):
            self.add_error(
                None,
                _("Safety-critical questions are published by a clinical reviewer. Save it as a draft and ask one."),
            )
