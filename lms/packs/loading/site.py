"""Agreements and crisis lines of a pack."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from content.site.models import CrisisLine, CrisisRegion
from lms.packs.errors import AgreementInUse
from lms.packs.loading.context import Context
from lms.packs.reading.pack import Entry
from lms.people.models import Agreement


def save_agreement(entry: Entry, agreement: Agreement | None, context: Context) -> Agreement:
    """One version of a text. Another version is another row: what people accepted stays as it was."""
    given = entry.data
    row = Agreement.objects.filter(kind=given["kind"], version=given["version"]).first()
    row = row or Agreement(kind=given["kind"], version=given["version"])
    body = "\n\n".join(piece.text for piece in entry.pieces)
    if row.pk and (row.title, row.body) != (given["title"], body) and row.acknowledgements.exists():
        raise AgreementInUse(_("People have agreed to these words. Give the new text a new version."))
    row.title, row.order, row.body = given["title"], given["order"], body
    row.full_clean()
    row.save()
    return row


def save_region(entry: Entry, region: CrisisRegion | None, context: Context) -> CrisisRegion:
    """A region with its lines. A line that left the pack is retired; who tried a line, and when, is never touched."""
    given = entry.data
    region = region or CrisisRegion(code=given["code"])
    region.name, region.emergency, region.order = given["name"], given.get("emergency") or "", entry.position
    region.full_clean()
    region.save()
    there = {line.name: line for line in region.lines.all()}
    for position, line in enumerate(given["lines"]):
        _save_line(
            there.pop(line["name"]) if line["name"] in there else CrisisLine(region=region, name=line["name"]),
            line,
            position,
        )
    for line in there.values():
        if not line.retired:
            line.retired = True
            line.save()
    return CrisisRegion.objects.get(pk=region.pk)


def _save_line(line: CrisisLine, given: dict[str, Any], position: int) -> None:
    line.call, line.text = given.get("call") or "", given.get("text") or ""
    line.chat_url, line.hours = given.get("chat") or "", given.get("hours") or ""
    line.note, line.source = given.get("note") or "", given.get("source") or ""
    line.source_checked = _first_of_month(given.get("source_checked"))
    line.order, line.retired = position, False
    line.full_clean()
    line.save()


def _first_of_month(month: str | None) -> date | None:
    return date.fromisoformat(f"{month}-01") if month else None
