"""Collects one question while its format reads it: cleans every text and keeps what to tell."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from assessments.questions.choices import QuestionKind
from assessments.questions.formats.draft import Draft, Problem, Unreadable
from assessments.questions.formats.labels import told, with_tags
from assessments.questions.formats.rubrics import checked, unfinished
from assessments.questions.formats.text import label, rich, sane
from assessments.questions.kinds.base import Part
from assessments.questions.kinds.written import read_number

LONGEST_MATCH = 200
LONGEST_CHOICE, LONGEST_POINT, LONGEST_SPEAKER = 120, 80, 60


class Collector:
    """One question on its way in. `line` and `name` stand in everything it has to tell."""

    def __init__(self, *, line: int, name: str = "") -> None:
        self.line, self.name = line, " ".join(sane(name).split())[:200]
        self.lost: set[str] = set()
        self.notes: list[str] = []
        self.tags: list[str] = []
        self.facts: dict[str, Any] = {}
        self.options: list[Part] = []
        self.unfinished = False

    def note(self, words: str) -> None:
        """Something that is not kept; said once, however often it happens."""
        if words not in self.notes:
            self.notes.append(words)

    def prose(self, html: str) -> str:
        kept, lost = rich(html)
        self.lost |= lost
        return kept

    def words(self, html: str) -> str:
        kept, lost = label(html)
        self.lost |= lost
        return kept

    def option(self, html: str, *, correct: bool, feedback: str = "", key: str = "") -> None:
        self._add(key, {"text": self.words(html), "correct": correct, "feedback": self.prose(feedback)})

    def step(self, html: str, *, feedback: str = "", key: str = "") -> None:
        self._add(key, {"text": self.words(html), "feedback": self.prose(feedback)})

    def judged(self, html: str, *, rating: int, feedback: str = "", key: str = "") -> None:
        if rating not in {1, 2, 3, 4}:
            raise Unreadable(_("A rating is a whole number from 1 (harmful) to 4 (best)."))
        self._add(key, {"text": self.words(html), "rating": rating, "feedback": self.prose(feedback)})

    def pair(self, html: str, match: str, *, feedback: str = "", key: str = "") -> None:
        """`match` is plain."""
        second = " ".join(sane(match).split())
        if not second:
            raise Unreadable(_("One of the pairs has no second half."))
        self._short(second, LONGEST_MATCH)
        self._add(key, {"text": self.words(html), "match": second, "feedback": self.prose(feedback)})

    def accepted(self, text: str, *, key: str = "") -> None:
        plain = " ".join(sane(text).split())
        self._short(plain, LONGEST_MATCH)
        self._add(key, {"text": plain})

    def gap(
        self, around: tuple[str, str], right: str, others: Iterable[str], *, feedback: str = "", key: str = ""
    ) -> None:
        """`around`: HTML before and after; the choices are plain."""
        choices = [" ".join(sane(text).split()) for text in (right, *others)]
        self._short(choices[0], LONGEST_CHOICE)
        before, after = (self.words(html) for html in around)
        wrong = "\n".join(text for text in choices[1:] if text)
        part = {"before": before, "right": choices[0], "others": wrong, "after": after}
        self._add(key, {**part, "feedback": self.prose(feedback)})

    def spoken(self, html: str, *, speaker: str, correct: bool, feedback: str = "", key: str = "") -> None:
        """A line of a transcript; `speaker` is plain."""
        name = " ".join(sane(speaker).split())
        self._short(name, LONGEST_SPEAKER)
        part = {"speaker": name, "text": self.words(html), "correct": correct}
        self._add(key, {**part, "feedback": self.prose(feedback)})

    def point(self, text: str, *, key: str = "") -> None:
        """`text` is plain."""
        plain = " ".join(sane(text).split())
        self._short(plain, LONGEST_POINT)
        self._add(key, {"text": plain})

    def rubric(self, part: Part, *, key: str = "") -> None:
        """What `rubrics.rubric` gives, with the model answer as the file has it."""
        self._add(key, {**checked(part), "model": self.prose(part["model"])})

    def no_rubric(self, most: int | None = None) -> None:
        """A long answer from a program that has no rubrics."""
        self.unfinished = True
        self.note(_("A long text, without a rubric. Where there is none yet, write one before you publish."))
        self.rubric({**unfinished(), "most": most})

    def number(self, value: str, tolerance: str = "0", unit: str = "") -> None:
        """Both as people or programs write them."""
        right, off = read_number(_plain_number(value)), read_number(_plain_number(tolerance or "0"))
        if right is None or off is None or off < 0:
            raise Unreadable(
                _("“%(text)s” is not a number with a tolerance.") % {"text": f"{value} : {tolerance}"[:60]}
            )
        if max(abs(right.adjusted()), abs(off.adjusted())) > 30:
            raise Unreadable(_("The number is too large or too small."))
        self._add("", {"value": f"{right:f}", "tolerance": f"{off:f}", "unit": " ".join(sane(unit).split())[:40]})

    def span(self, low: str, high: str, unit: str = "") -> None:
        """A number given by the least and the most that counts."""
        least, most = read_number(_plain_number(low)), read_number(_plain_number(high))
        if least is None or most is None or least > most:
            raise Unreadable(_("“%(text)s” is not a range of numbers.") % {"text": f"{low} .. {high}"[:60]})
        self.number(f"{(least + most) / 2:f}", f"{(most - least) / 2:f}", unit)

    def draft(self, kind: str, *, stem: str, feedback: str = "") -> tuple[Draft, list[Problem]]:
        """The question, and what it lost. `stem` and `feedback` as the file has them, in HTML."""
        draft = Draft(
            kind=kind,
            name=self.name,
            stem=self.prose(stem),
            options=tuple(self.options),
            feedback=self.prose(feedback),
            line=self.line,
            unfinished=self.unfinished,
            **self.facts,
        )
        draft, problems = with_tags(draft, self.tags)
        notes = [Problem(self.line, words, self.name, stops=False) for words in self.notes]
        return draft, [*notes, *problems, *told(self.lost, draft)]

    def _short(self, text: str, longest: int) -> None:
        if len(text) > longest:
            words = _("“%(text)s …” is longer than %(n)s characters.")
            raise Unreadable(words % {"text": text[:40], "n": longest})

    def _add(self, key: str, part: Part) -> None:
        self.options.append({"key": key, **part} if key else part)


def _plain_number(text: str) -> str:
    """Programs write 1.5e-3 too."""
    bare = text.strip()
    try:
        return f"{float(bare):f}" if "e" in bare.casefold() and float(bare) == float(bare) else bare
    except (ValueError, OverflowError):
        return bare


def weighed(collector: Collector, weights: Iterable[tuple[float, bool]]) -> None:
    """Says so where the percentages of a question with several right answers are not those of our own rule.

    `weights`: (percent, whether it counts as right). Ours: the right ones share 100, the others share -100.
    """
    given = list(weights)
    right = [percent for percent, is_right in given if is_right]
    others = [percent for percent, is_right in given if not is_right]
    if not _even(right, 100) or not _even(others, -100):
        collector.note(
            _(
                "The percentages are not kept. Here a partly right answer earns the share of the right ones chosen, "
                "less the share of the others chosen."
            )
        )


def _even(percents: list[float], total: float) -> bool:
    return all(abs(percent - total / len(percents)) < 0.01 for percent in percents)


def only_best(collector: Collector, percents: Iterable[float]) -> None:
    """Says so where a question with one best answer gives part of the mark for another."""
    partial = sorted({f"{percent:g}%" for percent in percents if percent not in (0, 100)})
    if partial:
        words = _("Part of the mark for a second-best answer is not kept (%(list)s): only the best one counts.")
        collector.note(words % {"list": ", ".join(partial)})


def choice_kind(rights: int, *, single: bool) -> str:
    """One best, or several right. Raises `Unreadable` where one is asked for and several are right."""
    if not single:
        return QuestionKind.SEVERAL_RIGHT
    if rights != 1:
        raise Unreadable(_("This question asks for one answer and has %(n)s right ones.") % {"n": rights})
    return QuestionKind.ONE_BEST
