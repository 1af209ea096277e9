"""Several tries at one question of an attempt."""

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.questions.kinds import kind_of
from assessments.quizzes.errors import NothingToCheck, TriedElsewhere
from assessments.quizzes.interactive import try_rules
from assessments.quizzes.judging import add_try, refuse_unreadable
from assessments.quizzes.locking import lock_item
from assessments.quizzes.models import AttemptItem, QuizAttempt


@transaction.atomic
def try_answer(*, attempt: QuizAttempt, position: int, seen: int | None = None) -> AttemptItem:
    """Grade the answer that is kept as a try. When it is right, or was the last one, the question is over.

    `seen` is how many tries the learner's page showed. A second click brings the same answer and changes nothing; an
    older window with another answer is refused (`TriedElsewhere`), so that no try is used up unseen. Raises
    `NothingToCheck` without an answer, or with the one that was tried last; `AttemptClosed`, `NoSuchItem`.
    """
    item = lock_item(attempt, position)
    rules = try_rules(item.attempt.version.settings)
    if rules is None:
        raise NothingToCheck(_("This check does not take several tries at a question."))
    if not kind_of(item.revision.kind).scored:
        raise NothingToCheck(_("There is no right or wrong here: this question is not marked."))
    if kind_of(item.revision.kind).by_hand:
        raise NothingToCheck(_("A person reads this answer. You hear from us when that is done."))
    if item.checked_at is not None:
        return item
    refuse_unreadable(item)
    again = bool(item.tries) and item.tries[-1]["response"] == item.response
    behind = seen is not None and seen != len(item.tries)
    if again and behind:
        return item
    if again:
        raise NothingToCheck(_("This is the answer you have tried. Change it, then try again."))
    if behind:
        raise TriedElsewhere(
            _("You tried this question in another window. This is how it stands now; nothing is lost.")
        )
    add_try(item, rules)
    item.save(update_fields=["tries", "score", "correct", "checked_at", "updated"])
    return item
