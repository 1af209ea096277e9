from courses.delivery.queries.course import CourseScreen, Gate, ModuleScreen, course_screen, module_screen
from courses.delivery.queries.lesson import LessonScreen, lesson_screen, preview_screen
from courses.delivery.queries.outline import next_lesson_after

__all__ = [
    "CourseScreen",
    "Gate",
    "LessonScreen",
    "ModuleScreen",
    "course_screen",
    "lesson_screen",
    "module_screen",
    "next_lesson_after",
    "preview_screen",
]
