"""A profile in words: every point is said, not only drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.observations.choices import Occasion
from lms.common.numbers import in_words
from lms.dashboards.profile import Point, Profile, SkillRow

# Where the four levels stand on the little scale, in units of its drawing.
FIRST, STEP = 12, 22


@dataclass(frozen=True)
class Dots:
    """One little scale: places of the observers' dot and of the person's own ring; None where there is none."""

    occasion: str
    level: int | None
    own: int | None
    at: int
    own_at: int
    words: str

    @property
    def same(self) -> bool:
        return self.level is not None and self.level == self.own


@dataclass(frozen=True)
class ShownRow:
    code: str
    title: str
    dots: list[Dots]
    level: int | None
    name: str
    words: str


def lead(page: Profile) -> str:
    """Where somebody stands, in a sentence."""
    if not page.rated:
        return _("Nobody has watched a role-play yet, so there are no levels. Levels come from what observers saw.")
    harms = sum(row.harm for row in page.rows)
    said = _("Level 3 or above in %(n)s of %(all)s skills.") % {"n": page.skilled, "all": len(page.rows)}
    if harms:
        more = ngettext(
            "Something harmful was seen in %(n)s skill: talk about that first.",
            "Something harmful was seen in %(n)s skills: talk about that first.",
            harms,
        )
        return f"{said} {more % {'n': in_words(harms)}}"
    unrated = len(page.rows) - page.rated
    if unrated:
        more = ngettext("%(n)s skill has not been rated yet.", "%(n)s skills have not been rated yet.", unrated)
        return f"{said} {more % {'n': unrated}}"
    return said


def groups(page: Profile) -> list[tuple[str, list[ShownRow]]]:
    """The skills by domain."""
    by_domain = groupby(page.rows, key=lambda row: row.skill.domain)
    return [(title, [_shown(page, row) for row in rows]) for title, rows in by_domain]


def _shown(page: Profile, row: SkillRow) -> ShownRow:
    dots = [_dots(point) for point in row.points if point.occasion in page.occasions]
    return ShownRow(
        row.skill.code, row.skill.title, dots, row.level, page.names.get(row.level or 0, ""), row_words(row)
    )


def _dots(point: Point) -> Dots:
    label = str(Occasion(point.occasion).label)
    parts = [_("rated %(level)s") % {"level": point.level}] if point.level else [_("not rated")]
    if point.own:
        parts.append(_("own rating %(level)s") % {"level": point.own})
    words = f"{label}: {', '.join(parts)}"
    return Dots(label, point.level, point.own, _place(point.level), _place(point.own), words)


def _place(level: int | None) -> int:
    return FIRST + STEP * ((level or 1) - 1)


def row_words(row: SkillRow) -> str:
    """What stands beside the newest level: how the person sees it, or that the skill was only tested."""
    both = [point for point in row.points if point.level and point.own]
    if both:
        apart = (both[-1].own or 0) - (both[-1].level or 0)
        return difference_words(apart)
    if row.level is None:
        known = {True: _("Knowledge shown in a check"), False: _("Knowledge: not yet")}
        return known.get(row.knowledge, "") if row.knowledge is not None else ""
    return ngettext("%(n)s rating", "%(n)s ratings", row.ratings) % {"n": row.ratings}


def difference_words(apart: int) -> str:
    """How far somebody's own rating is from the observers', in words; `apart` in levels."""
    if not apart:
        return _("Same view")
    if apart > 0:
        return ngettext("Rates self %(n)s higher", "Rates self %(n)s higher", apart) % {"n": in_words(apart)}
    return ngettext("Rates self %(n)s lower", "Rates self %(n)s lower", -apart) % {"n": in_words(-apart)}


HEADING = ("Code", "Skill", "Occasion", "Level", "Own rating", "Newest level", "Ratings")


def table_rows(page: Profile) -> Iterator[tuple[object, ...]]:
    """The profile as rows of a file: a line for each skill and occasion at which anything was said."""
    for row in page.rows:
        for point in row.points:
            if point.level or point.own:
                label = str(Occasion(point.occasion).label)
                yield (row.skill.code, row.skill.title, label, point.level, point.own, row.level, row.ratings)
