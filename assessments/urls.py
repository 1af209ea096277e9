from django.urls import include, path

app_name = "assessments"
urlpatterns = [
    path("", include("assessments.quizzes.urls")),
    path("", include("assessments.scenarios.urls")),
    path("observations/kits/", include("assessments.instruments.urls")),
    path("", include("assessments.observations.urls")),
    path("calibration/", include("assessments.calibration.urls")),
    path("competencies/", include("assessments.competencies.urls")),
]
