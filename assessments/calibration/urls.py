from django.urls import path

from assessments.calibration import views

urlpatterns = [
    path("", views.calibration, name="calibration"),
    path("begin/", views.begin, name="calibration_begin"),
    path("sheets/<uuid:sheet_uuid>/", views.sheet, name="calibration_sheet"),
    path("sheets/<uuid:sheet_uuid>/feedback/", views.feedback, name="calibration_feedback"),
    path("raters/", views.raters, name="raters"),
    path("raters/<uuid:rater_uuid>/", views.rater, name="rater"),
    path("references/", views.references, name="references"),
    path("references/<uuid:version_uuid>/", views.reference, name="reference"),
]
