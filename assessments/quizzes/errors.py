from datetime import datetime
from typing import TYPE_CHECKING

from lms.common.errors import DomainError

if TYPE_CHECKING:
    from django.utils.functional import Promise


class BankTooSmall(DomainError):
    """The bank can't fill a line of the blueprint. `line` is that line's number, from 1; `topic` its topic."""

    code = "bank_too_small"

    def __init__(self, message: "str | Promise", *, line: int, topic: str) -> None:
        super().__init__(message)
        self.line, self.topic = line, topic


class NotMarkable(BankTooSmall):
    """A draw of which nobody could say before the start how many questions are marked, or that has none."""

    code = "not_markable"


class QuizNotOpen(DomainError):
    """The quiz has never been published."""

    code = "quiz_not_open"


class QuizRetired(DomainError):
    """The quiz was taken out of use; attempts under way may still be finished."""

    code = "quiz_retired"


class AttemptsUsed(DomainError):
    """All tries are used, and no further round opens."""

    code = "attempts_used"


class PauseNotOver(DomainError):
    """The pause after the tries still runs until `opens_at`."""

    code = "pause_not_over"

    def __init__(self, message: "str | Promise", *, opens_at: datetime) -> None:
        super().__init__(message)
        self.opens_at = opens_at


class AlreadyMet(DomainError):
    """The learner has met this quiz here already: another try could only take that away."""

    code = "already_met"


class AttemptClosed(DomainError):
    """The attempt was handed in: its answers stay as they are."""

    code = "attempt_closed"


class NoSuchItem(DomainError):
    """The attempt has no question at this position."""

    code = "no_such_item"


class NothingToCheck(DomainError):
    """The question has no answer yet, or this check shows what is right only at the end."""

    code = "nothing_to_check"


class AnswerChecked(DomainError):
    """The learner has seen what is right: the answer stays as it is."""

    code = "answer_checked"


class PageLeft(DomainError):
    """The check goes forward only, and this question is not on the page that is open."""

    code = "page_left"


class ExportTooLarge(DomainError):
    """More rows than the chosen form of file can hold."""

    code = "export_too_large"


class TriedElsewhere(DomainError):
    """The question was tried in another window since this page was shown."""

    code = "tried_elsewhere"


class QuizNotYet(DomainError):
    """The quiz opens at a moment that is still to come."""

    code = "quiz_not_yet"


class QuizClosed(DomainError):
    """The quiz has closed for this learner."""

    code = "quiz_closed"


class RereadFirst(DomainError):
    """Lessons have to be opened again before the next try."""

    code = "reread_first"


class TrialGone(DomainError):
    """What an editor tried out is no longer there, or can't be read any more."""

    code = "trial_gone"


class AwaitingMarking(DomainError):
    """A try waits for its readers: until they are done, there is no other."""

    code = "awaiting_marking"


class ClaimLost(DomainError):
    """Somebody else reads this answer now, or it was settled meanwhile."""

    code = "claim_lost"


class MarksIncomplete(DomainError):
    """A criterion has no level yet."""

    code = "marks_incomplete"


class RegradeReasonMissing(DomainError):
    """Grading anew needs a reason."""

    code = "regrade_reason_missing"


class NothingToRegrade(DomainError):
    """No attempt rests on an older key."""

    code = "nothing_to_regrade"


class DryRunOutdated(DomainError):
    """What would change is no longer what was shown."""

    code = "dry_run_outdated"
