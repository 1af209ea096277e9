import pytest
from django.urls import reverse
from wagtail.log_actions import registry
from wagtail.models import Page

from certificates.wagtail_hooks import ACTIONS
from lms.people.models import User
from tests.factories.certificates import ProgrammeVersionFactory, make_certificate
from tests.factories.courses import make_course
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
LISTS = ["programmes:index", "programme-versions:index", "awards:index", "issued-certificates:index"]


@pytest.fixture
def admin(client_for):
    return client_for(UserFactory(is_superuser=True, is_staff=True))


@pytest.fixture
def certificate():
    return make_certificate(full_name="Imke Lind")


@pytest.mark.parametrize("name", LISTS)
def test_lists_open_for_managers(client_for, certificate, name: str) -> None:
    manager = UserFactory(roles=["programme_manager"])
    response = client_for(manager).get(reverse(name))
    assert response.status_code == 200
    assert "Foundations of peer support" in response.content.decode()


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("role", ["content_editor", "clinical_reviewer"])
def test_lists_stay_closed_for_editors(client_for, certificate, name: str, role: str) -> None:
    response = client_for(UserFactory(roles=[role])).get(reverse(name))
    assert response.status_code in (302, 403)


def test_lists_say_what_a_certificate_is_worth_today(admin, certificate) -> None:
    assert "Valid until 31 December 2099" in admin.get(reverse("issued-certificates:index")).content.decode()
    assert "Imke Lind" in admin.get(reverse("awards:index")).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("awards:index", 13), ("issued-certificates:index", 12)])
def test_lists_cost_the_same_however_many(admin, rows: int, name: str, queries: int, django_assert_num_queries) -> None:
    for _ in range(rows):
        make_certificate()
    admin.get(reverse(name))
    with django_assert_num_queries(queries):
        admin.get(reverse(name))


@pytest.mark.parametrize("name", ["programme-versions", "awards", "issued-certificates"])
@pytest.mark.parametrize("way", ["add", "edit", "delete"])
def test_nobody_writes_here_not_even_an_administrator(admin, certificate, name: str, way: str) -> None:
    row = {
        "programme-versions": certificate.award.version,
        "awards": certificate.award,
        "issued-certificates": certificate,
    }[name]
    response = admin.get(reverse(f"{name}:{way}", args=[] if way == "add" else [row.pk]))
    assert response.status_code in (302, 403)
    assert type(row).objects.filter(pk=row.pk).exists()


def test_manager_chooses_the_paper(client_for, certificate) -> None:
    programme = certificate.award.programme
    client = client_for(UserFactory(roles=["programme_manager"]))
    response = client.post(reverse("programmes:edit", args=[programme.pk]), {"paper": "letter", "organisation": ""})
    assert response.status_code == 302
    programme.refresh_from_db()
    assert programme.paper == "letter"


def test_course_that_a_programme_asks_for_is_not_deleted(admin) -> None:
    tree = make_course()
    ProgrammeVersionFactory(code="p", title="Foundations", requirements=[{"course": tree.course.code}])
    response = admin.post(reverse("wagtailadmin_pages:delete", args=[tree.course.pk]), follow=True)
    assert "requirement (1)" in response.content.decode()
    assert Page.objects.filter(pk=tree.course.pk).exists()


def test_every_action_has_words_in_the_audit_log() -> None:
    assert all(registry.action_exists(action) for action in ACTIONS)


def test_managers_have_the_permissions_of_their_role() -> None:
    manager = User.objects.get(pk=UserFactory(roles=["programme_manager"]).pk)
    assert manager.has_perm("certificates.view_award")
    assert not manager.has_perm("certificates.change_award")
