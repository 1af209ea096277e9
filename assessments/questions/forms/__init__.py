from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.forms import WagtailAdminModelForm

from assessments.questions import queries
from assessments.questions.choices import ChangeWeight
from assessments.questions.compiling import (
    draft_body,
    freeze_vignette,
    hints_from,
    options_from,
    problem_with,
    prose,
    safety_problem,
    unpublished_vignette,
)
from assessments.questions.media import media_from


class QuestionForm(WagtailAdminModelForm):
    """What Wagtail asks for. A draft may be incomplete; publishing says what is missing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "code" in self.fields:
            self.fields["code"].disabled = True
        self.asked = queries.times_asked(self.instance) if self.instance.pk else 0
        if "change" in self.fields:
            self._ask_how_much_it_changes()

    def _ask_how_much_it_changes(self) -> None:
        """Only where somebody was asked the question already; said anew each time."""
        if not self.asked:
            del self.fields["change"]
            return
        field = self.fields["change"]
        field.choices, self.initial["change"] = ChangeWeight.choices, ""
        text = ngettext(
            "%(n)d attempt was asked this question. Needed to publish what has changed.",
            "%(n)d attempts were asked this question. Needed to publish what has changed.",
            self.asked,
        )
        field.help_text = text % {"n": self.asked}

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
            self._refuse_change_of_unknown_weight(cleaned)
        if not self.asked:
            self.instance.change = ""
        return cleaned

    def _refuse_change_of_unknown_weight(self, cleaned: dict[str, Any]) -> None:
        newest = queries.newest_revision(self.instance) if self.asked else None
        if newest is None or cleaned.get("change") or "change" not in self.fields or self.errors:
            return
        now = (self._body(cleaned), cleaned["kind"], bool(cleaned.get("safety_critical")))
        if now != (newest.body, newest.kind, newest.safety_critical):
            self.add_error("change", _("Say whether this is minor or material: people were asked this question."))

    def _body(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """What publishing would freeze."""
        vignette, hints = cleaned.get("vignette"), hints_from(cleaned.get("hints") or ())
        body = draft_body(
            kind=cleaned["kind"],
            stem=cleaned["stem"],
            options=options_from(cleaned["options"]),
            feedback=cleaned.get("feedback", ""),
            media=media_from(cleaned.get("media") or ()),
            vignette=freeze_vignette(vignette) if vignette else None,
        )
        return body | ({"hints": hints} if hints else {})

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
