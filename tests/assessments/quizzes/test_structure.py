"""Sections, questions that are always asked, criteria, tags and order: from the draft to what is asked."""

import pytest
from django.core.exceptions import ValidationError

from assessments.questions.models import Question, QuestionRevision
from assessments.questions.services import publish_question
from assessments.quizzes import services
from assessments.quizzes.drawing import Lack, Line, Shortage
from assessments.quizzes.errors import BankTooSmall
from assessments.quizzes.shortages import shortage_sentence, what_words, where_words
from lms.common.hashing import content_hash
from tests.factories.assessments import (
    CompetencyFactory,
    QuestionBankFactory,
    QuestionFactory,
    QuizFactory,
    make_attempt,
)

pytestmark = pytest.mark.django_db
SETTINGS = {
    "title": "Check: what peer support is",
    "intro": "<p>Take your time.</p>",
    "pass_mark": 80,
    "attempts_allowed": 2,
    "pause_hours": 24,
    "layout": "one",
    "minutes": 10,
}


@pytest.fixture
def bank():
    """Six questions: q0 to q3 on values, q4 and q5 on limits; q4 is safety-critical and tagged."""
    bank = QuestionBankFactory(title="Module 1")
    for place in range(6):
        QuestionFactory(
            code=f"q{place}",
            bank=bank,
            topic="values" if place < 4 else "limits",
            safety_critical=place == 4,
            tags=["Night", "phone"] if place == 4 else [],
            difficulty=3 if place in {0, 4} else 1,
            competency=CompetencyFactory(code="SAFE-1" if place % 2 else "SAFE-2"),
        )
    return bank


def asked(attempt):
    return list(attempt.items.order_by("position").values_list("revision__question__code", flat=True))


# --- what there was before stays what it was


def test_a_quiz_as_there_were_before_keeps_its_version_to_the_letter():
    version = QuizFactory(n=2, critical=1).versions.get()
    assert version.settings == SETTINGS
    assert version.blueprint == [{"topic": "values", "count": 2, "safety_critical": 1}]
    parts = {"settings": SETTINGS, "blueprint": version.blueprint, "pool": version.pool, "competencies": []}
    assert version.content_hash == content_hash(parts)
    assert services.publish_quiz(quiz=version.quiz) == version


def test_a_question_without_tags_keeps_its_revision():
    question = QuestionFactory()
    revision = question.published_revisions.get()
    facts = ("kind", "topic", "competency_id", "difficulty", "safety_critical", "reread")
    assert revision.content_hash == content_hash(
        {"body": revision.body, **{name: getattr(revision, name) for name in facts}}
    )
    assert publish_question(question=question) == revision


def test_a_version_that_knows_topics_only_still_draws(bank, learner):
    quiz = QuizFactory(bank=bank, blueprint=[{"topic": "limits", "count": 2}])
    version = quiz.versions.get()
    assert set(version.blueprint[0]) == {"topic", "count", "safety_critical"}
    assert sorted(asked(make_attempt(quiz, learner))) == ["q4", "q5"]


# --- sections and questions that are always asked


PARTS = [
    {"section": "Values", "words": "<p>Read <b>slowly</b>.</p><script>alert(1)</script>"},
    {"question": "q3"},
    {"topic": "values", "count": 2},
    {"section": "Limits"},
    {"topic": "limits", "count": 2, "safety_critical": 1},
]


def test_sections_are_frozen_with_clean_words(bank):
    version = QuizFactory(bank=bank, blueprint=PARTS).versions.get()
    assert version.settings["sections"] == [
        {"title": "Values", "words": "<p>Read <b>slowly</b>.</p>alert(1)", "lines": 2},
        {"title": "Limits", "words": "", "lines": 1},
    ]
    fixed = Question.objects.get(code="q3")
    assert version.blueprint[0] == {"topic": "", "count": 1, "safety_critical": 0, "question": fixed.pk}


def test_an_attempt_asks_section_after_section_and_the_fixed_question_once(bank, learner):
    quiz = QuizFactory(bank=bank, blueprint=PARTS, attempts_allowed=20)
    for _round in range(4):
        attempt = make_attempt(quiz, learner)
        codes = asked(attempt)
        assert "q3" in codes[:3]
        assert len(set(codes)) == 5
        assert set(codes[:3]) <= {"q0", "q1", "q2", "q3"}
        assert set(codes[3:]) == {"q4", "q5"}
        services.finish_attempt(attempt=attempt)


def test_lines_before_the_first_section_are_one_without_a_title(bank):
    blueprint = [{"question": "q0"}, {"section": "Limits"}, {"topic": "limits", "count": 1}]
    sections = QuizFactory(bank=bank, blueprint=blueprint).versions.get().settings["sections"]
    assert [(one["title"], one["lines"]) for one in sections] == [("", 1), ("Limits", 1)]


def test_a_section_that_asks_nothing_is_named(bank):
    with pytest.raises(BankTooSmall, match="Section “Limits” asks nothing"):
        QuizFactory(bank=bank, blueprint=[{"question": "q0"}, {"section": "Limits"}])


def test_without_shuffling_questions_and_answers_stand_as_written(bank, learner):
    QuestionFactory(
        code="q6",
        bank=bank,
        kind="ordering",
        topic="order",
        options=[{"key": key, "text": f"<p>Step {key}</p>"} for key in "abcdefghij"],
    )
    blueprint = [{"question": "q3"}, {"topic": "values", "count": 3}, {"question": "q6"}]
    quiz = QuizFactory(bank=bank, blueprint=blueprint, shuffle_questions=False, shuffle_answers=False)
    attempt = make_attempt(quiz, learner)
    assert asked(attempt) == ["q3", "q0", "q1", "q2", "q6"]
    items = list(attempt.items.select_related("revision").order_by("position"))
    for item in items[:-1]:
        assert item.option_order == [option["id"] for option in item.revision.body["options"]]
    steps = items[-1]  # ten steps stand in their right order once in 3.6 million draws
    assert steps.option_order != [option["id"] for option in steps.revision.body["options"]]
    settings = quiz.versions.get().settings
    assert (settings["shuffle_questions"], settings["shuffle_answers"]) == (False, False)


