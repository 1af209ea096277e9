"""Drafts at the desk: written part by part, handed on, decided. Without a script."""

import pytest
from django.urls import reverse

from assessments.competencies.drafts import FrameworkDraft, VersionMapping
from assessments.competencies.editing import mark_of, part_at
from assessments.competencies.models import CompetencyRecord, FrameworkVersion
from assessments.competencies.services import publish_framework
from assessments.competencies.services.drafts import send_back, send_draft
from assessments.competencies.services.publishing import decide_successors
from lms.privacy.models import AccessLogEntry
from tests.assessments.competencies.frameworks import changed, small_framework
from tests.assessments.competencies.test_transfer_views import upload
from tests.assessments.pages import whole_page
from tests.factories.frameworks import draft_of, evidence
from tests.factories.people import SupervisionLinkFactory, UserFactory

pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(f"frameworkversion:{name}", args=args)


@pytest.fixture
def mira():
    return UserFactory(roles=["content_editor"], full_name="Mira Castellano")


@pytest.fixture
def editor(client_for, mira):
    return client_for(mira)


@pytest.fixture
def reviewer(client_for):
    return client_for(UserFactory(roles=["clinical_reviewer"], full_name="Ines Okafor"))


def stored(draft):
    return FrameworkDraft.objects.get(pk=draft.pk)


def test_file_waits_in_the_list_until_a_reviewer_sends_it_back_with_a_word(editor, reviewer):
    publish_framework(data=small_framework())
    check = upload(editor, changed(small_framework()))
    answer = editor.post(check + "keep/", {"send": "yes", "note": "See the first one"})
    draft = FrameworkDraft.objects.get()
    assert answer["Location"] == address("draft", draft.uuid)
    assert editor.get(check)["Location"] == editor.post(check + "keep/", {})["Location"] == answer["Location"]
    page = whole_page(reviewer.get(address("index")))
    for words in (
        "Circle framework, from circle.csv",
        "Mira Castellano sent it",
        "1 changed behaviour",
        "See the first",
    ):
        assert words in page
    review = address("draft_review", draft.uuid)
    assert review in page
    empty = whole_page(reviewer.post(review, {"do": "send_back", "words": ""}))
    assert "Nothing was sent back yet" in empty
    assert reviewer.post(review, {"do": "send_back", "words": "Too short"})["Location"] == address("index")
    page = whole_page(editor.get(address("index")))
    assert "Ines Okafor sent it back" in page
    assert "Too short" in page
    assert FrameworkVersion.objects.count() == 1


def test_file_that_was_kept_can_be_changed_and_one_with_problems_is_not_kept(editor):
    publish_framework(data=small_framework())
    check = upload(editor, small_framework(title="x" * 161))
    assert editor.post(check + "keep/", {})["Location"] == check
    assert "problems to be mended first" in whole_page(editor.get(check))
    editor.post(upload(editor, small_framework(2)) + "keep/", {})
    assert "Send to clinical review" in whole_page(editor.get(address("draft", FrameworkDraft.objects.get().uuid)))


def test_draft_is_written_part_by_part(editor):
    publish_framework(data=small_framework())
    start = editor.post(address("draft_start"))["Location"]
    assert editor.post(address("draft_start"))["Location"] == start
    draft = FrameworkDraft.objects.get()

    def save(sort, code, **fields):
        where = address("draft_part", draft.uuid, sort, code)
        page = editor.get(where)
        whole_page(page)
        seen = page.context["form"]["seen"].value()
        return editor.post(where, {"seen": seen, **fields})

    assert save("framework", "-", title="New title", level4_requires="all", informed_by="One\n\nTwo").status_code == 302
    assert save("level", "1", name="Harm", mark="▲", description="Talk it through.").status_code == 302
    assert save("domain", "A", title="Safe work").status_code == 302
    competency = {"title": "Role", "domain": "A", "method": "both", "informed_by": ""}
    assert save("competency", "SAFE-1", **competency).status_code == 302
    assert save("crosswalk", "SAFE-1", dps=["1", "4"], naps=["honest"]).status_code == 302
    answer = save("behaviour", "SAFE-1.H1", kind="harmful", text="Says it again")
    assert answer["Location"] == address("draft_part", draft.uuid, "competency", "SAFE-1")
    page = whole_page(editor.get(answer["Location"]))
    for words in ("Says it again", "Saved.", "Equity of access", "Take out SAFE-1.B1"):
        assert words in page
    data = stored(draft).data
    assert (data["title"], data["level4_requires"], data["informed_by"]) == ("New title", "all", ["One", "Two"])
    one = data["domains"][0]["competencies"][0]
    assert (one["safety_critical"], one["method"]) == (False, "both")
    assert one["crosswalk"] == {"dps": [1, 4], "naps": ["honest"]}
    outline = whole_page(editor.get(start))
    assert "SAFE-1" in outline
    assert "changed" in outline
    assert "is safety-critical in the version in force" in whole_page(editor.get(address("draft_review", draft.uuid)))


