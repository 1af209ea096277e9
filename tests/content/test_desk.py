"""The desk: what each role finds there, and that every list and form opens."""

import datetime

import pytest
import time_machine
from django.db.models import FileField
from django.urls import reverse

from content.blocks import BodyBlock, ReflectionBlock
from content.models import CrisisLine, CrisisRegion, Recording
from lms.people.services import sync_roles
from tests.factories.content import CrisisLineFactory, CrisisRegionFactory, RecordingFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
MODELS = [CrisisLine, CrisisRegion, Recording]
MAKE = {CrisisLine: CrisisLineFactory, CrisisRegion: CrisisRegionFactory, Recording: RecordingFactory}
NOVEMBER = datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _roles(db):
    sync_roles()


@pytest.fixture
def admin(client_for):
    return client_for(UserFactory(is_superuser=True))


def url(model, name, *args):
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


@pytest.mark.parametrize("model", MODELS)
def test_every_list_and_form_of_the_group_opens(admin, model):
    row = MAKE[model]()
    for name, args in [("list", ()), ("add", ()), ("edit", (row.pk,)), ("history", (row.pk,)), ("usage", (row.pk,))]:
        assert admin.get(url(model, name, *args)).status_code == 200, name
    assert str(row) in admin.get(url(model, "list"), {"q": str(row)}).content.decode()
    assert str(row) not in admin.get(url(model, "list"), {"q": "zebra"}).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("model", MODELS)
def test_lists_cost_the_same_for_any_number_of_rows(admin, model, rows, django_assert_max_num_queries):
    for _ in range(rows):
        MAKE[model]()
    admin.get(url(model, "list"))
    with django_assert_max_num_queries(COST[model]):
        admin.get(url(model, "list"))


COST = {CrisisLine: 18, CrisisRegion: 14, Recording: 16}


@pytest.mark.parametrize("model", [CrisisLine, Recording])
def test_preview_shows_what_is_not_saved_yet(admin, model):
    row = MAKE[model]()
    fields = [field for field in row._meta.fields if field.editable and not isinstance(field, FileField)]
    data = {field.name: field.value_from_object(row) for field in fields}
    data = {name: value for name, value in data.items() if value is not None}
    data |= {"name": "Brand new line", "title": "Brand new recording"}
    preview = url(model, "preview_on_edit", row.pk)
    assert admin.post(preview, data).json()["is_valid"]
    assert "Brand new" in admin.get(preview).content.decode()


@pytest.mark.parametrize(
    ("role", "allowed"),
    [("content_editor", False), ("clinical_reviewer", True), ("programme_manager", True), ("trainee", False)],
)
def test_only_those_who_answer_for_crisis_lines_change_them(client_for, role, allowed):
    line = CrisisLineFactory()
    response = client_for(UserFactory(roles=[role])).get(url(CrisisLine, "edit", line.pk))
    assert (response.status_code == 200) is allowed


def test_line_says_at_the_desk_what_is_missing(admin):
    line = CrisisLineFactory()
    data = {"region": line.region.pk, "name": "Line", "call": "116 123", "last_verified": "2026-11-01", "order": 0}
    refused = admin.post(url(CrisisLine, "edit", line.pk), data)
    assert "Say who tried the line." in refused.content.decode()
    future = clock_after(400)
    assert (
        "still to come"
        in admin.post(
            url(CrisisLine, "edit", line.pk), {**data, "verified_by": "Imke", "last_verified": future}
        ).content.decode()
    )
    assert admin.post(url(CrisisLine, "edit", line.pk), {**data, "verified_by": "Imke"}).status_code == 302


def clock_after(days):
    return (datetime.datetime.now(tz=datetime.UTC) + datetime.timedelta(days=days)).date().isoformat()


@pytest.mark.parametrize(("days", "stale"), [(0, False), (200, True)])
def test_first_page_of_the_desk_names_lines_nobody_looked_at(client_for, days, stale):
    CrisisLineFactory(name="Samaritans", source_checked=datetime.date(2026, 11, 1))
    manager = UserFactory(roles=["programme_manager"])
    with time_machine.travel(NOVEMBER + datetime.timedelta(days=days), tick=False):
        desk = client_for(manager).get("/admin/").content.decode()
        listing = client_for(manager).get(url(CrisisLine, "list")).content.decode()
    assert ("Samaritans" in desk) is stale
    assert "has not been tried by anybody" in desk
    assert ("Too long ago: look again" in listing) is stale


def test_first_page_of_the_desk_is_quiet_for_those_who_cannot_change_lines(client_for):
    CrisisLineFactory()
    desk = client_for(UserFactory(roles=["content_editor"])).get("/admin/").content.decode()
    assert "has not been tried by anybody" not in desk


@pytest.mark.parametrize("name", [*BodyBlock().child_blocks])
def test_every_block_shows_a_preview_to_its_editor(admin, name):
    block = BodyBlock().child_blocks[name]
    response = admin.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert response.status_code == 200
    assert 'class="reading"' in response.content.decode()


def test_reflection_shows_a_preview_too(admin):
    response = admin.get(reverse("wagtailadmin_block_preview"), {"id": ReflectionBlock().definition_prefix})
    assert response.status_code == 200


@pytest.mark.parametrize(("role", "sees"), [("content_editor", True), ("clinical_reviewer", False)])
def test_editors_find_pictures_and_files_at_the_desk(client_for, role, sees):
    client = client_for(UserFactory(roles=[role]))
    for name in ("wagtailimages:add", "wagtaildocs:add"):
        assert (client.get(reverse(name)).status_code == 200) is sees
