"""Numbers of the statistics in words: what a figure says, and what is worth a second look."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.quizzes.findings import Finding, Thresholds

SENTENCES = {
    Finding.UPSIDE_DOWN: gettext_lazy("The better people get it wrong more often: check the key."),
    Finding.RIVAL: gettext_lazy("A wrong answer is chosen more often than the right one: check key and wording."),
    Finding.HARD: gettext_lazy("Hardly anybody gets this right."),
    Finding.SURE_AND_WRONG: gettext_lazy("Many are very sure of it and not right: look at what the lessons say."),
    Finding.WEAK: gettext_lazy("It hardly tells those who know more from those who know less."),
    Finding.EASY: gettext_lazy("Nearly everybody gets this right."),
    Finding.LOW_ALPHA: gettext_lazy("The score of one person would differ a good deal from draw to draw."),
    Finding.NEGATIVE_ALPHA: gettext_lazy(
        "The questions do not go together: who gets one right tends to get others wrong. Check the keys."
    ),
}


def finding_words(finding: Finding, n: int) -> str:
    """What stands out, as a sentence. `n` answers or attempts are behind it."""
    if finding is Finding.FEW:
        text = ngettext(
            "Only %(n)d so far: take the figures as a first hint.",
            "Only %(n)d so far: take the figures as a first hint.",
            n,
        )
        return text % {"n": n}
    return str(SENTENCES[finding])


def facility_words(value: float | None, limits: Thresholds) -> str:
    if value is None:
        return ""
    if value * 100 >= limits.easy:
        return _("very easy")
    return _("very hard") if value * 100 <= limits.hard else _("in between")


def discrimination_words(value: float | None, limits: Thresholds) -> str:
    if value is None:
        return _("can't be said: nothing differs")
    if value < 0:
        return _("upside down")
    return _("weak") if value * 100 < limits.weak else _("tells people apart")


def alpha_words(value: float | None, limits: Thresholds) -> str:
    if value is None:
        return _("can't be said: it takes two questions, two attempts, and scores that differ")
    if value < 0:
        return _("the questions do not go together")
    return _("low") if value * 100 < limits.low_alpha else _("good")


def hidden_words(n: int, limits: Thresholds) -> str:
    """Why figures are not shown."""
    text = ngettext(
        "%(n)d so far. Figures are shown from %(least)d on: fewer could be read as one person's answers.",
        "%(n)d so far. Figures are shown from %(least)d on: fewer could be read as one person's answers.",
        n,
    )
    return text % {"n": n, "least": limits.smallest_group}
