"""The heat-map in words and HTML: a table that is read aloud row by row, and says everything without its colours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.observations.choices import Occasion
from lms.common.markup import fill
from lms.common.numbers import in_words
from lms.dashboards.heatmap import LEVELS, Heatmap, Person, Skill

ROW = (
    '<tr role="row"><th role="rowheader" scope="row"><a href="{}">{}</a></th>{}'
    '<td role="cell" class="heat-gap">{}</td></tr>'
)
MARKS = {1: "▲", 2: "◔", 3: "●", 4: "★"}
# The chart of counts: a column for each occasion, boxes from the ground up.
COLUMN, TALL, GROUND = 112, 220, 236


@dataclass(frozen=True)
class Tab:
    code: str
    label: str
    current: bool


@dataclass(frozen=True)
class CountRow:
    """One line of the table of counts; `counts` is empty where nobody was rated."""

    label: str
    counts: list[int]


@dataclass(frozen=True)
class Box:
    """One box of the chart: where it stands and what it says. Units of the drawing."""

    level: int
    x: int
    y: float
    height: float
    middle: float
    label: str


@dataclass(frozen=True)
class Column:
    label: str
    x: int
    boxes: list[Box]


def tabs(page: Heatmap) -> list[Tab]:
    return [Tab(str(one.value), str(one.label), one == page.occasion) for one in Occasion]


def domains(page: Heatmap) -> list[tuple[str, int]]:
    """Title and number of columns of each domain, in order."""
    return [(title, len(list(skills))) for title, skills in groupby(page.scale.skills, key=lambda skill: skill.domain)]


def lead(page: Heatmap) -> str:
    """What to do first, in a sentence or two."""
    if not page.people:
        return (
            _("Nobody here is supervised by you, so no levels by name.") if page.others else _("Nobody takes part yet.")
        )
    if not any(any(person.levels) for person in page.people):
        return _("Nobody has been rated at this occasion yet.")
    parts = []
    if page.in_harm:
        said = ngettext(
            "%(n)s person needs a talk before anything else.",
            "%(n)s people need a talk before anything else.",
            page.in_harm,
        )
        parts.append(_capital(said % {"n": in_words(page.in_harm)}))
    needed = page.most_needed
    if needed:
        skill, count = needed
        said = _("Most needed: %(skill)s, where %(n)s of %(all)s are below level 3.")
        parts.append(said % {"skill": skill.title, "n": count, "all": len(page.people)})
    return " ".join(parts) or _("Everybody who was rated is at level 3 or above.")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def rows(page: Heatmap) -> SafeString:
    """The lines of the table, one for each person.

    The cells of a skill differ only by level, so each is made once: 500 people are 9,000 cells.
    """
    cells = [{level: _cell(page, skill, level) for level in (0, *LEVELS)} for skill in page.scale.skills]
    # Asking the resolver for each of 500 addresses takes longer than writing them.
    stand_in = UUID(int=0)
    before, _mark, after = reverse("profile", args=[stand_in]).partition(str(stand_in))
    return fill(ROW, (_row(page, person, cells, (before, after)) for person in page.people))


def _row(page: Heatmap, person: Person, cells: Sequence[dict[int, str]], address: tuple[str, str]) -> Iterator[object]:
    yield str(person.member.uuid).join(address)
    yield person.member.name
    # Safe: made of escaped parts by `_cell`.
    yield mark_safe("".join([made[level] for made, level in zip(cells, person.levels, strict=True)]))  # noqa: S308
    yield gap_words(page.scale.skills, person)


def _cell(page: Heatmap, skill: Skill, level: int) -> str:
    code = escape(skill.code)
    if not level:
        words = escape(_("not rated"))
        return (
            f'<td role="cell" class="heat heat-0" data-code="{code}"><span aria-hidden="true">–</span>'
            f'<span class="visually-hidden">{words}</span></td>'
        )
    word = escape(page.scale.names.get(level, ""))
    return (
        f'<td role="cell" class="heat heat-{level}" data-code="{code}" title="{code}: {level}, {word}">{level}'
        f'<span aria-hidden="true">{MARKS[level]}</span></td>'
    )


def gap_words(skills: Sequence[Skill], person: Person) -> str:
    """What stands out about one person, e.g. “SAFE-2: harm seen, talk first”, “5 at 2, GRP-3 first”, “No gaps”."""
    if person.harms:
        codes = ", ".join(skills[place].code for place in person.harms)
        return _("%(codes)s: harm seen, talk first") % {"codes": codes}
    if person.gaps:
        first = skills[person.gaps[0]].code
        return (
            first if len(person.gaps) == 1 else _("%(n)s at 2, %(code)s first") % {"n": len(person.gaps), "code": first}
        )
    return _("No gaps") if any(person.levels) else _("Not rated yet")


def count_rows(page: Heatmap) -> list[CountRow]:
    return [
        CountRow(str(one.label), page.counts.get(str(one), []) if sum(page.counts.get(str(one), [])) else [])
        for one in Occasion
    ]


def columns(page: Heatmap) -> list[Column]:
    """The chart: people at each level of one skill, a column for each occasion at which anybody was rated."""
    most = max((sum(counts) for counts in page.counts.values()), default=0)
    return [_column(place, str(one.label), page.counts.get(str(one), []), most) for place, one in enumerate(Occasion)]


def _column(place: int, label: str, counts: Sequence[int], most: int) -> Column:
    x, y = place * COLUMN, float(GROUND - 7)
    boxes = []
    for level, count in zip(LEVELS, counts, strict=False):
        if count:
            height = max(TALL * count / most - 3, 12.0)
            y -= height
            boxes.append(
                Box(level, x, round(y, 1), round(height, 1), round(y + height / 2 + 5, 1), f"{count} {MARKS[level]}")
            )
            y -= 3
    return Column(label, x, boxes)


def growth(page: Heatmap) -> str:
    """“At 3 or above: 2 of 12 at baseline, 10 of 12 at the end.”; empty before two occasions were rated."""
    rated = [(one, page.counts[str(one)]) for one in Occasion if sum(page.counts.get(str(one), []))]
    if len(rated) < 2:
        return ""
    words = {
        Occasion.BASELINE: _("at baseline"),
        Occasion.MID: _("mid-training"),
        Occasion.END: _("at the end"),
        Occasion.FIELD: _("in the field"),
    }
    parts = [f"{sum(counts[2:])}/{sum(counts)} {words[one]}" for one, counts in (rated[0], rated[-1])]
    return _("At level 3 or above: %(first)s, %(last)s.") % {"first": parts[0], "last": parts[1]}


def others_words(page: Heatmap) -> str:
    """Who is in the cohort without being shown, and whether they are counted."""
    if not page.others:
        return ""
    said = ngettext(
        "%(n)s other person takes part whom you do not supervise: their levels are not shown by name.",
        "%(n)s other people take part whom you do not supervise: their levels are not shown by name.",
        page.others,
    ) % {"n": page.others}
    if page.counted > len(page.people):
        return f"{said} {_('The numbers below count them wherever five or more of them were rated.')}"
    return f"{said} {_('They are too few to be counted below without being made out.')}"


def heading(page: Heatmap) -> tuple[str, ...]:
    return (_("Name"), *(skill.code for skill in page.scale.skills))


def table_rows(page: Heatmap) -> Iterator[tuple[object, ...]]:
    """The heat-map as rows of a file, a line for each person."""
    for person in page.people:
        yield (person.member.name, *(level or "" for level in person.levels))
