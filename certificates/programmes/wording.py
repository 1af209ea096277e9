"""Requirements in words. Nothing here asks the database."""

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.competencies.aggregation import Standing
from assessments.competencies.models import CompetencyRecord
from certificates.programmes.choices import RequirementKind
from certificates.programmes.models import Requirement
from courses.enrolment.choices import EnrolmentStatus
from courses.enrolment.models import Enrolment
from courses.progress.queries import done_sentence
from lms.common.templatetags.hs import LEVEL_NAMES

Words = str | Promise


def day(value: date | datetime | None) -> str:
    """A date as it stands on certificates and beside requirements: 22 November 2026. Nothing for None."""
    if isinstance(value, datetime):
        value = value.astimezone(timezone.get_current_timezone())
    return date_format(value) if value else ""


def level(number: int) -> str:
    """A level with its word: level 3 · Skilled."""
    return _("level %(number)d · %(name)s") % {"number": number, "name": LEVEL_NAMES[number]}


def label(row: Requirement) -> Words:
    """What is asked for, in a few words."""
    if row.kind == RequirementKind.COURSE and row.course:
        return _("Complete the course “%(title)s”") % {"title": row.course.title}
    if row.kind == RequirementKind.KNOWLEDGE and row.competency:
        return _("Show that you know: %(title)s") % {"title": row.competency.title}
    if row.kind == RequirementKind.OBSERVED and row.competency and row.level:
        words = {"title": row.competency.title, "level": level(row.level)}
        return _("Be seen to do it: %(title)s, at %(level)s") % words
    return _("All of these") if row.kind == RequirementKind.ALL else _("One of these")


def url(row: Requirement) -> str:
    """Where somebody can work on it; empty where nothing leads there."""
    if row.course:
        return row.course.get_url() or ""
    if row.competency:
        return reverse("assessments:competency", args=[row.competency.code])
    return ""


def course(met: bool, enrolment: Enrolment | None, done: int, of: int) -> Words:
    """“Met · 22 November 2026”, “7 of 12 lessons done”, “Not started yet”."""
    if met:
        return _met(enrolment.completed_at if enrolment else None)
    if enrolment is None:
        return _("Not started yet")
    if enrolment.status == EnrolmentStatus.WITHDRAWN:
        return _("You left this course; you can begin it again")
    if enrolment.status == EnrolmentStatus.PAUSED:
        return _("%(sentence)s, paused") % {"sentence": done_sentence(done, of)}
    return done_sentence(done, of)


def knowledge(met: bool, record: CompetencyRecord | None) -> Words:
    """Knowledge is met or not yet; it has no level."""
    if met:
        return _met(record.observed_at if record else None)
    if record is None:
        return _("Not yet: a check in the course asks about it")
    return _("Not yet: the check may be taken again")


def observed(met: bool, record: CompetencyRecord | None, asked: int, lacking: Standing | None = None) -> Words:
    """What was seen beside what is asked for; `lacking` says what all observations come to where one is not enough."""
    if record is None:
        return _("Not seen yet: somebody has to watch you do it")
    if record.harm:
        return _("Not yet: asked to repeat, after talking it through with your supervisor")
    if record.level is None:
        return _("Not rated yet")
    if met:
        return _("Met · seen at %(level)s, %(day)s") % {"level": level(record.level), "day": day(record.observed_at)}
    if lacking is not None and (lacking.level or 0) >= asked:
        return _lacking(lacking)
    return _("Not yet: seen at %(seen)s") % {"seen": level(record.level)}


def _lacking(found: Standing) -> str:
    """What is still asked for where the level is reached."""
    if found.stale_since is not None:
        return _("Not yet: seen too long ago, to be seen again")
    if found.harm:
        return _("Not yet: asked to repeat, after talking it through with your supervisor")
    counts = found.missing
    parts = []
    if counts["ratings"]:
        parts.append(ngettext("%(n)s more rating", "%(n)s more ratings", counts["ratings"]) % {"n": counts["ratings"]})
    if counts["raters"]:
        words = ngettext("%(n)s other rater", "%(n)s other raters", counts["raters"])
        parts.append(words % {"n": counts["raters"]})
    if counts["vignettes"]:
        words = ngettext("%(n)s other role-play", "%(n)s other role-plays", counts["vignettes"])
        parts.append(words % {"n": counts["vignettes"]})
    return _("Not yet: the level is there, asked for are %(what)s") % {"what": get_text_list(parts, _("and"))}


def fork(kind: str, met: bool, done: int, of: int) -> Words:
    """A fork says how many of its branches are met."""
    if met:
        return _("Met")
    if kind == RequirementKind.ANY:
        return _("Not yet: one of these is enough")
    return ngettext("%(done)d of %(of)d met", "%(done)d of %(of)d met", of) % {"done": done, "of": of}


def _met(at: datetime | None) -> str:
    return _("Met · %(day)s") % {"day": day(at)} if at else _("Met")
