"""Editors at work in Wagtail: lists, drafts, publishing with refusals, previews, retiring, deleting."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from assessments.competencies.services import publish_framework
from assessments.questions.models import Question
from assessments.quizzes.models import Quiz
from tests.assessments.competencies.test_services import FRAMEWORK
from tests.factories.assessments import (
    CompetencyFactory,
    QuestionBankFactory,
    QuestionFactory,
    QuizFactory,
    make_attempt,
)
from tests.factories.people import UserFactory
from tests.html import parse_page


@pytest.fixture
def editor(client_for):
    return client_for(UserFactory(roles=["content_editor"]))


@pytest.fixture
def reviewer(client_for):
    return client_for(UserFactory(roles=["clinical_reviewer"]))


def admin(model, name, *args):
    return reverse(f"wagtailsnippets_assessments_{model}:{name}", args=args)


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def question_form(bank, competency, *, right="a", **changes):
    option = lambda letter: (  # noqa: E731
        "option",
        {"text": rich_text(f"<p>{letter}</p>"), "correct": "on" if letter in right else "", "feedback": rich_text("")},
    )
    form = {
        "code": "q-new",
        "bank": bank.pk,
        "kind": "one_best",
        "stem": rich_text("<p>What do you say?</p>"),
        "media": streamfield([]),
        "vignette": "",
        "options": streamfield([option("a"), option("b")]),
        "feedback": rich_text(""),
        "hints": streamfield([]),
        "topic": "values",
        "competency": competency.pk,
        "difficulty": 2,
        "reread": "",
        "action-publish": "1",
    }
    form = nested_form_data({**form, **changes})
    return {key: value for key, value in form.items() if value != "" or not key.endswith("-correct")}


def quiz_form(bank, *, count=1, critical=0, **changes):
    draw = {"topic": "values", "count": count, "safety_critical": critical}
    form = {
        "title": "A check",
        "code": "a-check",
        "intro": rich_text("<p>Take your time.</p>"),
        "bank": bank.pk,
        "blueprint": streamfield([("draw", draw)]),
        "pass_mark": 80,
        "attempts_allowed": 2,
        "pause_hours": 24,
        "layout": "one",
        "minutes": 10,
        "time_limit": 0,
        "grace_seconds": 60,
        "markers": 1,
        "marking_threshold": 20,
        "marking_rule": "mean",
        "marking_release": "at_once",
        "behaviour": "deferred",
        "per_page": 5,
        "navigation": "free",
        "shuffle_questions": "on",
        "shuffle_answers": "on",
        "question_tries": 3,
        "try_penalty": 33,
        "grading": "highest",
        "bands": streamfield([]),
        "action-publish": "1",
    }
    return nested_form_data({**form, **changes})


@pytest.mark.parametrize("role", ["content_editor", "clinical_reviewer", "programme_manager", "auditor"])
@pytest.mark.parametrize("model", ["question", "quiz", "questionbank"])
def test_lists_open_for_the_roles_that_read(client_for, role, model):
    QuizFactory(n=1)
    answer = client_for(UserFactory(roles=[role])).get(admin(model, "list"))
    assert answer.status_code == 200


@pytest.mark.parametrize("role", ["trainee", "supervisor"])
def test_lists_stay_closed_for_others(client_for, role):
    assert client_for(UserFactory(roles=[role])).get(admin("question", "list")).status_code in {302, 403}


@pytest.mark.parametrize("model", ["question", "quiz"])
def test_a_list_costs_the_same_with_three_rows_as_with_one(editor, model):
    quiz = QuizFactory(n=1)
    costs = []
    for rows in (1, 1, 3):  # once for what the process keeps after the first time
        for _more in range(rows - 1):
            QuestionFactory(bank=quiz.bank)
            QuizFactory(bank=quiz.bank, blueprint=[{"topic": "values", "count": 1}])
        with CaptureQueriesContext(connection) as made:
            editor.get(admin(model, "list"))
        costs.append(len(made))
    assert costs[1] == costs[2] <= 21  # most of them the menus and permissions of the desk


def test_the_list_says_what_is_asked_and_how_it_stands(editor):
    QuestionFactory(stem="<p>A member&nbsp;asks.</p><p>What now?</p>", safety_critical=True)
    html = editor.get(admin("question", "list")).content.decode()
    for words in ("A member asks. What now?", "Safety-critical", "In use"):
        assert words in html


def test_publishing_a_question_freezes_it(editor):
    bank, competency = QuestionBankFactory(), CompetencyFactory()
    answer = editor.post(admin("question", "add"), question_form(bank, competency))
    assert answer.status_code == 302
    assert Question.objects.get().published_revisions.get().body["ask"] == "What do you say?"


def test_publishing_an_incomplete_question_is_refused_with_what_is_missing(editor):
    form = question_form(QuestionBankFactory(), CompetencyFactory(), right="")
    answer = editor.post(admin("question", "add"), form)
    assert "Mark exactly one answer as right." in answer.content.decode()
    assert not Question.objects.exists()


def test_an_incomplete_question_is_kept_as_a_draft(editor):
    form = question_form(QuestionBankFactory(), CompetencyFactory(), right="")
    del form["action-publish"]
    assert editor.post(admin("question", "add"), form).status_code == 302
    question = Question.objects.get()
    assert (question.live, question.published_revisions.exists()) == (False, False)


def test_a_safety_critical_question_is_published_by_a_clinical_reviewer_only(editor, reviewer):
    bank, competency = QuestionBankFactory(), CompetencyFactory()
    form = question_form(bank, competency, safety_critical="on")
    refused = editor.post(admin("question", "add"), form)
    assert "published by a clinical reviewer" in refused.content.decode()
    draft = {**form}
    del draft["action-publish"]
    editor.post(admin("question", "add"), draft)
    question = Question.objects.get()
    assert reviewer.post(admin("question", "edit", question.pk), form).status_code == 302
    assert question.published_revisions.get().safety_critical


def test_making_a_safety_question_an_ordinary_one_needs_the_reviewer_too(editor):
    question = QuestionFactory(safety_critical=True)
    refused = editor.post(
        admin("question", "edit", question.pk), question_form(question.bank, question.competency, code=question.code)
    )
    assert "published by a clinical reviewer" in refused.content.decode()
    assert question.published_revisions.get().safety_critical


def test_publishing_a_quiz_makes_a_version(editor):
    bank = QuestionFactory().bank
    assert editor.post(admin("quiz", "add"), quiz_form(bank)).status_code == 302
    assert Quiz.objects.get().versions.get().blueprint == [{"topic": "values", "count": 1, "safety_critical": 0}]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"count": 2}, "needs 2 questions"),
        ({"count": 1, "critical": 1}, "needs 1 safety-critical question"),
        ({"count": 1, "critical": 2}, "asks for more safety-critical questions than questions"),
    ],
)
def test_publishing_a_quiz_is_refused_while_its_bank_is_too_small(editor, form, sentence):
    answer = editor.post(admin("quiz", "add"), quiz_form(QuestionFactory().bank, **form))
    html = answer.content.decode()
    assert "Line 1" in html
    assert sentence in html
    assert not Quiz.objects.exists()


def test_a_draft_that_asks_too_much_is_kept_and_says_so_at_once(editor):
    form = quiz_form(QuestionFactory().bank, count=2)
    del form["action-publish"]
    answer = editor.post(admin("quiz", "add"), form)
    assert answer.status_code == 302
    assert "Kept as a draft. It can't be published yet: Line 1: “values” needs 2 questions" in said(answer)
    quiz = Quiz.objects.get()
    editor.get(admin("quiz", "list"))  # shows the message, and that was it
    again = editor.post(admin("quiz", "edit", quiz.pk), form)
    assert "It can't be published yet" in said(again)
    editor.get(admin("quiz", "list"))
    enough = quiz_form(quiz.bank, count=1)
    del enough["action-publish"]
    assert "can't be published" not in said(editor.post(admin("quiz", "edit", quiz.pk), enough))


def test_a_draft_may_leave_its_lines_open(editor):
    blocks = [("draw", {"count": "", "safety_critical": "", "topic": ""}), ("question", ""), ("section", {"title": ""})]
    form = quiz_form(QuestionFactory().bank, blueprint=streamfield(blocks))
    form["blueprint-2-value-words"] = rich_text("")
    refused = editor.post(admin("quiz", "add"), form)
    assert refused.status_code == 200
    assert not Quiz.objects.exists()
    del form["action-publish"]
    kept = editor.post(admin("quiz", "add"), form)
    assert kept.status_code == 302
    assert "It can't be published yet" in said(kept)
    assert editor.get(admin("quiz", "edit", Quiz.objects.get().pk)).status_code == 200


def test_a_quiz_of_sections_fixed_questions_and_criteria_is_made_at_the_desk(editor):
    question = QuestionFactory(tags=["night"], difficulty=3)
    other = QuestionFactory(bank=question.bank, competency=question.competency, difficulty=3, tags=["night"])
    draw = {
        "count": 1,
        "safety_critical": 0,
        "topic": "",
        "competency": question.competency.code,
        "tag": "Night",
        "difficulty": "3",
        "kind": "one_best",
    }
    blocks = [
        ("section", {"title": "First", "words": rich_text("<p>Slowly.</p>")}),
        ("question", other.pk),
        ("draw", draw),
    ]
    form = quiz_form(question.bank, blueprint=streamfield(blocks), layout="some", per_page=1, navigation="forward")
    del form["shuffle_answers"]
    answer = editor.post(admin("quiz", "add"), form)
    assert answer.status_code == 302, answer.content.decode()
    version = Quiz.objects.get().versions.get()
    assert version.blueprint == [
        {"topic": "", "count": 1, "safety_critical": 0, "question": other.pk},
        {
            "topic": "",
            "count": 1,
            "safety_critical": 0,
            "competency": question.competency.pk,
            "tag": "night",
            "difficulty": 3,
            "kind": "one_best",
        },
    ]
    assert version.settings["sections"] == [{"title": "First", "words": "<p>Slowly.</p>", "lines": 2}]
    kept = {name: version.settings.get(name) for name in ("per_page", "navigation", "shuffle_answers", "pre_form")}
    assert kept == {"per_page": 1, "navigation": "forward", "shuffle_answers": False, "pre_form": None}
    assert editor.get(admin("quiz", "edit", version.quiz.pk)).status_code == 200


def test_a_contradiction_is_told_beside_its_field(editor):
    answer = editor.post(admin("quiz", "add"), quiz_form(QuestionFactory().bank, layout="all", navigation="forward"))
    assert "nothing to go forward to" in answer.content.decode()


def test_questions_are_found_and_kept_by_their_tags(editor):
    tagged, other = QuestionFactory(tags=["Night"]), QuestionFactory(tags=["day"])
    html = editor.get(admin("question", "list"), {"tag": "night"}).content.decode()
    assert tagged.code in html
    assert other.code not in html
    form = question_form(tagged.bank, tagged.competency, code=tagged.code, tags="phone, night")
    assert editor.post(admin("question", "edit", tagged.pk), form).status_code == 302
    assert tagged.published_revisions.order_by("-number").first().tags == ["night", "phone"]


def test_moving_a_question_tells_which_quiz_stays_behind(editor):
    quiz = QuizFactory(n=1)
    question = Question.objects.get()
    form = question_form(question.bank, question.competency, code=question.code, topic="elsewhere")
    answer = editor.post(admin("question", "edit", question.pk), form)
    assert "goes on as it was last published" in said(answer)
    assert quiz.versions.count() == 1


def preview(client, model, row, form):
    """What the preview panel does: post the form as it stands, then show."""
    target = admin(model, "preview_on_edit", row.pk)
    form.pop("action-publish")  # the panel presses no button
    assert client.post(target, form).json() == {"is_valid": True, "is_available": True}
    return client.get(target).content.decode()


def test_a_question_preview_shows_it_before_and_after_and_what_is_missing(editor):
    question = QuestionFactory()
    form = question_form(question.bank, question.competency, code=question.code, right="")
    html = preview(editor, "question", question, form)
    parse_page(html)
    assert "What do you say?" in html
    assert html.count('type="radio" name="chosen"') == 2
    assert "Mark exactly one answer as right." in html


def test_a_quiz_preview_draws_and_leaves_nothing(editor):
    quiz = QuizFactory(n=2, code="a-check")
    html = preview(editor, "quiz", quiz, quiz_form(quiz.bank, count=2))
    parse_page(html)
    assert "Two of two right" in html
    assert html.count('<fieldset class="question"') == 2
    old = editor.get(admin("quiz", "revisions_view", quiz.pk, quiz.latest_revision_id)).content.decode()
    assert "Check: what peer support is" in old
    assert not quiz.attempts.exists()


def test_a_quiz_preview_tells_when_its_bank_is_too_small(editor):
    quiz = QuizFactory(n=2, code="a-check")
    assert "needs 3 questions" in preview(editor, "quiz", quiz, quiz_form(quiz.bank, count=3))


def test_a_quiz_preview_says_how_many_there_are_for_each_line(editor):
    quiz = QuizFactory(n=2, critical=1, code="a-check")
    html = preview(editor, "quiz", quiz, quiz_form(quiz.bank, count=2, critical=1))
    assert "Line 1: asks 2 of “values”; there are 2, 1 of them safety-critical (at least 1 wanted)." in html


def test_a_used_question_quiz_or_bank_is_not_deleted_and_says_where_it_is_used(editor, learner):
    quiz = QuizFactory(n=1, title="What peer support is")
    make_attempt(quiz, learner)
    question = Question.objects.get()
    for model, row, words in [
        ("question", question, "drawn by: What peer support is"),
        ("quiz", quiz, "quiz attempt (1)"),
        ("questionbank", quiz.bank, "question (1)"),
    ]:
        for call in (editor.get, editor.post):
            answer = call(admin(model, "delete", row.pk))
            assert answer.status_code == 302
            assert words in said(answer)
        assert type(row).objects.filter(pk=row.pk).exists()


def test_what_was_never_used_is_deleted(editor):
    bank = QuestionBankFactory()
    assert editor.post(admin("questionbank", "delete", bank.pk)).status_code == 302
    assert not type(bank).objects.exists()


def test_retiring_a_question_asks_first_and_brings_it_back(editor):
    QuizFactory(n=1, bank_size=2)
    question = Question.objects.first()
    target = admin("question", "retire", question.pk)
    assert "Used by" in editor.get(target).content.decode()
    editor.post(target)
    question.refresh_from_db()
    assert question.retired_at
    editor.post(target)
    question.refresh_from_db()
    assert question.retired_at is None


def test_retiring_a_question_that_a_quiz_needs_says_which_line(editor):
    QuizFactory(n=1)
    question = Question.objects.get()
    answer = editor.post(admin("question", "retire", question.pk))
    assert "Line 1" in answer.content.decode()
    question.refresh_from_db()
    assert question.retired_at is None


def test_retiring_a_quiz_closes_it(editor):
    quiz = QuizFactory(n=1)
    editor.post(admin("quiz", "retire", quiz.pk))
    quiz.refresh_from_db()
    assert quiz.retired_at
    assert "Bring back into use" in editor.get(admin("quiz", "list")).content.decode()


def test_retiring_needs_the_right_to_publish(client_for):
    quiz = QuizFactory(n=1)
    question = Question.objects.get()
    manager = client_for(UserFactory(roles=["programme_manager"]))
    assert manager.post(admin("question", "retire", question.pk)).status_code == 404
    question.refresh_from_db()
    assert question.retired_at is None
    manager.post(admin("quiz", "retire", quiz.pk))
    quiz.refresh_from_db()
    assert quiz.retired_at


def test_the_framework_is_read_and_not_changed_by_anybody(client_for):
    version = publish_framework(data=FRAMEWORK)
    client = client_for(UserFactory(is_staff=True, is_superuser=True))
    assert "1.0" in client.get(reverse("frameworkversion:index")).content.decode()
    assert client.get(reverse("frameworkversion:inspect", args=[version.pk])).status_code == 200
    assert "SAFE-1" in client.get(reverse("competencyversion:index")).content.decode()
    assert client.get(reverse("frameworkversion:edit", args=[version.pk])).status_code in {302, 403}
    assert client.post(reverse("frameworkversion:delete", args=[version.pk])).status_code in {302, 403}
    assert type(version).objects.filter(pk=version.pk).exists()


def test_a_scale_that_is_to_be_safety_critical_is_refused_beside_its_box(reviewer):
    question = QuestionFactory(safety_critical=True)
    points = streamfield([("point", {"text": "Agree"}), ("point", {"text": "Disagree"})])
    form = question_form(
        question.bank, question.competency, code=question.code, kind="likert", options=points, safety_critical="on"
    )
    html = reviewer.post(admin("question", "edit", question.pk), form).content.decode()
    assert "be safety-critical: it has no right answer" in html
    assert question.published_revisions.count() == 1


# --- the rules of a quiz


def tick(*cells):
    """The matrix as its form sends it: only what is ticked."""
    return {"review-shown": "1", **{f"review-{cell}": "1" for cell in cells}}


def test_matrix_is_a_table_of_labelled_ticks_all_of_them_ticked_at_first(editor):
    html = editor.get(admin("quiz", "add")).content.decode()
    assert 'aria-label="The right answer: After it has closed" checked' in html
    assert html.count('type="checkbox" name="review-') == 20


def test_matrix_keeps_what_is_ticked_and_shows_it_again(editor):
    form = quiz_form(QuestionFactory().bank) | tick("right_after-marks", "after_close-right_answer")
    assert editor.post(admin("quiz", "add"), form).status_code == 302
    quiz = Quiz.objects.get()
    assert quiz.versions.get().settings["review"] == {
        "during": [],
        "right_after": ["marks"],
        "while_open": [],
        "after_close": ["right_answer"],
    }
    html = editor.get(admin("quiz", "edit", quiz.pk)).content.decode()
    assert html.count('" checked>') >= 2
    assert 'aria-label="Marks, and how many were right: Right after, for two minutes" checked' in html
    assert 'aria-label="Feedback: During the attempt">' in html


def test_form_without_the_matrix_changes_nothing_in_it(editor):
    bank = QuestionFactory().bank
    editor.post(admin("quiz", "add"), quiz_form(bank) | tick("right_after-marks"))
    quiz = Quiz.objects.get()
    editor.post(admin("quiz", "edit", quiz.pk), quiz_form(bank, title="Anew"))
    quiz.refresh_from_db()
    assert (quiz.title, quiz.review["right_after"]) == ("Anew", ["marks"])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"certainty": "on", "behaviour": "interactive"}, "asked together with several tries"),
        ({"grade_by_certainty": "on"}, "tick it as well"),
        ({"opens_at": "2026-12-02 10:00", "closes_at": "2026-12-01 10:00"}, "It closes before it opens."),
        ({"bands": streamfield([("band", {"mark": 40, "text": rich_text("<p>x</p>")})])}, "let one band begin at 0"),
        ({"behaviour": "immediate", **tick("during-marks")}, "has to be seen during the attempt"),
        ({"question_tries": 1}, "greater than or equal to 2"),
    ],
)
def test_rules_that_do_not_go_together_are_refused_at_their_place(editor, changes, said):
    answer = editor.post(admin("quiz", "add"), quiz_form(QuestionFactory().bank, **changes))
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Quiz.objects.exists()


def test_hints_are_written_with_the_question(editor):
    hints = streamfield([("hint", rich_text("<p>Think of the role.</p>")), ("hint", rich_text(""))])
    form = question_form(QuestionBankFactory(), CompetencyFactory(), hints=hints)
    assert editor.post(admin("question", "add"), form).status_code == 302
    assert Question.objects.get().published_revisions.get().body["hints"] == ["<p>Think of the role.</p>"]
