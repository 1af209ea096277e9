"""Attempts taken along as a file: whose, what is in it, what no spreadsheet takes for a formula, what is noted."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from assessments.quizzes.choices import ExportForm
from assessments.quizzes.errors import ExportTooLarge
from assessments.quizzes.exporting import response_words
from assessments.quizzes.models import AttemptItem
from assessments.quizzes.queries import exports as exported
from assessments.quizzes.queries.statistics import Selection
from assessments.quizzes.services import exports
from assessments.quizzes.services.exports import export_attempts
from lms.common import clock
from lms.common.tables import BOM, FORMULA, csv_lines, safe, xlsx_file
from lms.privacy.models import AccessLogEntry
from lms.privacy.services import log_access_of_many
from tests.factories.assessments import QuizFactory
from tests.factories.crowds import crowd
from tests.factories.people import OrganisationFactory, UserFactory


@pytest.fixture
def organisation(db):
    return OrganisationFactory()


@pytest.fixture
def manager(organisation):
    return UserFactory(roles=["programme_manager"], organisation=organisation)


@pytest.fixture
def quiz(organisation):
    """A quiz with an attempt by somebody near, by somebody of another organisation, and by nobody's."""
    row = QuizFactory(n=2)
    near = UserFactory(email="near@example.org", full_name="=HYPERLINK(1)", organisation=organisation)
    far = UserFactory(email="far@example.org", organisation=OrganisationFactory())
    alone = UserFactory(email="alone@example.org", full_name="Alone")
    crowd(row, [2, 1, 0], people=[near, far, alone])
    return row


def take(client, quiz, form="attempts", kind="csv", **more):
    return client.post(reverse("assessment_statistics:export", args=[quiz.pk]), {"form": form, "format": kind, **more})


def content(answer):
    return b"".join(answer.streaming_content)


def read_csv(answer):
    return list(csv.DictReader(io.StringIO(content(answer).decode("utf-8-sig"))))


def read_xlsx(answer):
    header, *rows = load_workbook(io.BytesIO(content(answer))).active.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.mark.parametrize("role", ["programme_manager", "auditor"])
@pytest.mark.parametrize(("kind", "read"), [("csv", read_csv), ("xlsx", read_xlsx)])
def test_a_file_holds_those_in_reach_and_nobody_else(client_for, quiz, organisation, role, kind, read):
    answer = take(client_for(UserFactory(roles=[role], organisation=organisation)), quiz, kind=kind)
    assert f'filename="{quiz.code}-attempts-' in answer["Content-Disposition"]
    rows = read(answer)
    assert [row["email"] for row in rows] == ["near@example.org", "alone@example.org"]
    assert rows[0]["name"] == "'=HYPERLINK(1)"
    assert [float(row["score"]) for row in rows] == [2, 0]
    assert [str(row["met"]) for row in rows] == ["True", "False"]


def test_a_file_of_answers_counts_them_without_a_name(client_for, quiz, manager):
    crowd(quiz, [2] * 6 + [1])
    answer = take(client_for(manager), quiz, form="answers")
    rows = read_csv(answer)
    assert set(rows[0]) == set(exported.ANSWER_HEADER)
    first, second, rest = rows[0], rows[-2], rows[-1]
    assert (first["question"], first["response"], first["people"]) == (f"{quiz.code}-q1", "Answer a", "8")
    assert (first["right"], first["mean_score"], first["kind"]) == ("8", "1.0", "one_best")
    assert (second["question"], second["response"], second["people"]) == (f"{quiz.code}-q2", "Answer a", "7")
    assert (rest["response"], rest["people"], rest["right"]) == ("(answers of fewer than 5 people each)", "", "")
    assert not AccessLogEntry.objects.exists()


@pytest.mark.parametrize(("more", "rows"), [(2, 0), (3, 1)])
def test_answers_of_fewer_than_five_people_are_in_no_file(client_for, quiz, manager, more, rows):
    """Two are in reach; with three more they are five."""
    crowd(quiz, [2] * more)
    found = read_csv(take(client_for(manager), quiz, form="answers", tries="all"))
    assert bool(found) is bool(rows)


