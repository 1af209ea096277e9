"""What other rooms may ask of the lessons. Connected in `apps.py`."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from assessments.quizzes.links import LessonLink, register_reread_reader, register_reread_resolver
from courses.catalogue import queries as catalogue
from courses.catalogue.models import Activity, LessonPage
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
