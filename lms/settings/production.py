"""Production: everything that differs comes from the environment (see docs/deploy.md)."""

import os

from .base import *  # noqa: F403
from .base import CONTENT_SECURITY_POLICY, STORAGES, TASKS, env_list

DEBUG = False
SECRET_KEY = os.environ["SECRET_KEY"]
# Keys of before: what they signed or sealed (sessions, links, second factors) stays readable after a change.
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# A monitor beside the site asks without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_SSL_REDIRECT = os.environ.get("SECURE_SSL_REDIRECT", "1") == "1"
SECURE_HSTS_SECONDS = int(os.environ.get("SECURE_HSTS_SECONDS", "3600"))
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# W005 and W021 ask for HSTS on subdomains and the preload list: both bind a whole domain that may serve
# other things than this site, so its owner decides, not we.
# W019 asks for X-Frame-Options DENY: the editor shows its preview in a frame of the same origin.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W019", "security.W021"]

STORAGES["staticfiles"] = {"BACKEND": "lms.common.storage.ManifestStaticFilesStorage"}
if os.environ.get("S3_BUCKET"):
    S3_OPTIONS = {"bucket_name": os.environ["S3_BUCKET"], "endpoint_url": os.environ.get("S3_ENDPOINT_URL") or None}
    # Where a reader's browser fetches pictures and recordings; the policy of our pages has to name it.
    S3_PUBLIC_HOST = os.environ.get("S3_PUBLIC_HOST", f"{os.environ['S3_BUCKET']}.s3.amazonaws.com")
    for directive in ("img-src", "media-src"):
        CONTENT_SECURITY_POLICY["DIRECTIVES"][directive].append(f"https://{S3_PUBLIC_HOST}")
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            **S3_OPTIONS,
            "location": "public",
            "custom_domain": S3_PUBLIC_HOST,
            "querystring_auth": False,
            "file_overwrite": False,
        },
    }
    STORAGES["private"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            **S3_OPTIONS,
            "bucket_name": os.environ.get("S3_PRIVATE_BUCKET", os.environ["S3_BUCKET"]),
            "location": "private",
            "default_acl": "private",
            "file_overwrite": False,
        },
    }
TASKS["default"]["BACKEND"] = os.environ.get("TASKS_BACKEND", "django_tasks_db.DatabaseBackend")

EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "0") == "1"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "lms.common.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("LOG_LEVEL", "INFO")},
    # Django's own handlers mail settings and request data to admins: this site writes lines and sends none.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "WARNING"},
    },
}
