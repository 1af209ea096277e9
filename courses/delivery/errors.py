from django.utils.translation import gettext_lazy as _

from lms.common.errors import DomainError


class NotEnrolled(DomainError):
    """The lesson is for those who take the course."""

    code = "not_enrolled"

    def __init__(self) -> None:
        super().__init__(_("Enrol in this course to open its lessons."))
