"""Observation kits of a pack: mistakes with their lines, loading, what editors changed, and back into files."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from assessments.instruments.editing import part_of, stamp_of
from assessments.instruments.models import Instrument, InstrumentVersion
from assessments.instruments.services import change_kit, publish_instrument, retire_instrument
from lms.packs.errors import PackBroken
from lms.packs.services import export_pack, load_pack

KIT = """\
code: orp-9
title: Opening online
kind: role_play
items:
  - competency: SAFE-2
    scripted_out: [SAFE-2.A1, SAFE-2.A2]
    short: {SAFE-2.B1: "Says what stays here, and the exception"}
  - {competency: GRP-1, scripted_out: [GRP-1.A1, GRP-1.A2], unprompted: [GRP-1.B4]}
setting: You open the first evening.
trainee_brief: You will be watched by two people.
pause_word: amber
stop_rule: Stop when anybody says amber.
de_role: Say your own name.
actors:
  - {name: Lena, about: "Eager, and new."}
variants:
  - code: A
    prompts:
      - {minute: 1, actor: Lena, cue: Talks at once., elicits: [SAFE-2.B1, SAFE-2.B2, SAFE-2.B3, SAFE-2.B4]}
      - minute: 4
        actor: Lena
        cue: Asks what is agreed.
        elicits: [GRP-1.B1, GRP-1.B2, GRP-1.B3]
"""
FILE = "instruments/orp-9.yaml"
KEY = "instrument/orp-9"


@pytest.fixture
def with_kit(small: Path) -> Path:
    folder = small / "instruments"
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*.yaml"):
        path.unlink()
    (small / FILE).write_text(KIT)
    return small


MISTAKES = [
    ("title: Opening", "titel: Opening", "is it meant to be title", 2),
    ("code: orp-9", "code: orp-8", "the file is named orp-9", 1),
    ("competency: SAFE-2\n", "competency: SAFE-99\n", "SAFE-99 is not in the framework", 5),
    ("unprompted: [GRP-1.B4]", "unprompted: [GRP-1.B9]", "GRP-1.B9 is no behaviour of GRP-1", 8),
    ("unprompted: [GRP-1.B4]", "unprompted: []", "no prompt gives room for GRP-1.B4", 8),
    ("minute: 4", "minute: 44", "outside the 15 minutes", 20),
    ("actor: Lena\n", "actor: Mo\n", "no actor is called Mo", 20),
    ("pause_word: amber\n", "", "a word that anybody can say", 2),
    ("pause_word: amber", "pass_rule: {share_at_least: 80}\npause_word: amber", "a number from 0 to 1", 11),
    ("pause_word: amber", "consensus: mean\npause_word: amber", "consensus can't be mean", 11),
    ("pause_word: amber", "due_days: soon\npause_word: amber", "due_days must be a whole number", 11),
    ("pause_word: amber", "conflicts: {supervises: maybe}\npause_word: amber", "supervises can't be maybe", 11),
    ("pause_word: amber", "conflicts: {is_learner: allow}\npause_word: amber", "is_learner is not known here", 11),
    ("pause_word: amber", "follow_up: {debrief_hours: x}\npause_word: amber", "debrief_hours must be", 11),
    ("pause_word: amber", "appeal: 30\npause_word: amber", "a list of keys and values is wanted", 11),
    ("pause_word: amber", "level4_requires: most\npause_word: amber", "is any, all or a number", 11),
    ('short: {SAFE-2.B1: "Says what stays here, and the exception"}', "short: [SAFE-2.B1]", "with their words", 7),
]


@pytest.mark.parametrize(("old", "new", "said", "line"), MISTAKES, ids=[said for _old, _new, said, _line in MISTAKES])
def test_mistake_is_named_with_file_and_line(
    with_kit: Path, problems: Callable[[], list[str]], old: str, new: str, said: str, line: int
) -> None:
    assert problems() == []
    assert old in KIT
    (with_kit / FILE).write_text(KIT.replace(old, new, 1))
    found = [one for one in problems() if said in one]
    assert found
    assert found[0].startswith(f"{FILE}:{line}: ")


@pytest.mark.django_db
def test_kits_are_loaded_once_changed_by_version_and_left_to_editors(with_kit: Path, tmp_path: Path) -> None:
    assert KEY in load_pack(root=with_kit).created
    assert KEY in load_pack(root=with_kit).unchanged
    first = InstrumentVersion.objects.get()
    assert (first.number, first.items.count(), first.kit["consensus"]) == (1, 2, "lower_median")
    _a_file_that_says_something_new_makes_a_version(with_kit)
    first.refresh_from_db()
    assert first.kit["setting"] == "You open the first evening."
    _what_is_written_is_what_was_read(tmp_path / "out")
    _what_editors_changed_is_left_alone(with_kit)


def _a_file_that_says_something_new_makes_a_version(root: Path) -> None:
    (root / FILE).write_text(KIT.replace("first evening", "second evening"))
    assert KEY in load_pack(root=root).updated
    assert [one.number for one in InstrumentVersion.objects.all()] == [1, 2]


def _what_is_written_is_what_was_read(out: Path) -> None:
    paths, _left_out = export_pack(root=out)
    assert [path for path in paths if path.startswith("instruments/")] == [FILE]
    written = yaml.safe_load((out / FILE).read_text())
    assert written["variants"][0]["prompts"][1]["cue"] == "Asks what is agreed."
    report = load_pack(root=out)
    assert KEY in report.unchanged
    assert InstrumentVersion.objects.count() == 2


def _what_editors_changed_is_left_alone(root: Path) -> None:
    kit = Instrument.objects.get()
    seen = stamp_of(part_of(kit.kit, ("brief",)))
    kit = change_kit(instrument=kit, path=("brief",), seen=seen, value={"trainee_brief": "Drafted."})
    (root / FILE).write_text(KIT.replace("first evening", "third evening"))
    assert KEY in load_pack(root=root).kept
    publish_instrument(kit=kit.kit)
    assert KEY in load_pack(root=root).kept
    assert Instrument.objects.get().kit["trainee_brief"] == "Drafted."
    assert KEY in load_pack(root=root, force=True).updated
    assert [one.number for one in InstrumentVersion.objects.all()] == [1, 2, 3, 4]
    assert Instrument.objects.get().kit["setting"] == "You open the third evening."
    retire_instrument(instrument=kit)
    assert KEY in load_pack(root=root).unchanged


@pytest.mark.django_db
def test_a_broken_kit_loads_nothing(with_kit: Path) -> None:
    (with_kit / FILE).write_text(KIT.replace("unprompted: [GRP-1.B4]", "unprompted: []"))
    with pytest.raises(PackBroken):
        load_pack(root=with_kit)
    assert not Instrument.objects.exists()
