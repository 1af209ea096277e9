from courses.catalogue.models import Activity, ClinicalReviewTask, CourseIndexPage, CoursePage, LessonPage, ModulePage
from courses.enrolment.models import Cohort, CohortInvite, CohortSeat, Enrolment
from courses.progress.models import ActivityProgress, LessonProgress, ModuleProgress, Reflection
from courses.sessions.models import Attendance, Booking, Lab, LabSession

__all__ = [
    "Activity",
    "ActivityProgress",
    "Attendance",
    "Booking",
    "ClinicalReviewTask",
    "Cohort",
    "CohortInvite",
    "CohortSeat",
    "CourseIndexPage",
    "CoursePage",
    "Enrolment",
    "Lab",
    "LabSession",
    "LessonPage",
    "LessonProgress",
    "ModulePage",
    "ModuleProgress",
    "Reflection",
]
