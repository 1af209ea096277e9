"""What a phone keeps of a sheet: its page without names, and what that page needs."""

from pathlib import Path

from django.templatetags.static import static

from lms.common.hashing import content_hash

SCRIPTS = ("page", "sheet", "rules", "rows", "notes", "showing", "late", "watch")
ASSETS = (
    "lms/css/tokens.css",
    "lms/css/base.css",
    "lms/css/layout.css",
    "lms/css/controls.css",
    "lms/css/parts.css",
    "lms/css/learn.css",
    "lms/css/marking.css",
    "lms/css/pages.css",
    "lms/css/utilities.css",
    "assessments/sheet/sheet.css",
    "lms/js/theme.js",
    "lms/js/page.js",
    "lms/js/offline.js",
    "lms/js/quick-exit.js",
    "lms/js/sheet-queue.js",
    "lms/js/sheet-store.js",
    *(f"assessments/sheet/{name}.js" for name in SCRIPTS),
    "lms/img/favicon.svg",
    "vendor/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2",
)
WORKER = Path(__file__).with_name("sheet-worker.js")
VERSION_LENGTH = 16


def sheet_assets() -> list[str]:
    """The addresses of everything that the sheet's page loads."""
    return [static(name) for name in ASSETS]


def version() -> str:
    """A short name for this very state of the page's parts."""
    return content_hash([*sheet_assets(), WORKER.read_text()])[:VERSION_LENGTH]
