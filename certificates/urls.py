from django.urls import include, path

app_name = "certificates"
urlpatterns = [
    path("", include("certificates.awards.urls")),
    path("", include("certificates.documents.urls")),
    path("", include("certificates.verification.urls")),
]
