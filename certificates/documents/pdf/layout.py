"""From a certificate's snapshot to what its template shows. Pure but for the translation of a few words."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import segno
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info, gettext

from certificates.programmes.wording import day
from lms.common.pdf import direction

SHEETS = {"a4": ("A4", 297.0, 210.0), "letter": ("letter", 279.4, 215.9)}
TALL_SCRIPTS = ("ETHIOPIC", "MYANMAR", "ARABIC", "DEVANAGARI", "KHMER", "THAI", "LAO", "TIBETAN", "BENGALI", "TAMIL")
WIDE_SCRIPTS = ("ETHIOPIC", "MYANMAR", "CJK", "HANGUL", "HIRAGANA", "KATAKANA")
MARGIN_MM = 24.0


@dataclass(frozen=True)
class NameStep:
    """The type of a name up to `letters` wide: size in points, leading as a factor, tracking in ems."""

    letters: float
    size: float
    leading: float
    tracking: float


# At most two lines in the column beside the ring for most names, four for the longest.
STEPS = (
    NameStep(28, 44, 1.06, -0.03),
    NameStep(42, 35, 1.09, -0.026),
    NameStep(64, 28, 1.13, -0.022),
    NameStep(96, 22, 1.17, -0.015),
    NameStep(1000, 17.5, 1.22, -0.01),
)
COLUMN_MM = 158.0
LETTER_EM = 0.58
POINT_MM = 0.3528
CROWD_LETTERS = 16


def context(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """The template's context, in the language that is active. `snapshot` as `documents.snapshots` writes it."""
    paper, width, height = SHEETS[snapshot["paper"]]
    name, title = snapshot["name"], snapshot["programme"]
    letters = len(snapshot["attests"]) + len(snapshot["caveat"])
    step = name_step(name, crowded=letters > 340 or len(title) > 60)
    return {
        **snapshot,
        "paper": paper,
        "width": width,
        "height": height,
        "page_direction": "rtl" if get_language_info(snapshot["language"])["bidi"] else "ltr",
        "document_title": gettext("Certificate %(serial)s: %(programme)s")
        % {"serial": snapshot["serial"], "programme": title},
        "name_direction": direction(name),
        "name_size": step.size,
        "name_leading": max(step.leading, 1.36) if has_script(name, TALL_SCRIPTS) else step.leading,
        "name_tracking": step.tracking if name.isascii() or not has_script(name, TALL_SCRIPTS) else 0,
        "words": words_of(name, step),
        "main_height": height - 115,
        "ring_end": -27 if width > 290 else -38,
        "title_size": 21 if len(title) <= 60 else 16 if len(title) <= 110 else 13,
        "text_size": 12 if letters <= 240 else 11 if letters <= 340 else 9.5,
        "facts": facts(snapshot),
        "sign_width": sign_width(width, len(snapshot["signatories"])),
        "qr": qr_code(snapshot["verify_url"], gettext("QR code: check this certificate")),
        "verify_place": verify_place(snapshot["verify_url"]),
    }


def name_step(name: str, *, crowded: bool = False) -> NameStep:
    """The largest size at which a name of this width fits; a size smaller where much text stands below it."""
    letters = width_of(name) + (CROWD_LETTERS if crowded else 0)
    return next((step for step in STEPS if letters <= step.letters), STEPS[-1])


def words_of(name: str, step: NameStep) -> list[dict[str, Any]]:
    """The words of a name; those that fit on a line are kept whole, so that nobody is broken at a hyphen."""
    fits = COLUMN_MM / (step.size * POINT_MM * LETTER_EM)
    return [{"text": word, "whole": width_of(word) <= fits} for word in name.split()]


def width_of(text: str) -> float:
    """How wide a text is, in letters: marks above or below a letter count nothing, wide scripts more."""
    return sum(_width(character) for character in text if not unicodedata.category(character).startswith("M"))


def _width(character: str) -> float:
    script = _script(character)
    return 1.6 if script.startswith(WIDE_SCRIPTS) else 0.8 if script.startswith("ARABIC") else 1.0


def has_script(text: str, scripts: tuple[str, ...]) -> bool:
    """Whether a letter of one of these scripts stands in the text."""
    return any(_script(character).startswith(scripts) for character in text)


def _script(character: str) -> str:
    return unicodedata.name(character, "")


def facts(snapshot: Mapping[str, Any]) -> list[dict[str, str]]:
    """Version, dates and serial, each with its label."""
    rows = [
        (gettext("Programme version"), snapshot["version"]),
        (gettext("Issued"), _day(snapshot["issued_on"])),
        (gettext("Valid until"), _day(snapshot["valid_until"])),
        (gettext("Serial"), snapshot["serial"]),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _day(value: str | None) -> str:
    return day(date.fromisoformat(value)) if value else ""


def sign_width(sheet: float, people: int) -> float:
    """Millimetres for each of three or more signatories, beside the QR code."""
    return round((sheet - 2 * MARGIN_MM - 84 - 7 * max(people - 1, 0)) / max(people, 1), 1)


def verify_place(url: str) -> str:
    """The address to type: without scheme and serial."""
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path.rstrip('/').rsplit('/', 1)[0]}"


def qr_code(url: str, title: str) -> SafeString:
    """A QR code as SVG, error correction M, with a title that is read aloud."""
    code = segno.make(url, error="m", micro=False)
    svg = code.svg_inline(border=0, dark="#1c2b2d", title=title, omitsize=True, svgclass=None, lineclass=None)
    # Safe: segno writes paths and escapes the title.
    return mark_safe(svg)  # noqa: S308
