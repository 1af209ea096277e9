"""Bringing in what a file can't say wholly: long answers without a rubric, answers with pictures."""

import pytest

from assessments.questions.compiling import options_from
from assessments.questions.errors import QuestionIncomplete
from assessments.questions.models import Question
from assessments.questions.services import publish_question
from assessments.questions.services.exporting import export_questions
from assessments.questions.services.importing import run_import
from assessments.questions.services.planning import Defaults, plan_import
from tests.assessments.questions.formats.samples import draft_of
from tests.factories.assessments import CompetencyFactory, QuestionBankFactory, QuestionFactory
from tests.factories.content import PictureFactory

pytestmark = pytest.mark.django_db

ESSAY = b"::essay::What would you do first?{}\n"


@pytest.fixture
def bank():
    return QuestionBankFactory(code="imported")


@pytest.fixture
def given(bank):
    return {"format_name": "gift", "bank": bank, "defaults": Defaults(CompetencyFactory(code="SAFE-9"), "role-limits")}


def test_a_long_answer_without_a_rubric_is_a_draft_that_waits_for_one(given):
    plan = plan_import(data=ESSAY, **given)
    assert (plan.counts, plan.stops) == ({"new": 1}, [])
    assert "write one before you publish" in plan.problems[0].words
    question = run_import(data=ESSAY, **given).created[0]
    assert (question.kind, question.live) == ("long_answer", False)
    with pytest.raises(QuestionIncomplete, match="criterion"):
        publish_question(question=question)
    assert plan_import(data=ESSAY, **given).counts == {"same": 1}


def test_a_file_without_a_rubric_takes_none_away(given, bank):
    options = [{"key": "a", **draft_of("long_answer").options[0]}]
    QuestionFactory(code="essay", bank=bank, kind="long_answer", stem="<p>Before?</p>", options=options)
    assert plan_import(data=ESSAY, **given).counts == {"changed": 1}
    changed = run_import(data=ESSAY, **given).changed[0].get_latest_revision_as_object()
    assert changed.stem == "<p>What would you do first?</p>"
    assert (
        publish_question(question=changed).body["criteria"][0]["text"]
        == draft_of("long_answer").options[0]["criteria"][0]["text"]
    )


def test_pictures_hints_and_tags_stay_and_are_told_before_the_download(given, bank):
    question = QuestionFactory(code="one", bank=bank)
    picture = PictureFactory()
    first, *rest = question.options.raw_data
    first["value"] |= {"picture": {"image": picture.pk, "alt_text": "A door", "decorative": False}}
    question.options = [first, *rest]
    question.hints = [{"type": "hint", "value": "<p>Listen.</p>"}]
    question.tags.add("night")
    question.save()
    publish_question(question=question)
    writing = export_questions(bank=bank, format_name="gift")
    assert [(problem.question, problem.words, problem.stops) for problem in writing.problems] == [
        ("one", "Not in the file: pictures and recordings, hints, tags.", False)
    ]
    data = writing.content.replace(b"A member asks", b"A guest asks")
    assert plan_import(data=writing.content, **given).counts == {"same": 1}
    draft = run_import(data=data, **given).changed[0].get_latest_revision_as_object()
    assert "A guest asks" in draft.stem
    assert [bool(part["picture"]) for part in options_from(draft.options)] == [True, False, False, False]
    assert [str(tag) for tag in Question.objects.get().tags.all()] == ["night"]
    assert len(draft.hints) == 1
