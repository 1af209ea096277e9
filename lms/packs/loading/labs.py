"""Live labs of a pack, through the services of their applet."""

from wagtail.models import Locale

from courses.sessions.models import Lab
from courses.sessions.services import save_lab
from lms.common.texts.prose import to_html
from lms.packs.loading.context import Context
from lms.packs.reading.pack import Entry


def find_lab(entry: Entry, context: Context) -> Lab | None:
    return Lab.objects.filter(code=entry.data["id"], locale=Locale.get_default()).first()


def save_lab_entry(entry: Entry, lab: Lab | None, context: Context) -> Lab:
    given = entry.data
    plan = [
        {
            "title": section["title"],
            "minutes": section["minutes"],
            "text": to_html(section["text"]),
            "hosts": to_html(section.get("hosts") or ""),
        }
        for section in given["plan"]
    ]
    return save_lab(
        code=given["id"],
        plan=plan,
        competencies=context.competencies(given.get("competencies") or []),
        actor=context.actor,
        number=given["number"],
        title=given["title"],
        summary=given["summary"],
        safety=given["safety"],
        content_note=given.get("content_note") or "",
        enough=given.get("enough") or 75,
        bring="\n".join(given.get("bring") or []),
    )
