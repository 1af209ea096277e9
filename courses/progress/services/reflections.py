from django.db import transaction

from courses.catalogue import queries as catalogue
from courses.catalogue.choices import ActivityKind
from courses.catalogue.models import Activity
from courses.enrolment.choices import EnrolmentStatus
from courses.enrolment.models import Enrolment
from courses.progress.errors import StaleText
from courses.progress.models import Reflection
from courses.progress.services.completion import complete_activity
from courses.signals import reflection_shared
from lms.common import clock
from lms.people.models import User


@transaction.atomic
def save_reflection(
    *,
    learner: User,
    activity: Activity,
    text: str,
    sequence: int,
    cycle: int = 1,
    window: str = "",
    based_on: int | None = None,
) -> Reflection:
    """Keep what somebody wrote in a private box, and count the box as done once it holds words.

    `sequence` counts up in the page that writes, `window` names that page, `based_on` is the sequence it was loaded
    with. A late packet of the page that wrote last is dropped. Another page may write only if it was loaded after
    the last save, else StaleText: newer words are never overwritten. What it replaces is kept in `earlier`.
    Raises StaleText, ValidationError (too long).
    """
    row, _made = Reflection.objects.select_for_update().get_or_create(
        learner=learner, activity=activity, cycle=cycle, defaults={"saved_at": clock.now()}
    )
    if row.text == text and row.sequence:
        return row
    if window == row.window and sequence <= row.sequence:
        if window:
            return row
        raise StaleText(row.sequence)
    if window != row.window:
        if based_on is not None and based_on != row.sequence:
            raise StaleText(row.sequence)
        row.earlier = row.text
    row.text, row.window, row.saved_at = text, window, clock.now()
    row.sequence = max(sequence, row.sequence + 1)
    row.full_clean(validate_unique=False, validate_constraints=False, exclude=["learner", "activity"])
    row.save(update_fields=["text", "earlier", "sequence", "window", "saved_at", "updated"])
    if text.strip():
        _count_as_done(learner, activity, cycle)
    return row


@transaction.atomic
def share_reflection(*, reflection: Reflection) -> Reflection:
    """Let the writer's present supervisors read it. Idempotent; an empty box is not shared. Sends reflection_shared."""
    row = Reflection.objects.select_for_update().get(pk=reflection.pk)
    if row.shared_at is None and row.text.strip():
        row.shared_at = clock.now()
        row.save(update_fields=["shared_at", "updated"])
        reflection_shared.send(sender=Reflection, reflection=row)
    return row


@transaction.atomic
def unshare_reflection(*, reflection: Reflection) -> Reflection:
    """Make it private again. Idempotent."""
    row = Reflection.objects.select_for_update().get(pk=reflection.pk)
    if row.shared_at is not None:
        row.shared_at = None
        row.save(update_fields=["shared_at", "updated"])
    return row


def _count_as_done(learner: User, activity: Activity, cycle: int) -> None:
    if activity.kind != ActivityKind.REFLECTION:
        return
    enrolment = (
        Enrolment.objects.filter(learner=learner, course=catalogue.course_of(activity.lesson), cycle=cycle)
        .exclude(status=EnrolmentStatus.WITHDRAWN)
        .first()
    )
    if enrolment is not None:
        complete_activity(enrolment=enrolment, activity=activity, source="reflection")
