"""A developer's machine and the demo: `make run`."""

import os

from .base import *  # noqa: F403

DEBUG = True
DEMO = True
SECRET_KEY = "for-development-only-never-in-production"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", ".localhost"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
DEMO_PASSWORD = "holdspace-demo"  # noqa: S105
# Passkeys work on http://localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
INTERNAL_IPS = ["127.0.0.1"]
if os.environ.get("ALLOWED_HOSTS"):
    ALLOWED_HOSTS += env_list("ALLOWED_HOSTS")
