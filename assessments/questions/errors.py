from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.common.errors import DomainError


class QuestionIncomplete(DomainError):
    """A question that can't be asked: no right answer, fewer than two answers, no words."""

    code = "question_incomplete"


class UnknownAnswer(DomainError):
    """A response that names something this question did not offer."""

    code = "unknown_answer"


class NothingToExport(DomainError):
    """No question, or none that the format has a form for."""

    code = "nothing_to_export"

    def __init__(self, message: str | Promise = "") -> None:
        super().__init__(message or _("There is no question to export."))


class ImportRefused(DomainError):
    """A file that can't be brought in as it is: its problems were not skipped, or the bank changed meanwhile."""

    code = "import_refused"
