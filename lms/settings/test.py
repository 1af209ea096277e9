"""For the tests: fast hashes, everything in memory or in a folder of its own."""

import os

from .base import *  # noqa: F403

DEBUG = False
SECRET_KEY = "for-tests-only"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
MEDIA_ROOT = VAR_DIR / "test" / WORKER / "media"
PRIVATE_ROOT = VAR_DIR / "test" / WORKER / "private"
STORAGES["private"]["OPTIONS"]["location"] = PRIVATE_ROOT
# A file, not memory: threads of the live server and of concurrency tests open connections of their own.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    (VAR_DIR / "test").mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test" / "database.sqlite3"}
WHITENOISE_AUTOREFRESH = True
WAGTAILADMIN_BASE_URL = SITE_URL = "http://testserver"
# The index of Wagtail's search is written with each saved page, and hardly ever asked: a test that searches switches it on.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}}
