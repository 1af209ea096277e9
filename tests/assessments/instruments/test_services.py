"""Kits from the first draft to a signed version; refusals beside what they refuse."""

import pytest
from wagtail.models import ModelLogEntry

from assessments.instruments import queries, services
from assessments.instruments.editing import part_of, prompt_key, stamp_of
from assessments.instruments.errors import KitHasProblems, KitRefused, KitStale, SignatureRefused
from assessments.instruments.models import Instrument
from tests.factories.observations import InstrumentFactory, framework_in_force, sound_kit
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
BRIEF = ("brief",)


@pytest.fixture
def kit():
    return InstrumentFactory()


@pytest.fixture
def reviewer():
    return UserFactory(roles=["clinical_reviewer"], full_name="Ada Noor")


def put(kit, path, value, seen=None, actor=None):
    seen = stamp_of(part_of(kit.kit, path)) if seen is None else seen
    return services.change_kit(instrument=kit, path=path, seen=seen, value=value, actor=actor)


def publish(kit, reviewer):
    return services.publish_draft(instrument=kit, seen=stamp_of(kit.kit), actor=reviewer)


def test_two_authors_of_different_parts_are_both_kept_and_of_one_part_the_later_is_told(kit):
    stale = stamp_of(part_of(kit.kit, BRIEF))
    prompt = kit.kit["variants"][0]["prompts"][0]
    put(kit, BRIEF, {"trainee_brief": "First."})
    put(kit, ("prompts", "A", prompt_key(prompt)), {**prompt, "cue": "Waves."})
    after = put(kit, ("prompts", "B", ""), {**prompt, "minute": 4})
    with pytest.raises(KitStale):
        put(kit, BRIEF, {"trainee_brief": "Second."}, seen=stale)
    with pytest.raises(KitStale):
        put(kit, ("prompts", "A", prompt_key(prompt)), {**prompt, "cue": "Sings."})
    with pytest.raises(KitStale):
        services.move_in_kit(instrument=kit, path=BRIEF, seen=stale, step=1)
    # Sent twice, or by both alike, is no clash.
    assert put(kit, BRIEF, {"trainee_brief": "First."}, seen=stale).kit == after.kit
    assert put(kit, ("prompts", "B", ""), {**prompt, "minute": 4}).kit == after.kit
    assert len(after.kit["variants"][1]["prompts"]) == 2
    assert after.kit["variants"][0]["prompts"][0]["cue"] == "Waves."


def test_changes_are_in_the_trail_and_move_keeps_the_rest(kit):
    author = UserFactory()
    path = ("items", "GRP-1")
    seen = stamp_of(part_of(kit.kit, path))
    after = services.move_in_kit(instrument=kit, path=path, seen=seen, step=-1, actor=author)
    assert [one["competency"] for one in after.kit["items"]] == ["GRP-1", "SAFE-1"]
    services.move_in_kit(instrument=kit, path=path, seen=seen, step=-1, actor=author)
    entry = ModelLogEntry.objects.get(action="instrument.change")
    assert (entry.user, entry.data) == (author, {"code": "orp-1", "part": "items"})


def test_only_clinical_reviewers_publish_what_they_looked_at(kit, reviewer):
    editor = UserFactory(roles=["content_editor"])
    with pytest.raises(KitRefused):
        publish(kit, editor)
    with pytest.raises(KitStale):
        services.publish_draft(instrument=kit, seen="another", actor=reviewer)
    services.ask_for_review(instrument=kit, actor=editor)
    assert services.ask_for_review(instrument=kit, actor=editor).review_asked_at
    version = publish(kit, reviewer)
    kit.refresh_from_db()
    assert (version.number, version.published_by, kit.review_asked_at) == (1, reviewer, None)
    assert publish(kit, reviewer) == version
    changed = put(kit, BRIEF, {"trainee_brief": "Other."})
    assert queries.is_drafted(changed)
    assert publish(changed, reviewer).number == 2
    version.refresh_from_db()
    assert version.kit["trainee_brief"] == "You will be watched by two people."
    assert ModelLogEntry.objects.filter(action="instrument.publish").count() == 2
    assert ModelLogEntry.objects.filter(action="instrument.review").count() == 1


def test_a_kit_with_problems_is_not_published(kit, reviewer):
    broken = put(kit, BRIEF, {"trainee_brief": ""})
    with pytest.raises(KitHasProblems, match="brief is empty"):
        publish(broken, reviewer)
    assert not kit.versions.exists()


def test_the_newest_version_is_signed_by_named_reviewers(kit, reviewer):
    first = publish(kit, reviewer)
    signature = services.sign_version(version=first, reviewer=reviewer)
    assert (signature.name, services.sign_version(version=first, reviewer=reviewer)) == ("Ada Noor", signature)
    assert queries.instruments_at_desk().get().is_signed
    second = publish(put(kit, BRIEF, {"trainee_brief": "Other."}), reviewer)
    assert not queries.instruments_at_desk().get().is_signed
    another = UserFactory(roles=["clinical_reviewer"], full_name="Bo")
    nameless = UserFactory(roles=["clinical_reviewer"], full_name=" ")
    for version, who in ((first, another), (second, nameless), (second, UserFactory(roles=["content_editor"]))):
        with pytest.raises(SignatureRefused):
            services.sign_version(version=version, reviewer=who)
    assert services.forget_signed_name(reviewer=reviewer) == 1
    signature.refresh_from_db()
    assert signature.name == ""


def test_a_copy_is_a_draft_of_its_own(kit, reviewer):
    publish(kit, reviewer)
    one, two = (services.copy_instrument(instrument=kit, actor=reviewer) for _time in range(2))
    assert (one.code, two.code, one.kit["code"]) == ("orp-1-2", "orp-1-3", "orp-1-2")
    assert one.kit["variants"] == kit.kit["variants"]
    assert not one.versions.exists()


def test_a_kit_goes_out_of_use_and_back(kit, reviewer):
    publish(kit, reviewer)
    assert queries.kits_to_read().count() == 1
    services.retire_instrument(instrument=kit, actor=reviewer)
    assert services.retire_instrument(instrument=kit).retired_at
    assert queries.kits_to_read().count() == 0
    assert services.restore_instrument(instrument=kit).retired_at is None
    assert ModelLogEntry.objects.filter(action__in=["instrument.retire", "instrument.restore"]).count() == 2


def test_a_new_kit_begins_with_the_rules_of_the_house():
    made = Instrument.objects.create(code="orp-9", title="Nine")
    started = services.start_kit(instrument=made)
    assert started.kit["pass_rule"] == sound_kit()["pass_rule"]
    assert services.start_kit(instrument=started).kit == started.kit
    framework_in_force()
    assert any("no variant yet" in one.message for one in services.check_draft(instrument=started))
