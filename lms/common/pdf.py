"""WeasyPrint, kept at arm's length: imported only when a PDF is made, since it needs Pango from the system."""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.translation import gettext_lazy as _

from lms.common.errors import DomainError

# By the names that `pdf/fonts.css` asks for.
FONTS = {
    "latin.woff2": "vendor/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2",
    "latin-ext.woff2": "vendor/fonts/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
}
SWITCHED_OFF = _("PDFs are switched off on this machine (PDF_ENGINE=none).")
PANGO_MISSING = _(
    "PDFs cannot be made on this machine: Pango is missing. Debian, Ubuntu: apt install libpango-1.0-0 "
    "libpangoft2-1.0-0 libharfbuzz-subset0. Fedora: dnf install pango. macOS: brew install pango."
)


class PdfUnavailable(DomainError):
    """This machine cannot make PDFs; the message names what is missing."""

    code = "pdf_unavailable"


def make_pdf(html: str, pictures: Mapping[str, str] | None = None) -> bytes:
    """A page of HTML as a tagged PDF (PDF/UA-1).

    It reads nothing but what is handed to it: fonts of ours and `pictures` (name → SVG), as `asset:<name>`. Raises
    PdfUnavailable where this machine cannot make PDFs.
    """
    weasyprint = load()
    document = weasyprint.HTML(string=html, base_url="asset:", url_fetcher=fetcher(weasyprint, pictures or {}))
    return document.write_pdf(pdf_variant="pdf/ua-1")


def trouble() -> Any:
    """Why this machine cannot make PDFs, as a sentence; empty if it can."""
    try:
        load()
    except PdfUnavailable as refusal:
        return refusal.message
    return ""


def load() -> Any:
    """WeasyPrint itself. Raises PdfUnavailable."""
    if settings.PDF_ENGINE == "none":
        raise PdfUnavailable(SWITCHED_OFF)
    try:
        return import_module("weasyprint")
    except OSError as error:
        raise PdfUnavailable(PANGO_MISSING) from error


def fetcher(weasyprint: Any, pictures: Mapping[str, str]) -> Any:
    """Hands out our own fonts and these pictures by name; anything else, on disk or in the net, is refused."""

    class Assets(weasyprint.urls.URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            name = url.removeprefix("asset:")
            if name in pictures:
                kind, content = "image/svg+xml", pictures[name].encode()
            else:
                kind, content = "font/woff2", _font(name)
            return weasyprint.urls.URLFetcherResponse(url, content, {"Content-Type": kind})

    return Assets()


@lru_cache(maxsize=len(FONTS))
def _font(name: str) -> bytes:
    if name not in FONTS:
        message = f"not one of ours: {name}"
        raise ValueError(message)
    found = finders.find(FONTS[name])
    return Path(found).read_bytes() if found else _collected(FONTS[name])


def _collected(name: str) -> bytes:
    """The font among the collected static files, for machines without node_modules."""
    with staticfiles_storage.open(name) as file:
        return file.read()


def direction(text: str) -> str:
    """*rtl* or *ltr*, by the first letter that has a direction."""
    for character in text:
        bidi = unicodedata.bidirectional(character)
        if bidi in ("R", "AL"):
            return "rtl"
        if bidi == "L":
            return "ltr"
    return "ltr"
