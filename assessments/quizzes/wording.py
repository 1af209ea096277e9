"""Results and tries in words: never a percentage, never "failed". Pure, apart from the reader's language."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.text import capfirst, get_text_list
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.common.numbers import in_words

# More questions than this are counted instead of named.
MOST_NAMED = 12


def moment(when: datetime) -> str:
    """A moment in the reader's own time zone and format."""
    return date_format(localtime(when), "DATETIME_FORMAT")


def result_sentence(right: int | None, total: int, critical_missed: Sequence[tuple[int, str]]) -> str:
    """E.g. "Seven of eight right. Question 3, a safety question on “Role and scope”, needs another look."

    `critical_missed`: (position, competency title) of every safety-critical question that was not right. `right` is
    None where the count may not be seen.
    """
    if right is None:
        sentence = _("This check does not show how many were right.")
    else:
        sentence = capfirst(_("%(right)s of %(total)s right.") % {"right": in_words(right), "total": in_words(total)})
    if not critical_missed:
        return sentence
    if len(critical_missed) == 1:
        position, title = critical_missed[0]
        text = _("Question %(position)d, a safety question on “%(title)s”, needs another look.")
        return f"{sentence} {text % {'position': position, 'title': title}}"
    positions = get_text_list([str(position) for position, _title in critical_missed], _("and"))
    text = _("Questions %(positions)s are safety questions and need another look.") % {"positions": positions}
    return f"{sentence} {text}"


def tries_sentence(tries_left: int, opens_at: datetime | None) -> str:
    """How often somebody may still try, or when that opens again."""
    if opens_at:
        return _("Your next try opens on %(moment)s.") % {"moment": moment(opens_at)}
    if not tries_left:
        return _("All your tries are used. Please talk to whoever runs your programme: they can open another one.")
    text = ngettext("You have %(n)s more try.", "You have %(n)s more tries.", tries_left)
    return text % {"n": in_words(tries_left)}


def questions_words(total: int, unmarked: int) -> str:
    """E.g. "8 questions", or "10 questions, of which 2 are not marked"."""
    words = ngettext("%(n)d question", "%(n)d questions", total) % {"n": total}
    if not unmarked:
        return words
    text = ngettext(
        "%(questions)s, of which %(n)d is not marked", "%(questions)s, of which %(n)d are not marked", unmarked
    )
    return text % {"questions": words, "n": unmarked}


def pass_sentence(settings: dict, total: int, critical: int) -> str:
    """What it takes, e.g. "Seven of eight right, and the safety question among them."

    `total` marked questions of which at least `critical` are safety-critical; `settings` of a version.
    """
    needed = -(-total * settings["pass_mark"] // 100)
    facts = {"needed": in_words(needed), "total": in_words(total)}
    if critical:
        text = _("%(needed)s of %(total)s right, and every safety question among them")
    else:
        text = _("%(needed)s of %(total)s right")
    return capfirst(text % facts)


def rounds_sentence(settings: dict) -> str:
    """How tries and pauses follow each other, e.g. "Two, then a pause of 24 hours"."""
    tries = capfirst(in_words(settings["attempts_allowed"]))
    if not settings["pause_hours"]:
        return tries
    text = ngettext(
        "%(tries)s, then a pause of %(hours)d hour",
        "%(tries)s, then a pause of %(hours)d hours",
        settings["pause_hours"],
    )
    return text % {"tries": tries, "hours": settings["pause_hours"]}


def marks_words(score: Decimal | None) -> str:
    """The mark of one question, e.g. "0.67 of 1"."""
    number = (score or Decimal(0)).quantize(Decimal("0.01")).normalize()
    return _("%(score)s of 1 mark") % {"score": number_format(f"{number:f}")}


def minutes_of(time: timedelta) -> int:
    """Whole minutes, a begun one counted."""
    return -(-int(time.total_seconds()) // 60)


def limit_words(time: timedelta) -> str:
    """How long an attempt may take, e.g. "30 minutes, from the moment you start"."""
    minutes = minutes_of(time)
    text = ngettext("%(n)d minute, from the moment you start", "%(n)d minutes, from the moment you start", minutes)
    return text % {"n": minutes}


def time_left_sentence(left: timedelta, ends: datetime) -> str:
    """E.g. "12 minutes left, until 19:42"."""
    minutes = minutes_of(left)
    text = ngettext("%(n)d minute left, until %(time)s", "%(n)d minutes left, until %(time)s", minutes)
    return text % {"n": minutes, "time": date_format(localtime(ends), "TIME_FORMAT")}


def left_open_sentence(open_positions: Sequence[int], flagged: Sequence[int]) -> str:
    """What stands open before handing in."""
    sentences = []
    if len(open_positions) > MOST_NAMED:
        text = _("%(n)d questions are still open; the first of them is question %(first)d.")
        sentences.append(text % {"n": len(open_positions), "first": open_positions[0]})
    elif open_positions:
        text = ngettext("Question %(list)s is still open.", "Questions %(list)s are still open.", len(open_positions))
        sentences.append(text % {"list": get_text_list([str(position) for position in open_positions], _("and"))})
    else:
        sentences.append(_("Every question has an answer."))
    if flagged:
        text = ngettext(
            "You flagged question %(list)s to come back to.",
            "You flagged questions %(list)s to come back to.",
            len(flagged),
        )
        sentences.append(text % {"list": get_text_list([str(position) for position in flagged], _("and"))})
    return " ".join(sentences)


def awaiting_sentence(to_read: int) -> str:
    """What somebody finds after handing in, while people still read."""
    text = ngettext(
        "%(n)s of your answers is read by a person. Until then there is no result, and nothing is for you to do.",
        "%(n)s of your answers are read by people. Until then there is no result, and nothing is for you to do.",
        to_read,
    )
    return capfirst(text % {"n": in_words(to_read)})
