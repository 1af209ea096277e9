"""Signing in: allauth, its second factor, and what it may tell a stranger (nothing)."""

import os

ACCOUNT_ADAPTER = "lms.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "lms.people.sign_up.SignUpFields"
ACCOUNT_FORMS = {
    "login": "lms.people.account_forms.SignInForm",
    "signup": "lms.people.account_forms.SignUpForm",
    "reset_password": "lms.people.account_forms.ResetForm",
    "reset_password_from_key": "lms.people.account_forms.NewPasswordForm",
    "change_password": "lms.people.account_forms.ChangePasswordForm",
    "set_password": "lms.people.account_forms.SetPasswordForm",
    "add_email": "lms.people.account_forms.EmailForm",
    "reauthenticate": "lms.people.account_forms.AgainForm",
}
ACCOUNT_USER_DISPLAY = "lms.people.adapter.display_name"
# An address counts only once its owner has answered: with anything less, sign-up tells strangers who is here.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
# Only in the browser that signed up; a link opened elsewhere confirms the address and asks to sign in.
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "signup": "10/m/ip",
    "reset_password": "10/m/ip,3/m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "confirm_email": "1/3m/key",
}
# Anybody may sign up unless a programme takes people in by invitation only.
OPEN_SIGN_UP = os.environ.get("OPEN_SIGN_UP", "1") == "1"

MFA_ADAPTER = "lms.people.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "lms.people.account_forms.CodeForm",
    "reauthenticate": "lms.people.account_forms.CodeAgainForm",
    "activate_totp": "lms.people.account_forms.AppForm",
    "add_webauthn": "lms.people.account_forms.PasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Holdspace"

# How many proxies of ours stand before us and write X-Forwarded-For: throttling counts by the address they saw.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXY_COUNT", "0"))

# Sign-ins shown on the sign-in page; only where DEMO and DEBUG are both on.
DEMO_PASSWORD = ""
