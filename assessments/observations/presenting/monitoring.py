"""A rater's figures in words first, numbers beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.calibration.agreement import Coefficient
from assessments.observations.monitoring import Figures

PERCENT, HOURS_IN_A_DAY = 100, 24


@dataclass(frozen=True)
class Line:
    """One row of the table: what it is, what it says, the number, and on how much it rests."""

    label: str
    words: str
    number: str
    rests_on: str


def agreement_lines(found: Figures) -> list[Line]:
    """The table, the plainest figures first."""
    pairs = ngettext("%(n)d pair", "%(n)d pairs", found.pairs) % {"n": found.pairs}
    return [
        Line(_("The same level"), _share_words(found.exact), _percent(found.exact), pairs),
        Line(_("At most one level apart"), _share_words(found.near), _percent(found.near), pairs),
        _coefficient(_("Weighted kappa, quadratic"), found.quadratic),
        _coefficient(_("Weighted kappa, linear"), found.linear),
        _coefficient(_("ICC(2,1): one rater by themself"), found.single),
        _coefficient(_("ICC(2,k): the mean of both"), found.average),
    ]


def _coefficient(label: str, found: Coefficient) -> Line:
    rests_on = ngettext("%(n)d pair", "%(n)d pairs", found.n) % {"n": found.n}
    if found.value is None:
        words = {
            "no_variance": _("Not defined, and no fault: one side gave a single level."),
            "few_rows": _("Not defined yet: it takes two pairs at the least."),
        }[found.reason or "few_rows"]
        return Line(label, words, "–", rests_on)
    bands = {"poor": _("low"), "moderate": _("moderate"), "good": _("good"), "excellent": _("very good")}
    words = bands[found.band] if found.band else ""
    return Line(
        label, _("%(band)s, with few pairs") % {"band": words} if found.few else words, _number(found.value), rests_on
    )


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def _percent(share: float | None) -> str:
    return "–" if share is None else _("%(n)d %%") % {"n": round(share * PERCENT)}


def _share_words(share: float | None) -> str:
    if share is None:
        return _("Nothing to compare yet")
    if share == 1:
        return _("always")
    for least, words in (
        (0.75, _("mostly")),
        (0.6, _("more often than not")),
        (0.4, _("half of the time")),
        (0.01, _("now and then")),
    ):
        if share >= least:
            return words
    return _("not once")


def lead_words(found: Figures) -> str:
    """On what everything here rests."""
    observations = ngettext("%(n)d role-play", "%(n)d role-plays", found.double) % {"n": found.double}
    pairs = ngettext("%(n)d pair of levels", "%(n)d pairs of levels", found.pairs) % {"n": found.pairs}
    return _("Rated by two or more: %(observations)s, %(pairs)s.") % {"observations": observations, "pairs": pairs}


def leaning_words(found: Figures) -> str:
    """Lenient, strict or neither, beside the others."""
    if found.drift is None:
        return _("Nothing to compare yet.")
    words = {
        "lenient": _("Lenient: higher levels than those who rated beside."),
        "strict": _("Strict: lower levels than those who rated beside."),
        "neither": _("Neither lenient nor strict beside the others."),
    }[found.leaning or "neither"]
    number = f"{found.drift:+.2f}".replace("-", "−")
    rests_on = ngettext(
        "%(number)s levels on average, over the last %(n)d role-play (of %(most)d at most).",
        "%(number)s levels on average, over the last %(n)d role-plays (of %(most)d at most).",
        found.recent,
    ) % {"number": number, "n": found.recent, "most": found.terms.ratings}
    return f"{words} {rests_on}"


def harm_lines(found: Figures) -> list[str]:
    """What one saw and the other did not, each harmful behaviour by itself."""
    if not (found.both_saw or found.only_other or found.only_own):
        return [_("Nobody saw harm in these role-plays.")]
    return [
        _("Both saw it: %(n)d") % {"n": found.both_saw},
        _("Only the other saw it: %(n)d") % {"n": found.only_other},
        _("Only seen from this side: %(n)d") % {"n": found.only_own},
    ]


def turnaround_words(found: Figures) -> str:
    """From when the role-play was held to the sheet; the middle of all."""
    if found.turnaround is None:
        return _("Not known yet.")
    rests_on = ngettext("of %(n)d sheet", "of %(n)d sheets", found.timed) % {"n": found.timed}
    return _("%(time)s, the middle %(of)s.") % {"time": _time(found.turnaround), "of": rests_on}


def _time(span: timedelta) -> str:
    hours = round(span.total_seconds() / 3600)
    if hours < 1:
        return _("Less than an hour")
    if hours < 2 * HOURS_IN_A_DAY:
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    days = round(hours / HOURS_IN_A_DAY)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def override_lines(found: Figures, told: set[int] | None = None, most: int = 10) -> Sequence[tuple[str, str]]:
    """The newest levels set by hand with their reasons; `told`: the observations whose words may be read, None: all."""
    shown = [one for one in found.overrides if told is None or one.observation in told][:most]
    nothing = _("not rated")
    return [
        (
            _("%(skill)s: %(level)s instead of %(computed)s")
            % {"skill": one.code, "level": one.level or nothing, "computed": one.computed or nothing},
            one.reason,
        )
        for one in shown
    ]
