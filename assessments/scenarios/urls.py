from django.urls import path

from assessments.scenarios import views

urlpatterns = [
    path("scenarios/", views.library, name="scenarios"),
    path("scenarios/<slug:code>/", views.scenario, name="scenario"),
    path("scenarios/<slug:code>/begin/", views.begin_scenario, name="scenario_begin"),
    path("scenarios/<slug:code>/text/", views.scenario_text, name="scenario_text"),
    path("role-plays/<uuid:run_uuid>/", views.role_play, name="role_play"),
    path("role-plays/<uuid:run_uuid>/text/", views.role_play_text, name="role_play_text"),
    path("role-plays/<uuid:run_uuid>/words/<slug:kind>/<int:step>/", views.keep_words, name="role_play_words"),
    path("role-plays/<uuid:run_uuid>/debrief/", views.debrief, name="role_play_debrief"),
    path("role-plays/<uuid:run_uuid>/replay/", views.replay, name="role_play_replay"),
    path("role-plays/<uuid:run_uuid>/share/", views.share, name="role_play_share"),
    path("role-plays/<uuid:run_uuid>/send/", views.send, name="role_play_send"),
    path("people/<uuid:person_uuid>/role-plays/", views.person_role_plays, name="person_role_plays"),
]
