import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from content.models import CrisisLine, CrisisRegion, Recording, ResourcePage, StandardPage
from lms.common.deletion import where_used
from tests.factories.content import (
    CrisisLineFactory,
    CrisisRegionFactory,
    PictureFactory,
    RecordingFactory,
    make_home,
    make_page,
    make_resources,
)
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client_for):
    return client_for(UserFactory(is_superuser=True))


def words(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def show(recording, **fields):
    """A page that shows `recording`, saved as the desk saves it."""
    body = [{"type": "recording", "value": {"recording": recording.pk, "caption": ""}}]
    return make_page(make_home(), StandardPage, title="Opening", slug="opening", body=body, **fields)


def test_where_used_names_pages_and_only_counts_the_rest(on_commit):
    with on_commit():
        line = CrisisLineFactory()
        recording = RecordingFactory()
        show(recording)
    assert where_used(recording) == ["“Opening”"]
    assert where_used(line.region) == ["crisis line (1)"]
    assert where_used(line) == []


@pytest.mark.parametrize("used", [True, False])
def test_snippet_goes_only_when_nothing_shows_it(admin, on_commit, used):
    with on_commit():
        recording = RecordingFactory()
        show(recording if used else RecordingFactory())
    response = admin.post(reverse(Recording.snippet_viewset.get_url_name("delete"), args=[recording.pk]))
    assert ("because it is used: “Opening”" in words(response)) is used
    assert Recording.objects.filter(pk=recording.pk).exists() is used


def test_protected_snippet_is_kept_without_an_error_page(admin):
    region, lonely = CrisisLineFactory().region, CrisisRegionFactory()
    name = CrisisRegion.snippet_viewset.get_url_name("delete")
    assert admin.post(reverse(name, args=[region.pk])).status_code == 302
    assert admin.post(reverse(name, args=[lonely.pk])).status_code == 302
    assert list(CrisisRegion.objects.all()) == [region]
    assert CrisisLine.objects.count() == 1


def test_page_is_kept_while_another_page_leads_to_something_below_it(admin, on_commit):
    with on_commit():
        home = make_home()
        index = make_resources(home)
        card = make_page(index, ResourcePage, title="Card", slug="card")
        body = [{"type": "download", "value": {"resource": card.pk, "document": None, "title": ""}}]
        lesson = make_page(home, StandardPage, title="Where to turn", slug="turn", body=body)
    delete = reverse("wagtailadmin_pages:delete", args=[index.pk])
    assert "Where to turn" in words(admin.post(delete))
    assert ResourcePage.objects.exists()
    with on_commit():
        lesson.delete()
    admin.post(delete)
    assert not ResourcePage.objects.exists()


def test_many_pages_at_once_are_kept_too(admin, on_commit):
    with on_commit():
        home = make_home()
        card = make_page(make_resources(home), ResourcePage, title="Card", slug="card")
        body = [{"type": "download", "value": {"resource": card.pk, "document": None, "title": ""}}]
        make_page(home, StandardPage, title="Where to turn", slug="turn", body=body)
        free = make_page(home, StandardPage, title="Free", slug="free")
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    admin.post(f"{url}?id={card.pk}")
    assert ResourcePage.objects.exists()
    admin.post(f"{url}?id={free.pk}")
    assert not StandardPage.objects.filter(pk=free.pk).exists()


def test_many_pictures_at_once_are_kept_while_one_is_shown(admin, on_commit):
    with on_commit():
        shown, free = PictureFactory(), PictureFactory()
        image = {"image": shown.pk, "alt_text": "A door", "decorative": False}
        body = [{"type": "picture", "value": {"image": image, "caption": ""}}]
        make_page(make_home(), StandardPage, title="Shown", slug="shown", body=body)
    url = reverse("wagtail_bulk_action", args=["content", "picture", "delete"])
    admin.post(f"{url}?id={shown.pk}&id={free.pk}")
    assert type(shown).objects.count() == 2
    admin.post(f"{url}?id={free.pk}")
    assert list(type(shown).objects.all()) == [shown]
