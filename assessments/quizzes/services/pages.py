"""Going forward only: which page is open, and leaving it."""

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.quizzes.choices import AttemptStatus
from assessments.quizzes.errors import AttemptClosed, PageLeft
from assessments.quizzes.models import QuizAttempt
from assessments.quizzes.paging import book_of


@transaction.atomic
def leave_page(*, attempt: QuizAttempt, page: int) -> QuizAttempt:
    """Close a page of a check that goes forward only, for good. The next one opens; past the last, none does.

    Safe to call twice, and from two windows: only the page that is open is left, an older one was left already. One
    that is not open yet raises `PageLeft`. Raises `AttemptClosed` after handing in. Where people move freely, nothing
    is left.
    """
    locked = QuizAttempt.objects.select_for_update(of=("self",)).select_related("version").get(pk=attempt.pk)
    if locked.status != AttemptStatus.IN_PROGRESS:
        raise AttemptClosed(_("This check was handed in already. Your answers stay as they were then."))
    book = book_of(locked.version.settings, locked.version.blueprint)
    if not book.forward:
        return locked
    if page > locked.page or page > len(book.pages):
        raise PageLeft(_("This page is not open yet. Here is the one that is."))
    if page == locked.page:
        locked.page += 1
        locked.save(update_fields=["page", "updated"])
    return locked
