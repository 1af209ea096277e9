"""What other rooms may ask of the lessons. Connected in `apps.py`."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Q
from django.utils.translation import gettext as _

from assessments.observations.links import NextLink, register_practice_resolver
from assessments.quizzes.links import LessonLink, register_reread_reader, register_reread_resolver
from courses.catalogue import queries as catalogue
from courses.catalogue.models import Activity, LessonPage
from courses.enrolment.models import Enrolment
from courses.progress.queries import slugs_opened_since


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
