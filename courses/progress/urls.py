from django.urls import path

from courses.progress import views

urlpatterns = [
    path("cohorts/<uuid:cohort_uuid>/", views.cohort, name="cohort"),
    path("cohorts/<uuid:cohort_uuid>/people/<uuid:enrolment_uuid>/", views.cohort_member, name="cohort_member"),
    path("people/<uuid:person_uuid>/courses/", views.person_progress, name="person_progress"),
]
