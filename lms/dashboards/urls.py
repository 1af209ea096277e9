from django.urls import path

from lms.dashboards import views

urlpatterns = [
    path("start/", views.start, name="start"),
    path("training/", views.training, name="training"),
    path("desk/", views.desk, name="desk"),
    path("cohorts/<uuid:cohort_uuid>/levels/", views.cohort_levels, name="cohort_levels"),
    path("skills/", views.own_profile, name="own_profile"),
    path("people/<uuid:person_uuid>/skills/", views.profile, name="profile"),
    path("goals/<uuid:goal_uuid>/reached/", views.goal_reached, name="goal_reached"),
]