# --- criteria and tags


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ({"count": 1, "tag": "night"}, {"q4"}),
        ({"count": 1, "tag": "NIGHT"}, {"q4"}),
        ({"count": 2, "difficulty": 3}, {"q0", "q4"}),
        ({"count": 3, "competency": "SAFE-1"}, {"q1", "q3", "q5"}),
        ({"count": 2, "competency": "SAFE-2", "topic": "values"}, {"q0", "q2"}),
        ({"count": 1, "safety_critical": 1}, {"q4"}),
        ({"count": 6, "kind": "one_best"}, {"q0", "q1", "q2", "q3", "q4", "q5"}),
    ],
)
def test_a_line_draws_by_any_combination(bank, learner, line, codes):
    quiz = QuizFactory(bank=bank, blueprint=[line])
    assert set(asked(make_attempt(quiz, learner))) == codes


def test_tags_are_frozen_in_the_revision_and_a_draft_changes_none(bank):
    question = Question.objects.get(code="q4")
    assert question.published_revisions.get().tags == ["night", "phone"]
    draft = question.latest_revision.as_object()
    draft.tags.set(["day"])
    draft.save_revision()
    question.refresh_from_db()
    assert sorted(tag.name for tag in question.tags.all()) == ["night", "phone"]
    draft.latest_revision.publish(skip_permission_checks=True)
    newest = QuestionRevision.objects.filter(question=question).order_by("-number").first()
    assert (newest.number, newest.tags) == (2, ["day"])


def test_a_question_that_loses_its_tag_leaves_the_quiz_on_its_version(bank, learner):
    quiz = QuizFactory(bank=bank, blueprint=[{"count": 1, "tag": "night"}])
    question = Question.objects.get(code="q4")
    question.tags.set(["day"])
    question.save_revision().publish(skip_permission_checks=True)
    assert quiz.versions.count() == 1
    assert asked(make_attempt(quiz, learner)) == ["q4"]


# --- what is lacking is said, with its place


@pytest.mark.parametrize(
    ("blueprint", "sentence"),
    [
        (
            [{"question": "q0"}, {"section": "Limits"}, {"topic": "limits", "count": 3}],
            "Section “Limits”, line 1: “limits” needs 3 questions, and the bank “Module 1” has 2.",
        ),
        (
            [{"topic": "values", "count": 4}, {"count": 2, "difficulty": 3}],
            "Line 2: Hard needs 2 questions, and the bank “Module 1” has 2. 1 of them is left beside",
        ),
        ([{"count": 2, "tag": "night", "safety_critical": 2}], "Line 1: tag “night” needs 2 safety-critical questions"),
        ([{"count": 1, "competency": "SAFE-9"}], "a competency that is not there"),
        ([{"question": "q1"}, {"question": "q1"}], "Line 2: the question “q1” stands in this quiz already."),
        ([{"question": "gone"}], "There is no question “gone”."),
        ([], "Add at least one line"),
    ],
)
def test_what_the_bank_lacks_is_said_with_section_line_and_number(bank, blueprint, sentence):
    with pytest.raises(BankTooSmall) as refusal:
        QuizFactory(bank=bank, blueprint=blueprint)
    assert sentence in str(refusal.value)


def test_a_question_of_another_bank_is_refused(bank):
    QuestionFactory(code="elsewhere")
    with pytest.raises(BankTooSmall, match="Line 1: the question “elsewhere” is not in use in the bank “Module 1”"):
        QuizFactory(bank=bank, blueprint=[{"question": "elsewhere"}])


def test_a_question_that_a_quiz_always_asks_is_not_withdrawn(bank):
    QuizFactory(bank=bank, blueprint=[{"question": "q0"}])
    with pytest.raises(BankTooSmall, match="“q0” is not in use"):
        services.withdraw_question(question=Question.objects.get(code="q0"))
    assert Question.objects.get(code="q0").retired_at is None


def test_words_of_a_line_and_of_a_place():
    assert what_words(Line()) == "any question"
    assert what_words(Line("limits", tag="night", difficulty=1, kind="number")) == "“limits”, tag “night”, Easy, Number"
    assert where_words(2) == "Line 2"
    assert where_words(3, [{"title": "", "lines": 2}, {"title": "Two", "lines": 1}]) == "Section “Two”, line 1"
    assert where_words(1, [{"title": "", "lines": 2}]) == "Section 1, line 1"
    short = Shortage(1, Lack.QUESTIONS, 5, 4, 2)
    sentence = shortage_sentence(short, where="Line 1", what="x", bank="b")
    assert sentence.endswith("2 of them are left beside what other lines take.")


# --- settings that contradict each other


def test_all_on_one_page_does_not_go_forward_only(bank):
    with pytest.raises(ValidationError, match="nothing to go forward to"):
        QuizFactory(bank=bank, blueprint=[{"question": "q0"}], layout="all", navigation="forward")


def test_a_quiz_is_not_its_own_form_before(bank):
    before = QuizFactory(bank=bank, blueprint=[{"question": "q0"}])
    after = QuizFactory(bank=bank, blueprint=[{"question": "q1"}], pre_form=before)
    assert after.versions.get().settings["pre_form"] == before.pk
    for wrong in (before, after):
        before.pre_form = wrong
        with pytest.raises(ValidationError, match="can't come before itself"):
            before.full_clean()
