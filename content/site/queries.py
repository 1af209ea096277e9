"""Branding and crisis lines as plain values, read from the database once and then from the cache."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from wagtail.models import Page, Site

from content.site.caching import BRANDING, CRISIS, kept
from content.site.facts import RegionFacts, line_facts
from content.site.models import CrisisLine, CrisisRegion, SiteSettings

LOGO_SIZE = "max-320x72"
# Where there is no line for a region, and even if no line was ever entered: a directory of lines by country.
DIRECTORY_NAME, DIRECTORY_URL = "Find A Helpline", "https://findahelpline.com"


def crisis_regions() -> list[RegionFacts]:
    """All regions in their order. Two queries, none while they are kept."""
    return kept(CRISIS, _read_regions)


def region_choices() -> list[tuple[str, str]]:
    """Codes and names of the regions, for whoever lets people choose one."""
    return [(region.code, region.name) for region in crisis_regions()]


def _read_regions() -> list[RegionFacts]:
    open_lines = CrisisLine.objects.filter(retired=False).order_by("order", "name")
    return [
        RegionFacts(
            code=region.code,
            name=region.name,
            emergency=region.emergency,
            lines=tuple(line_facts(line) for line in region.lines.all()),
        )
        for region in CrisisRegion.objects.prefetch_related(Prefetch("lines", queryset=open_lines))
    ]


def stale_lines(today: date) -> list[CrisisLine]:
    """Open lines at which nobody has looked for too long, for those who look after them."""
    lines = CrisisLine.objects.filter(retired=False).select_related("region")
    return [line for line in lines if line_facts(line).status(today).is_stale]


def untried_lines() -> int:
    """How many open lines nobody of the programme has tried yet."""
    return CrisisLine.objects.filter(retired=False, last_verified=None).count()


def branding_for(host: str) -> dict[str, Any]:
    """Name, logo, disclaimer and footer links of the site that answers at `host` (without port)."""
    sites = kept(BRANDING, _read_branding)
    return sites.get(host) or sites[""]


def _read_branding() -> dict[str, dict[str, Any]]:
    """Branding by host name; the default site's also under ""."""
    by_host: dict[str, dict[str, Any]] = {"": _branding(None)}
    for site in Site.objects.select_related("root_page").order_by("is_default_site"):
        by_host[site.hostname] = _branding(site)
        if site.is_default_site:
            by_host[""] = by_host[site.hostname]
    return by_host


def _branding(site: Site | None) -> dict[str, Any]:
    words = SiteSettings.for_site(site) if site else SiteSettings()
    return {
        "site_name": words.site_name,
        "tagline": words.tagline,
        "logo": words.logo.get_rendition(LOGO_SIZE).url if words.logo else "",
        "contact_email": words.contact_email,
        "disclaimer": words.disclaimer,
        "quick_exit_url": words.quick_exit_url,
        "crisis_intro": words.crisis_intro,
        "default_region": words.default_region,
        "is_demo": settings.DEMO,
        "footer_pages": _footer_pages(site) if site else [],
    }


def _footer_pages(site: Site) -> list[dict[str, str]]:
    # Asked through the page tree, since the page types live in an applet above this one.
    pages = Page.objects.live().public().descendant_of(site.root_page).filter(standardpage__in_footer=True)
    return [{"title": page.title, "url": page.get_url(current_site=site) or ""} for page in pages.order_by("path")]
