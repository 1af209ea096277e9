"""The desk of observation kits in Wagtail: small forms, two authors at once, review, signatures."""

import pytest
from django.urls import reverse

from assessments.competencies.services import publish_framework
from assessments.instruments import services
from assessments.instruments.comparing import compare_kits
from assessments.instruments.editing import part_of, prompt_key, stamp_of
from assessments.instruments.models import Instrument
from tests.factories.observations import InstrumentFactory, SittingFactory, framework_data, framework_in_force
from tests.factories.people import UserFactory
from tests.html import parse_page

NAMES = "wagtailsnippets_assessments_instrument"


@pytest.fixture
def kit(db):
    return InstrumentFactory()


@pytest.fixture
def editor(client_for):
    return client_for(UserFactory(roles=["content_editor"]))


@pytest.fixture
def reviewer(client_for):
    return client_for(UserFactory(roles=["clinical_reviewer"], full_name="Ada Noor"))


def url(name, kit):
    return reverse(f"{NAMES}:{name}", args=[kit.pk])


def sent(kit, path, **fields):
    """A form of a part as the desk sends it."""
    names = dict(zip(("part", "entry", "prompt"), path, strict=False))
    return {**names, "seen": stamp_of(part_of(kit.kit, path)), "do": "save", **fields}


def post(client, kit, path, **fields):
    return client.post(url("desk", kit), sent(kit, path, **fields))


def cues(kit, variant=0):
    kit.refresh_from_db()
    return [(one["minute"], one["cue"]) for one in kit.kit["variants"][variant]["prompts"]]


PROMPT = {"minute": "4", "actor": "Lena", "cue": "Asks.", "if_trainee": "", "then": "", "elicits-GRP-1": ["GRP-1.B1"]}


def test_a_new_kit_begins_with_code_and_title_and_leads_to_its_desk(editor):
    framework_in_force()
    answer = editor.post(reverse(f"{NAMES}:add"), {"code": "orp-9", "title": "Nine", "kind": "role_play"})
    made = Instrument.objects.get()
    assert answer["Location"] == url("desk", made)
    assert made.kit["pause_word"] == ""
    html = editor.get(answer["Location"]).content.decode()
    parse_page(html)
    assert "The trainee’s brief is empty." in html
    assert editor.get(url("edit", made))["Location"] == url("desk", made)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?part=rules",
        "?part=brief",
        "?part=notes",
        "?part=items&entry=SAFE-1",
        "?part=items",
        "?part=actors&entry=Lena",
        "?part=actors",
        "?part=variants&entry=B",
        "?part=prompts&entry=A",
        "?part=prompts&entry=Z",
        "?part=nothing",
    ],
)
def test_every_part_has_a_form_that_keeps_what_stands_there(editor, kit, query):
    answer = editor.get(url("desk", kit) + query)
    assert answer.status_code == 200
    parse_page(answer.content.decode())
    form = answer.context["form"]
    if answer.context["is_there"]:
        told = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
        path = tuple(part for part in answer.context["path"] if part)
        assert post(editor, kit, path, **told).status_code == 302
    before = kit.kit
    kit.refresh_from_db()
    assert kit.kit == before


def test_a_part_that_is_gone_is_said(editor, kit):
    answer = editor.get(url("desk", kit) + "?part=prompts&entry=A&prompt=gone", follow=True)
    assert "not there any more" in answer.content.decode()


def test_prompts_are_added_changed_moved_and_taken_away_one_at_a_time(editor, kit):
    assert post(editor, kit, ("prompts", "A", ""), **PROMPT).status_code == 302
    assert cues(kit) == [(1, "Talks at once."), (4, "Asks.")]
    path = ("prompts", "A", prompt_key(kit.kit["variants"][0]["prompts"][1]))
    answer = post(editor, kit, path, **{**PROMPT, "minute": "0", "cue": "Waves."})
    assert cues(kit)[0] == (0, "Waves.")
    path = ("prompts", "A", prompt_key(kit.kit["variants"][0]["prompts"][0]))
    assert f"prompt={path[2]}" in answer["Location"]
    answer = post(editor, kit, path, do="later")
    assert cues(kit)[1] == (1, "Waves.") or cues(kit)[0] == (1, "Waves.")
    path = (
        "prompts",
        "A",
        next(prompt_key(one) for one in kit.kit["variants"][0]["prompts"] if one["cue"] == "Waves."),
    )
    assert f"prompt={path[2]}" in answer["Location"]
    post(editor, kit, path, do="remove")
    assert cues(kit) == [(1, "Talks at once.")]
    assert cues(kit, 1) == [(1, "Talks at once.")]


