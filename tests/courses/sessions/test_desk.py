"""Live labs on the desk of their editors."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from courses.sessions.models import Lab
from courses.sessions.services import save_lab
from tests.factories.people import UserFactory
from tests.factories.sessions import LabFactory, LabSessionFactory

pytestmark = pytest.mark.django_db


def url(name: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_courses_lab:{name}", args=args)


def form(**changes: Any) -> Any:
    section = {"title": "Arriving", "minutes": "10", "text": rich_text("<p>Come in.</p>"), "hosts": rich_text("")}
    base = {
        "title": "Opening",
        "code": "opening",
        "number": "1",
        "summary": "Open a group.",
        "enough": "75",
        "plan": streamfield([("section", section)]),
        "competencies": [],
    }
    return nested_form_data({**base, "action-publish": "1", **changes})


@pytest.fixture
def editor(client_for: Any) -> Any:
    return client_for(UserFactory(roles=["content_editor"], full_name="Edo Editor"))


@pytest.fixture
def reviewer(client_for: Any) -> Any:
    return client_for(UserFactory(roles=["clinical_reviewer"], full_name="Dr Rea Reviewer"))


def test_an_editor_writes_and_publishes_a_lab(editor: Any) -> None:
    assert editor.get(url("add")).status_code == 200
    assert editor.post(url("add"), form()).status_code == 302
    lab = Lab.objects.get()
    assert (lab.live, lab.minutes, lab.reviewed_by) == (True, 10, "")
    assert "10 min" in editor.get(url("list")).content.decode()


def test_safety_content_is_published_by_a_reviewer_whose_name_it_bears(editor: Any, reviewer: Any) -> None:
    lab = LabFactory(code="opening", live=False)
    refused = editor.post(url("edit", lab.pk), form(safety="on")).content.decode()
    assert "a clinical reviewer publishes it" in refused
    assert not Lab.objects.get().live
    assert reviewer.post(url("edit", lab.pk), form(safety="on")).status_code == 302
    lab = Lab.objects.get()
    assert (lab.live, lab.reviewed_by) == (True, "Dr Rea Reviewer")
    # Unticking it does not bring it into the hands of others.
    assert "a clinical reviewer publishes it" in editor.post(url("edit", lab.pk), form()).content.decode()
    # Brought in again from a pack, it has no reviewer.
    save_lab(code="opening", plan=[dict(lab.plan.raw_data[0]["value"])], competencies=[], safety=True)
    assert Lab.objects.get().reviewed_by == ""


def test_a_lab_with_dates_is_not_deleted(editor: Any) -> None:
    lab = LabSessionFactory().lab
    assert editor.post(url("delete", lab.pk)).status_code == 302
    assert Lab.objects.filter(pk=lab.pk).exists()


def test_its_preview_shows_what_is_for_hosts_too(editor: Any) -> None:
    lab = LabFactory()
    data = form(code=lab.code)
    preview = url("preview_on_edit", lab.pk)
    assert editor.post(preview, data).json()["is_valid"]
    assert "Come in." in editor.get(preview).content.decode()