def test_new_parts_get_their_code_and_old_ones_leave_with_a_word(editor):
    draft = draft_of(1)
    add = address("draft_add", draft.uuid, "behaviour", "SAFE-1")
    assert "New behaviour" in whole_page(editor.get(add))
    assert editor.post(add, {"kind": "basic", "text": "Says what is next"}).status_code == 302
    assert part_at(stored(draft).data, "behaviour", "SAFE-1.B2")["text"] == "Says what is next"
    new = {"title": "Second", "domain": "A", "method": "observed"}
    where = address("draft_add", draft.uuid, "competency", "A")
    assert "in this draft already" in whole_page(editor.post(where, {**new, "code": "safe-1"}))
    assert "This field is required" in whole_page(editor.post(where, new))
    assert editor.post(where, {**new, "code": "SAFE-2"})["Location"] == address(
        "draft_part", draft.uuid, "competency", "SAFE-2"
    )
    page = whole_page(editor.get(address("draft", draft.uuid)))
    assert "SAFE-2 has no behaviour of the kind “harmful”" in page
    assert "Send to clinical review" not in page
    editor.post(address("draft_add", draft.uuid, "domain", "-"), {"code": "B", "title": "Groups"})
    gone = {"do": "remove", "sort": "behaviour", "code": "SAFE-1.B1"}
    gone["seen"] = mark_of(part_at(stored(draft).data, "behaviour", "SAFE-1.B1"))
    page = whole_page(editor.post(address("draft_do", draft.uuid), gone, follow=True))
    assert "Version 1.0 keeps it, and so does all that was rated by it." in page
    editor.post(address("draft_do", draft.uuid), {"do": "up", "sort": "domain", "code": "B"})
    assert [one["code"] for one in stored(draft).data["domains"]] == ["B", "A"]
    assert editor.post(address("draft_do", draft.uuid), {"do": "dance"}).status_code == 404


def test_second_editor_sees_what_the_first_wrote_and_loses_nothing(editor, client_for):
    draft = draft_of(1)
    where = address("draft_part", draft.uuid, "behaviour", "SAFE-1.B1")
    seen = editor.get(where).context["form"]["seen"].value()
    other = client_for(UserFactory(roles=["clinical_reviewer"]))
    other.post(where, {"seen": seen, "kind": "basic", "text": "First words"})
    answer = editor.post(where, {"seen": seen, "kind": "basic", "text": "Second words"})
    page = whole_page(answer)
    for words in ("Your words are still here", "First words", "Second words", "says now"):
        assert words in page
    again = answer.context["form"]["seen"].value()
    assert editor.post(where, {"seen": again, "kind": "basic", "text": "Second words"}).status_code == 302
    assert part_at(stored(draft).data, "behaviour", "SAFE-1.B1")["text"] == "Second words"


def test_draft_behind_the_version_in_force_is_held_against_it(editor):
    draft = draft_of(1, new=(2,))
    where = address("draft", draft.uuid)
    assert "has come into force since" not in whole_page(editor.get(where))
    publish_framework(data=small_framework(3, version="1.5"))
    assert "Hold it against version 1.5" in whole_page(editor.get(where))
    page = whole_page(editor.post(address("draft_do", draft.uuid), {"do": "follow"}, follow=True))
    assert "has come into force since" not in page
    assert "takes the place of SAFE-3" in page


def test_problems_are_told_as_one_types_and_nothing_is_saved(editor):
    draft = draft_of(1)
    before = draft.updated

    def check(code, **fields):
        where = address("draft_part", draft.uuid, "behaviour", code)
        return editor.post(f"{where}?check=1", {"seen": "", **fields}).content.decode()

    assert "hs-findings" not in check("SAFE-1.B1", kind="basic", text="Words")
    assert "Text: " in check("SAFE-1.B1", kind="basic", text="x" * 241)
    assert "would be none" in check("SAFE-1.H1", kind="basic", text="Words")
    where = address("draft_part", draft.uuid, "framework", "-")
    fields = {"title": "Title", "level4_requires": "some"}
    assert "any, all, or a number" in editor.post(f"{where}?check=1", fields).content.decode()
    assert stored(draft).updated == before