def test_somebody_who_answers_five_times_is_one(client_for, manager):
    quiz = QuizFactory(n=1)
    person = UserFactory()
    for _n in range(5):
        crowd(quiz, [1], people=[person])
    assert read_csv(take(client_for(manager), quiz, form="answers", tries="all")) == []
    url = reverse("assessment_statistics:quiz", args=[quiz.pk])
    assert "1 so far." in client_for(manager).get(url, {"tries": "all"}).content.decode()


def test_what_only_few_have_typed_is_in_no_file(client_for, quiz, manager):
    crowd(quiz, [2] * 5)
    item = AttemptItem.objects.filter(position=1).first()
    AttemptItem.objects.filter(pk=item.pk).update(response={"text": "my own name"})
    assert b"my own name" not in content(take(client_for(manager), quiz, form="answers"))


def test_a_supervisor_or_editor_gets_no_file(client_for, quiz):
    for role in ("supervisor", "content_editor"):
        assert take(client_for(UserFactory(roles=[role])), quiz).status_code in {302, 404}
    assert not AccessLogEntry.objects.exists()


def test_that_a_file_was_taken_is_written_down(client_for, quiz, manager):
    content(take(client_for(manager), quiz))
    line = ModelLogEntry.objects.get(action="attempt.export")
    assert (line.user, line.object_id) == (manager, str(quiz.pk))
    assert line.data == {
        "form": "attempts",
        "format": "csv",
        "attempts": 2,
        "first_only": True,
        "fictional": False,
    }
    seen = AccessLogEntry.objects.order_by("subject__email").values_list("subject__email", "viewer", "what")
    what = f"Attempts at “{quiz.code}”, in an export"
    assert list(seen) == [("alone@example.org", manager.pk, what), ("near@example.org", manager.pk, what)]
    content(take(client_for(manager), quiz))  # the same look within the hour
    assert AccessLogEntry.objects.count() == 2
    assert ModelLogEntry.objects.filter(action="attempt.export").count() == 2


def test_nobody_is_noted_as_looking_at_themselves(manager):
    assert log_access_of_many(viewer=manager, subjects=[manager.pk], what="x") == 0


def test_looking_at_many_costs_two_queries_for_each_five_hundred(manager):
    people = [attempt.learner_id for attempt in crowd(QuizFactory(n=1), [1] * 7)]
    with CaptureQueriesContext(connection) as made:
        assert log_access_of_many(viewer=manager, subjects=people * 2, what="x") == 7
    assert len(made) <= 6  # with savepoints


def test_the_page_offers_the_file_to_whom_it_is_for(client_for, quiz, manager):
    url = reverse("assessment_statistics:quiz", args=[quiz.pk])
    assert "Download" in client_for(manager).get(url).content.decode()
    assert "Download" not in client_for(UserFactory(roles=["content_editor"])).get(url).content.decode()


@pytest.mark.parametrize(("form", "kind"), [("everything", "csv"), ("attempts", "exe"), ("", "")])
def test_a_choice_that_there_is_not_is_refused_with_a_sentence(client_for, quiz, manager, form, kind):
    answer = take(client_for(manager), quiz, form=form, kind=kind)
    assert answer.status_code == 302
    assert "Choose what a row is" in " ".join(str(one) for one in get_messages(answer.wsgi_request))
    assert not AccessLogEntry.objects.exists()


def test_getting_the_address_leads_to_the_page(client_for, quiz, manager):
    answer = client_for(manager).get(reverse("assessment_statistics:export", args=[quiz.pk]))
    assert answer["Location"] == reverse("assessment_statistics:quiz", args=[quiz.pk])


def test_a_sheet_that_would_overflow_is_refused_and_nothing_noted(client_for, quiz, manager, monkeypatch):
    monkeypatch.setattr(exports, "MOST_ROWS", 2)
    assert "Take CSV" in " ".join(
        str(one) for one in get_messages(take(client_for(manager), quiz, "attempts", "xlsx").wsgi_request)
    )
    with pytest.raises(ExportTooLarge):
        export_attempts(quiz=quiz, actor=manager, selection=Selection(), form=ExportForm.ATTEMPTS, as_sheet=True)
    assert not ModelLogEntry.objects.filter(action="attempt.export").exists()
    assert len(read_csv(take(client_for(manager), quiz, "attempts"))) == 2


