"""The next version: begun, changed by several at once, sent, sent back, published."""

import pytest

from assessments.competencies.drafts import FrameworkDraft
from assessments.competencies.editing import mark_of, part_at
from assessments.competencies.errors import DraftRefused, PartStale
from assessments.competencies.planning import in_force, plan_draft
from assessments.competencies.services import drafts, publish_framework
from tests.assessments.competencies.frameworks import small_framework
from tests.factories.frameworks import draft_of
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory(roles=["content_editor"])


@pytest.fixture
def draft():
    return draft_of(2)


def change(draft, code, actor, *, sort="behaviour", seen=None, **part):
    now = part_at(FrameworkDraft.objects.get(pk=draft.pk).data, sort, code)
    seen = mark_of(now) if seen is None else seen
    under = code.rpartition(".")[0] if sort == "behaviour" else ""
    of = {"draft": draft, "sort": sort, "code": code, "seen": seen, "actor": actor, "under": under}
    return drafts.change_part(**of, part={**(now or {}), **part})


def test_draft_begins_with_what_is_in_force_and_a_second_tap_opens_the_same(editor):
    with pytest.raises(DraftRefused, match="No framework"):
        drafts.start_draft(actor=editor)
    version = publish_framework(data=small_framework(2))
    draft = drafts.start_draft(actor=editor)
    assert draft.base == version
    assert plan_draft(draft.data, in_force()).same
    assert drafts.start_draft(actor=UserFactory()) == draft


def test_two_who_change_different_parts_are_both_kept(draft, editor):
    seen = {code: mark_of(part_at(draft.data, "behaviour", code)) for code in ("SAFE-1.B1", "SAFE-2.B1")}
    for code, mark in seen.items():
        change(draft, code, editor, seen=mark, text=f"New words of {code}")
    draft.refresh_from_db()
    texts = {code: part_at(draft.data, "behaviour", code)["text"] for code in seen}
    assert texts == {code: f"New words of {code}" for code in seen}


def test_second_one_at_the_same_part_is_told_and_may_then_decide(draft, editor):
    seen = mark_of(part_at(draft.data, "behaviour", "SAFE-1.B1"))
    change(draft, "SAFE-1.B1", editor, seen=seen, text="First words")
    change(draft, "SAFE-1.B1", editor, seen=seen, text="First words")
    with pytest.raises(PartStale) as stale:
        change(draft, "SAFE-1.B1", editor, seen=seen, text="Second words")
    assert stale.value.now["text"] == "First words"
    with pytest.raises(PartStale):
        drafts.remove_part(draft=draft, sort="behaviour", code="SAFE-1.B1", seen=seen, actor=editor)
    change(draft, "SAFE-1.B1", editor, seen=mark_of(stale.value.now), text="Second words")
    draft.refresh_from_db()
    assert part_at(draft.data, "behaviour", "SAFE-1.B1")["text"] == "Second words"


def test_what_was_taken_out_meanwhile_can_be_put_back_with_other_words(draft, editor):
    seen = mark_of(part_at(draft.data, "behaviour", "SAFE-1.B1"))
    drafts.remove_part(draft=draft, sort="behaviour", code="SAFE-1.B1", seen=seen, actor=editor)
    drafts.remove_part(draft=draft, sort="behaviour", code="SAFE-1.B1", seen=seen, actor=editor)
    with pytest.raises(PartStale, match="took it out"):
        change(draft, "SAFE-1.B1", editor, seen=seen, kind="basic", text="Later words")
    change(draft, "SAFE-1.B1", editor, kind="basic", text="Later words")


@pytest.mark.parametrize(
    ("sort", "code", "words"),
    [
        ("competency", "safe-2", "in this draft already"),
        ("competency", "SAFE 9", "letters, figures and hyphens"),
        ("competency", "old-1", "is known as “OLD-1”"),
        ("domain", "a", "in this draft already"),
        ("behaviour", "SAFE-2.X1", "does not begin"),
        ("behaviour", "SAFE-1.B9", "was used in version 0.9: “Earlier words”"),
        ("level", "7", "no such place"),
    ],
)
def test_new_code_is_refused_where_it_is_taken_or_meant_something_else(editor, sort, code, words):
    earlier = small_framework(1, version="0.9")
    row = earlier["domains"][0]["competencies"][0]
    row["behaviours"].append({"code": "SAFE-1.B9", "kind": "basic", "text": "Earlier words"})
    earlier["domains"][0]["competencies"].append({**row, "code": "OLD-1", "behaviours": []})
    publish_framework(data=earlier)
    draft = draft_of(2)
    part = {"title": "Words", "kind": "basic", "text": "Words", "domain": "A"}
    of = {"draft": draft, "sort": sort, "part": part, "seen": mark_of(None), "under": "SAFE-1", "actor": editor}
    if sort == "competency":
        of["under"] = "A"
    with pytest.raises(DraftRefused, match=words):
        drafts.change_part(**of, code=code)


def test_domain_with_competencies_stays(draft, editor):
    seen = mark_of(part_at(draft.data, "domain", "A"))
    with pytest.raises(DraftRefused, match="Move its competencies"):
        drafts.remove_part(draft=draft, sort="domain", code="A", seen=seen, actor=editor)


def test_sent_and_sent_back_with_a_word(draft, editor):
    with pytest.raises(DraftRefused, match="says the same"):
        drafts.send_draft(draft=draft, note="", actor=editor)
    change(draft, "SAFE-1.B1", editor, text="")
    with pytest.raises(DraftRefused, match="problems"):
        drafts.send_draft(draft=draft, note="", actor=editor)
    change(draft, "SAFE-1.B1", editor, text="New words")
    reviewer = UserFactory(roles=["clinical_reviewer"])
    for _again in range(2):
        sent = drafts.send_draft(draft=draft, note="Please look", actor=editor)
    assert (sent.state, sent.note, sent.sent_by) == ("waiting", "Please look", editor)
    with pytest.raises(DraftRefused, match="Nothing was changed"):
        change(draft, "SAFE-1.B1", editor, text="Other words")
    with pytest.raises(DraftRefused, match="Say in a sentence"):
        drafts.send_back(draft=draft, words=" ", actor=reviewer)
    back = drafts.send_back(draft=draft, words="Say when", actor=reviewer)
    assert (back.state, back.answer, back.answered_by) == ("editing", "Say when", reviewer)
    with pytest.raises(DraftRefused, match="does not wait"):
        drafts.send_back(draft=draft, words="Again", actor=reviewer)
    change(draft, "SAFE-1.B1", editor, text="Other words")
    drafts.send_draft(draft=draft, note="", actor=editor)
    assert drafts.take_back(draft=draft, actor=editor).state == "editing"
    assert drafts.discard_draft(draft=draft, actor=editor).state == "discarded"
    assert drafts.start_draft(actor=editor) != draft
