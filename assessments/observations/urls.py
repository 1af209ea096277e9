from django.urls import path

from assessments.observations import views

urlpatterns = [
    path("observations/", views.seats, name="seats"),
    path("observations/worker.js", views.worker, name="sheet_worker"),
    path("observations/app.webmanifest", views.manifest, name="sheet_manifest"),
    path("observations/<uuid:seat_uuid>/", views.seat, name="seat"),
    path("observations/<uuid:seat_uuid>/rate/", views.sheet, name="sheet"),
    path("observations/<uuid:seat_uuid>/state/", views.state, name="sheet_state"),
    path("observations/<uuid:seat_uuid>/taps/", views.taps, name="sheet_taps"),
    path("observations/<uuid:seat_uuid>/submit/", views.submit, name="sheet_submit"),
    path("observations/<uuid:seat_uuid>/change/", views.change, name="sheet_change"),
    path("observations/<uuid:seat_uuid>/stop/", views.stop, name="sheet_stop"),
]
