from courses.sessions.services.labs import record_lab_review, save_lab
from courses.sessions.services.places import (
    book_place,
    fill_coming_sessions,
    fill_places,
    give_back_all,
    give_back_place,
    lock_session,
    release_places,
    remind_of_sessions,
)
from courses.sessions.services.planning import Terms, cancel_session, change_session, plan_session
from courses.sessions.services.register import Mark, Saved, count_attendance, count_attendances_at, save_register

__all__ = [
    "Mark",
    "Saved",
    "Terms",
    "book_place",
    "cancel_session",
    "change_session",
    "count_attendance",
    "count_attendances_at",
    "fill_coming_sessions",
    "fill_places",
    "give_back_all",
    "give_back_place",
    "lock_session",
    "plan_session",
    "record_lab_review",
    "release_places",
    "remind_of_sessions",
    "save_lab",
    "save_register",
]
