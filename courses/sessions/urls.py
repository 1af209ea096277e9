from django.urls import path

from courses.sessions.views import hosting, learning

SESSION = "labs/<uuid:session_uuid>"
COHORT = "cohorts/<uuid:cohort_uuid>/labs"

urlpatterns = [
    path("labs/", learning.labs, name="labs"),
    path(f"{SESSION}/", learning.session, name="lab_session"),
    path(f"{SESSION}/book/", learning.book, name="lab_book"),
    path(f"{SESSION}/give-back/", learning.give_back, name="lab_give_back"),
    path(f"{SESSION}/calendar.ics", learning.calendar, name="lab_calendar"),
    path(f"{SESSION}/register/", hosting.register, name="lab_register"),
    path(f"{SESSION}/edit/", hosting.session_edit, name="lab_edit"),
    path(f"{SESSION}/cancel/", hosting.session_cancel, name="lab_cancel"),
    path(f"{COHORT}/", hosting.cohort_labs, name="cohort_labs"),
    path(f"{COHORT}/new/", hosting.session_new, name="lab_new"),
]
