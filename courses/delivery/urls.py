from django.urls import path

from courses.delivery.views import activities, pages

ACTIVITY = "learn/activities/<uuid:activity_uuid>"

urlpatterns = [
    path("learn/", pages.courses, name="list"),
    path("learn/courses/<slug:code>/", pages.go_on, name="continue"),
    path("learn/lessons/<int:pk>/done/", activities.lesson_done, name="lesson_done"),
    path(f"{ACTIVITY}/", activities.activity, name="activity"),
    path(f"{ACTIVITY}/start/", activities.activity_start, name="activity_start"),
    path(f"{ACTIVITY}/reflection/", activities.reflection, name="reflection"),
    path(f"{ACTIVITY}/reflection/share/", activities.reflection_share, name="reflection_share"),
]
