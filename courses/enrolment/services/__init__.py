from collections.abc import Callable

from courses.enrolment.models import Enrolment
from courses.enrolment.services.cohorts import save_cohort
from courses.enrolment.services.enrolments import (
    enrol,
    lock_enrolment,
    pause_enrolment,
    resume_enrolment,
    start_again,
    withdraw_enrolment,
)
from courses.enrolment.services.imports import ImportLine, ImportReport, import_rows, take_seats
from courses.enrolment.services.invites import check_invite, create_invite, join_by_invite, revoke_invite

# pause_enrolment, resume_enrolment and withdraw_enrolment
Change = Callable[..., Enrolment]

__all__ = [
    "Change",
    "ImportLine",
    "ImportReport",
    "check_invite",
    "create_invite",
    "enrol",
    "import_rows",
    "join_by_invite",
    "lock_enrolment",
    "pause_enrolment",
    "resume_enrolment",
    "revoke_invite",
    "save_cohort",
    "start_again",
    "take_seats",
    "withdraw_enrolment",
]
