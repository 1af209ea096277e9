"""Pages of a course as a learner sees them. Wagtail pages call the first five from `serve()`."""

from courses.delivery.views.lessons import lesson, preview_lesson
from courses.delivery.views.pages import course, course_list, module

__all__ = ["course", "course_list", "lesson", "module", "preview_lesson"]
