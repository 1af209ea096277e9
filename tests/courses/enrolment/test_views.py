from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from courses.enrolment.choices import EnrolmentStatus
from courses.enrolment.models import Cohort, CohortInvite, Enrolment
from courses.enrolment.services import revoke_invite
from lms.common import clock
from lms.people.models import User
from tests.factories.courses import CohortFactory, CohortInviteFactory, EnrolmentFactory, make_course
from tests.factories.people import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


def manager_of(cohort: Cohort) -> User:
    return UserFactory(roles=["programme_manager"], organisation=cohort.organisation)


def test_enrol_opens_the_first_lesson(as_user: SignIn) -> None:
    tree = make_course()
    client = as_user(UserFactory())
    assert "Enrol and open the first lesson" in client.get(tree.course.url).content.decode()
    response = client.post(f"/learn/courses/{tree.course.code}/enrol/", follow=True)
    assert response.redirect_chain[-1][0] == tree.lessons[0].url
    assert Enrolment.objects.count() == 1


def test_course_by_invitation_cannot_be_entered_otherwise(as_user: SignIn) -> None:
    tree = make_course(self_enrol=False)
    client = as_user(UserFactory())
    assert "by an invitation" in client.get(tree.course.url).content.decode()
    assert client.post(f"/learn/courses/{tree.course.code}/enrol/").status_code == 404
    assert not Enrolment.objects.exists()


def test_pause_resume_and_leave(as_user: SignIn) -> None:
    tree = make_course()
    enrolment = EnrolmentFactory(course=tree.course)
    client, base = as_user(enrolment.learner), f"/learn/enrolments/{enrolment.uuid}"
    assert "Your place is kept" in client.post(f"{base}/pause/", follow=True).content.decode()
    assert client.post(f"{base}/resume/", follow=True).redirect_chain[-1][0] == tree.lessons[0].url
    assert "Leave this course?" in client.get(f"{base}/withdraw/").content.decode()
    enrolment.refresh_from_db()
    assert enrolment.status == EnrolmentStatus.ACTIVE
    client.post(f"{base}/withdraw/")
    enrolment.refresh_from_db()
    assert enrolment.status == EnrolmentStatus.WITHDRAWN
    assert "cannot be paused" in client.post(f"{base}/pause/", follow=True).content.decode()


@pytest.mark.parametrize("what", ["pause", "resume", "withdraw", "again"])
def test_enrolment_of_another_is_not_found(what: str, as_user: SignIn) -> None:
    enrolment = EnrolmentFactory()
    response = as_user(UserFactory(is_superuser=True)).post(f"/learn/enrolments/{enrolment.uuid}/{what}/")
    assert response.status_code == 404


def test_course_begun_again_opens_its_first_lesson(as_user: SignIn) -> None:
    tree = make_course()
    enrolment = EnrolmentFactory(course=tree.course, status="completed", completed_at=clock.now())
    client = as_user(enrolment.learner)
    assert "Take it again from the start" in client.get(tree.course.url).content.decode()
    response = client.post(f"/learn/enrolments/{enrolment.uuid}/again/", follow=True)
    assert response.redirect_chain[-1][0] == tree.lessons[0].url


def test_invitation_link_leads_through_sign_in_into_the_course(client: Client) -> None:
    invite = CohortInviteFactory(cohort__course=make_course().course)
    url = f"/join/{invite.token}/"
    html = client.get(url).content.decode()
    assert f"/accounts/signup/?next={url}" in html
    assert f"/accounts/login/?next={url}" in html
    client.post(url)
    assert not Enrolment.objects.exists()
    client.force_login(UserFactory())
    assert "Join and open the first lesson" in client.get(url).content.decode()
    response = client.post(url, follow=True)
    assert response.status_code == 200
    assert Enrolment.objects.get().cohort == invite.cohort


def test_link_that_is_closed_says_so(as_user: SignIn) -> None:
    client = as_user(UserFactory())
    invite = CohortInviteFactory()
    with time_machine.travel(clock.now() + timedelta(days=8)):
        client.force_login(UserFactory())
        response = client.get(f"/join/{invite.token}/")
    assert (response.status_code, "has expired" in response.content.decode()) == (410, True)
    revoke_invite(invite=invite, actor=UserFactory())
    assert "has been withdrawn" in client.get(f"/join/{invite.token}/").content.decode()
    assert client.get("/join/no-such-token/").status_code == 404


def test_full_cohort_says_so(as_user: SignIn) -> None:
    invite = CohortInviteFactory(cohort__capacity=0)
    response = as_user(UserFactory()).post(f"/join/{invite.token}/")
    assert (response.status_code, "All places" in response.content.decode()) == (409, True)


