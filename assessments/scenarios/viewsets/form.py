"""The form of a scenario in Wagtail: words, rules and competencies. The story is written at its desk."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Locale

from assessments.scenarios import services
from assessments.scenarios.models import Scenario, ScenarioDraft

PUBLISH_SAFETY = "assessments.sign_scenario"


class ScenarioForm(WagtailAdminModelForm):
    """Saving takes over the story as it stands at the desk.

    Publishing and submitting are refused while the lint finds a problem; `panels.StoryPanel` links each to its moment.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "code" in self.fields:
            self.fields["code"].disabled = True
        draft = ScenarioDraft.objects.filter(scenario_id=self.instance.pk).first() if self.instance.pk else None
        self.story = draft.graph if draft else self.instance.graph
        self.is_retold = self.story != self.instance.graph

    def has_changed(self) -> bool:
        """Wagtail asks whether a newer draft stands beside what is published: another story is one too."""
        return super().has_changed() or self.is_retold

    @property
    def is_publishing(self) -> bool:
        return bool(self.data.get("action-publish"))

    @property
    def is_for_others(self) -> bool:
        """Whether what is saved is published, sent to a reviewer, or approved by one."""
        sent = {"action-publish", "action-submit", "action-restart-workflow"} & self.data.keys()
        return bool(sent) or self.data.get("workflow-action-name") == "approve"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._refuse_taken_code(cleaned)
        if self.is_publishing and not self.errors:
            self._refuse_without_reviewer(cleaned)
        return cleaned

    def _refuse_taken_code(self, cleaned: dict[str, Any]) -> None:
        """The locale is no field here, so that Django leaves the constraint of both to the database."""
        locale = self.instance.locale_id or Locale.get_default().pk
        taken = Scenario.objects.filter(code=cleaned.get("code"), locale=locale).exclude(pk=self.instance.pk)
        if taken.exists():
            self.add_error("code", _("Another scenario has this code."))

    def _refuse_without_reviewer(self, cleaned: dict[str, Any]) -> None:
        """Safety content before or after the change: either way a clinical reviewer looks at it first."""
        was = self.instance.pk and Scenario.objects.filter(pk=self.instance.pk, safety_critical=True).exists()
        if (was or cleaned.get("safety_critical")) and not self.for_user.has_perm(PUBLISH_SAFETY):
            text = _("Safety content is published by a clinical reviewer. Save it as a draft and submit it for review.")
            self.add_error(None, text)

    def _post_clean(self) -> None:
        """The instance has its new words by now, so that the lint sees what would be published."""
        super()._post_clean()
        self.instance.graph = self.story
        if self.is_for_others and not self.errors:
            for one in services.check_scenario(scenario=self.instance):
                if one.level == "error":
                    self.add_error(None, f"{one.node}: {one.message}" if one.node else str(one.message))
