"""Rules of a quiz and hints of a question, from a file into the database and back."""

import datetime as dt
from pathlib import Path

import pytest
import yaml

from assessments.questions.models import Question
from assessments.quizzes.models import Quiz
from lms.packs.services import export_pack, load_pack

pytestmark = pytest.mark.django_db

RULES = {
    "behaviour": "interactive",
    "question_tries": 4,
    "try_penalty": 25,
    "grading": "average",
    "reread_first": True,
    "opens_at": "2026-12-01T08:00:00+00:00",
    "closes_at": "2026-12-08T08:00:00+00:00",
    "review": {
        "during": ["correctness"],
        "right_after": ["marks", "feedback"],
        "while_open": ["nothing"],
        "after_close": ["response", "correctness", "marks", "feedback", "right_answer"],
    },
    "bands": [{"mark": 0, "text": "Read it **again**."}, {"mark": 80, "text": "Well done."}],
}


def rewrite(path: Path, change) -> None:
    data = yaml.safe_load(path.read_text())
    change(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))


def test_rules_and_hints_come_back_as_they_were_written(small: Path, tmp_path: Path) -> None:
    rewrite(small / "quizzes" / "m1-check.yaml", lambda quiz: quiz.update(RULES))
    rewrite(small / "questions" / "m1.yaml", lambda bank: bank[0].update(hints=["Think of *whom* it is for.", "Ask."]))
    load_pack(root=small)
    quiz = Quiz.objects.get()
    assert (quiz.question_tries, quiz.try_penalty, quiz.grading) == (4, 25, "average")
    assert quiz.opens_at == dt.datetime(2026, 12, 1, 8, tzinfo=dt.UTC)
    assert quiz.review["while_open"] == []
    settings = quiz.versions.get().settings
    assert settings["bands"][0] == {"from": 0, "text": "<p>Read it <b>again</b>.</p>"}
    assert settings["review"]["during"] == ["correctness"]
    question = Question.objects.get(code=yaml.safe_load((small / "questions" / "m1.yaml").read_text())[0]["id"])
    assert question.published_revisions.get().body["hints"][1] == "<p>Ask.</p>"
    export_pack(root=tmp_path / "out")
    written = yaml.safe_load((tmp_path / "out" / "quizzes" / "m1-check.yaml").read_text())
    assert {key: written[key] for key in RULES} == RULES
    bank = yaml.safe_load((tmp_path / "out" / "questions" / "m1.yaml").read_text())
    assert bank[0]["hints"] == ["Think of *whom* it is for.", "Ask."]
    assert "hints" not in bank[1]


def test_quiz_without_rules_writes_none(small: Path, tmp_path: Path) -> None:
    load_pack(root=small)
    export_pack(root=tmp_path / "out")
    written = yaml.safe_load((tmp_path / "out" / "quizzes" / "m1-check.yaml").read_text())
    assert not set(RULES) & set(written)
