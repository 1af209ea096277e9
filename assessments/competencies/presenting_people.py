"""What becomes of competencies and of people's evidence, as plain values for the pages. No query."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.competencies.choices import Becomes, RecordKind
from assessments.competencies.effects import Effect, Preview
from assessments.competencies.succession import Carry, Row
from lms.people.models import User

MARKS = {Becomes.SAME: "=", Becomes.SPLIT: "⑃", Becomes.MERGED: "⑂", Becomes.NEW: "+", Becomes.DROPPED: "−"}
MEANS: dict[str, Promise] = {
    Becomes.SAME: gettext_lazy("Evidence goes over as it is."),
    Becomes.SPLIT: gettext_lazy("Each part gets the evidence."),
    Becomes.MERGED: gettext_lazy("The lowest level goes over; harm seen in one of them counts."),
    Becomes.NEW: gettext_lazy("Asked of everybody; nobody has evidence yet."),
    Becomes.DROPPED: gettext_lazy("Evidence stays in the record and is asked for no more."),
}


# Below this many people a number could be read as what somebody showed.
SMALL = 5
FEW: dict[str, Promise] = {
    "touched": gettext_lazy("Fewer than five people have evidence in question."),
    "over": gettext_lazy("For fewer than five people something goes over."),
    "again": gettext_lazy("Fewer than five people are asked again for something."),
    "lost": gettext_lazy("Fewer than five people would no longer meet a requirement of a certificate."),
    "holders": gettext_lazy(
        "Fewer than five people hold that certificate now; it stands until people decide otherwise."
    ),
}


@dataclass(frozen=True)
class Line:
    """What becomes of one competency, or of several."""

    mark: str
    word: str
    old: str
    new: str
    means: str


@dataclass(frozen=True)
class Choice:
    """A competency of which somebody says what takes its place. `open`: nobody has said it yet."""

    code: str
    title: str
    words: str
    url: str
    open: bool
    goes_on: bool


@dataclass(frozen=True)
class PersonLine:
    name: str
    url: str
    over: list[str]
    again: list[str]
    lost: list[str]


def lines(rows: Iterable[Row], titles: dict[str, str]) -> list[Line]:
    """Rows in words. A competency that simply goes on under its code is left out: there is nothing to say."""
    return [_line(row, titles) for row in rows if not (row.becomes == Becomes.SAME and row.old == row.new)]


def stored_lines(rows: Iterable[dict[str, Any]], titles: dict[str, str]) -> list[Line]:
    """The same from the ledger."""
    return lines((Row(row["becomes"], tuple(row["old"]), tuple(row["new"])) for row in rows), titles)


def _line(row: Row, titles: dict[str, str]) -> Line:
    becomes = Becomes(row.becomes)
    old, new = (", ".join(f"{code} {titles.get(code, '')}".strip() for code in codes) for codes in (row.old, row.new))
    return Line(MARKS[becomes], str(becomes.label), old, new, str(MEANS[becomes]))


def sums(found: Preview, *, exact: bool) -> list[str]:
    """How many people are touched in which way, in sentences; `exact` for those who may look them up by name.

    For all others, fewer than five are not told from one.
    """
    n = found.counts
    if not n["touched"]:
        return [_("Nobody has evidence that is in question.")]
    said = _counted(n)
    few = {key for key in said if not exact and 0 < n[key] < SMALL}
    return [
        str(FEW[key]) if key in few else words % {"n": n[key]} for key, words in said.items() if n[key] or key == "lost"
    ]


def _counted(n: Mapping[str, int]) -> dict[str, str]:
    return {
        "touched": ngettext(
            "%(n)s person has evidence in question.", "%(n)s people have evidence in question.", n["touched"]
        ),
        "over": ngettext("For %(n)s of them something goes over.", "For %(n)s of them something goes over.", n["over"]),
        "again": ngettext("%(n)s is asked again for something.", "%(n)s are asked again for something.", n["again"]),
        "lost": ngettext(
            "%(n)s would no longer meet a requirement of a certificate.",
            "%(n)s would no longer meet a requirement of a certificate.",
            n["lost"],
        ),
        "holders": ngettext(
            "%(n)s of them holds that certificate now; it stands until people decide otherwise.",
            "%(n)s of them hold that certificate now; it stands until people decide otherwise.",
            n["holders"],
        ),
    }


def choices(
    old: Iterable[str],
    new: Iterable[str],
    successors: Mapping[str, Sequence[str]] | None,
    titles: dict[str, str],
    url: str,
) -> list[Choice]:
    """One line for each competency that is left out, or that could be split: only where something is new.

    `url` has room for its code.
    """
    there, decided = list(new), successors or {}
    fresh = set(there) - set(old)
    rows = []
    for code in old:
        if code in there and not fresh and code not in decided:
            continue
        named = [one for one in decided.get(code, []) if one in there and one != code]
        rows.append(
            Choice(
                code=code,
                title=titles.get(code, ""),
                words=_choice_words(code in there, named, decided=code in decided),
                url=url.replace("CODE", code),
                open=code not in there and code not in decided,
                goes_on=code in there and not named,
            )
        )
    return sorted(rows, key=lambda one: not one.open)


def _choice_words(stays: bool, named: Sequence[str], *, decided: bool) -> str:
    if stays:
        return _("Goes on, and hands on to %(codes)s") % {"codes": ", ".join(named)} if named else _("Goes on")
    if named:
        return ", ".join(named)
    return _("Nothing: it is dropped") if decided else _("Not said yet")


def people(rows: Iterable[tuple[User, Effect]]) -> list[PersonLine]:
    """People by name, with what would happen to each."""
    return [
        PersonLine(
            name=person.full_name,
            url=reverse("people:person", args=[person.uuid]),
            over=[_carry(*one) for one in effect.over],
            again=list(effect.again),
            lost=[
                _("%(programme)s: %(words)s (holds it now)") % {"programme": one.programme, "words": one.words}
                if one.holds
                else _("%(programme)s: %(words)s") % {"programme": one.programme, "words": one.words}
                for one in effect.lost
            ],
        )
        for person, effect in rows
    ]


def _carry(carry: Carry, old: str, new: str) -> str:
    return f"{old} → {new}: {_said(carry)}"


def _said(carry: Carry) -> str:
    if carry.record.kind == RecordKind.KNOWLEDGE:
        return _("known") if carry.met else _("not yet known")
    if carry.harm:
        return "▲ " + _("harm seen")
    return _("level %(n)s") % {"n": carry.level} if carry.level else _("not rated")