def test_all_tries_are_taken_when_asked_for(client_for, quiz, manager):
    again = [attempt.learner for attempt in quiz.attempts.all()]
    crowd(quiz, [1, 1, 1], people=again)
    assert len(read_csv(take(client_for(manager), quiz))) == 2
    assert len(read_csv(take(client_for(manager), quiz, tries="all"))) == 4


def test_an_erased_person_is_in_no_file(client_for, quiz, manager):
    quiz.attempts.get(learner__email="near@example.org").learner.__class__.objects.filter(
        email="near@example.org"
    ).update(erased_at=clock.now())
    assert [row["email"] for row in read_csv(take(client_for(manager), quiz))] == ["alone@example.org"]


@pytest.mark.parametrize("form", ["attempts", "answers"])
def test_a_file_costs_the_same_with_three_rows_as_with_one(quiz, manager, form):
    crowd(quiz, [2] * 4)
    costs = []
    for more in (1, 1, 3):  # once for what the process keeps after the first time
        crowd(quiz, [1] * more)
        with CaptureQueriesContext(connection) as made:
            found = export_attempts(
                quiz=quiz, actor=manager, selection=Selection(), form=ExportForm(form), as_sheet=False
            )
            assert len(list(found.rows)) >= 2
        costs.append(len(made))
    assert costs[1] == costs[2] <= 15


def test_moments_are_written_with_their_zone(client_for, quiz, manager):
    began = quiz.attempts.first().started_at
    assert read_csv(take(client_for(manager), quiz))[0]["started"] == began.isoformat(timespec="seconds")


# Cells


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_no_text_begins_like_a_formula(text):
    cell = safe(text)
    assert not cell.startswith(FORMULA)
    assert not cell.strip().startswith(FORMULA)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\u200b=1", "＝1", "\x00=1"])
def test_what_looks_like_a_formula_stands_behind_an_apostrophe(text):
    assert safe(text).startswith("'")


@pytest.mark.parametrize(
    ("value", "cell"),
    [(None, None), (True, True), (-3, -3), (Decimal("0.5"), 0.5), ("plain = text", "plain = text"), ("", "")],
)
def test_what_is_no_formula_stays_what_it_is(value, cell):
    assert safe(value) == cell


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.text(), st.integers(-5, 5)), max_size=5))
def test_any_text_comes_back_from_both_files(rows):
    header = ["text", "number"]
    lines = "".join(csv_lines(header, rows)).removeprefix(BOM)
    read = list(csv.reader(io.StringIO(lines, newline="")))
    assert read == [header, *([safe(text), str(number)] for text, number in rows)]
    with xlsx_file("a/b: c", header, rows) as file:
        sheet = load_workbook(file).active
        cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert sheet.max_row == len(rows) + 1


@pytest.mark.parametrize(
    ("response", "words"),
    [
        (None, ""),
        ({"chosen": ["1", "2"]}, "One | Two"),
        ({"best": "1", "worst": "2"}, "best: One | worst: Two"),
        ({"pairs": {"1": "m"}}, "One: Match"),
        ({"places": {"1": 2, "2": 1}}, "One: 2 | Two: 1"),
        ({"text": "seven"}, "seven"),
        ({"spans": [3, 5]}, "3 | 5"),
        (["odd"], '["odd"]'),
    ],
)
def test_an_answer_is_told_in_words(response, words):
    body = {
        "options": [{"id": "1", "text": "One"}, {"id": "2", "text": "<b>Two</b>"}],
        "matches": [{"id": "m", "text": "Match"}],
        "ask": "?",
    }
    assert response_words(body, response) == words


def test_what_is_handed_in_later_is_not_in_the_file(quiz, manager):
    late = crowd(quiz, [1])[0]
    type(late).objects.filter(pk=late.pk).update(finished_at=clock.now() + timedelta(minutes=1))
    found = export_attempts(quiz=quiz, actor=manager, selection=Selection(), form=ExportForm.ATTEMPTS, as_sheet=False)
    assert (found.attempts, len(list(found.rows))) == (2, 2)
    assert AttemptItem.objects.filter(attempt=late).exists()
