"""What was gained, as plain values with words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.quizzes.gains import Gain, GroupGain, Tally
from lms.common.numbers import in_words


@dataclass(frozen=True)
class GainRow:
    """One competency of one person, in words."""

    competency: str
    before: str
    after: str
    words: str


@dataclass(frozen=True)
class GroupRow:
    """One competency of a group. `sentence` says what may be said of it; the numbers are empty where nothing may."""

    competency: str
    n: int
    before: str
    after: str
    sentence: str


def gain_of(gains: Sequence[Gain]) -> list[GainRow]:
    """What somebody has gained, for themselves."""
    return [GainRow(one.competency, _tally(one.before), _tally(one.after), _change_words(one.change)) for one in gains]


def gain_of_group(gains: Sequence[GroupGain]) -> list[GroupRow]:
    """What a group has gained, for whoever looks after it."""
    return [_group_row(one) for one in gains]


def _tally(tally: Tally) -> str:
    return capfirst(
        _("%(right)s of %(total)s right") % {"right": in_words(tally.right), "total": in_words(tally.asked)}
    )


def _change_words(change: int) -> str:
    if change > 0:
        return _("more than before")
    return _("less than before") if change < 0 else _("as before")


def _group_row(gain: GroupGain) -> GroupRow:
    if not gain.shown:
        text = _("Fewer than five people have taken both: not shown, so that nobody can be picked out.")
        return GroupRow(gain.competency, gain.n, "", "", text)
    text = _("%(more)d with more right than before, %(same)d as before, %(fewer)d with less.")
    sentence = text % {"more": gain.more, "same": gain.same, "fewer": gain.fewer}
    if gain.is_small:
        caution = ngettext("Only %(n)d person: read with caution.", "Only %(n)d people: read with caution.", gain.n) % {
            "n": gain.n
        }
        sentence = f"{sentence} {caution}"
    return GroupRow(gain.competency, gain.n, _share(gain.before), _share(gain.after), sentence)


def _share(share: float | None) -> str:
    """Seven of ten reads more easily than 0.7, and says no more than a small group can."""
    return _("%(n).1f of ten right") % {"n": (share or 0) * 10}
