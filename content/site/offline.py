"""What the crisis page needs to open without a network, and when what a browser keeps of it has become old."""

from pathlib import Path

from django.templatetags.static import static

from lms.common.hashing import content_hash

# Nothing else is ever kept in a browser: pages of a signed-in reader stay on the server.
LIGHT_ASSETS = (
    "lms/css/tokens.css",
    "lms/css/base.css",
    "lms/css/crisis.css",
    "lms/js/theme.js",
    "lms/js/quick-exit.js",
    "lms/js/offline.js",
    "lms/img/favicon.svg",
    "vendor/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2",
)
WORKER = Path(__file__).with_name("sw.js")
VERSION_LENGTH = 16


def light_assets() -> list[str]:
    """The addresses of the style sheets, scripts and the font of the crisis page."""
    return [static(name) for name in LIGHT_ASSETS]


def version_of(*pages: str) -> str:
    """A short name for this very state of the pages and of what they need; another word in a line changes it."""
    return content_hash([*pages, *light_assets(), WORKER.read_text()])[:VERSION_LENGTH]
