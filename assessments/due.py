"""What happens to attempts by itself."""

from assessments.quizzes.services import hand_in_overdue
from lms.common.due import register

register("assessments.overdue", hand_in_overdue)
