"""For `make bench`: as in production, on this machine, in a database and with files of its own."""

from .base import *  # noqa: F403
from .base import DATABASES, STORAGES, TASKS, VAR_DIR

DEBUG = False
SECRET_KEY = "for-measuring-only"  # noqa: S105
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "lms.packs.bench.urls"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# As in production: what comes after an answer is written down for the worker, not done while the trainee waits.
TASKS["default"]["BACKEND"] = "django_tasks_db.DatabaseBackend"

BENCH_DIR = VAR_DIR / "bench"
BENCH_DIR.mkdir(parents=True, exist_ok=True)
STATIC_ROOT = BENCH_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
MEDIA_ROOT = BENCH_DIR / "media"
PRIVATE_ROOT = BENCH_DIR / "private"
STORAGES["private"]["OPTIONS"]["location"] = PRIVATE_ROOT
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(BENCH_DIR / "bench.sqlite3")}
else:
    DATABASES["default"]["TEST"] = {"NAME": f"{DATABASES['default']['NAME']}_bench"}
