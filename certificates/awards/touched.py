"""Which awards rest on results that would be lost: told to whoever grades anew, who changes none of them."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.urls import reverse

from assessments.quizzes.touching import Lost, TouchedAward
from certificates.awards.choices import AwardStatus
from certificates.awards.models import Award
from certificates.awards.queries import standing, with_ledger
from certificates.programmes.choices import RequirementKind
from certificates.programmes.models import Requirement
from courses.catalogue.models import Activity, CoursePage
from courses.catalogue.queries import course_path

STANDING = {AwardStatus.VALID, AwardStatus.SUSPENDED}


def awards_resting_on(lost: Sequence[Lost]) -> list[TouchedAward]:
    """Awards in force whose version asks for one of these competencies, or for the course of one of these checks.

    Five queries, however many results.
    """
    courses = _courses_of({one.placement for one in lost})
    wanted: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for one in lost:
        wanted[one.learner_id] |= {(RequirementKind.KNOWLEDGE, pk) for pk in one.competencies}
        if one.placement in courses:
            wanted[one.learner_id].add((RequirementKind.COURSE, courses[one.placement]))
    awards = list(with_ledger(Award.objects.filter(learner__in=wanted)))
    asked = _asked_by({award.version_id for award in awards})
    return [
        TouchedAward(
            award.learner_id,
            award.learner.full_name,
            award.version.programme.title,
            reverse("certificates:award", args=[award.uuid]),
        )
        for award in awards
        if asked[award.version_id] & wanted[award.learner_id] and standing(award).status in STANDING
    ]


def _asked_by(versions: Iterable[int]) -> dict[int, set[tuple[str, int]]]:
    """What each version asks for, at whatever depth: {version: {(kind, course or competency)}}."""
    found: dict[int, set[tuple[str, int]]] = defaultdict(set)
    kinds = (RequirementKind.KNOWLEDGE, RequirementKind.COURSE)
    for row in Requirement.objects.filter(version__in=versions, kind__in=kinds):
        found[row.version_id].add((row.kind, row.course_id or row.competency_id or 0))
    return found


def _courses_of(placements: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Placement → the course (primary key) in which it stands."""
    lessons = dict(Activity.objects.filter(uuid__in=placements).values_list("uuid", "lesson__path"))
    paths = {place: course_path(path) for place, path in lessons.items()}
    courses = dict(CoursePage.objects.filter(path__in=paths.values()).values_list("path", "pk"))
    return {place: courses[path] for place, path in paths.items() if path in courses}