def test_what_is_incomplete_is_not_kept_and_stays_in_the_form(editor, kit):
    answer = post(editor, kit, ("prompts", "A", ""), **{**PROMPT, "minute": "soon", "actor": "Nobody", "cue": "Hello"})
    assert answer.status_code == 422
    parse_page(answer.content.decode())
    assert set(answer.context["form"].errors) == {"minute", "actor"}
    assert "Hello" in answer.content.decode()
    long = post(editor, kit, ("items", "SAFE-1"), **{"short-SAFE-1.B1": "x" * 61})
    assert set(long.context["form"].errors) == {"short-SAFE-1.B1"}
    twice = post(editor, kit, ("actors", ""), name="Lena")
    assert set(twice.context["form"].errors) == {"name"}
    assert post(editor, kit, ("rules",), level4="most").status_code == 422
    assert len(cues(kit)) == 1


def test_two_authors_of_one_part_lose_nothing(editor, kit):
    mine = sent(kit, ("brief",), trainee_brief="Mine.")
    post(editor, kit, ("brief",), trainee_brief="Theirs.")
    answer = editor.post(url("desk", kit), mine)
    assert answer.status_code == 409
    html = answer.content.decode()
    parse_page(html)
    assert "Mine." in html
    assert "Theirs." in html
    kit.refresh_from_db()
    assert kit.kit["trainee_brief"] == "Theirs."
    # Saved once more, knowing what stands there, it is put in its place.
    editor.post(url("desk", kit), {**mine, "seen": answer.context["seen"]})
    kit.refresh_from_db()
    assert kit.kit["trainee_brief"] == "Mine."


def test_an_item_says_room_and_short_words_of_each_behaviour(editor, kit):
    fields = {"room-SAFE-1.A1": "scripted_out", "room-SAFE-1.B2": "unprompted", "short-SAFE-1.B1": " Says it "}
    post(editor, kit, ("items", "SAFE-1"), **fields)
    kit.refresh_from_db()
    assert part_of(kit.kit, ("items", "SAFE-1")) == {
        "competency": "SAFE-1",
        "scripted_out": ["SAFE-1.A1"],
        "unprompted": ["SAFE-1.B2"],
        "short": {"SAFE-1.B1": "Says it"},
    }
    post(editor, kit, ("items", "SAFE-1"), do="remove")
    kit.refresh_from_db()
    assert post(editor, kit, ("items", ""), competency="SAFE-1")["Location"].endswith("?part=items&entry=SAFE-1#panel")
    kit.refresh_from_db()
    assert [one["competency"] for one in kit.kit["items"]] == ["GRP-1", "SAFE-1"]


def test_problems_of_what_is_typed_are_told_and_nothing_is_kept(editor, kit):
    path = ("prompts", "A", prompt_key(kit.kit["variants"][0]["prompts"][0]))
    fields = {**PROMPT, "elicits-SAFE-1": ["SAFE-1.B1", "SAFE-1.B2", "SAFE-1.B3"]}
    answer = editor.post(url("desk_check", kit), sent(kit, path, **fields))
    assert "no prompt gives room for GRP-1.B2 and GRP-1.B3" in answer.content.decode()
    assert cues(kit) == [(1, "Talks at once.")]


def test_a_kit_goes_from_draft_to_a_signed_version(editor, reviewer, kit):
    assert "A clinical reviewer publishes it." in editor.get(url("versions", kit)).content.decode()
    assert editor.post(url("desk", kit), {"do": "review"}).status_code == 302
    assert "Sent to review on" in editor.get(reverse(f"{NAMES}:list")).content.decode()
    home = reverse("wagtailadmin_home")
    assert "kits that wait for a review" in reviewer.get(home).content.decode()
    assert "kits that wait for a review" not in editor.get(home).content.decode()
    publish = {"do": "publish", "seen": stamp_of(kit.kit)}
    refused = editor.post(url("versions", kit), publish, follow=True)
    assert "Publishing a kit is for clinical reviewers." in refused.content.decode()
    assert not kit.versions.exists()
    done = reviewer.post(url("versions", kit), publish, follow=True).content.decode()
    parse_page(done)
    assert "Version 1 is in force." in done
    assert "Not reviewed by a named reviewer." in done
    signed = reviewer.post(url("versions", kit), {"do": "sign", "version": kit.versions.get().pk}, follow=True)
    assert "Reviewed by Ada Noor" in signed.content.decode()
    assert reviewer.post(url("versions", kit), {"do": "sign", "version": "x"}).status_code == 404


