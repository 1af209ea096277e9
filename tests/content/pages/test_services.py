import pytest
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from content.models import ResourcePage
from content.pages.services import OUR_NAME, sync_review
from lms.people.services import sync_roles
from tests.factories.content import make_home, make_page, make_resources
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _laid(db):
    sync_roles()
    sync_review()


def names(queryset):
    return sorted(queryset.values_list("name", flat=True))


def ours():
    """The workflow of the site's own pages; courses lay another one below."""
    return Workflow.objects.filter(workflow_pages__page__depth=1)


def test_sync_review_asks_reviewers_and_changes_nothing_the_second_time():
    before = names(ours()), names(GroupApprovalTask.objects.all())
    sync_review()
    assert (names(ours()), names(GroupApprovalTask.objects.all())) == before
    assert before == ([OUR_NAME], [OUR_NAME])
    assert "clinical_reviewer" in names(GroupApprovalTask.objects.get().groups)


def test_sync_review_keeps_a_name_that_an_administrator_gave():
    ours().update(name="Four eyes")
    GroupApprovalTask.objects.update(name="Second pair")
    sync_review()
    assert (names(ours()), names(GroupApprovalTask.objects.all())) == (["Four eyes"], ["Second pair"])


def test_safety_page_goes_from_editor_to_reviewer_to_readers(client_for, client):
    page = make_page(make_resources(make_home()), ResourcePage, title="Card", slug="card", safety=True)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    fields = {"title": "Card", "slug": "card", "summary": "New words", "owned_by": "", "licence": "", "review_by": ""}
    body = streamfield([("prose", rich_text("<p>Words</p>"))])
    comments = {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    data = nested_form_data({**fields, **comments, "safety": "on", "body": body, "action-submit": "1"})

    editor = client_for(UserFactory(roles=["content_editor"]))
    shown = editor.get(edit).content.decode()
    assert 'name="action-publish"' not in shown
    assert 'name="action-submit"' in shown
    assert editor.post(edit, data).status_code == 302
    assert "New words" not in client.get(page.get_url()).content.decode()

    page = ResourcePage.objects.get(pk=page.pk)
    task = page.current_workflow_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    reviewer = client_for(UserFactory(roles=["clinical_reviewer"]))
    assert "Card" in reviewer.get("/admin/").content.decode()
    assert reviewer.post(approve, {"comment": ""}).status_code == 302
    assert "New words" in client.get(page.get_url()).content.decode()
