from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    label = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        from courses.catalogue import receivers  # noqa: F401
        from courses.delivery import receivers as delivery  # noqa: F401
        from courses.enrolment import receivers as enrolment  # noqa: F401
        from courses.progress import receivers as progress  # noqa: F401
        from courses.sessions import receivers as sessions  # noqa: F401
