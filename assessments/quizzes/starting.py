"""Why a try at a quiz does not open."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from assessments.quizzes.errors import (
    AlreadyMet,
    AttemptsUsed,
    AwaitingMarking,
    PauseNotOver,
    QuizClosed,
    QuizNotYet,
    QuizRetired,
    RereadFirst,
)
from assessments.quizzes.models import Quiz
from assessments.quizzes.queries import AttemptState
from assessments.quizzes.wording import moment


def refuse_start(quiz: Quiz, state: AttemptState) -> None:
    """Raises `QuizRetired`, `AlreadyMet`, `AwaitingMarking`, `QuizNotYet`, `QuizClosed`, `PauseNotOver`,
    `AttemptsUsed` or `RereadFirst`.
    """
    if quiz.retired_at:
        raise QuizRetired(_("This check is no longer in use. Please go back to your course to see what replaced it."))
    if state.best_passed:
        raise AlreadyMet(_("You have met this check already. You can read your answers again."))
    if state.awaiting:
        raise AwaitingMarking(_("Your last try is being read. You hear from us as soon as that is done."))
    if state.not_open_yet and state.window.opens:
        raise QuizNotYet(_("This check opens on %(moment)s.") % {"moment": moment(state.window.opens)})
    if state.closed and state.window.closes:
        text = _("This check closed on %(moment)s. Please talk to whoever runs your programme.")
        raise QuizClosed(text % {"moment": moment(state.window.closes)})
    if state.opens_at:
        text = _("Your next try opens on %(moment)s. Until then, read the lessons again that were named.")
        raise PauseNotOver(text % {"moment": moment(state.opens_at)}, opens_at=state.opens_at)
    if not state.tries_left:
        raise AttemptsUsed(_("All your tries are used. Please talk to whoever runs your programme."))
    if state.reread:
        titles = get_text_list([link.title for link in state.reread], _("and"))
        raise RereadFirst(_("Before the next try, please open again: %(titles)s.") % {"titles": titles})
