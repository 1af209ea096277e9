"""Tries at one question in words. Pure, apart from the reader's language."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.quizzes.interactive import TryRules
from lms.common.numbers import in_words


def so_far(tried: int, rules: TryRules) -> str:
    """Where one stands between two tries; empty before the first."""
    left = rules.tries - tried
    if not tried or left <= 0:
        return ""
    text = ngettext(
        "Not right yet. You have %(n)s more try at this question.",
        "Not right yet. You have %(n)s more tries at this question.",
        left,
    )
    return text % {"n": in_words(left)}


def promise(rules: TryRules, *, safety_critical: bool) -> str:
    """What is said before the first try at a question."""
    if safety_critical:
        text = _("You have %(n)s tries here, but a safety question counts as right only at the first. Take your time.")
    elif rules.penalty:
        text = _(
            "You have %(n)s tries here. Each further one takes %(penalty)d hundredths off what the question earns."
        )
    else:
        text = _("You have %(n)s tries here.")
    return text % {"n": in_words(rules.tries), "penalty": rules.penalty * 100}


def rule_sentence(rules: TryRules) -> str:
    """The rule on the card before the start."""
    text = _("%(n)s tries at each question, with a hint after each")
    if rules.penalty:
        text = _("%(n)s tries at each question, with a hint after each; a further try takes %(penalty)d hundredths off")
    return capfirst(text % {"n": in_words(rules.tries), "penalty": rules.penalty * 100})


def outcome(right_at: int, tried: int, *, safety_critical: bool) -> str:
    """How a question went. `right_at`: the number of the right try, 0 for none; `tried`: how many there were."""
    if right_at == 1:
        return _("Right at the first try")
    if right_at and safety_critical:
        return _("Right at try %(number)d; a safety question counts at the first") % {"number": right_at}
    if right_at:
        return _("Right at try %(number)d") % {"number": right_at}
    if not tried:
        return _("You left this one open")
    text = ngettext("Not right yet, after %(n)s try", "Not right yet, after %(n)s tries", tried)
    return text % {"n": in_words(tried)}
