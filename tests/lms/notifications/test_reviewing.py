"""Who hears that content waits for review, and what came of it."""

import pytest

from assessments.competencies.services.drafts import send_back, send_draft, take_back
from assessments.instruments.editing import stamp_of
from assessments.instruments.services import ask_for_review, publish_draft
from lms.notifications.models import Notification
from tests.factories.frameworks import draft_of
from tests.factories.observations import InstrumentFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory(full_name="Mira Castellano", roles=["content_editor"])


@pytest.fixture
def reviewer():
    return UserFactory(full_name="Anouk Verhoeven", roles=["clinical_reviewer"])


def titles(person):
    return list(Notification.objects.filter(recipient=person).order_by("pk").values_list("title", flat=True))


def test_reviewers_hear_of_a_kit_once_and_its_author_of_the_answer(editor, reviewer):
    kit = InstrumentFactory()
    for _ in range(2):
        ask_for_review(instrument=kit, actor=editor)
    assert titles(reviewer) == ["Waits for your review: Opening online"]
    told = Notification.objects.get(recipient=reviewer)
    assert "Mira Castellano sent it." in told.body
    assert told.path.endswith(f"/desk/{kit.pk}/")
    publish_draft(instrument=kit, seen=stamp_of(kit.kit), actor=reviewer)
    assert titles(editor) == ["Published: Opening online"]
    assert titles(reviewer) == ["Waits for your review: Opening online"]


def test_nobody_is_told_of_what_they_do_themselves(reviewer):
    kit = InstrumentFactory()
    ask_for_review(instrument=kit, actor=reviewer)
    publish_draft(instrument=kit, seen=stamp_of(kit.kit), actor=reviewer)
    assert titles(reviewer) == []


def test_what_was_published_unasked_tells_nobody(editor, reviewer):
    kit = InstrumentFactory()
    publish_draft(instrument=kit, seen=stamp_of(kit.kit), actor=reviewer)
    assert not Notification.objects.exists()


def test_a_framework_that_is_sent_back_and_sent_again_is_told_again(editor, reviewer):
    draft = send_draft(draft=draft_of(1, new=(2,)), note="", actor=editor)
    what = "the next version of the competency framework"
    assert titles(reviewer) == [f"Waits for your review: {what}"]
    send_back(draft=draft, words="Say more.", actor=reviewer)
    assert titles(editor) == [f"Sent back: {what}"]
    draft.refresh_from_db()
    send_draft(draft=draft, note="", actor=editor)
    assert len(titles(reviewer)) == 2


def test_taking_it_back_tells_nobody(editor, reviewer):
    draft = send_draft(draft=draft_of(1, new=(2,)), note="", actor=editor)
    take_back(draft=draft, actor=editor)
    assert len(titles(reviewer)) == 1
    assert titles(editor) == []
