"""The live labs of a lesson, as one reader stands with them."""

from collections.abc import Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from courses.catalogue.choices import ActivityKind
from courses.catalogue.models import Activity, LessonPage
from courses.delivery.meetings import LabCard, LabDate, LabStand, date_words
from courses.delivery.standing import LessonAccess
from courses.enrolment.models import Enrolment
from courses.sessions.models import Lab
from courses.sessions.queries import SessionLine, attended, coming_dates_of


def lab_cards(lesson: LessonPage, activities: Sequence[Activity], access: LessonAccess) -> dict[str, LabCard]:
    """The live labs of a lesson by block id. Two queries for each, none where there are none."""
    placed = {row.block_id: row for row in activities if row.kind == ActivityKind.LAB}
    cards = {}
    for child in lesson.body if placed else ():
        activity = placed.get(child.id) if child.block_type == "lab" else None
        if activity is not None and child.value["lab"] is not None:
            cards[child.id] = lab_card(activity, child.value["lab"], access)
    return cards


def lab_card(activity: Activity, lab: Lab, access: LessonAccess) -> LabCard:
    """How somebody stands with a lab here."""
    asked: dict[str, Any] = {
        "title": lab.title,
        "summary": lab.summary,
        "minutes": lab.minutes,
        "note": lab.content_note,
        "safety": review_words(lab),
        "optional": not activity.required,
    }
    if access.enrolment is None:
        return LabCard(**asked, stand="closed", sentence=_("You are reading along: nothing is recorded."))
    done = attended(lab, access.enrolment)
    if done is not None:
        day = date_format(localtime(done.session.starts_at), "DATE_FORMAT")
        return LabCard(**asked, stand="met", sentence=_("Done · you were there on %(day)s") % {"day": day})
    lines = coming_dates_of(lab, access.enrolment)
    stand, sentence = _stand(lines, access.enrolment)
    dates = tuple(LabDate(line.uuid, line.starts_at, date_words(line.stand, line.free, line.turn)) for line in lines)
    return LabCard(**asked, stand=stand, sentence=sentence, dates=dates)


def review_words(lab: Lab) -> str:
    """What is said of safety content; empty where there is none."""
    if not lab.safety:
        return ""
    if not lab.reviewed_at:
        return _("Not reviewed yet by a qualified reviewer")
    day = date_format(localtime(lab.reviewed_at), "DATE_FORMAT")
    return _("Reviewed by %(name)s on %(day)s") % {"name": lab.reviewed_by, "day": day}


def _stand(lines: list[SessionLine], enrolment: Enrolment) -> tuple[LabStand, str]:
    stands = {line.stand for line in lines}
    if "booked" in stands:
        return "booked", _("You have a place. It counts once your host has confirmed that you were there.")
    if "waiting" in stands:
        return "waiting", _("You are on the waiting list. We tell you as soon as a place is yours.")
    if lines:
        return "open", _("Not yet. Choose a date that suits you.")
    if enrolment.cohort_id is None:
        return "none", _("Dates are planned for groups, and you take this course on your own. Ask who runs it.")
    return "none", _("Not yet. No date is planned; we tell you when there is one.")