def test_draft_that_waits_is_read_and_not_changed(editor, mira):
    draft = send_draft(draft=draft_of(1, new=(2,)), note="", actor=mira)
    where = address("draft_part", draft.uuid, "competency", "SAFE-1")
    page = whole_page(editor.get(where))
    assert "can’t be changed now" in page
    assert "disabled" in page
    assert "Take out SAFE-1.B1" not in page
    assert editor.post(address("draft_do", draft.uuid), {"do": "take_back"}).status_code == 302
    assert stored(draft).state == "editing"
    assert editor.post(address("draft_do", draft.uuid), {"do": "discard"})["Location"] == address("index")


def test_reviewer_publishes_and_evidence_goes_over(editor, reviewer, mira, on_commit):
    draft = draft_of(2, without=(2,), new=(3,))
    learner = UserFactory()
    evidence(learner, "SAFE-2", level=3)
    send_draft(draft=draft, note="", actor=mira)
    review = address("draft_review", draft.uuid)
    page = reviewer.get(review)
    assert "Nobody has said yet what takes the place of SAFE-2" in whole_page(page)
    choose = address("draft_succession", draft.uuid, "SAFE-2")
    assert "Tick what takes its place" in whole_page(editor.get(choose))
    assert editor.post(choose, {"named": ["SAFE-3"]})["Location"] == address("draft_people", draft.uuid)
    assert editor.post(choose, {"named": ["SAFE-9"]}).status_code == 200
    people = whole_page(editor.get(address("draft_people", draft.uuid)))
    assert "Fewer than five people have evidence in question." in people
    assert "Nobody in your reach." in people

    stale = page.context["form"]["expected"].value()
    given = {"do": "publish", "expected": stale, "version": "2.0", "carry": "yes"}
    assert "has changed since you looked" in whole_page(reviewer.post(review, given))
    page = reviewer.get(review)
    given["expected"] = page.context["form"]["expected"].value()
    assert "See what is missing below" in whole_page(reviewer.post(review, {**given, "carry": ""}))
    with on_commit():
        answer = reviewer.post(review, given)
    made = VersionMapping.objects.get().new
    assert answer["Location"] == address("inspect", made.pk)
    assert reviewer.post(review, given)["Location"] == answer["Location"]
    assert CompetencyRecord.objects.get(source="migration").competency.code == "SAFE-3"
    page = whole_page(editor.get(answer["Location"]))
    assert "Ines Okafor decided to carry evidence over; 1 line was added." in page
    before = whole_page(editor.get(address("inspect", VersionMapping.objects.get().old_id)))
    assert "No longer in force" in before
    assert "SAFE-2.H1" in before
    assert "Published as version 2.0" in whole_page(editor.get(address("draft_review", draft.uuid)))


@pytest.mark.parametrize("count", [1, 3])
def test_names_for_those_in_reach_and_as_many_queries_for_many(client_for, django_assert_num_queries, count):
    draft = draft_of(3, without=(2, 3), new=(4,))
    manager = UserFactory(roles=["programme_manager"])
    for learner in UserFactory.create_batch(count):
        evidence(learner, "SAFE-2", level=3)
        SupervisionLinkFactory(supervisor=manager, trainee=learner)
    chosen = {"SAFE-2": ["SAFE-4"], "SAFE-3": ["SAFE-4"]}
    decide_successors(draft=draft, successors=chosen, actor=manager)
    client, where = client_for(manager), address("draft_people", draft.uuid)
    page = client.get(where, {"only": "again"})
    assert whole_page(page).count("/people/") >= count
    assert len(page.context["people"]) == count
    assert AccessLogEntry.objects.filter(viewer=manager).count() == count
    client.post(where, {"needs": "any"})
    with django_assert_num_queries(21):
        assert "SAFE-2 → SAFE-4: level 3" in whole_page(client.get(where))


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_database_the_same_however_much_waits(editor, mira, django_assert_num_queries, count):
    first = draft_of(1, new=(2,))
    for _more in range(count - 1):
        FrameworkDraft.objects.create(base=first.base, data=first.data, started_by=mira)
    send_back(draft=send_draft(draft=first, note="", actor=mira), words="Look again", actor=mira)
    editor.get(address("index"))
    with django_assert_num_queries(22):
        page = whole_page(editor.get(address("index")))
    assert page.count("1 new competency") == count
