import pytest

from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def policy(response):
    parts = [part.split() for part in response["Content-Security-Policy"].split(";") if part.strip()]
    return {name: set(sources) for name, *sources in parts}


def test_desk_has_a_policy_of_its_own_that_still_asks_no_other_site(client_for):
    desk = policy(client_for(UserFactory(is_superuser=True)).get("/admin/"))
    assert "'unsafe-inline'" in desk["script-src"]
    assert desk["frame-ancestors"] == {"'self'"}
    sources = set().union(*desk.values())
    assert {source for source in sources if not source.startswith("'")} <= {"data:", "blob:"}


def test_pages_of_ours_allow_nothing_inline(client):
    page = policy(client.get("/crisis/"))
    assert page["script-src"] == page["style-src"] == {"'self'"}
