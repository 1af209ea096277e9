from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.awards.choices import EventKind

ACTIONS = [
    (EventKind.SUSPENDED, _("Suspend")),
    (EventKind.REINSTATED, _("Reinstate")),
    (EventKind.REVOKED, _("Revoke for good")),
]


class DecisionForm(forms.Form):
    """Suspend, reinstate or revoke, with the reason."""

    action = forms.ChoiceField(label=_("What shall happen"), choices=ACTIONS, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stays in the ledger and is read by managers and auditors only. Nothing about members or health."),
    )

    def __init__(self, *args: object, suspended: bool = False, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        hidden = EventKind.SUSPENDED if suspended else EventKind.REINSTATED
        self.fields["action"].choices = [(kind, label) for kind, label in ACTIONS if kind != hidden]  # type: ignore[attr-defined]


class ReissueForm(forms.Form):
    """A new document under the holder's present name."""

    reissue_reason = forms.CharField(
        label=_("Why it is issued again"), max_length=500, help_text=_("e.g. “Name corrected after marriage”.")
    )
