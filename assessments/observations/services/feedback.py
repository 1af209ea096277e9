"""Words to the trainee, kept while they are written and given once they are whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.observations import queries
from assessments.observations.errors import FeedbackIncomplete
from assessments.observations.models import Feedback, Observation
from assessments.signals import feedback_given
from lms.common import audit, clock
from lms.people.models import User

MOST_KEPT = 2


@dataclass(frozen=True)
class Words:
    """Two things to keep, one to change, one step with a day, and the behaviours (codes) that they rest on."""

    keep: Sequence[str] = ()
    change: str = ""
    step: str = ""
    step_by: date | None = None
    behaviours: Sequence[str] = ()


@dataclass(frozen=True)
class Kept:
    """Feedback as it stands. `newer`: another window has saved since, and nothing was changed."""

    feedback: Feedback
    newer: bool = False


@transaction.atomic
def save_feedback(*, observation: Observation, author: User, words: Words, sequence: int) -> Kept:
    """Keep what somebody writes. A lower `sequence` than the stored one comes from an older window: nothing changes.

    What was given already may be put in better words; the trainee then sees the newer ones.
    """
    Observation.objects.select_for_update().get(pk=observation.pk)
    feedback = Feedback.objects.filter(observation=observation).first()
    if feedback is not None and sequence < feedback.sequence:
        return Kept(feedback, newer=True)
    known = {code for item in queries.items_of(observation) for code in item.behaviours}
    if feedback is None:
        feedback = Feedback(observation=observation)
    feedback.author, feedback.sequence = author, sequence
    feedback.keep = [line.strip()[:1000] for line in words.keep][:MOST_KEPT]
    feedback.change, feedback.step = words.change.strip()[:1000], words.step.strip()[:300]
    feedback.step_by = words.step_by
    feedback.behaviours = [code for code in words.behaviours if code in known]
    feedback.save()
    return Kept(feedback)


@transaction.atomic
def give_feedback(*, feedback: Feedback, actor: User) -> Feedback:
    """Let the trainee see it, once the result is out. Again, it changes nothing.

    Raises `FeedbackIncomplete` without a behaviour it rests on, something to keep or change, a next step with a day.
    """
    feedback = Feedback.objects.select_for_update(of=("self",)).select_related("observation").get(pk=feedback.pk)
    missing = [name for name, there in _whole(feedback).items() if not there]
    if missing:
        text = _(
            "Almost there: it needs a behaviour it rests on, something to keep or to change, and a step with a day."
        )
        raise FeedbackIncomplete(text, fields=missing)
    if feedback.given_at is None:
        feedback.given_at = clock.now()
        feedback.save(update_fields=["given_at", "updated"])
        audit.record("feedback.give", feedback.observation, actor=actor)
        feedback_given.send(sender=Feedback, feedback=feedback, observation=feedback.observation)
    return feedback


def _whole(feedback: Feedback) -> dict[str, bool]:
    return {
        "behaviours": bool(feedback.behaviours),
        "change": bool(feedback.change or any(feedback.keep)),
        "step": bool(feedback.step),
        "step_by": feedback.step_by is not None,
    }
