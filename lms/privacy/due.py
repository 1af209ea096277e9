"""What is kept for a time only."""

from lms.common.due import register
from lms.privacy.services import delete_old_log

register("privacy.access_log", delete_old_log)
