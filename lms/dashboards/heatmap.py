"""Who stands where: the observed levels of a cohort, skill by skill, at one occasion, and over all of them."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Case, IntegerField, QuerySet, When
from django.urls import reverse

from assessments.competencies.choices import RecordKind
from assessments.competencies.models import Competency, CompetencyRecord, FrameworkVersion
from assessments.competencies.queries import current_version, words_in
from assessments.observations.choices import Occasion
from assessments.scenarios.queries.library import open_scenarios
from content.site.edition import remembered
from courses.catalogue.models import LessonPage
from lms.dashboards.access import CohortInView, Member

# Below this many people nothing is counted for somebody who may not see each of them.
SMALL = 5
LEVELS = (1, 2, 3, 4)
GAP_BELOW = 3
MOST_LINKS = 4


@dataclass(frozen=True)
class Skill:
    """A column: one competency of the framework in force."""

    pk: int
    code: str
    title: str
    domain: str

    @property
    def head(self) -> str:
        """The code as a narrow column can break it."""
        return self.code.replace("-", " ")


@dataclass(frozen=True)
class Scale:
    """The skills, and number → name of each level, of the framework in force. The same for everybody."""

    skills: tuple[Skill, ...]
    names: dict[int, str]


@dataclass(frozen=True)
class Person:
    """A row: the levels of one member in the order of the skills (0: not rated)."""

    member: Member
    levels: tuple[int, ...]

    @cached_property
    def harms(self) -> list[int]:
        """Places of the skills at level 1: something harmful was seen."""
        return [place for place, level in enumerate(self.levels) if level == 1]

    @cached_property
    def gaps(self) -> list[int]:
        """Places of the skills below level 3, harmful ones first."""
        return self.harms + [place for place, level in enumerate(self.levels) if level == 2]


@dataclass(frozen=True)
class Link:
    title: str
    url: str


@dataclass
class Heatmap:
    """Everything on the page. `counted` is how many people the counts are of; 0 where they would be too few."""

    cohort: CohortInView
    scale: Scale
    occasion: str
    people: list[Person]
    others: int
    counted: int
    skill: Skill | None = None
    counts: dict[str, list[int]] = field(default_factory=dict)
    lessons: list[Link] = field(default_factory=list)
    role_plays: list[Link] = field(default_factory=list)

    @property
    def in_harm(self) -> int:
        return sum(bool(person.harms) for person in self.people)

    @cached_property
    def most_needed(self) -> tuple[Skill, int] | None:
        """The skill that most people still need, and how many they are; None while nobody has a gap."""
        tally = [0] * len(self.scale.skills)
        for person in self.people:
            for place in person.gaps:
                tally[place] += 1
        most = max(tally, default=0)
        return (self.scale.skills[tally.index(most)], most) if most else None


def scale_in_force() -> Scale:
    """Skills and levels of the framework in force; empty before one is published. No query once remembered."""

    def read() -> Scale | None:
        version = current_version()
        return _scale_of(version) if version else None

    return remembered(("scale",), read) or Scale((), {})


def _scale_of(version: FrameworkVersion) -> Scale:
    skills = [
        Skill(words.competency_id, words.competency.code, words.title, words.domain.title)
        for words in words_in(version)
    ]
    return Scale(tuple(skills), dict(version.levels.values_list("number", "name")))


def heatmap_of(cohort: CohortInView, occasion: str = "", skill: str = "") -> Heatmap:
    """The heat-map of a cohort at an occasion (the last at which anybody was rated, if left out).

    `skill` is the code of the skill whose counts are shown over all occasions; the one most people need, if left out.
    Two queries, however many people (three without an occasion).
    """
    scale = scale_in_force()
    named = [member for member in cohort.members if member.named]
    others = len(cohort.members) - len(named)
    chosen = occasion if occasion in Occasion.values else _last_occasion(cohort)
    levels = _levels_at(cohort, chosen)
    people = [Person(member, tuple(levels.get((member.pk, row.pk), 0) for row in scale.skills)) for member in named]
    page = Heatmap(cohort, scale, chosen, people, others, counted=0)
    needed = page.most_needed
    page.skill = next((row for row in scale.skills if row.code == skill), None) or (needed[0] if needed else None)
    if page.skill is None and scale.skills:
        page.skill = scale.skills[0]
    if page.skill is not None:
        _add_counts(page, page.skill)
        page.lessons, page.role_plays = where_taught(page.skill)
    return page


def _standing(cohort: CohortInView) -> QuerySet[CompetencyRecord]:
    learners = [member.pk for member in cohort.members]
    rows = CompetencyRecord.objects.filter(learner__in=learners, kind=RecordKind.OBSERVED, superseded_by=None)
    return rows.order_by("observed_at", "pk")


def _last_occasion(cohort: CohortInView) -> str:
    places = [When(occasion=value, then=place) for place, value in enumerate(Occasion.values)]
    rows = _standing(cohort).filter(occasion__in=Occasion.values)
    rows = rows.order_by(Case(*places, output_field=IntegerField()).desc())
    return str(rows.values_list("occasion", flat=True).first() or Occasion.BASELINE)


def _levels_at(cohort: CohortInView, occasion: str) -> dict[tuple[int, int], int]:
    """(person, skill) → the newest level at this occasion; harm is level 1 whatever else was rated."""
    rows = _standing(cohort).filter(occasion=occasion).values_list("learner_id", "competency_id", "level", "harm")
    found: dict[tuple[int, int], int] = {}
    for learner, competency, level, harm in rows.iterator(chunk_size=5000):
        if harm:
            found[learner, competency] = 1
        elif level:
            found[learner, competency] = level
    return found


def _add_counts(page: Heatmap, skill: Skill) -> None:
    """How many people were at each level of one skill, at each occasion. One query.

    Of those whom the viewer may see, and of the others at each occasion at which enough of them were rated not to be
    made out: whoever takes part without having been rated hides nobody.
    """
    named = {member.pk for member in page.cohort.members if member.named}
    rows = _standing(page.cohort).filter(competency=skill.pk, occasion__in=Occasion.values)
    newest: dict[tuple[str, int], int] = {}
    for learner, occasion, level, harm in rows.values_list("learner_id", "occasion", "level", "harm"):
        if harm or level:
            newest[occasion, learner] = 1 if harm else int(level or 0)
    hidden = Counter(occasion for occasion, learner in newest if learner not in named)
    page.counted = len(named) + (page.others if max(hidden.values(), default=0) >= SMALL else 0)
    page.counts = {str(occasion): [0, 0, 0, 0] for occasion in Occasion}
    for (occasion, learner), level in newest.items():
        if learner in named or hidden[occasion] >= SMALL:
            page.counts[occasion][level - 1] += 1


def where_taught(skill: Skill) -> tuple[list[Link], list[Link]]:
    """Lessons that teach a skill, and role-plays that practise it. No query once remembered."""

    def read() -> tuple[list[Link], list[Link]]:
        lessons = LessonPage.objects.live().filter(competencies=skill.pk).order_by("path")
        competency = Competency(pk=skill.pk)
        return (
            [Link(lesson.title, lesson.url or "") for lesson in lessons.defer("body")[:MOST_LINKS]],
            [
                Link(scenario.title, reverse("assessments:scenario", args=[scenario.code]))
                for scenario in open_scenarios().filter(competencies=competency)[:MOST_LINKS]
            ],
        )

    return remembered(("where_taught", skill.pk), read) or ([], [])
