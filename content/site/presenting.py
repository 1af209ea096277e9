"""Crisis lines in words: what the page says today, in the reader's language."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from content.site.facts import LineFacts, RegionFacts
from content.site.status import Trust


@dataclass(frozen=True)
class LineOnPage:
    facts: LineFacts
    sentence: str
    is_verified: bool
    chat_words: str


@dataclass(frozen=True)
class RegionOnPage:
    facts: RegionFacts
    lines: list[LineOnPage]
    is_chosen: bool


def sentence(line: LineFacts, today: date) -> str:
    """How far the line may be relied on, as one or two sentences."""
    trust = line.status(today).trust
    if trust is Trust.VERIFIED:
        return _("Last verified by %(name)s on %(date)s.") % _who_and_when(line)
    if trust is Trust.UNCHECKED:
        return _("Not compared with a source, and not yet tried by this programme: check before you rely on this.")
    if trust is Trust.SOURCE_ONLY:
        return _(
            "Checked against its source in %(month)s. Not yet tried by this programme: check before you rely on this."
        ) % {"month": _month(line.source_checked)}
    if line.last_verified:
        return _(
            "Last verified by %(name)s on %(date)s. That is too long ago: check before you rely on this."
        ) % _who_and_when(line)
    return _(
        "Checked against its source in %(month)s, which is too long ago, "
        "and not yet tried by this programme: check before you rely on this."
    ) % {"month": _month(line.source_checked)}


def _who_and_when(line: LineFacts) -> dict[str, str]:
    day = line.last_verified
    return {"name": line.verified_by, "date": date_format(day, "DATE_FORMAT") if day else ""}


def _month(day: date | None) -> str:
    return date_format(day, "YEAR_MONTH_FORMAT") if day else ""


def line_on_page(line: LineFacts, today: date) -> LineOnPage:
    """A line as the page shows it today. The words of its link name the host it leads to."""
    return LineOnPage(
        facts=line,
        sentence=sentence(line, today),
        is_verified=line.status(today).can_be_relied_on,
        chat_words=urlsplit(line.chat_url).hostname or line.chat_url,
    )


def regions_on_page(regions: list[RegionFacts], chosen: str, today: date) -> list[RegionOnPage]:
    """Every region, the chosen one first; the others keep their order."""
    code = chosen.casefold()
    on_page = [
        RegionOnPage(
            facts=region,
            lines=[line_on_page(line, today) for line in region.lines],
            is_chosen=region.code.casefold() == code,
        )
        for region in regions
    ]
    return sorted(on_page, key=lambda region: not region.is_chosen)
