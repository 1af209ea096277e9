"""Quizzes of several parts, into a pack and out of it."""

from pathlib import Path

import pytest

from assessments.questions.models import Question, QuestionRevision
from assessments.quizzes.models import Quiz
from lms.packs.reading.read import read_pack
from lms.packs.services import export_pack, load_pack
from tests.lms.packs.conftest import DRAWINGS
from tests.lms.packs.test_services import QUESTIONS, Edit

pytestmark = pytest.mark.django_db

PARTS = """\
per_page: 2
navigation: forward
shuffle_questions: false
shuffle_answers: false
pre_form: m1-zero
competencies: [SAFE-1]
bank: m1
blueprint:
  - section: true
    title: "Extra things"
    words: |
      Read **slowly**.

      - And calmly.
  - {question: m1-k04}
  - {topic: extra, count: 2, difficulty: 1, kind: ordering}
  - section: true
  - {count: 1, competency: PEER-3, tag: Night}
"""
HEAD = """\
id: %(id)s
title: "%(id)s"
pass_mark: 80
serve: %(serve)s
attempts: 2
pause_hours: 24
layout: %(layout)s
minutes: 10
"""


@pytest.fixture
def parts(small: Path) -> Path:
    """A pack with a quiz of sections, fixed questions and criteria that names another as its form before."""
    bank = small / "questions" / "m1.yaml"
    more = QUESTIONS.replace("- id: m1-k05\n", "- id: m1-k05\n  tags: [Night, phone]\n")
    more = more.replace("- id: m1-k06\n  kind: judgement", "- id: m1-k06\n  kind: judgement\n  tags: [phone]")
    ordering = more[more.index("- id: m1-k02") : more.index("- id: m1-k03")].replace("m1-k02", "m1-k12")
    bank.write_text(bank.read_text() + more + ordering)
    quizzes = small / "quizzes"
    # Its name sorts before the one it names: the loader has to turn them round.
    (quizzes / "m1-parts.yaml").write_text(HEAD % {"id": "m1-parts", "serve": 4, "layout": "some"} + PARTS)
    zero = "bank: m1\nblueprint:\n  - {topic: extra, count: 1, kind: ordering}\n"
    (quizzes / "m1-zero.yaml").write_text(HEAD % {"id": "m1-zero", "serve": 1, "layout": "one"} + zero)
    return small


def test_a_quiz_of_parts_goes_into_a_pack_and_comes_out(parts: Path, tmp_path: Path) -> None:
    load_pack(root=parts)
    quiz = Quiz.objects.get(code="m1-parts")
    version = quiz.versions.get()
    assert version.settings["sections"] == [
        {
            "title": "Extra things",
            "words": "<p>Read <b>slowly</b>.</p><ul><li>And calmly.</li></ul>",
            "lines": 2,
        },
        {"title": "", "words": "", "lines": 1},
    ]
    names = ("per_page", "navigation", "shuffle_questions", "shuffle_answers", "pre_form")
    zero = Quiz.objects.get(code="m1-zero")
    assert [version.settings[name] for name in names] == [2, "forward", False, False, zero.pk]
    assert version.blueprint[0]["question"] == Question.objects.get(code="m1-k04").pk
    assert (version.blueprint[1]["difficulty"], version.blueprint[1]["kind"]) == (1, "ordering")
    assert version.blueprint[2]["tag"] == "night"
    assert QuestionRevision.objects.get(question__code="m1-k05").tags == ["night", "phone"]
    again = load_pack(root=parts)
    assert (again.created, again.updated, again.kept) == ([], [], [])
    export_pack(name="facilitator", root=tmp_path / "out")
    load_pack(root=tmp_path / "out", force=True)
    assert quiz.versions.get() == version
    assert QuestionRevision.objects.filter(question__code="m1-k05").count() == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{question: m1-k04}", "{question: m1-k99}", "the question “m1-k99” is not in use in the bank “m1”"),
        ("{question: m1-k04}", "{question: m1-k04, count: 2}", "an entry is one of section: true, question, or count"),
        ("{question: m1-k04}", "{question: m1-k04, tag: x}", "tag does not go with question"),
        ("  - section: true\n  - {count", "  - {title: x, count", "title does not go with count"),
        ("tag: Night", "tag: Noon", "PEER-3, tag “noon” needs 1 question, and the bank “m1” has 0"),
        ("tag: Night", "safety_critical: 2", "wants 2 safety-critical questions, but draws 1"),
        ("competency: PEER-3", "competency: PEER-99", "there is no competency PEER-99"),
        ("  - {count: 1, competency: PEER-3, tag: Night}\n", "", "Section 2 asks nothing."),
        ("kind: ordering", "kind: essay", "kind can't be essay"),
        ("layout: some", "layout: all", "leaves nothing to go forward to"),
        ("pre_form: m1-zero", "pre_form: m1-gone", "there is no quiz m1-gone"),
        ("pre_form: m1-zero", "pre_form: m1-parts", "a quiz can't come before itself"),
        ("per_page: 2", "per_page: 0", "per_page must lie between 1 and 50"),
        ("<nothing>", "", ""),
    ],
)
def test_mistakes_in_a_quiz_of_parts_are_named(parts: Path, old: str, new: str, said: str) -> None:
    path = parts / "quizzes" / "m1-parts.yaml"
    text = path.read_text()
    assert old in text or not said
    path.write_text(text.replace(old, new, 1))
    told = [str(problem) for problem in read_pack(parts, drawings=DRAWINGS)[1]]
    assert any(said in line and "m1-parts" in line for line in told) if said else told == [], told


def test_how_a_quiz_is_marked_goes_into_a_pack_and_comes_out(small: Path, edit: Edit, tmp_path: Path) -> None:
    edit("quizzes/m1-check.yaml", "layout:", "marking: {markers: 2, rule: lower, release: batch}\nlayout:")
    load_pack(root=small)
    terms = {"markers": 2, "threshold": 20, "rule": "lower", "release": "batch"}
    quiz = Quiz.objects.get(code="m1-check")
    assert quiz.versions.latest("number").settings["marking"] == terms
    export_pack(name="facilitator", root=tmp_path / "out")
    load_pack(root=tmp_path / "out", force=True)
    assert quiz.versions.count() == 1
