"""What people type. Each form only reads; services write."""

from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lms.common import regions
from lms.people.choices import AccommodationKind, Role
from lms.people.models import Agreement, Organisation, User
from lms.people.scopes import scopes_to_choose
from lms.people.sign_up import SignUpFields

LIMITS = {
    AccommodationKind.TIME_FACTOR: (1, 5),
    AccommodationKind.EXTRA_ATTEMPTS: (1, 20),
    AccommodationKind.LATER_DATES: (1, 365),
}


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["full_name", "preferred_name", "language", "time_zone", "region", "name_public"]
        help_texts = {
            "region": _("The lines for this region stand first on the page with crisis help."),
            "name_public": _(
                "Whoever has the code of your certificate can check it. With this on they read your name there; "
                "with it off they type a name and are only told whether it is the right one."
            ),
        }
        widgets = {
            "full_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "preferred_name": forms.TextInput(attrs={"autocomplete": "nickname"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
        self.fields["time_zone"] = forms.ChoiceField(
            label=_("Time zone"),
            choices=[("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in zones)],
            help_text=_("Dates and times are shown as your clock has them."),
        )
        self._offer_regions()
        if len(self.fields["language"].choices) < 2:
            del self.fields["language"]

    def _offer_regions(self) -> None:
        offered = regions.choices()
        if not offered:
            del self.fields["region"]
            return
        field = self.fields["region"]
        self.fields["region"] = forms.ChoiceField(
            label=field.label, help_text=field.help_text, required=False, choices=[("", _("No region")), *offered]
        )


class AgreementsForm(forms.Form):
    """One box per text; all of them have to be ticked."""

    def __init__(self, *args: Any, agreements: list[Agreement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreements = agreements
        for agreement in agreements:
            self.fields[self.name_of(agreement)] = forms.BooleanField(
                label=_("I have read “%(title)s” and agree.") % {"title": agreement.title},
                error_messages={"required": _("Tick the box if you agree. Without it you cannot go on.")},
            )

    @staticmethod
    def name_of(agreement: Agreement) -> str:
        return f"agreement-{agreement.uuid}"

    def texts(self) -> list[dict[str, Any]]:
        """Each text with its box, for the template."""
        return [{"agreement": item, "field": self[self.name_of(item)]} for item in self.agreements]


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"))
    full_name = forms.CharField(label=_("Name"), max_length=150, required=False)
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"), empty_label=None)
    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=Role.choices, widget=forms.CheckboxSelectMultiple, initial=[Role.TRAINEE]
    )

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations


class InvitationSignUpForm(SignUpFields):
    """For somebody new who holds an invitation: the address is the one it was sent to."""

    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    field_order = ["full_name", "password", "time_zone"]

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        validate_password(password, User(email=self.email, full_name=self.cleaned_data.get("full_name", "")))
        return password


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)

    def __init__(self, *args: Any, held: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [choice for choice in Role.choices if choice[0] not in held]


class SupervisorForm(forms.Form):
    supervisor = forms.ModelChoiceField(
        User.objects.none(), label=_("Supervisor"), to_field_name="uuid", empty_label=_("Choose")
    )

    def __init__(self, *args: Any, supervisors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supervisor"].queryset = supervisors


class AccommodationForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=AccommodationKind.choices)
    value = forms.DecimalField(
        label=_("How much"),
        max_digits=5,
        decimal_places=2,
        required=False,
        help_text=_("More time: 1.5 means half as much again. More attempts: how many. Later dates: days."),
    )
    scope = forms.TypedChoiceField(
        label=_("For"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_("More time, more attempts and later dates can be for one check alone."),
    )
    needed = forms.CharField(label=_("What is needed"), max_length=300, help_text=_("What, never why."))
    starts = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}), help_text=_("Empty: today.")
    )
    ends = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted(scopes_to_choose().items(), key=lambda one: one[1].casefold())
        self.fields["scope"].choices = [("", _("Everything")), *((str(uuid), name) for uuid, name in named)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind, value = data.get("kind"), data.get("value")
        limits = LIMITS.get(kind or "")
        if limits and value is None:
            self.add_error("value", ValidationError(_("Say how much.")))
        elif kind == AccommodationKind.FORMAT:
            data["value"] = None
        elif limits and value is not None and not limits[0] <= value <= limits[1]:
            words = _("Between %(low)s and %(high)s.") % {"low": limits[0], "high": limits[1]}
            self.add_error("value", ValidationError(words))
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", ValidationError(_("It ends before it begins.")))
        if kind == AccommodationKind.FORMAT and data.get("scope"):
            self.add_error("scope", ValidationError(_("Another format is for everything.")))
        return data
