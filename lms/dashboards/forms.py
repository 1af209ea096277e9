import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.common import clock
from lms.dashboards.heatmap import Skill


class GoalForm(forms.Form):
    """A development goal. `key` was made with the form, so that a double click sets one goal."""

    text = forms.CharField(
        label=_("Goal"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        help_text=_("What you will do, so that somebody could see it. E.g. “When advice piles up, I ask the group.”"),
    )
    skill = forms.ChoiceField(label=_("Skill"), required=False)
    due = forms.DateField(
        label=_("By"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, skills: Sequence[Skill], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(skill.code, f"{skill.code} {skill.title}") for skill in skills]
        self.fields["skill"].choices = [("", _("None in particular")), *found]  # type: ignore[attr-defined]

    def clean_due(self) -> Any:
        due = self.cleaned_data["due"]
        if due is not None and due < clock.today():
            raise forms.ValidationError(_("That day has passed. Choose today or a later one."))
        return due
