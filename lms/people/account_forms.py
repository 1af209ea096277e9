"""allauth's forms in our words: labels above fields, no grey words inside them."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _


class Plain(forms.Form):
    """Mixed in before allauth's form."""

    LABELS = {
        "login": _("E-mail address"),
        "email": _("E-mail address"),
        "remember": _("Keep me signed in on this device"),
        "code": _("Code"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.LABELS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            field.widget.attrs.pop("autofocus", None)


class SignInForm(Plain, account.LoginForm):
    pass


class SignUpForm(Plain, account.SignupForm):
    field_order = ["full_name", "email", "password1", "time_zone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = " ".join(password_validators_help_texts())


class ResetForm(Plain, account.ResetPasswordForm):
    pass


class NewPasswordForm(Plain, account.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(Plain, account.ChangePasswordForm):
    pass


class SetPasswordForm(Plain, account.SetPasswordForm):
    pass


class EmailForm(Plain, account.AddEmailForm):
    LABELS = {"email": _("New e-mail address")}


class AgainForm(Plain, account.ReauthenticateForm):
    pass


class CodeForm(Plain, second_step.AuthenticateForm):
    pass


class CodeAgainForm(Plain, second_step.ReauthenticateForm):
    pass


class AppForm(Plain, totp.ActivateTOTPForm):
    pass


class PasskeyForm(Plain, webauthn.AddWebAuthnForm):
    LABELS = {"name": _("Name"), "passwordless": _("Sign in with it alone, without my password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].help_text = _("Your device asks for your fingerprint, your face or its own code.")
