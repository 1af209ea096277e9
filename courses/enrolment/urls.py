from django.urls import path

from courses.enrolment.views import learning, managing

ENROLMENT = "learn/enrolments/<uuid:enrolment_uuid>"
COHORT = "cohorts/<uuid:cohort_uuid>"

urlpatterns = [
    path("learn/courses/<slug:code>/enrol/", learning.enrol, name="enrol"),
    path(f"{ENROLMENT}/pause/", learning.pause, name="pause"),
    path(f"{ENROLMENT}/resume/", learning.resume, name="resume"),
    path(f"{ENROLMENT}/withdraw/", learning.withdraw, name="withdraw"),
    path(f"{ENROLMENT}/again/", learning.again, name="again"),
    path("join/<str:token>/", learning.join, name="join"),
    path("cohorts/", managing.cohorts, name="cohorts"),
    path("cohorts/new/", managing.cohort_new, name="cohort_new"),
    path("cohorts/links/<uuid:invite_uuid>/revoke/", managing.invite_revoke, name="invite_revoke"),
    path(f"{COHORT}/edit/", managing.cohort_edit, name="cohort_edit"),
    path(f"{COHORT}/import/", managing.cohort_import, name="cohort_import"),
    path(f"{COHORT}/invite/", managing.cohort_invite, name="cohort_invite"),
]
