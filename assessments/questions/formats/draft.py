"""What every format reads into and writes from: plain values, no database."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from assessments.questions.kinds.base import Part


@dataclass(frozen=True)
class Problem:
    """Something to tell about a file. `line` counts from 1, 0 is the file as a whole; `question` is a name or "".

    `stops`: the question it is about can't be taken over (written). Otherwise it is, and something about it is not.
    """

    line: int
    words: str
    question: str = ""
    stops: bool = True


@dataclass(frozen=True)
class Draft:
    """A question as a file has it.

    `stem`, `feedback` and the `text` and `feedback` of options are HTML as a rich text field stores it, cleaned.
    `options` are what the kind's block holds (see `Kind.block`), with a `key` where the file names them. What the file
    does not say is empty: topic, competency, reread as "", difficulty as 0.
    """

    kind: str
    name: str
    stem: str
    options: Sequence[Part] = ()
    feedback: str = ""
    topic: str = ""
    competency: str = ""
    difficulty: int = 0
    reread: str = ""
    safety_critical: bool = False
    line: int = 0
    # What it asks has no key yet that could be published; whoever read it has said so.
    unfinished: bool = False
    # What a question of the bank has beside it that no file holds, in words for the person.
    beside: Sequence[str] = ()


@dataclass(frozen=True)
class Reading:
    """What a file holds, and what is wrong with it."""

    drafts: list[Draft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Writing:
    """A file, and what it does not hold: questions left out (`stops`) and parts of others."""

    content: bytes
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Limits:
    """`size` and `unpacked` in bytes; `questions` in one file."""

    size: int = 10_000_000
    unpacked: int = 40_000_000
    questions: int = 2_000

    def check_count(self, count: int, line: int = 0) -> None:
        """Refuses one question more than a file may hold: raises `Unreadable`."""
        if count > self.questions:
            words = _("More than %(n)s questions in one file. Split it.")
            raise Unreadable(words % {"n": self.questions}, line)


class Unreadable(Exception):
    """A file, or one question of it, that can't be read; with the line and a sentence for the person."""

    def __init__(self, words: str, line: int = 0) -> None:
        super().__init__(words)
        self.words, self.line = words, line

    def problem(self, question: str = "", line: int = 0) -> Problem:
        """As a line of the report; `line` where the error itself names none."""
        return Problem(self.line or line, self.words, question)
