"""Loading a pack, loading it again, and writing it back."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command

from assessments.questions.models import QuestionRevision
from courses.catalogue.models import CoursePage
from lms.packs.errors import PackBroken, PackUnknown
from lms.packs.models import Pack
from lms.packs.services import export_pack, load_pack

pytestmark = pytest.mark.django_db

LESSON = "courses/*/m1-*/1-peers*.md"
SLUG = "peers-not-professionals"
KEY = f"lesson/foundations/what-peer-support-groups-are/{SLUG}"
Edit = Callable[[str, str, str], int]


QUESTIONS = """
- id: m1-k01
  kind: matching
  {facts}
  options:
    - {{key: a, text: "**Fire**", match: "Leave", feedback: "At once."}}
    - {{key: b, text: "Flood", match: "Go up"}}
    - {{key: c, match: "Wait"}}
- id: m1-k02
  kind: ordering
  {facts}
  options:
    - {{key: a, text: "Greet"}}
    - {{key: b, text: "Listen"}}
    - {{key: c, text: "Close"}}
- id: m1-k03
  kind: number
  {facts}
  options:
    - {{key: a, value: "7.5", tolerance: "0.5", unit: "minutes"}}
- id: m1-k04
  kind: short_answer
  {facts}
  options:
    - {{key: a, text: "*safeguarding lead*"}}
- id: m1-k05
  kind: true_false
  {facts}
  options:
    - {{key: a, text: "True", correct: true}}
    - {{key: b, text: "False", correct: false}}
- id: m1-k06
  kind: judgement
  {facts}
  options:
    - {{key: a, text: "Ask", rating: 4}}
    - {{key: b, text: "Wait", rating: 2}}
    - {{key: c, text: "Laugh", rating: 1}}
- id: m1-k07
  kind: judgement_rank
  {facts}
  options:
    - {{key: a, text: "Ask", rating: 4}}
    - {{key: b, text: "Wait", rating: 2}}
    - {{key: c, text: "Laugh", rating: 1}}
- id: m1-k08
  kind: gap_select
  {facts}
  options:
    - {{key: a, before: "Privacy **ends** where", right: "risk", others: "love\\nfun", feedback: "Always."}}
    - {{key: b, before: "begins. Tell", right: "the lead", others: "nobody", after: "at once."}}
- id: m1-k09
  kind: spot
  {facts}
  options:
    - {{key: a, speaker: "Ama", text: "I was alone.", correct: false}}
    - {{key: b, speaker: "Bo", text: "You felt *alone*.", correct: true, feedback: "A reflection."}}
    - {{key: c, text: "Try yoga!", correct: false}}
- id: m1-k10
  kind: likert
  {facts}
  options:
    - {{key: a, text: "Disagree"}}
    - {{key: b, text: "Agree"}}
- id: m1-k11
  kind: long_answer
  {facts}
  options:
    - key: a
      aim: 80
      model: "Ask **plainly**."
      criteria:
        - text: "Asks about safety"
          levels:
            - {{points: 0, words: "Does not"}}
            - {{points: 2, words: "Asks plainly", enough: true}}
""".format(facts='stem: "Well?"\n  topic: extra\n  competency: PEER-3\n  difficulty: 1\n  safety_critical: false')


KINDS_WRITTEN = re.findall(r"kind: (\w+)", QUESTIONS)


def test_every_kind_of_question_goes_into_a_pack_and_comes_out(small: Path, tmp_path: Path) -> None:
    bank = small / "questions" / "m1.yaml"
    bank.write_text(bank.read_text() + QUESTIONS)
    load_pack(root=small)
    kinds = dict(QuestionRevision.objects.filter(topic="extra").values_list("question__code", "kind"))
    assert list(kinds.values()) == KINDS_WRITTEN
    bodies = dict(QuestionRevision.objects.filter(topic="extra").values_list("question__code", "body"))
    rubric = bodies["m1-k11"]
    assert rubric["criteria"][0]["levels"][1] == {"points": 2, "words": "Asks plainly", "enough": True}
    assert rubric["model"] == "<p>Ask <b>plainly</b>.</p>"
    assert load_pack(root=small).updated == []
    export_pack(name="facilitator", root=tmp_path / "out")
    load_pack(root=tmp_path / "out", force=True)
    again = dict(QuestionRevision.objects.filter(topic="extra").values_list("question__code", "body"))
    assert (QuestionRevision.objects.filter(topic="extra").count(), again) == (len(kinds), bodies)


VIGNETTE = """code: m1-evening
title: "The first evening"
text: |
  Eight chairs. **Somebody** cries.

  The others look away.
