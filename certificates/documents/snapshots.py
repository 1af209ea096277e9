"""What stood on a certificate when it was issued. Written once; every later look at it reads this."""

import unicodedata
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from wagtail.models import Site

from certificates.awards.models import Award
from content.site.models import SiteSettings
from lms.common.clock import now

FORM = 1


def snapshot(award: Award, serial: str) -> dict[str, Any]:
    """Name, programme, words, dates and signatories as they are now. Dates are ISO, in the holder's time zone.

    `name` is what the holder wants to stand there; `specimen` marks fictional people and programmes.
    """
    learner, version, programme = award.learner, award.version, award.programme
    zone = ZoneInfo(learner.time_zone)
    return {
        "form": FORM,
        "serial": serial,
        "name": clean_name(learner.full_name),
        "language": learner.language,
        "programme_code": programme.code,
        "programme": version.title,
        "version": version.version,
        "attests": version.attests,
        "caveat": version.caveat,
        "granted_on": award.granted_at.astimezone(zone).date().isoformat(),
        "issued_on": now().astimezone(zone).date().isoformat(),
        "valid_until": award.valid_until.isoformat() if award.valid_until else None,
        "signatories": version.signatories,
        "specimen": learner.is_demo or programme.is_demo,
        "issuer": issuer(award),
        "paper": programme.paper,
        "verify_url": settings.SITE_URL + reverse("certificates:verify_code", args=[serial]),
    }


def clean_name(name: str) -> str:
    """A name in composed letters, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def issuer(award: Award) -> str:
    """The organisation that runs the programme, or the site itself."""
    if award.programme.organisation:
        return award.programme.organisation.name
    site = Site.objects.filter(is_default_site=True).first()
    return SiteSettings.for_site(site).site_name if site else settings.WAGTAIL_SITE_NAME
