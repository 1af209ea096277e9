"""The statistics of quizzes and questions on the desk: who sees them, what they say, what stays hidden."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F, Sum
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.quizzes.models import AttemptItem, QuizAttempt, StatisticsSettings
from assessments.quizzes.queries.statistics import Selection, question_statistics, quiz_statistics
from lms.common import clock
from tests.factories.assessments import QuestionFactory, QuizFactory, make_attempt
from tests.factories.crowds import crowd
from tests.factories.people import UserFactory
from tests.html import parse_strict, text_of

pytestmark = pytest.mark.django_db
READERS = ["content_editor", "clinical_reviewer", "programme_manager", "auditor"]
BLUEPRINT = [{"topic": "values", "count": 2, "safety_critical": 0}]


@pytest.fixture
def editor(client_for):
    return client_for(UserFactory(roles=["content_editor"]))


def page(client, row, **choice):
    url = reverse(f"assessment_statistics:{row._meta.model_name}", args=[row.pk])
    return client.get(url, choice)


def words(client, row, **choice):
    html = page(client, row, **choice).content.decode()
    return text_of(parse_strict(html).find(".//main"))


def table(client, row):
    """The cells of the last table of a page, row by row."""
    root = parse_strict(page(client, row).content).find(".//main")
    return [[text_of(cell) for cell in line] for line in list(root.iter("tbody"))[-1]]


@pytest.mark.parametrize("role", READERS)
def test_readers_of_the_desk_find_the_way_from_list_and_form(client_for, role):
    quiz = QuizFactory(n=2)
    question = quiz.bank.questions.first()
    client = client_for(UserFactory(roles=[role]))
    for row in (quiz, question):
        link = reverse(f"assessment_statistics:{row._meta.model_name}", args=[row.pk])
        place = f"wagtailsnippets_assessments_{row._meta.model_name}"
        assert link in client.get(reverse(f"{place}:list")).content.decode()
        assert link in client.get(reverse(f"{place}:inspect", args=[row.pk])).content.decode()
        assert page(client, row).status_code == 200
    if role in {"content_editor", "clinical_reviewer"}:
        edit = reverse("wagtailsnippets_assessments_question:edit", args=[question.pk])
        link = reverse("assessment_statistics:question", args=[question.pk])
        assert link in client.get(edit).content.decode()


@pytest.mark.parametrize("role", ["trainee", "supervisor"])
def test_others_find_no_statistics(client_for, role):
    assert page(client_for(UserFactory(roles=[role])), QuizFactory(n=1)).status_code in {302, 403, 404}


def test_the_page_says_how_a_quiz_and_its_questions_do(editor):
    quiz = QuizFactory(n=3)
    crowd(quiz, [0, 1, 2, 2, 3, 3])
    said = words(editor, quiz)
    assert "6 of 3 questions each" in said
    assert "2 of 6" in said  # met
    assert "1.83 of 3 points" in said
    assert "Only 6 so far: take the figures as a first hint." in said
    number, name, n, facility, discrimination, sure, time, look = table(editor, quiz)[0]
    assert (number, n, facility) == ("1", "6", "0.83 in between")
    assert name.startswith(f"{quiz.code}-q1 revision 1")
    assert discrimination == "0.55 tells people apart"
    assert (sure, time) == ("– not asked", "30 s of 6 answers")
    assert look == "Only 6 so far: take the figures as a first hint."


def test_empty_quiz_and_question_say_that_figures_will_come(editor):
    quiz = QuizFactory(n=1)
    make_attempt(quiz, UserFactory(), right=1)  # not handed in
    assert "Nobody has handed this quiz in yet" in words(editor, quiz)
    assert "Nobody has answered this question" in words(editor, quiz.bank.questions.get())


def test_a_group_too_small_shows_its_number_only(editor):
    quiz = QuizFactory(n=1)
    question = quiz.bank.questions.get()
    crowd(quiz, [1, 1, 0, 1])
    for row in (quiz, question):
        said = words(editor, row)
        assert "4 so far. Figures are shown from 5 on" in said
        assert not re.search(r"\d+\.\d\d", said)
    settings = StatisticsSettings.load()
    settings.smallest_group = 4
    settings.save()
    assert "4 so far. Figures are shown from 5 on" in words(editor, question)
    crowd(quiz, [1])
    assert "0.80" in words(editor, question)


def test_the_mean_score_of_few_who_chose_something_is_not_shown(editor):
    quiz = QuizFactory(n=1)
    question = quiz.bank.questions.get()
    crowd(quiz, [1] * 5 + [0])
    assert table(editor, question) == [
        ["Answer a", "right", "5", "83 in 100", "100 in 100"],
        ["Answer b", "–", "1", "17 in 100", "too few"],
        ["Answer c", "–", "0", "0 in 100", "–"],
        ["Answer d", "–", "0", "0 in 100", "–"],
    ]


def test_only_first_attempts_count_unless_asked_for_all(editor):
    quiz = QuizFactory(n=2)
    people = [attempt.learner for attempt in crowd(quiz, [0] * 5)]
    crowd(quiz, [2] * 5, people=people)
    assert "0 of 5" in words(editor, quiz)
    assert "5 of 10" in words(editor, quiz, tries="all")
    assert "0 of 5" in words(editor, quiz, tries="what")


def test_fictional_people_never_count_among_real_ones(editor):
    quiz = QuizFactory(n=1)
    crowd(quiz, [1] * 6, is_demo=True)
    assert "Fictional. These are the made-up people of the demo." in words(editor, quiz)
    crowd(quiz, [0] * 5)
    assert "0 of 5" in words(editor, quiz)
    assert "Fictional." not in words(editor, quiz)
    assert "6 of 6" in words(editor, quiz, people="fictional")


def test_a_question_that_the_better_get_wrong_asks_to_check_its_key(editor):
    quiz = QuizFactory(n=4)
    asked = list(quiz.bank.questions.order_by("code"))
    crowd(quiz, [0] * 5 + [4] * 5)
    turned = AttemptItem.objects.filter(revision__question=asked[0])
    turned.update(correct=~F("correct"), score=1 - F("score"))
    for attempt in QuizAttempt.objects.all():
        attempt.score = attempt.items.aggregate(sum=Sum("score"))["sum"]
        attempt.save()
    said = words(editor, quiz)
    assert said.count("The better people get it wrong more often: check the key.") == 1
    assert "-1.00 upside down" in said
    assert "-1.00 upside down" in words(editor, asked[0])
    assert "1.00 tells people apart" not in words(editor, asked[0])


def test_statistics_are_worked_out_anew_only_when_something_was_handed_in(editor):
    quiz = QuizFactory(n=1)
    crowd(quiz, [1] * 5)
    quiz_statistics(quiz, Selection())
    with CaptureQueriesContext(connection) as made:
        assert quiz_statistics(quiz, Selection())[0].n == 5
    assert len(made) == 1
    crowd(quiz, [0])
    assert quiz_statistics(quiz, Selection())[0].n == 6
    QuizAttempt.objects.update(passed=False, updated=clock.now())
    assert quiz_statistics(quiz, Selection())[0].passed == 0


def test_both_pages_agree_about_a_question():
    quiz = QuizFactory(n=3)
    crowd(quiz, [0, 1, 2, 2, 3, 1])
    _quiz, questions = quiz_statistics(quiz, Selection())
    for one in questions:
        question = quiz.bank.questions.get(published_revisions=one.revision)
        [found] = question_statistics(question, Selection())
        assert (found.people, replace(found, people=None)) == (6, one)


def test_time_is_counted_from_the_answer_before():
    quiz = QuizFactory(n=2)
    attempt = crowd(quiz, [2])[0]
    for position, after in ((1, 90), (2, 30)):
        at = attempt.started_at + timedelta(seconds=after)
        AttemptItem.objects.filter(attempt=attempt, position=position).update(answered_at=at)
    items = dict(attempt.items.values_list("revision", "position"))
    found = {items[one.revision]: one.seconds[1] for one in quiz_statistics(quiz, Selection())[1]}
    assert found == {1: 60, 2: 30}
    question = attempt.items.get(position=1).revision.question
    assert question_statistics(question, Selection())[0].seconds[1] == 60


@pytest.mark.parametrize("model", ["quiz", "question"])
def test_a_page_costs_the_same_with_three_rows_as_with_one(editor, model):
    costs = []
    for rows in (1, 1, 3):  # once for what the process keeps after the first time
        quiz = QuizFactory(n=rows)
        crowd(quiz, [rows] * 6)
        question = quiz.bank.questions.first()
        for more in range(rows - 1):
            revise(question, f"<p>Once more, {more}?</p>")
            crowd(quiz, [rows] * 6)
        with CaptureQueriesContext(connection) as made:
            assert page(editor, quiz if model == "quiz" else question).status_code == 200
        costs.append(len(made))
    assert costs[1] == costs[2] <= 20  # most of them the menus and permissions of the desk


def revise(question, stem):
    question.stem = stem
    question.save_revision().publish()


def test_each_revision_of_a_question_has_figures_of_its_own(editor):
    quiz = QuizFactory(n=1)
    question = quiz.bank.questions.get()
    crowd(quiz, [1] * 5)
    revise(question, "<p>Said better?</p>")
    crowd(quiz, [0] * 6)
    said = words(editor, question)
    assert said.index("Revision 2 Said better? 6 answers") < said.index("Revision 1 A member asks.")
    assert [one.n for one in question_statistics(question, Selection())] == [5, 6]


@pytest.mark.parametrize(
    ("kind", "right"),
    [("several_right", "ab"), ("true_false", "a")],
)
def test_options_of_other_kinds_of_choice_are_counted(editor, kind, right):
    letters = "ab" if kind == "true_false" else "abcd"
    question = QuestionFactory(kind=kind, right=right, letters=letters)
    quiz = QuizFactory(bank=question.bank, blueprint=[{"topic": "values", "count": 1, "safety_critical": 0}])
    crowd(quiz, [1] * 5)
    assert table(editor, question)[0] == ["Answer a", "right", "5", "100 in 100", "100 in 100"]


def test_thresholds_are_kept_by_managers(client_for):
    manager = client_for(UserFactory(roles=["programme_manager"]))
    url = reverse("wagtailsettings:edit", args=["assessments", "statisticssettings", StatisticsSettings.load().pk])
    values = {"few": 50, "smallest_group": 7, "easy": 90, "hard": 20, "weak": 15, "sure_and_wrong": 5, "low_alpha": 60}
    assert manager.post(url, values).status_code == 302
    assert StatisticsSettings.load().thresholds.smallest_group == 7
    assert manager.post(url, {**values, "smallest_group": 4}).status_code == 200
    assert StatisticsSettings.load().thresholds.smallest_group == 7
    editor = client_for(UserFactory(roles=["content_editor"]))
    editor.post(url, values | {"few": 99})
    assert StatisticsSettings.load().thresholds.few == 50
