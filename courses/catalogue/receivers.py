"""What follows from publishing a lesson, and where the clinical review stands."""

from typing import Any

from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_migrate, post_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from wagtail.signals import page_published, published

from assessments.competencies.coverage import Kind, register_coverage
from assessments.scenarios.models import Scenario
from courses.catalogue import queries, services
from courses.catalogue.models import ClinicalReviewTask, CourseIndexPage, LessonPage

register_coverage(Kind("lessons", _("Lessons"), _("no lesson"), queries.touched_by_lessons, 40))
# Where no lesson touches it, no course does: that is one gap, and not two.
register_coverage(Kind("courses", _("Courses"), None, queries.touched_by_courses, 50))


@receiver(page_published, sender=LessonPage, dispatch_uid="courses.compile")
def lesson_published(sender: type[LessonPage], instance: LessonPage, **kwargs: Any) -> None:
    """Index what there is to do, and say whether it was reviewed."""
    services.compile_activities(lesson=instance)
    services.record_review(lesson=instance, revision=kwargs.get("revision"))


@receiver(published, sender=Scenario, dispatch_uid="courses.scenario_review")
def scenario_published(sender: type[Scenario], instance: Scenario, **kwargs: Any) -> None:
    """Its version is there by now (assessments stand before courses); say whether it was reviewed."""
    services.record_scenario_review(scenario=instance, revision=kwargs.get("revision"))


@receiver(post_save, sender=CourseIndexPage, dispatch_uid="courses.workflow_page")
def course_list_made(sender: type[CourseIndexPage], created: bool, **kwargs: Any) -> None:
    """A new course list goes through the clinical review from the start."""
    if created and not kwargs.get("raw"):
        services.sync_workflow()


@receiver(post_migrate, dispatch_uid="courses.workflow")
def lay_workflow(sender: AppConfig, **kwargs: Any) -> None:
    """After our own migrations, which come after Wagtail's; not when they were just undone."""
    if sender.name == "courses" and ClinicalReviewTask._meta.db_table in connection.introspection.table_names():
        services.sync_workflow()
