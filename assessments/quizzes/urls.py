from django.urls import path

from assessments.quizzes import views

urlpatterns = [
    path("attempts/<uuid:attempt_uuid>/", views.attempt, name="attempt"),
    path("attempts/<uuid:attempt_uuid>/items/<int:position>/", views.item, name="item"),
    path("attempts/<uuid:attempt_uuid>/pages/<int:number>/", views.page, name="attempt_page"),
    path("attempts/<uuid:attempt_uuid>/pages/<int:number>/leave/", views.leave, name="attempt_leave"),
    path("attempts/<uuid:attempt_uuid>/finish/", views.finish, name="attempt_finish"),
    path("attempts/<uuid:attempt_uuid>/rest/", views.rest, name="attempt_rest"),
    path("attempts/<uuid:attempt_uuid>/review/", views.review, name="review"),
]
