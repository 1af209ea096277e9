from django.urls import path

from assessments.competencies import views

urlpatterns = [
    path("", views.frameworks, name="frameworks"),
    path("<slug:code>/", views.competency, name="competency"),
]
