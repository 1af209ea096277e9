"""The score of a try, and what several come to, in words."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from assessments.quizzes.choices import Grading
from assessments.quizzes.models import QuizAttempt
from assessments.quizzes.queries import AttemptState
from assessments.quizzes.rule_wording import method_sentence


def plain(number: Decimal) -> str:
    """A number in the reader's form, without zeros at its end."""
    rounded = number.quantize(Decimal("0.01")).normalize()
    return number_format(f"{rounded:f}")


def grade_sentence(attempt: QuizAttempt, state: AttemptState) -> str:
    """What a count of right answers does not say: marks that were lost on the way, and which try counts."""
    settings, said = attempt.version.settings, []
    if settings.get("grade_by_certainty"):
        said.append(_("Certainty marks that count: %(score)s of %(most)s."))
    elif "interactive" in settings:
        said.append(_("Marks: %(score)s of %(most)s, further tries taken off."))
    method = settings.get("grading", Grading.HIGHEST)
    if method != Grading.HIGHEST:
        said.append(method_sentence(settings))
    if method == Grading.AVERAGE and state.grade is not None:
        said.append(_("So far that is %(grade)s of a hundred; %(needed)s are needed."))
    facts = {
        "score": plain(attempt.score or Decimal(0)),
        "most": plain(attempt.max_score or Decimal(0)),
        "grade": plain((state.grade or Decimal(0)) * 100),
        "needed": settings["pass_mark"],
    }
    return " ".join(sentence % facts for sentence in said)
