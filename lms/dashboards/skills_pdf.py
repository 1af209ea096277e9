"""A person's skills as a PDF to hand on: what was seen, when, by whom, and what it says nothing about."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from assessments.competencies.queries import current_version
from assessments.observations.choices import Occasion
from lms.common import clock
from lms.common.pdf import direction, make_pdf
from lms.dashboards import profile_page
from lms.dashboards.profile import Profile, SkillRow


@dataclass(frozen=True)
class Cell:
    """What stands at one occasion; `level` is 0 where nothing was rated, `own` where nothing was said."""

    level: int
    name: str
    own: int

    @property
    def bars(self) -> tuple[bool, ...]:
        """The level as a shape: so many of four are full."""
        return tuple(place < self.level for place in range(4))


@dataclass(frozen=True)
class Line:
    code: str
    title: str
    cells: tuple[Cell, ...]
    note: str


def skills_pdf(page: Profile, *, reads_words: bool) -> bytes:
    """The profile as a tagged PDF in the reader's language. Raises PdfUnavailable.

    `reads_words`: whoever asks may read goals, not only that there are some.
    """
    return make_pdf(render_to_string("dashboards/pdf/skills.html", context_of(page, reads_words=reads_words)))


def context_of(page: Profile, *, reads_words: bool) -> dict[str, Any]:
    """What the template shows."""
    language, version = get_language() or "en", current_version()
    domains = groupby(page.rows, key=lambda row: row.skill.domain)
    return {
        "language": language,
        "page_direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
        "title": _("Skills of %(name)s") % {"name": page.person.full_name},
        "name": page.person.full_name,
        "name_direction": direction(page.person.full_name),
        "today": clock.today(),
        "framework": f"{version.framework.title} {version.version}" if version else "",
        "lead": profile_page.lead(page),
        "occasions": [str(Occasion(one).label) for one in page.occasions],
        "domains": [(title, [_line(page, row) for row in rows]) for title, rows in domains],
        "levels": [(number, page.names[number], Cell(number, "", 0).bars) for number in sorted(page.names)],
        "sources": page.sources,
        "goals": [goal for goal in page.goals if goal.reached_at is None] if reads_words else [],
        "asked": page.asked,
    }


def _line(page: Profile, row: SkillRow) -> Line:
    points = {point.occasion: point for point in row.points}
    cells = tuple(
        Cell(points[one].level or 0, page.names.get(points[one].level or 0, ""), points[one].own or 0)
        for one in page.occasions
    )
    return Line(row.skill.code, row.skill.title, cells, profile_page.row_words(row))
