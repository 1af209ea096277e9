from django.urls import path

from lms.people.views import invitations, persons, profile

app_name = "people"

urlpatterns = [
    path("me/", profile.profile, name="profile"),
    path("me/agreements/", profile.agreements, name="agreements"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("people/", persons.people, name="list"),
    path("people/invite/", invitations.invite_person, name="invite"),
    path("people/<uuid:uuid>/", persons.person, name="person"),
    path("people/<uuid:uuid>/roles/", persons.change_role, name="role"),
    path("people/<uuid:uuid>/supervision/", persons.begin_supervision, name="supervision"),
    path("people/<uuid:uuid>/needs/", persons.add_need, name="need"),
    path("people/<uuid:uuid>/needs/<uuid:need>/end/", persons.end_need, name="need_end"),
    path("supervision/<uuid:uuid>/accept/", persons.accept_link, name="supervision_accept"),
    path("supervision/<uuid:uuid>/end/", persons.end_link, name="supervision_end"),
]
