"""The number strip: every question of an attempt with its state, by section."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.quizzes.choices import Layout
from assessments.quizzes.models import QuizAttempt
from assessments.quizzes.paging import Book, Page
from assessments.quizzes.presenting.structure import Group, in_sections

# From here on the strip is folded away: on a phone it would stand between somebody and every single question.
FOLDED_FROM = 25


@dataclass(frozen=True)
class Cell:
    """One number of the strip: its state in words, and its classes. `url` is empty where it can't be opened."""

    number: int
    url: str
    word: str
    classes: str
    current: bool


@dataclass(frozen=True)
class Strip:
    """Groups of cells, and how many of `total` have an answer. `folded`: shown on demand."""

    groups: list[Group]
    total: int
    answered: int
    folded: bool


def place_of(attempt: QuizAttempt, book: Book, position: int) -> str:
    """The address of a question in whatever layout."""
    layout = attempt.version.settings["layout"]
    if layout == Layout.ALL:
        return f"{reverse('assessments:attempt', args=[attempt.uuid])}#question-{position}"
    page = book.page_of(position)
    if layout == Layout.SOME and page is not None:
        return f"{reverse('assessments:attempt_page', args=[attempt.uuid, page.number])}#question-{position}"
    return reverse("assessments:item", args=[attempt.uuid, position])


def strip_of(
    attempt: QuizAttempt, book: Book, rows: Sequence[tuple[int, bool, bool]], here: Page | None = None
) -> Strip:
    """The strip. `rows`: (position, answered, flagged); `here`: the page that is shown."""
    cells = [_cell(attempt, book, row, here) for row in rows]
    answered = sum(is_answered for _position, is_answered, _flagged in rows)
    return Strip(in_sections(book, cells), len(cells), answered, folded=len(cells) >= FOLDED_FROM)


def _cell(attempt: QuizAttempt, book: Book, row: tuple[int, bool, bool], here: Page | None) -> Cell:
    position, answered, flagged = row
    classes = ["is-answered" if answered else "is-open"] + (["is-flagged"] if flagged else [])
    on_page = here is not None and here.has(position)
    page = book.page_of(position)
    closed = book.forward and page is not None and page.number != attempt.page
    words = [_("answered") if answered else _("open")] + ([_("flagged")] if flagged else [])
    if closed and page is not None and not answered:
        words = [_("left open") if page.number < attempt.page else _("to come")]
    if on_page and here is not None and here.last > here.first and len(book.pages) > 1:
        classes.append("is-here")
    if closed:
        classes.append("strip-cell")
    return Cell(
        position,
        "" if closed else place_of(attempt, book, position),
        ", ".join(words),
        " ".join(classes),
        current=bool(on_page and here and here.first == position and len(book.pages) > 1),
    )
