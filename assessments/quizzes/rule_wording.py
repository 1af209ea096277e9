"""The rules of a quiz in sentences, for the card before its start. Pure, apart from the reader's language and zone."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.quizzes.choices import Grading
from assessments.quizzes.interactive import try_rules
from assessments.quizzes.try_wording import rule_sentence
from assessments.quizzes.windows import Window
from assessments.quizzes.wording import moment
from lms.common.numbers import in_words


def method_sentence(settings: Mapping[str, Any]) -> str:
    """Which try counts; empty where the best does."""
    method = settings.get("grading", Grading.HIGHEST)
    if method == Grading.LAST:
        return _("Your last try counts.")
    if method == Grading.FIRST:
        return _("Only your first try counts. Further ones are for practice.")
    if method == Grading.AVERAGE:
        return _("The average of your tries counts, and no average makes up for a safety question.")
    return ""


def rule_facts(settings: Mapping[str, Any], window: Window) -> list[tuple[str, str]]:
    """(label, sentence) for what is not usual about a quiz; `window` is the learner's own."""
    facts = []
    rules = try_rules(settings)
    if rules:
        facts.append((_("Tries at a question"), rule_sentence(rules)))
        facts.append((_("Safety questions"), _("A safety question counts as right only at the first try")))
    if "certainty" in settings:
        facts.append((_("How sure you are"), certainty_sentence(settings)))
    if window.opens:
        facts.append((_("Opens"), moment(window.opens)))
    if window.closes:
        facts.append((_("Closes"), closing_sentence(window)))
    if sentence := method_sentence(settings):
        facts.append((_("What counts"), sentence))
    if settings.get("reread_first"):
        facts.append((_("Before another try"), _("After a “not yet”, open the lessons again that are named")))
    return facts


def closing_sentence(window: Window) -> str:
    """When it closes, and what happens then."""
    if window.closes is None:
        return ""
    return _("%(moment)s; what you have answered by then is handed in") % {"moment": moment(window.closes)}


def certainty_sentence(settings: Mapping[str, Any]) -> str:
    """What saying how sure one is is for."""
    if settings.get("grade_by_certainty"):
        return _("It counts: very sure gives three or takes six, fairly sure two and two, not sure one and none")
    return _("You say it with each answer; it does not decide whether the check is met")


def marks_needed(settings: Mapping[str, Any], total: int) -> str:
    """What it takes where certainty marks are the score; `total` questions. Empty where they are not."""
    if not settings.get("grade_by_certainty"):
        return ""
    most = total * max(right for right, _wrong in settings["certainty"].values())
    needed = -(-most * settings["pass_mark"] // 100)
    return _("%(needed)d of %(most)d certainty marks, and every safety question right") % {
        "needed": needed,
        "most": most,
    }


def grants_sentence(time_factor: float, tries: int, later_days: int) -> str:
    """What was granted to this learner, e.g. "1.5 times the time and one more try"; empty for nothing."""
    parts = []
    if time_factor > 1:
        parts.append(_("%(number)s times the time") % {"number": f"{time_factor:g}"})
    if tries:
        text = ngettext("%(n)s more try in each round", "%(n)s more tries in each round", tries)
        parts.append(text % {"n": in_words(tries)})
    if later_days:
        text = ngettext("open %(n)d day longer", "open %(n)d days longer", later_days)
        parts.append(text % {"n": later_days})
    return get_text_list(parts, _("and"))
