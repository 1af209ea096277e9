from django.urls import path

from assessments.instruments import views

urlpatterns = [
    path("", views.kits, name="kits"),
    path("<uuid:version_uuid>/", views.kit, name="kit"),
    path("<uuid:version_uuid>/print/", views.kit_on_paper, name="kit_on_paper"),
    path("<uuid:version_uuid>/variants/<str:variant>/actors/<int:number>/", views.actor, name="kit_actor"),
]
