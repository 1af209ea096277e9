"""What happens to attempts and uploads by itself."""

from assessments.observations.services import delete_due_recordings, delete_old_times, pass_on_unacknowledged
from assessments.quizzes.services import hand_in_overdue, renew_for_grants_begun
from lms.common.due import register
from lms.common.uploads import forget_old_uploads

# Before anything is handed in for being over.
register("assessments.deadlines", renew_for_grants_begun)
register("assessments.overdue", hand_in_overdue)
register("assessments.follow_ups", pass_on_unacknowledged)
register("assessments.times", delete_old_times)
register("assessments.recordings", delete_due_recordings)
register("assessments.uploads", forget_old_uploads)
