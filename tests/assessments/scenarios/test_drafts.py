"""What authors change, one small edit after the other, alone and beside each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scenarios import services
from assessments.scenarios.editing import apply_changes, changes_between, item_at, reverse_changes
from assessments.scenarios.errors import DraftStale, GraphInvalid
from assessments.scenarios.models import ScenarioDraft
from assessments.scenarios.services import drafts
from tests.factories.people import UserFactory
from tests.factories.scenarios import ScenarioFactory, story

items = st.lists(st.sampled_from("abcdef"), unique=True).flatmap(
    lambda keys: st.tuples(
        *[st.builds(lambda key, n: {"key": key, "n": n}, st.just(key), st.integers(0, 1)) for key in keys]
    )
)
stories = st.builds(
    lambda nodes, members, start: {"start": start, "nodes": list(nodes), "members": list(members)},
    items,
    items,
    st.sampled_from(["", "a", "b"]),
)


@given(stories, stories)
def test_changes_between_stories_lead_there_and_back(before, after):
    there, done = apply_changes(before, changes_between(before, after))
    assert {**there, "variables": [], "variants": []} == {**after, "variables": [], "variants": []}
    back, _done = apply_changes(there, reverse_changes(done))
    assert back == before


@pytest.fixture
def scenario(db):
    return ScenarioFactory()


def said(text, key="prompt"):
    return {
        "path": ["nodes", key],
        "after": {"key": key, "kind": "narration", "text": text, "routes": [{"to": "good"}]},
    }


def change(scenario, *changes, based_on=0, label="Other words", author=None):
    return services.change_draft(
        scenario=scenario, based_on=based_on, label=label, changes=list(changes), author=author
    )


def text_at(draft, key="prompt"):
    return item_at(draft.graph, ["nodes", key])["text"]


def test_draft_begins_with_the_published_story(scenario):
    draft = services.open_draft(scenario=scenario)
    assert (draft.graph, draft.counter) == (scenario.graph, 0)
    assert services.open_draft(scenario=scenario).pk == draft.pk


def test_change_is_kept_with_what_it_was_before(scenario):
    author = UserFactory()
    draft = change(scenario, said("Teo laughs."), author=author)
    edit = draft.edits.get()
    assert (text_at(draft), draft.counter, edit.number, edit.author) == ("Teo laughs.", 1, 1, author)
    assert (edit.changes[0]["before"]["text"], edit.changes[0]["index"]) == ("Teo looks at his hands.", 2)
    scenario.refresh_from_db()
    assert item_at(scenario.graph, ["nodes", "prompt"])["text"] == "Teo looks at his hands."


def test_change_that_changes_nothing_makes_no_edit(scenario):
    draft = change(scenario, said("Teo looks at his hands."), {"path": ["start"], "after": "opening"})
    assert (draft.counter, draft.edits.count()) == (0, 0)


def test_change_adds_moves_and_takes_away(scenario):
    member = {"path": ["members", "noor"], "after": {"key": "noor", "name": "Noor"}, "index": 0}
    draft = change(scenario, member, {"path": ["nodes", "again"], "after": None}, {"path": ["start"], "after": "first"})
    assert [one["key"] for one in draft.graph["members"]] == ["noor", "teo"]
    assert item_at(draft.graph, ["nodes", "again"]) is None
    assert draft.graph["start"] == "first"
    assert services.undo_edit(scenario=scenario).graph == scenario.graph


@pytest.mark.parametrize(
    "wrong",
    [
        {"path": ["nodes"], "after": None},
        {"path": ["graph", "x"], "after": None},
        {"path": "nodes", "after": None},
        {"path": ["nodes", "n", "x"], "after": None},
        {"path": [["nodes"], "n"], "after": None},
        {"path": ["start"], "after": {"a": 1}},
        {"path": ["nodes", "n"], "after": {"key": "m", "kind": "ending"}},
        {"path": ["nodes", "n"], "after": {"key": "n", "kind": "explosion"}},
        {"path": ["nodes", "n"], "after": "n"},
        {"path": ["nodes", "n"], "after": {"key": "n", "kind": "ending"}, "index": "1"},
        {"path": ["variables", "n"], "after": {"key": "n", "kind": "number", "start": "x"}},
        {},
        "no change at all",
    ],
)
def test_change_that_no_story_can_hold_is_refused_whole(scenario, wrong):
    with pytest.raises(GraphInvalid):
        change(scenario, said("Teo laughs."), wrong)
    assert not ScenarioDraft.objects.exists()


def test_undo_and_redo_go_back_and_forth(scenario):
    for place, text in enumerate(("One.", "Two.", "Three.")):
        change(scenario, said(text), based_on=place)
    seen = [text_at(services.undo_edit(scenario=scenario)) for _time in range(4)]
    assert seen == ["Two.", "One.", "Teo looks at his hands.", "Teo looks at his hands."]
    seen = [text_at(services.redo_edit(scenario=scenario)) for _time in range(4)]
    assert seen == ["One.", "Two.", "Three.", "Three."]


def test_undo_by_a_second_tap_takes_nothing_more_back(scenario):
    change(scenario, said("One."))
    change(scenario, said("Two."), based_on=1)
    services.undo_edit(scenario=scenario, based_on=2)
    draft = services.undo_edit(scenario=scenario, based_on=2)
    assert text_at(draft) == "One."


def test_new_edit_drops_what_was_undone(scenario):
    change(scenario, said("One."))
    draft = services.undo_edit(scenario=scenario)
    change(scenario, said("Two."), based_on=draft.counter)
    assert text_at(services.redo_edit(scenario=scenario)) == "Two."
    assert [edit.label for edit in draft.edits.all()] == ["Other words"]


def test_two_authors_at_different_places_both_get_in(scenario):
    change(scenario, said("Teo laughs."))
    draft = change(scenario, said("Silence.", key="again"))
    assert (text_at(draft), text_at(draft, "again"), draft.counter) == ("Teo laughs.", "Silence.", 2)


def test_two_authors_at_one_place_the_second_hears_of_the_first(scenario):
    change(scenario, said("Teo laughs."), author=UserFactory(full_name="Ada Quist"), label="Let Teo laugh")
    with pytest.raises(DraftStale) as stale:
        change(scenario, said("Teo sings."))
    assert "Ada Quist" in str(stale.value)
    assert "Let Teo laugh" in str(stale.value)
    assert stale.value.counter == 1
    assert text_at(services.open_draft(scenario=scenario)) == "Teo laughs."


def test_change_that_knows_what_stands_there_never_clashes(scenario):
    now = change(scenario, said("Teo laughs.")).graph
    draft = change(scenario, said("Teo sings.") | {"before": item_at(now, ["nodes", "prompt"])})
    assert text_at(draft) == "Teo sings."


def test_change_after_somebody_undid_what_was_seen_is_stale(scenario):
    change(scenario, said("Teo laughs."))
    services.undo_edit(scenario=scenario)
    change(scenario, said("Silence.", key="again"), based_on=2)
    # Seen at 1, where Teo laughed; that edit is gone by now.
    with pytest.raises(DraftStale):
        change(scenario, said("Teo laughs out loud."), based_on=1)


def test_edits_are_kept_up_to_a_number(scenario, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_EDITS", 3)
    for place in range(5):
        draft = change(scenario, said(f"Text {place}."), based_on=place)
    assert list(draft.edits.order_by("number").values_list("number", flat=True)) == [3, 4, 5]


def test_lay_draft_can_be_undone(scenario):
    services.open_draft(scenario=scenario)
    other = story(poor=True, line=True)
    draft = services.lay_draft(scenario=scenario, graph=other, label="From a file")
    assert [node["key"] for node in draft.graph["nodes"]] == [node["key"] for node in other["nodes"]]
    assert services.undo_edit(scenario=scenario).graph == scenario.graph


def test_saving_a_scenario_from_a_file_reaches_its_draft(scenario):
    change(scenario, said("Teo laughs."))
    ScenarioFactory(code=scenario.code, graph=story(line=True))
    draft = services.open_draft(scenario=scenario)
    assert text_at(draft) == "Teo looks at his hands."
    assert text_at(services.undo_edit(scenario=scenario)) == "Teo laughs."
