from courses.catalogue.models import Activity, ClinicalReviewTask, CourseIndexPage, CoursePage, LessonPage, ModulePage
from courses.enrolment.models import Cohort, CohortInvite, CohortSeat, Enrolment
from courses.progress.models import ActivityProgress, LessonProgress, ModuleProgress, Reflection

__all__ = [
    "Activity",
    "ActivityProgress",
    "ClinicalReviewTask",
    "Cohort",
    "CohortInvite",
    "CohortSeat",
    "CourseIndexPage",
    "CoursePage",
    "Enrolment",
    "LessonPage",
    "LessonProgress",
    "ModulePage",
    "ModuleProgress",
    "Reflection",
]
