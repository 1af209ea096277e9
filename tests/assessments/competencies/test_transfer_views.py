"""A framework in and out at the desk: upload, dry run, publish; download. Without a script."""

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.competencies.formats import write
from assessments.competencies.models import FrameworkVersion
from assessments.competencies.services import publish_framework
from tests.assessments.competencies.frameworks import CHANGED, changed, small_framework
from tests.assessments.pages import whole_page
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(f"frameworkversion:{name}", args=args)


@pytest.fixture
def standing():
    return publish_framework(data=small_framework())


@pytest.fixture
def reviewer(client_for):
    return client_for(UserFactory(roles=["clinical_reviewer"]))


@pytest.fixture
def editor(client_for):
    return client_for(UserFactory(roles=["content_editor"]))


def upload(client, data, name="circle.csv"):
    content = data if isinstance(data, bytes) else write(data, "csv", changed=CHANGED, creator="")
    answer = client.post(address("import"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302
    return answer["Location"]


def publish(client, check, version="1.1"):
    expected = client.get(check).context["form"]["expected"].value()
    return client.post(check, {"expected": expected, "version": version})


def test_dry_run_shows_what_differs_and_writes_nothing(reviewer, standing):
    data = changed(small_framework(2))
    data["domains"][0]["title"] = "<script>alert(1)</script>"
    page = whole_page(reviewer.get(upload(reviewer, data)))
    for words in ("1 changed behaviour", "1 new competency", "Does harmful SAFE-1", "Says something else", "Row 2"):
        assert words in page
    assert "<script>alert(1)" not in page
    assert 'value="1.1"' in page
    assert FrameworkVersion.objects.get() == standing


def test_publishing_puts_the_file_in_force_and_leads_to_its_page(reviewer, standing):
    answer = publish(reviewer, upload(reviewer, changed(small_framework())))
    made = FrameworkVersion.objects.exclude(pk=standing.pk).get()
    assert answer["Location"] == address("inspect", made.pk)
    page = whole_page(reviewer.get(answer["Location"]))
    assert "Version 1.1 is published and in force" in page
    assert address("export", made.pk, "case") in page


def test_publishing_pressed_twice_publishes_once(reviewer, standing):
    check = upload(reviewer, changed(small_framework()))
    first = publish(reviewer, check)
    second = reviewer.post(check, {"expected": "x", "version": "1.2"})
    assert second["Location"] == first["Location"]
    assert FrameworkVersion.objects.count() == 2


def test_taken_name_is_refused_beside_its_field_and_the_file_stays(reviewer, standing):
    check = upload(reviewer, changed(small_framework()))
    page = whole_page(publish(reviewer, check, "1.0"))
    assert page.count("is published already, with other words") == 2
    assert 'value="1.0"' in page
    assert publish(reviewer, check, "1.1").status_code == 302


def test_name_left_empty_is_asked_for_and_the_file_stays(reviewer, standing):
    check = upload(reviewer, changed(small_framework()))
    page = whole_page(publish(reviewer, check, ""))
    assert "Nothing was published yet" in page
    assert "This field is required" in page
    assert publish(reviewer, check).status_code == 302


def test_what_changed_meanwhile_is_shown_and_can_then_be_published(reviewer, standing):
    check = upload(reviewer, changed(small_framework()))
    expected = reviewer.get(check).context["form"]["expected"].value()
    publish_framework(data=small_framework(2, version="1.1"))
    answer = reviewer.post(check, {"expected": expected, "version": "1.2"})
    page = whole_page(answer)
    assert "has changed since you looked" in page
    assert "1 competency left out" in page
    again = answer.context["form"]["expected"].value()
    assert reviewer.post(check, {"expected": again, "version": "1.2"}).status_code == 302


def test_same_words_are_said_to_be_there(reviewer, standing):
    page = whole_page(reviewer.get(upload(reviewer, small_framework())))
    assert "It is there already: version 1.0" in page
    assert "Publish as a new version" not in page


def test_another_order_alone_is_said(reviewer):
    publish_framework(data=small_framework(2))
    data = small_framework(2)
    data["domains"][0]["competencies"].reverse()
    page = whole_page(reviewer.get(upload(reviewer, data)))
    assert "only their order is another" in page
    assert "Publish as a new version" in page


def test_bad_file_names_its_problems_and_offers_no_publishing(reviewer, standing):
    page = whole_page(reviewer.get(upload(reviewer, small_framework(title="x" * 161))))
    assert "161 characters" in page
    assert "Row 2" in page
    assert "Publish as a new version" not in page
    unreadable = whole_page(reviewer.get(upload(reviewer, b'{"a": ', "a.json")))
    assert "This is not JSON" in unreadable


def test_problem_keeps_its_file_from_being_published_by_hand(reviewer, standing):
    page = whole_page(publish(reviewer, upload(reviewer, small_framework(title=""))))
    assert "To be mended first" in page
    assert FrameworkVersion.objects.get() == standing


def test_editor_looks_and_leaves_publishing_to_a_reviewer(editor, standing):
    check = upload(editor, changed(small_framework()))
    page = whole_page(editor.get(check))
    assert "A clinical reviewer publishes it" in page
    assert "Send to clinical review" in page
    assert "Publish as a new version" not in page
    assert editor.post(check, {"expected": "x", "version": "1.1"}).status_code == 404
    assert FrameworkVersion.objects.get() == standing


def test_reviewer_publishes_what_an_editor_brought(client_for, reviewer, standing):
    mira = UserFactory(roles=["content_editor"], full_name="Mira Castellano")
    check = upload(client_for(mira), changed(small_framework()))
    assert "Mira Castellano brought it in" in whole_page(reviewer.get(check))
    assert publish(reviewer, check).status_code == 302
    made = FrameworkVersion.objects.exclude(pk=standing.pk).get()
    assert client_for(mira).get(check)["Location"] == address("inspect", made.pk)


def test_upload_of_another_is_not_there_for_who_may_only_look(editor, client_for, standing):
    check = upload(editor, changed(small_framework()))
    other = client_for(UserFactory(roles=["content_editor"]))
    assert other.get(check).status_code == 404
    assert other.post(check, {}).status_code == 404


def test_upload_that_was_cleared_away_is_not_there(reviewer, standing):
    check = upload(reviewer, changed(small_framework()))
    storage = storages["private"]
    storage.delete(f"imports/{check.strip('/').rsplit('/', 1)[-1]}.data")
    assert reviewer.get(check).status_code == 404
    assert reviewer.post(check, {"expected": "x", "version": "1.1"}).status_code == 404


def test_very_many_problems_are_cut_short(reviewer, standing):
    data = small_framework(150)
    for one in data["domains"][0]["competencies"]:
        one["title"] = "x" * 121
        one["crosswalk"] = {"dps": [77]}
    page = whole_page(reviewer.get(upload(reviewer, data)))
    assert "150 problems" in page
    assert page.count("121 characters") == 100
    assert page.count("“dps: 77”") == 100
    assert page.count("And 50 more.") == 2


def test_file_that_is_too_large_is_refused(reviewer, settings):
    answer = reviewer.post(address("import"), {"file": SimpleUploadedFile("a.csv", b"x" * 12_000_001)})
    assert "larger than 12 MB" in whole_page(answer)


def test_upload_without_a_file_is_asked_for(reviewer):
    assert "This field is required" in whole_page(reviewer.post(address("import"), {}))


@pytest.mark.parametrize(
    ("format_name", "media_type", "name"),
    [("case", "application/json", "circle-1.0.json"), ("csv", "text/csv; charset=utf-8", "circle-1.0.csv")],
)
def test_download_is_a_file_that_comes_back_the_same(editor, reviewer, standing, format_name, media_type, name):
    answer = editor.get(address("export", standing.pk, format_name))
    assert answer["Content-Type"] == media_type
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "It is there already" in whole_page(reviewer.get(upload(reviewer, answer.content, name)))


def test_download_in_an_unknown_format_is_not_there(editor, standing):
    assert editor.get(address("export", standing.pk, "pdf")).status_code == 404


@pytest.mark.parametrize("names", ["frameworkversion", "competencyversion"])
def test_nobody_writes_versions_by_hand(reviewer, editor, standing, names):
    row = standing if names == "frameworkversion" else standing.competencies.get()
    for client in (reviewer, editor):
        for name, args in (("add", []), ("edit", [row.pk]), ("delete", [row.pk])):
            where = reverse(f"{names}:{name}", args=args)
            assert {client.get(where).status_code, client.post(where, {}).status_code} == {302}
            assert client.get(where)["Location"] == reverse("wagtailadmin_home")
    assert FrameworkVersion.objects.get() == standing
    assert standing.competencies.count() == 1


def test_list_leads_to_the_import_for_those_who_may(editor, client_for, standing):
    assert address("import") in whole_page(editor.get(address("index")))
    auditor = client_for(UserFactory(roles=["auditor"]))
    assert address("import") not in whole_page(auditor.get(address("index")))


@pytest.mark.parametrize("count", [1, 3])
def test_download_asks_the_database_the_same_however_much_there_is(editor, django_assert_num_queries, count):
    version = publish_framework(data=small_framework(count))
    editor.get(address("export", version.pk, "csv"))
    with django_assert_num_queries(10):
        editor.get(address("export", version.pk, "case"))
