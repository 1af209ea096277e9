"""What happens to live labs by itself."""

from courses.sessions.services import fill_coming_sessions, remind_of_sessions
from lms.common.due import register

# First who moves up, so that a reminder reaches them as well.
register("courses.labs_places", fill_coming_sessions)
register("courses.labs_reminders", remind_of_sessions)
