from lms.common.errors import DomainError


class QuestionIncomplete(DomainError):
    """A question that can't be asked: no right answer, fewer than two answers, no words."""

    code = "question_incomplete"


class UnknownAnswer(DomainError):
    """A response that names something this question did not offer."""

    code = "unknown_answer"
