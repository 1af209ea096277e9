from courses.progress.services.completion import (
    DoneResult,
    complete_activity,
    open_lesson,
    press_done,
    recalculate_enrolment,
)
from courses.progress.services.reflections import save_reflection, share_reflection, unshare_reflection
from courses.progress.services.settling import settle_course

__all__ = [
    "DoneResult",
    "complete_activity",
    "open_lesson",
    "press_done",
    "recalculate_enrolment",
    "save_reflection",
    "settle_course",
    "share_reflection",
    "unshare_reflection",
]
