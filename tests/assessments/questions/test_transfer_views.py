"""Import and export in Wagtail: upload, dry run, decision, result; download. Without a script."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.questions.formats import FORMATS
from assessments.questions.models import Question
from lms.common import clock
from lms.common.uploads import find_upload, forget_old_uploads, keep_upload, read_upload
from tests.assessments.pages import whole_page
from tests.assessments.questions.formats.samples import draft_of
from tests.factories.assessments import CompetencyFactory, QuestionBankFactory, QuestionFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

GIFT = (
    b"// [tag:safety-critical]\n::one::Well? <script>alert(1)</script><b>{=Ask ~Wait}\n\n::two::And now?{=Stay ~Go}\n"
)
BROKEN = GIFT + b"\n::three::Unclosed {=a ~b\n"


def address(name, *args):
    return reverse(f"wagtailsnippets_assessments_question:{name}", args=args)


@pytest.fixture
def editor(client_for):
    return client_for(UserFactory(roles=["content_editor"]))


@pytest.fixture
def form():
    return {
        "bank": QuestionBankFactory(code="imported").pk,
        "competency": CompetencyFactory().pk,
        "topic": "role-limits",
        "difficulty": 2,
        "format_name": "",
    }


def upload(client, form, data=GIFT, name="questions.gift", **changes):
    return client.post(address("import"), {**form, "file": SimpleUploadedFile(name, data), **changes})


def decide(client, where, **choices):
    page = client.get(where)
    expected = page.context["form"]["expected"].value()
    return client.post(where, {"expected": expected, **choices}, follow=True)


def test_the_list_leads_to_import_and_export(editor, client_for):
    html = editor.get(address("list")).content.decode()
    assert address("import") in html
    assert address("export") in html
    manager = client_for(UserFactory(roles=["programme_manager"])).get(address("list")).content.decode()
    assert address("import") not in manager
    assert address("export") in manager


def test_a_file_is_uploaded_looked_at_and_brought_in(editor, form):
    whole_page(editor.get(address("import")))
    where = upload(editor, form)["Location"]
    html = whole_page(editor.get(where))
    assert not Question.objects.exists()
    for words in ("2 new questions", "Well?", "One best answer", "&lt;script&gt;", "only if you say so"):
        assert words in html
    assert "<script>alert" not in html
    assert "skip_problems" not in html
    done = decide(editor, where)
    assert done.redirect_chain[-1][0].endswith("/done/")
    html = whole_page(done)
    for question in Question.objects.all():
        assert (question.live, question.safety_critical) == (False, False)
        assert address("edit", question.pk) in html
    assert "alert" not in Question.objects.get(code="one").stem


def test_problems_stop_everything_until_they_are_left_out(editor, form):
    where = upload(editor, form, BROKEN)["Location"]
    html = whole_page(editor.get(where))
    assert "Line 6:" in html
    assert "1 problem" in html
    refused = decide(editor, where)
    assert "Nothing was brought in" in refused.content.decode()
    assert not Question.objects.exists()
    assert "1 was left out." in decide(editor, where, skip_problems="on").content.decode()
    assert Question.objects.count() == 2


def test_pressing_twice_brings_in_once(editor, form):
    where = upload(editor, form)["Location"]
    decide(editor, where, with_safety="on")
    again = editor.post(where, {"expected": "x"}, follow=True)
    assert again.redirect_chain[-1][0].endswith("/done/")
    assert Question.objects.count() == 2
    assert Question.objects.filter(safety_critical=True).count() == 1


def test_the_bank_changing_meanwhile_is_told(editor, form):
    where = upload(editor, form)["Location"]
    old = editor.get(where).context["form"]["expected"].value()
    QuestionFactory(code="one")
    answer = editor.post(where, {"expected": old})
    assert "has changed since you looked" in answer.content.decode()
    assert Question.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"x", "questions.pdf", "can’t tell the format"),
        (b"", "questions.gift", "The submitted file is empty."),
        (b"x" * 2001, "questions.gift", "larger than 0.002 MB"),
    ],
)
def test_a_file_that_is_no_use_is_refused_at_the_form(editor, form, settings, data, name, words):
    settings.QUESTION_IMPORT_MAX_BYTES = 2000
    assert words in whole_page(upload(editor, form, data, name))


def test_a_file_that_cannot_be_read_says_so_instead_of_a_table(editor, form):
    html = whole_page(editor.get(upload(editor, form, "Größe {T}".encode("latin-1"))["Location"]))
    assert "Save it as UTF-8" in html
    assert "There is nothing to bring in." in html


def test_an_upload_is_its_owners_and_gone_after_a_day(editor, client_for, form, time_machine):
    where = upload(editor, form)["Location"]
    other = client_for(UserFactory(roles=["content_editor"]))
    for method in (other.get, other.post):
        assert method(where).status_code == 404
        assert method(where + "done/").status_code in {404, 405}
    assert forget_old_uploads() == 0
    time_machine.move_to(clock.now() + timedelta(days=1, minutes=5))
    assert forget_old_uploads() == 2
    assert forget_old_uploads() == 0


def test_an_upload_without_a_result_leads_back_to_its_dry_run(editor, form):
    where = upload(editor, form)["Location"]
    assert editor.get(where + "done/")["Location"] == where


def test_what_was_put_aside_is_found_and_then_replaced_by_its_result():
    facts = {
        "owner": 1,
        "purpose": "questions",
        "file_name": "a",
        "format_name": "gift",
        "bank": 1,
        "competency": 1,
        "topic": "t",
    }
    kept = keep_upload(data=b"x", difficulty=2, **facts)
    assert find_upload(kept.uuid, "questions") == kept
    assert find_upload(kept.uuid, "scenarios") is None
    assert read_upload(kept) == b"x"


@pytest.mark.parametrize("name", FORMATS)
def test_a_bank_is_downloaded(editor, name):
    question = QuestionFactory()
    whole_page(editor.get(address("export"), {"bank": question.bank_id}))
    answer = editor.post(address("export"), {"bank": question.bank_id, "format_name": name})
    assert answer["Content-Disposition"] == (
        f'attachment; filename="{question.bank.code}-{name}.{FORMATS[name].ending}"'
    )
    content = answer.content
    if name.startswith("qti"):
        content = zipfile.ZipFile(io.BytesIO(content)).read(f"items/{question.code}.xml")
    assert question.code.encode() in content


def test_what_an_export_leaves_out_is_told_before(editor):
    draft = draft_of("judgement")
    bank = QuestionFactory().bank
    options = [{"key": key, **one} for key, one in zip("abcd", draft.options, strict=True)]
    QuestionFactory(code="sj", bank=bank, kind="judgement", options=options)
    form = {"bank": bank.pk, "format_name": "gift"}
    html = whole_page(editor.post(address("export"), form))
    assert "no form for the kind “Situational judgement”" in html
    assert b"::q" in editor.post(address("export"), {**form, "anyway": "1"}).content


def test_an_export_of_nothing_says_so(editor):
    answer = editor.post(
        address("export"), {"bank": QuestionBankFactory().pk, "format_name": "csv", "codes": "a, b\nc"}
    )
    assert "There is no question to export." in whole_page(answer)
