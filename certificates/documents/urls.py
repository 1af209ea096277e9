from django.urls import path

from certificates.documents import views

urlpatterns = [
    path("certificates/", views.mine, name="mine"),
    path("certificates/<uuid:uuid>/pdf/", views.download, name="download"),
    path("certificates/<uuid:uuid>/retry/", views.retry, name="retry"),
    path("certificates/<uuid:uuid>/reissue/", views.reissue, name="reissue"),
]
