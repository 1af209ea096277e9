from django.urls import path

from certificates.awards import views

urlpatterns = [
    path("awards/", views.awards, name="awards"),
    path("awards/<uuid:uuid>/", views.award, name="award"),
    path("programmes/<slug:code>/", views.programme, name="programme"),
]
