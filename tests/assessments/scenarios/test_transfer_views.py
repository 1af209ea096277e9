"""A scenario in and out in Wagtail: upload, dry run, decision; download. Without a script."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from assessments.scenarios.models import Scenario
from assessments.scenarios.services import open_draft, retire_scenario
from tests.assessments.pages import whole_page
from tests.factories.people import UserFactory
from tests.factories.scenarios import ScenarioFactory, story

pytestmark = pytest.mark.django_db

TWEE = b""":: StoryTitle
The <b>door</b>

:: Start
You stand in the hall. <<set $x to 1>> <script>alert(1)</script>
[[Open it->Garden]]
[[Wait->Garden]]

:: Garden
Sun.
"""


def address(name: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_assessments_scenario:{name}", args=args)


@pytest.fixture
def editor(client_for: Any) -> Client:
    return client_for(UserFactory(roles=["content_editor"]))


def upload(client: Client, data: bytes, name: str = "a.twee", **more: str) -> HttpResponse:
    return client.post(address("import"), {"file": SimpleUploadedFile(name, data), **more})


def decide(client: Client, check: str) -> HttpResponse:
    page = client.get(check)
    return client.post(check, {"expected": page.context["form"]["expected"].value()})


def test_dry_run_says_what_would_happen_and_changes_nothing(editor: Client) -> None:
    text = whole_page(editor.get(upload(editor, TWEE)["Location"]))
    assert "It would become a new scenario" in text
    assert "Line 5:" in text
    assert "&lt;&lt;set" in text
    assert "To be mended before it can be published" in text
    assert "<script>alert(1)" not in text
    assert "<b>door" not in text
    assert not Scenario.objects.exists()


def test_decision_brings_a_draft_in_and_opens_the_desk(editor: Client) -> None:
    check = upload(editor, TWEE)["Location"]
    answer = decide(editor, check)
    made = Scenario.objects.get()
    assert answer["Location"] == address("desk", made.pk)
    assert (made.live, made.title) == (False, "The <b>door</b>")
    whole_page(editor.get(answer["Location"]))


def test_decision_pressed_twice_brings_in_once(editor: Client) -> None:
    check = upload(editor, TWEE)["Location"]
    expected = editor.get(check).context["form"]["expected"].value()
    answers = [editor.post(check, {"expected": expected})["Location"] for _press in range(2)]
    assert answers == [address("desk", Scenario.objects.get().pk)] * 2
    assert open_draft(scenario=Scenario.objects.get()).edits.count() == 0


def test_decision_on_something_else_than_was_shown_is_refused(editor: Client) -> None:
    there = ScenarioFactory(code="the-door")
    check = upload(editor, TWEE, code="the-door")["Location"]
    expected = editor.get(check).context["form"]["expected"].value()
    retire_scenario(scenario=there)
    text = whole_page(editor.post(check, {"expected": expected}))
    assert "retired" in text
    assert not there.revisions.exclude(pk=there.latest_revision_id).exists()


def test_import_into_an_existing_scenario_leaves_what_is_published(editor: Client) -> None:
    there = ScenarioFactory(code="the-door")
    check = upload(editor, TWEE, code="the-door")["Location"]
    assert "It would become the draft of" in editor.get(check).content.decode()
    decide(editor, check)
    there.refresh_from_db()
    assert there.graph == story()
    assert open_draft(scenario=there).graph["nodes"][0]["key"] == "Start"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"once upon a time", "There are no passages"),
        (b":: A\nx\n\n:: A\ny", "there already, on line 1"),
        (b":: A\nx\n\n:: StoryData\n{", "is not JSON"),
        (b":: A\n[[x->Nowhere]]", "There is no passage “Nowhere”"),
        (b":: A\n\xff\xfe", "not UTF-8"),
        (b":: A\n" + b"x" * 1_000_000, "larger than 1 MB"),
    ],
)
def test_broken_twee_is_told_and_nothing_comes_in(editor: Client, data: bytes, said: str) -> None:
    answer = upload(editor, data)
    text = whole_page(editor.get(answer["Location"]) if answer.status_code == 302 else answer)
    assert said in text
    assert "Bring it in as a draft" not in text
    if answer.status_code == 302:
        decide(editor, answer["Location"])
    assert not Scenario.objects.exists()


def test_format_that_nobody_can_tell_is_asked_for(editor: Client) -> None:
    text = whole_page(upload(editor, TWEE, name="a.txt"))
    assert "We can’t tell the format" in text
    assert upload(editor, TWEE, name="a.txt", format_name="twee").status_code == 302


@pytest.mark.parametrize(("name", "ending"), [("yaml", "yaml"), ("twee", "twee")])
def test_scenario_is_downloaded_and_read_again_as_it_is(editor: Client, name: str, ending: str) -> None:
    there = ScenarioFactory()
    whole_page(editor.get(address("export", there.pk)))
    answer = editor.post(address("export", there.pk), {"format_name": name, "which": "live"})
    assert answer["Content-Disposition"] == f'attachment; filename="{there.code}.{ending}"'
    check = upload(editor, answer.content, name=f"{there.code}.{ending}")["Location"]
    assert "says all this already" in editor.get(check).content.decode()


def test_export_without_a_format_asks_for_one(editor: Client) -> None:
    text = whole_page(editor.post(address("export", ScenarioFactory().pk), {}))
    assert "This field is required" in text


def test_ways_in_and_out_stand_where_scenarios_are(editor: Client) -> None:
    there = ScenarioFactory()
    listing = editor.get(address("list")).content.decode()
    assert address("import") in listing
    assert address("export", there.pk) in listing


def test_auditor_takes_out_and_brings_nothing_in(client_for: Any) -> None:
    there = ScenarioFactory()
    auditor = client_for(UserFactory(roles=["auditor"]))
    assert auditor.get(address("export", there.pk)).status_code == 200
    assert auditor.get(address("import")).status_code == 404
    assert address("import") not in auditor.get(address("list")).content.decode()
