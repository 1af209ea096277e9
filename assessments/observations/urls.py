from django.urls import path

from assessments.observations import views
from assessments.observations.views import recordings
from assessments.observations.views.arranging import sitting, sitting_new, sittings
from assessments.observations.views.asides import concern, sitting_asides
from assessments.observations.views.asked import asked, asked_of_me
from assessments.observations.views.changing import sitting_change, sitting_raters
from assessments.observations.views.deciding import decide
from assessments.observations.views.feedback import feedback
from assessments.observations.views.follow_ups import follow_up, follow_ups
from assessments.observations.views.groups import group_new
from assessments.observations.views.monitoring import my_agreement, rater_agreement
from assessments.observations.views.own import my_observation, my_observations, my_self_rating
from assessments.observations.views.results import observation, results_to_release
from assessments.observations.views.slots import my_times

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
    path("observations/times/", my_times, name="my_times"),
    path("observations/agreement/", my_agreement, name="my_agreement"),
    path("observations/agreement/<uuid:rater_uuid>/", rater_agreement, name="rater_agreement"),
    path("observations/sittings/", sittings, name="sittings"),
    path("observations/sittings/new/", sitting_new, name="sitting_new"),
    path("observations/sittings/group/", group_new, name="group_new"),
    path("observations/sittings/<uuid:sitting_uuid>/", sitting, name="sitting"),
    path(
        "observations/sittings/<uuid:sitting_uuid>/recording/",
        recordings.recording_of_sitting,
        name="recording_of_sitting",
    ),
    path("observations/sittings/<uuid:sitting_uuid>/consent/", recordings.recording_consent, name="recording_consent"),
    path("observations/recordings/<uuid:recording_uuid>/", recordings.watch, name="recording"),
    path("observations/recordings/<uuid:recording_uuid>/file/", recordings.recording_file, name="recording_file"),
    path(
        "observations/recordings/<uuid:recording_uuid>/captions.vtt",
        recordings.recording_captions,
        name="recording_captions",
    ),
    path("observations/recordings/<uuid:recording_uuid>/reason/", recordings.recording_reason, name="recording_reason"),
    path("observations/sittings/<uuid:sitting_uuid>/change/", sitting_change, name="sitting_change"),
    path("observations/sittings/<uuid:sitting_uuid>/raters/", sitting_raters, name="sitting_raters"),
    path("observations/sittings/<uuid:sitting_uuid>/asked/", sitting_asides, name="sitting_asides"),
    path("observations/asked/", asked_of_me, name="asked_of_me"),
    path("observations/asked/<uuid:seat_uuid>/", asked, name="asked"),
    path("observations/seen-by-others/<uuid:concern_uuid>/", concern, name="concern"),
    path("observations/release/", results_to_release, name="results_to_release"),
    path("observations/decide/<uuid:seat_uuid>/", decide, name="decide"),
    path("observations/follow-ups/", follow_ups, name="follow_ups"),
    path("observations/follow-ups/<uuid:follow_up_uuid>/", follow_up, name="follow_up"),
    path("observations/mine/", my_observations, name="my_observations"),
    path("observations/mine/<uuid:observation_uuid>/", my_observation, name="my_observation"),
    path("observations/mine/<uuid:observation_uuid>/self/", my_self_rating, name="my_self_rating"),
    path("observations/results/<uuid:observation_uuid>/", observation, name="observation"),
    path("observations/results/<uuid:observation_uuid>/feedback/", feedback, name="observation_feedback"),
]
