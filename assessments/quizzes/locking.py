"""Taking hold of a question of an attempt, inside the caller's transaction."""

from django.utils.translation import gettext as _

from assessments.quizzes.choices import AttemptStatus
from assessments.quizzes.errors import AttemptClosed, NoSuchItem, PageLeft
from assessments.quizzes.models import AttemptItem, QuizAttempt
from assessments.quizzes.paging import book_of


def lock_item(attempt: QuizAttempt, position: int) -> AttemptItem:
    """The item, with its attempt locked. Two queries.

    The attempt's lock guards all of its items, and everything that writes to them takes it first: handing in can't
    slip between the look and the write, and nobody holds an item while waiting for the attempt (a deadlock). Raises
    `NoSuchItem`, `AttemptClosed`, `PageLeft`.
    """
    locked = QuizAttempt.objects.select_for_update(of=("self",)).select_related("version").filter(pk=attempt.pk).first()
    item = AttemptItem.objects.select_related("revision").filter(attempt=locked, position=position).first()
    if locked is None or item is None:
        raise NoSuchItem(_("There is no such question in this check."))
    if locked.status != AttemptStatus.IN_PROGRESS:
        raise AttemptClosed(_("This check was handed in already. Your answers stay as they were then."))
    _refuse_other_pages(locked, position)
    item.attempt = locked
    return item


def _refuse_other_pages(attempt: QuizAttempt, position: int) -> None:
    """Raise `PageLeft` for a question that is not on the page that is open. No query: give the version along."""
    book = book_of(attempt.version.settings, attempt.version.blueprint)
    page = book.page_of(position)
    if not book.forward or page is None or page.number == attempt.page:
        return
    if page.number < attempt.page:
        raise PageLeft(_("You have gone on from this page. What you answered there stays as it was."))
    raise PageLeft(_("This page is not open yet. Here is the one that is."))
