from courses.progress.services.completion import (
    DoneResult,
    complete_activity,
    open_lesson,
    press_done,
    recalculate_enrolment,
)
from courses.progress.services.reflections import save_reflection, share_reflection, unshare_reflection

__all__ = [
    "DoneResult",
    "complete_activity",
    "open_lesson",
    "press_done",
    "recalculate_enrolment",
    "save_reflection",
    "share_reflection",
    "unshare_reflection",
]
