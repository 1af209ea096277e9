"""Greeting and dates, as people say them."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from lms.common.numbers import in_words

MORNING, AFTERNOON, EVENING, NIGHT = 5, 12, 18, 23


def _here(moment: dt.datetime) -> dt.datetime:
    """The moment in the reader's own zone."""
    return moment.astimezone(timezone.get_current_timezone())


def greeting(now: dt.datetime, name: str) -> str:
    """“Good evening, Imke”, by the hour in the reader's own zone. At night nobody is wished a good one."""
    hour = _here(now).hour
    if MORNING <= hour < AFTERNOON:
        return _("Good morning, %(name)s") % {"name": name}
    if AFTERNOON <= hour < EVENING:
        return _("Good afternoon, %(name)s") % {"name": name}
    if EVENING <= hour < NIGHT:
        return _("Good evening, %(name)s") % {"name": name}
    return _("Hello, %(name)s") % {"name": name}


def long_day(now: dt.datetime) -> str:
    """“Monday 23 November”."""
    return date_format(_here(now), pgettext("format of a date with the weekday", "l j F"))


def short_day(value: dt.datetime | dt.date) -> str:
    """“2 November”."""
    day = _here(value) if isinstance(value, dt.datetime) else value
    return date_format(day, pgettext("format of a date without the year", "j F"))


def met_on(value: dt.datetime | dt.date | None) -> str:
    """“Met · 2 November”."""
    return _("Met · %(day)s") % {"day": short_day(value)} if value else _("Met")


def harm_words(harms: int, left: int) -> str:
    """What a role-play of somebody one supervises held, e.g. “two different harms, one not made good”.

    The same harm done again counts once, as it is one to make good.
    """
    if not harms:
        return _("nothing harmful")
    found = ngettext("%(count)s harm", "%(count)s different harms", harms) % {"count": in_words(harms)}
    if not left:
        return _("%(found)s, made good") % {"found": found}
    return _("%(found)s, %(left)s not made good") % {"found": found, "left": in_words(left)}
