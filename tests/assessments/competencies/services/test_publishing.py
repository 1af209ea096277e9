"""A draft in force, and what its competencies were before."""

import pytest

from assessments.competencies.drafts import VersionMapping
from assessments.competencies.editing import mark_of, part_at
from assessments.competencies.errors import DraftRefused, ImportRefused
from assessments.competencies.models import FrameworkVersion
from assessments.competencies.planning import in_force, plan_draft
from assessments.competencies.queries import current_version
from assessments.competencies.services import drafts, publish_framework, publishing
from tests.assessments.competencies.frameworks import small_framework
from tests.factories.frameworks import draft_of, published
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory(roles=["content_editor"])


@pytest.fixture
def draft():
    return draft_of(2)


def rewrite(draft, actor):
    part = part_at(draft.data, "behaviour", "SAFE-1.B1")
    change = {"sort": "behaviour", "code": "SAFE-1.B1", "seen": mark_of(part), "part": {**part, "text": "New words"}}
    drafts.change_part(draft=draft, **change, actor=actor)


def expected(draft):
    return publishing.digest_of(draft=draft, plan=plan_draft(draft.data, in_force()))


def test_publishing_needs_a_waiting_draft_of_what_is_in_force_as_it_was_seen(draft, editor):
    rewrite(draft, editor)
    of = {"version": "1.1", "carry": False, "actor": editor}
    draft.refresh_from_db()
    with pytest.raises(DraftRefused, match="does not wait"):
        publishing.publish_draft(draft=draft, expected=expected(draft), **of)
    drafts.send_draft(draft=draft, note="", actor=editor)
    with pytest.raises(ImportRefused, match="has changed since"):
        publishing.publish_draft(draft=draft, expected="x", **of)
    made, mapping = publishing.publish_draft(draft=draft, expected=expected(draft), **of)
    again, _mapping = publishing.publish_draft(draft=draft, expected="x", **of)
    assert current_version() == made == again
    assert {row["becomes"] for row in mapping.rows} == {"same"}
    assert FrameworkVersion.objects.count() == 2


def test_another_version_in_force_meanwhile_stops_a_draft(draft, editor):
    rewrite(draft, editor)
    draft = drafts.send_draft(draft=draft, note="", actor=editor)
    publish_framework(data=small_framework(3, version="1.5"))
    with pytest.raises(DraftRefused, match="Another version"):
        publishing.publish_draft(draft=draft, version="1.6", expected=expected(draft), carry=False, actor=editor)
    with pytest.raises(DraftRefused, match="Nothing was changed"):
        drafts.follow_version(draft=draft, actor=editor)
    drafts.take_back(draft=draft, actor=editor)
    for _again in range(2):
        draft = drafts.follow_version(draft=draft, actor=editor)
    assert draft.base.version == "1.5"
    assert part_at(draft.data, "behaviour", "SAFE-1.B1")["text"] == "New words"
    mapping = published(draft, {"SAFE-3": []})
    assert {"becomes": "dropped", "old": ["SAFE-3"], "new": []} in mapping.rows


def test_left_out_competency_needs_a_decision_first(editor):
    draft = drafts.send_draft(draft=draft_of(2, without=(2,), new=(3,)), note="", actor=editor)
    with pytest.raises(DraftRefused, match="takes the place of: SAFE-2"):
        publishing.publish_draft(draft=draft, version="2.0", expected=expected(draft), carry=True, actor=editor)
    with pytest.raises(DraftRefused, match="not in the draft"):
        publishing.decide_successors(draft=draft, successors={"SAFE-2": ["SAFE-2"]}, actor=editor)
    mapping = published(drafts.take_back(draft=draft, actor=editor), {"SAFE-2": ["SAFE-3"]})
    assert {"becomes": "same", "old": ["SAFE-2"], "new": ["SAFE-3"]} in mapping.rows
    assert mapping.rule == {"merged": "lowest", "needs": "all"}
    assert VersionMapping.objects.get().carry
    with pytest.raises(DraftRefused, match="decided already"):
        publishing.decide_successors(draft=draft, successors={"SAFE-2": []}, actor=editor)