"""


def with_vignette(small: Path, name: str = "m1-evening") -> None:
    (small / "vignettes").mkdir()
    (small / "vignettes" / "m1-evening.yaml").write_text(VIGNETTE)
    bank = small / "questions" / "m1.yaml"
    questions = QUESTIONS.replace("kind: spot\n", f"kind: spot\n  vignette: {name}\n")
    bank.write_text(bank.read_text() + questions)


def test_a_vignette_goes_into_a_pack_and_comes_out(small: Path, tmp_path: Path) -> None:
    with_vignette(small)
    load_pack(root=small)
    body = QuestionRevision.objects.get(question__code="m1-k09").body
    assert body["vignette"]["title"] == "The first evening"
    assert body["vignette"]["pieces"][0]["html"].startswith("<p>Eight chairs. <b>Somebody</b> cries.</p>")
    assert load_pack(root=small).updated == []
    export_pack(name="facilitator", root=tmp_path / "out")
    assert (tmp_path / "out" / "vignettes" / "m1-evening.yaml").exists()
    load_pack(root=tmp_path / "out", force=True)
    assert QuestionRevision.objects.filter(question__code="m1-k09").count() == 1


def test_a_vignette_that_is_not_there_is_named(small: Path) -> None:
    with_vignette(small, name="m1-morning")
    with pytest.raises(PackBroken, match=r"questions/m1.yaml:\d+: there is no vignette m1-morning"):
        load_pack(root=small)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('value: "7.5"', "value: 7.5", "must be a number in quotes"),
        (', match: "Go up"}', "}", "match is missing"),
        ('{key: b, text: "Listen"}', '{key: a, text: "Listen"}', "the same key"),
        ('text: "*safeguarding lead*"', 'text: "*"', "needs words"),
        (', others: "nobody"', ', others: "the lead"', "at least one other"),
        ('speaker: "Ama", text', "text", "who speaks"),
        ('before: "begins. Tell"', 'before: "begins <b>"', "raw HTML"),
        ('words: "Does not"', 'word: "Does not"', "is it meant to be words"),
        ("points: 2", "points: 0", "same points"),
        ('{key: a, text: "Greet"}', '{key: a, text: "Greet", correct: true}', "correct is not known here"),
    ],
)
def test_answers_that_do_not_fit_their_kind_are_named(small: Path, old: str, new: str, said: str) -> None:
    bank = small / "questions" / "m1.yaml"
    bank.write_text(bank.read_text() + QUESTIONS.replace(old, new))
    with pytest.raises(PackBroken, match=rf"questions/m1.yaml:\d+: .*{said}"):
        load_pack(root=small)


def test_load_pack_broken_pack_changes_nothing(small: Path, edit: Edit) -> None:
    edit("quizzes/m1-check.yaml", "serve: 8", "serve: 7")
    with pytest.raises(PackBroken) as caught:
        load_pack(root=small)
    assert len(caught.value.problems) == 1
    assert not Pack.objects.exists()
    assert not CoursePage.objects.exists()


def test_export_pack_without_a_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackUnknown):
        export_pack(root=tmp_path / "out")


def test_load_pack_command_reports_and_check_writes_nothing(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_pack", str(small), check=True)
    assert not Pack.objects.exists()
    call_command("load_pack", str(small))
    out = capsys.readouterr().out
    assert "The pack is sound" in out
    assert "0 changed" in out
