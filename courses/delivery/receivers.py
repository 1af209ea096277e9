"""What other rooms may ask of the lessons. Connected in `apps.py`."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Q
from django.utils.translation import gettext as _

from assessments.observations.groups import Group, register_group_resolver
from assessments.observations.links import NextLink, register_practice_resolver
from assessments.quizzes.links import LessonLink, register_reread_reader, register_reread_resolver
from courses.catalogue import queries as catalogue
from courses.catalogue.models import Activity, LessonPage
from courses.enrolment.choices import EnrolmentStatus
from courses.enrolment.models import Enrolment
from courses.enrolment.queries import cohorts_in_reach
from courses.progress.queries import slugs_opened_since
from lms.people.models import User

MOST_COHORTS = 50
TAKING_PART = (EnrolmentStatus.ACTIVE, EnrolmentStatus.PAUSED, EnrolmentStatus.COMPLETED)


def lessons_to_reread(slugs: Iterable[str], placement: uuid.UUID) -> dict[str, LessonLink]:
    """Live lessons by slug, in the course that the quiz stands in. Two queries."""
    activity = Activity.objects.filter(uuid=placement).select_related("lesson").defer("lesson__body").first()
    if activity is None:
        return {}
    course = catalogue.course_path(activity.lesson.path)
    rows = LessonPage.objects.live().filter(path__startswith=course, slug__in=list(slugs)).defer(*catalogue.HEAVY)
    return {row.slug: LessonLink(url=row.get_url() or "", title=row.title) for row in rows}


register_reread_resolver(lessons_to_reread)


def lessons_read(slugs: Iterable[str], placement: uuid.UUID, learner_id: int, since: datetime) -> set[str]:
    """Which of these lessons the learner opened since, in the course that the quiz stands in. Two queries."""
    activity = Activity.objects.filter(uuid=placement).select_related("lesson").defer("lesson__body").first()
    if activity is None:
        return set()
    return slugs_opened_since(learner_id, catalogue.course_path(activity.lesson.path), slugs, since)


register_reread_reader(lessons_read)


def cohorts_to_watch(user: User) -> list[Group]:
    """The cohorts that somebody may look at, the newest first, with who is taking part. Two queries."""
    cohorts = list(cohorts_in_reach(user).order_by("-starts", "name")[:MOST_COHORTS])
    rows = Enrolment.objects.filter(cohort__in=cohorts, status__in=TAKING_PART)
    people: dict[int, set[int]] = {}
    for cohort, learner in rows.values_list("cohort", "learner"):
        people.setdefault(cohort, set()).add(learner)
    return [Group(one.uuid, one.name, frozenset(people.get(one.pk, ()))) for one in cohorts]


register_group_resolver(cohorts_to_watch)


MOST_LESSONS = 3


def lessons_to_practise(codes: Iterable[str], learner_id: int) -> dict[str, list[NextLink]]:
    """Live lessons that teach these competencies, in courses the learner is or was in. At most three each."""
    found: dict[str, list[NextLink]] = {code: [] for code in codes}
    paths = Enrolment.objects.filter(learner=learner_id).values_list("course__path", flat=True).distinct()
    mine = Q(pk=None)
    for path in paths:
        mine |= Q(path__startswith=path)
    rows = LessonPage.objects.live().filter(mine, competencies__code__in=list(found)).order_by("path")
    for lesson in rows.defer(*catalogue.HEAVY).annotate(taught=F("competencies__code")):
        if len(found[lesson.taught]) < MOST_LESSONS:
            found[lesson.taught].append(NextLink(lesson.get_url() or "", lesson.title, _("Lesson")))
    return found


register_practice_resolver(lessons_to_practise)
