from django.urls import path

from assessments.quizzes import views
from assessments.quizzes.views.trials import for_trials_too

urlpatterns = [
    path("attempts/<uuid:attempt_uuid>/", for_trials_too(views.attempt), name="attempt"),
    path("attempts/<uuid:attempt_uuid>/items/<int:position>/", for_trials_too(views.item), name="item"),
    path("attempts/<uuid:attempt_uuid>/pages/<int:number>/", for_trials_too(views.page), name="attempt_page"),
    path("attempts/<uuid:attempt_uuid>/pages/<int:number>/leave/", for_trials_too(views.leave), name="attempt_leave"),
    path("attempts/<uuid:attempt_uuid>/finish/", for_trials_too(views.finish), name="attempt_finish"),
    path("attempts/<uuid:attempt_uuid>/rest/", for_trials_too(views.rest), name="attempt_rest"),
    path("attempts/<uuid:attempt_uuid>/review/", for_trials_too(views.review), name="review"),
    path("marking/", views.marking, name="marking"),
    path("marking/next/", views.marking_next, name="marking_next"),
    path("marking/release/", views.marking_release, name="marking_release"),
    path("marking/<uuid:paper_uuid>/", views.marking_paper, name="marking_paper"),
]
