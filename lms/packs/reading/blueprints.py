"""Checks of quizzes in a pack: what they draw is there, and how they are laid out makes sense."""

from django.utils.translation import gettext_lazy as _

from assessments.questions.kinds import kind_of
from assessments.quizzes.drawing import Entry as Drawable
from assessments.quizzes.drawing import Line, find_shortage
from assessments.quizzes.shortages import empty_sections_sentence, shortage_sentence, what_words
from assessments.quizzes.unmarked import count_unmarked, find_mixed
from lms.common.texts import prose
from lms.common.texts.located import Mapping
from lms.common.texts.problems import Problems
from lms.packs.reading.forms import is_circular
from lms.packs.reading.pack import Entry, Pack

CRITERIA = ("topic", "competency", "tag", "difficulty", "kind", "safety_critical")


def check_quiz(quiz: Entry, pack: Pack, problems: Problems) -> None:
    """Words, layout, form before, and that the bank fills the blueprint."""
    prose.check(quiz.data.get("intro") or "", quiz.path, quiz.line_of("intro"), problems)
    if quiz.data["layout"] == "all" and quiz.data.get("navigation") == "forward":
        problems.add(quiz.path, quiz.line_of("navigation"), _("all on one page leaves nothing to go forward to"))
    if is_circular(quiz, pack.of("quiz")):
        problems.add(quiz.path, quiz.line_of("pre_form"), _("a quiz can't come before itself"))
    bank = [question.data for question in pack.of("question") if question.parent == quiz.data["bank"]]
    if not bank:
        problems.add(quiz.path, quiz.line_of("bank"), _("there are no questions in %(bank)s"), bank=quiz.data["bank"])
        return
    sound = [_check_entry(quiz, entry, problems) for entry in quiz.data["blueprint"]]
    if all(sound):
        _check_sections(quiz, problems)
        _check_supply(quiz, bank, problems)


def _check_entry(quiz: Entry, entry: Mapping, problems: Problems) -> bool:
    """Whether an entry is one of the three sorts, whole and without keys of another."""
    sorts = [key for key in ("section", "question", "count") if entry.get(key)]
    if len(sorts) != 1:
        problems.add(
            quiz.path, entry.line, _("an entry is one of section: true, question, or count with what to draw by")
        )
        return False
    strangers = {
        "section": [key for key in CRITERIA if entry.get(key)],
        "question": [key for key in (*CRITERIA, "title", "words") if entry.get(key)],
        "count": [key for key in ("title", "words") if entry.get(key)],
    }[sorts[0]]
    for key in strangers:
        text = _("%(key)s does not go with %(sort)s")
        problems.add(quiz.path, entry.line_of(key), text, key=key, sort=sorts[0])
    prose.check(entry.get("words") or "", quiz.path, entry.line_of("words"), problems)
    safe, count = entry.get("safety_critical") or 0, entry.get("count") or 1
    if safe > count:
        text = _("wants %(safe)s safety-critical questions, but draws %(count)s")
        problems.add(quiz.path, entry.line, text, safe=safe, count=count)
    return not strangers and safe <= count


def _check_sections(quiz: Entry, problems: Problems) -> None:
    sections: list[dict] = []
    for entry in quiz.data["blueprint"]:
        if entry.get("section"):
            sections.append({"title": entry.get("title") or "", "lines": 0})
        elif sections:
            sections[-1]["lines"] += 1
    empty = empty_sections_sentence(sections)
    if empty:
        problems.add(quiz.path, quiz.line_of("blueprint"), empty)


def _check_supply(quiz: Entry, bank: list[Mapping], problems: Problems) -> None:
    """What an editor would be told on publishing, with the line in the file; and that `serve` says what is drawn."""
    entries = [entry for entry in quiz.data["blueprint"] if not entry.get("section")]
    if not entries:
        problems.add(quiz.path, quiz.line_of("blueprint"), _("the blueprint draws nothing"))
        return
    keys = {question["id"]: number for number, question in enumerate(bank, start=1)}
    codes = {code: number for number, code in enumerate(sorted({one["competency"] for one in bank}), start=1)}
    lines = [_line(entry, keys, codes) for entry in entries]
    pool = [_drawable(question, keys, codes) for question in bank]
    shortage = find_shortage(lines, pool)
    mixed = find_mixed(lines, pool)
    if mixed:
        text = _(
            "it fits questions that are marked and others that are not: draw those that are not by a line of their own"
        )
        problems.add(quiz.path, entries[mixed - 1].line, text)
    elif not shortage and count_unmarked(lines, pool) == sum(line.size for line in lines):
        problems.add(
            quiz.path, quiz.line_of("blueprint"), _("none of its questions is marked, so nobody could meet it")
        )
    if shortage:
        entry = entries[shortage.line - 1]
        what = what_words(
            lines[shortage.line - 1], competency=entry.get("competency") or "", question=entry.get("question") or ""
        )
        said = shortage_sentence(shortage, where=quiz.data["id"], what=what, bank=quiz.data["bank"])
        problems.add(quiz.path, entry.line, said)
    drawn = sum(line.size for line in lines)
    if drawn != quiz.data["serve"]:
        text = _("serve is %(serve)s, but the blueprint draws %(drawn)s")
        problems.add(quiz.path, quiz.line_of("serve"), text, serve=quiz.data["serve"], drawn=drawn)


def _line(entry: Mapping, keys: dict[str, int], codes: dict[str, int]) -> Line:
    if entry.get("question"):
        return Line(question=keys.get(entry["question"], 0))
    return Line(
        topic=entry.get("topic") or "",
        count=entry["count"],
        safety_critical=entry.get("safety_critical") or 0,
        competency=codes.get(entry["competency"], 0) if entry.get("competency") else None,
        tag=(entry.get("tag") or "").strip().lower(),
        difficulty=entry.get("difficulty") or 0,
        kind=entry.get("kind") or "",
    )


def _drawable(question: Mapping, keys: dict[str, int], codes: dict[str, int]) -> Drawable:
    return Drawable(
        revision=keys[question["id"]],
        question=keys[question["id"]],
        topic=question["topic"],
        safety_critical=question["safety_critical"],
        competency=codes[question["competency"]],
        tags=frozenset(tag.strip().lower() for tag in question.get("tags") or []),
        difficulty=question["difficulty"],
        kind=question["kind"],
        scored=kind_of(question["kind"]).scored,
    )