def test_manager_makes_and_changes_a_cohort(as_user: SignIn) -> None:
    organisation, course = OrganisationFactory(), make_course().course
    supervisor = UserFactory(roles=["supervisor"], organisation=organisation)
    foreign = UserFactory(roles=["supervisor"], organisation=OrganisationFactory())
    client = as_user(UserFactory(roles=["programme_manager"], organisation=organisation))
    form = {"name": "Spring", "organisation": organisation.pk, "course": course.pk, "supervisors": [supervisor.pk]}
    assert foreign.full_name not in client.get("/cohorts/new/").content.decode()
    assert client.post("/cohorts/new/", form | {"supervisors": [foreign.pk]}).status_code == 200
    assert client.post("/cohorts/new/", form | {"starts": "2026-05-01", "ends": "2026-04-01"}).status_code == 200
    assert not Cohort.objects.exists()
    assert client.post("/cohorts/new/", form).status_code == 302
    cohort = Cohort.objects.get()
    assert list(cohort.supervisors.all()) == [supervisor]
    client.post(f"/cohorts/{cohort.uuid}/edit/", {"name": "Summer", "course": make_course().course.pk})
    cohort.refresh_from_db()
    assert (cohort.name, cohort.course) == ("Summer", course)


def test_manager_cannot_make_a_cohort_for_another_organisation(as_user: SignIn) -> None:
    client = as_user(UserFactory(roles=["programme_manager"], organisation=OrganisationFactory()))
    form = {"name": "Spring", "organisation": OrganisationFactory().pk, "course": make_course().course.pk}
    assert client.post("/cohorts/new/", form).status_code == 200
    assert not Cohort.objects.exists()


def test_link_is_made_and_withdrawn(as_user: SignIn) -> None:
    cohort = CohortFactory()
    client = as_user(manager_of(cohort))
    response = client.post(f"/cohorts/{cohort.uuid}/invite/", {"until": "2001-01-01", "cap": 5}, follow=True)
    assert "Choose today or a later day." in response.content.decode()
    day = clock.today() + timedelta(days=3)
    response = client.post(f"/cohorts/{cohort.uuid}/invite/", {"until": day.isoformat(), "cap": 5}, follow=True)
    invite = CohortInvite.objects.get()
    assert f"/join/{invite.token}/" in response.content.decode()
    response = client.post(f"/cohorts/links/{invite.uuid}/revoke/", follow=True)
    assert f"/join/{invite.token}/" not in response.content.decode()


def test_file_is_looked_at_and_then_carried_out(as_user: SignIn) -> None:
    cohort = CohortFactory()
    client, url = as_user(manager_of(cohort)), f"/cohorts/{cohort.uuid}/import/"
    member = UserFactory(organisation=cohort.organisation)
    text = f"email,name\n{member.email},\nnonsense,Somebody\n"
    upload = SimpleUploadedFile("people.csv", text.encode())
    assert "needs another look" not in client.get(url).content.decode()
    html = client.post(url, {"file": upload}).content.decode()
    assert "“nonsense” is not an e-mail address." in html
    assert "Bring 1 person in" in html
    assert not Enrolment.objects.exists()
    html = client.post(url, {"text": text, "commit": "yes"}).content.decode()
    assert "1 person came in." in html
    assert Enrolment.objects.get().learner == member


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({}, "Choose a file first."),
        ({"file": SimpleUploadedFile("a.csv", b"\xff\xfe\x00")}, "not in UTF-8"),
        ({"file": SimpleUploadedFile("a.csv", b"x" * 200_001)}, "larger than 200 kB"),
        ({"file": SimpleUploadedFile("a.csv", b"first,second\n1,2")}, "must name the columns"),
    ],
)
def test_bad_file_gets_a_clear_message(form: dict[str, Any], words: str, as_user: SignIn) -> None:
    cohort = CohortFactory()
    response = as_user(manager_of(cohort)).post(f"/cohorts/{cohort.uuid}/import/", form)
    assert (response.status_code, words in response.content.decode()) == (200, True)


@pytest.mark.parametrize("page", ["edit/", "import/", "invite/"])
@pytest.mark.parametrize("who", ["manager elsewhere", "listed supervisor", "lead"])
def test_only_managers_of_the_organisation_change_a_cohort(who: str, page: str, as_user: SignIn) -> None:
    cohort = CohortFactory()
    people = {
        "manager elsewhere": UserFactory(roles=["programme_manager"], organisation=OrganisationFactory()),
        "listed supervisor": UserFactory(roles=["supervisor"], organisation=cohort.organisation),
        "lead": UserFactory(roles=["lead_supervisor"], organisation=cohort.organisation),
    }
    cohort.supervisors.add(people["listed supervisor"])
    url = f"/cohorts/{cohort.uuid}/{page}"
    assert as_user(people[who]).post(url).status_code == 404
    assert as_user(manager_of(cohort)).post(url, {}).status_code != 404


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_cohorts_costs_the_same(
    number: int, as_user: SignIn, django_assert_num_queries: Callable[..., Any]
) -> None:
    organisation, course = OrganisationFactory(), make_course().course
    for _n in range(number):
        EnrolmentFactory(course=course, cohort=CohortFactory(organisation=organisation, course=course))
    CohortFactory(name="Somewhere else")
    client = as_user(UserFactory(roles=["programme_manager"], organisation=organisation))
    client.get("/cohorts/")
    with django_assert_num_queries(5):
        html = client.get("/cohorts/").content.decode()
    assert html.count("row-title") == number
    assert "Somewhere else" not in html