def test_a_kit_is_published_again_by_a_newer_framework(reviewer, kit):
    services.publish_instrument(kit=kit.kit)
    assert "Nothing waits." in reviewer.get(url("versions", kit)).content.decode()
    publish_framework(data=framework_data("2.0"))
    assert "a newer framework is in force" in reviewer.get(url("versions", kit)).content.decode()
    reviewer.post(url("versions", kit), {"do": "publish", "seen": stamp_of(kit.kit)})
    assert [one.framework_version.version for one in kit.versions.all()] == ["1.0", "2.0"]
    assert "Nothing waits." in reviewer.get(url("versions", kit)).content.decode()


def test_versions_say_what_rests_on_them_and_how_they_differ(editor, kit):
    services.publish_instrument(kit=kit.kit)
    SittingFactory(instrument_version=kit.versions.get())
    post(editor, kit, ("brief",), trainee_brief="You will be watched by three people.")
    html = editor.get(url("versions", kit)).content.decode()
    assert "(1)" in html
    assert editor.get(url("usage", kit))["Location"] == url("versions", kit)
    compared = editor.get(url("compare", kit)).content.decode()
    parse_page(compared)
    assert "three" in compared.partition("<ins>")[2].partition("</ins>")[0]
    assert "The trainee’s brief" in compared
    assert "These are the same" in editor.get(url("compare", kit) + "?old=1&new=1").content.decode()


def test_whoever_signs_sees_terms_that_only_a_file_can_change():
    old = {"title": "Opening", "conflicts": {"supervises": "warn"}, "due_days": 2, "appeal": {"days": 30}}
    new = {"title": "Opening", "conflicts": {"supervises": "block"}, "due_days": 5, "appeal": {"days": 30}}
    (section,) = compare_kits(old, new)
    (difference,) = section.differences
    assert [field.label for field in difference.fields] == [
        "Days until every sheet shall be in",
        "A rater who supervises the trainee",
    ]


def test_the_draft_and_every_version_are_printed(editor, kit):
    services.publish_instrument(kit=kit.kit)
    post(editor, kit, ("actors", ""), name="Mo")
    draft = editor.get(url("print", kit)).content.decode()
    first = editor.get(url("print", kit) + "?version=1&sheets=actors").content.decode()
    parse_page(draft)
    assert "You play Mo" in draft
    assert "· draft ·" in draft
    assert "You play Lena" in first
    assert "You play Mo" not in first
    assert "· version 1 ·" in first
    assert editor.get(url("print", kit) + "?version=9").status_code == 404


def test_a_kit_is_duplicated_retired_and_brought_back(editor, reviewer, kit):
    answer = editor.post(url("duplicate", kit))
    assert answer["Location"] == url("desk", Instrument.objects.get(code="orp-1-2"))
    reviewer.post(url("retire", kit))
    kit.refresh_from_db()
    assert kit.retired_at
    reviewer.post(url("retire", kit))
    kit.refresh_from_db()
    assert kit.retired_at is None


def test_the_list_is_searched_and_narrowed_down(editor, kit):
    def found(query):
        html = editor.get(f"{reverse(f'{NAMES}:list')}?{query}").content.decode()
        return [code for code in ("orp-1", "orp-2", "orp-3") if f">{code}<" in html.replace("\n", "").replace(" ", "")]

    two = InstrumentFactory(code="orp-2", title="Balance")
    three = InstrumentFactory(code="orp-3")
    services.publish_instrument(kit=two.kit)
    services.publish_instrument(kit=three.kit)
    services.change_kit(
        instrument=three,
        path=("brief",),
        seen=stamp_of(part_of(three.kit, ("brief",))),
        value={"trainee_brief": "New."},
    )
    services.ask_for_review(instrument=three)
    assert found("q=Balance") == ["orp-2"]
    assert found("state=draft") == ["orp-1"]
    assert found("state=force") == found("state=unsigned") == ["orp-2", "orp-3"]
    assert found("state=newer") == found("state=waiting") == ["orp-3"]
    services.retire_instrument(instrument=two)
    assert found("state=retired") == ["orp-2"]
    assert found("state=force") == ["orp-3"]


@pytest.mark.parametrize("count", [1, 3])
def test_more_kits_cost_no_more_queries(editor, count, django_assert_max_num_queries):
    for number in range(count):
        services.publish_instrument(kit=InstrumentFactory(code=f"orp-{number}").kit)
    editor.get(reverse(f"{NAMES}:list"))
    with django_assert_max_num_queries(15):
        editor.get(reverse(f"{NAMES}:list"))
