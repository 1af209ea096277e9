"""How somebody stands towards a lesson."""

from dataclasses import dataclass

from courses.enrolment.choices import EnrolmentStatus
from courses.enrolment.models import Enrolment


@dataclass(frozen=True)
class LessonAccess:
    """How somebody may open a lesson: as a learner (`enrolment`), or reading along (None)."""

    enrolment: Enrolment | None

    @property
    def records(self) -> bool:
        """Whether what happens on the page is kept: not for readers, not during a pause."""
        return self.enrolment is not None and self.enrolment.status != EnrolmentStatus.PAUSED
