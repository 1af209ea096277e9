"""What happens to attempts and uploads by itself."""

from assessments.questions.uploads import forget_old_uploads
from assessments.quizzes.services import hand_in_overdue
from lms.common.due import register

register("assessments.overdue", hand_in_overdue)
register("assessments.uploads", forget_old_uploads)
