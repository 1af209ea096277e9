"""WeasyPrint, kept at arm's length: imported only when a PDF is made, since it needs Pango from the system."""

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from certificates.documents.errors import PdfUnavailable
from certificates.documents.pdf import layout

FOLDER = "certificates/documents/pdf"
FONTS = {
    "latin.woff2": "vendor/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2",
    "latin-ext.woff2": "vendor/fonts/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
}
PICTURES = ("ring.svg", "mark.svg", "hand-1.svg", "hand-2.svg")
SWITCHED_OFF = _("PDFs are switched off on this machine (PDF_ENGINE=none).")
PANGO_MISSING = _(
    "PDFs cannot be made on this machine: Pango is missing. Debian, Ubuntu: apt install libpango-1.0-0 "
    "libpangoft2-1.0-0 libharfbuzz-subset0. Fedora: dnf install pango. macOS: brew install pango."
)


def render(snapshot: Mapping[str, Any]) -> bytes:
    """The certificate as a tagged PDF (PDF/UA-1), from its snapshot alone.

    Raises PdfUnavailable where this machine cannot make PDFs.
    """
    weasyprint = _load()
    with translation.override(snapshot["language"]):
        html = render_to_string(f"{FOLDER}/certificate.html", layout.context(snapshot))
    document = weasyprint.HTML(string=html, base_url="asset:", url_fetcher=_fetcher(weasyprint))
    return document.write_pdf(pdf_variant="pdf/ua-1")


def trouble() -> Any:
    """Why this machine cannot make PDFs, as a sentence; empty if it can."""
    try:
        _load()
    except PdfUnavailable as refusal:
        return refusal.message
    return ""


def _load() -> Any:
    if settings.PDF_ENGINE == "none":
        raise PdfUnavailable(SWITCHED_OFF)
    try:
        return import_module("weasyprint")
    except OSError as error:
        raise PdfUnavailable(PANGO_MISSING) from error


def _fetcher(weasyprint: Any) -> Any:
    """Hands out our own pictures and fonts by name; anything else, on disk or in the net, is refused."""

    class Assets(weasyprint.urls.URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            name = url.removeprefix("asset:")
            kind = "image/svg+xml" if name.endswith(".svg") else "font/woff2"
            return weasyprint.urls.URLFetcherResponse(url, _asset(name), {"Content-Type": kind})

    return Assets()


@lru_cache(maxsize=len(FONTS) + len(PICTURES))
def _asset(name: str) -> bytes:
    if name in PICTURES:
        return render_to_string(f"{FOLDER}/{name}").encode()
    if name not in FONTS:
        message = f"not one of ours: {name}"
        raise ValueError(message)
    found = finders.find(FONTS[name])
    return Path(found).read_bytes() if found else _collected(FONTS[name])


def _collected(name: str) -> bytes:
    """The font among the collected static files, for machines without node_modules."""
    with staticfiles_storage.open(name) as file:
        return file.read()
