"""A certificate's snapshot as a PDF."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from certificates.documents.pdf import layout
from lms.common.pdf import make_pdf

FOLDER = "certificates/documents/pdf"
PICTURES = ("ring.svg", "mark.svg", "hand-1.svg", "hand-2.svg")


def render(snapshot: Mapping[str, Any]) -> bytes:
    """The certificate as a tagged PDF (PDF/UA-1), from its snapshot alone.

    Raises PdfUnavailable where this machine cannot make PDFs.
    """
    with translation.override(snapshot["language"]):
        html = render_to_string(f"{FOLDER}/certificate.html", layout.context(snapshot))
    return make_pdf(html, pictures())


@lru_cache(maxsize=1)
def pictures() -> dict[str, str]:
    """Name → SVG of what stands on a certificate."""
    return {name: render_to_string(f"{FOLDER}/{name}") for name in PICTURES}
