"""Showing a result to the trainee, which makes it evidence."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.observations import queries
from assessments.observations.choices import ObservationStatus
from assessments.observations.errors import ReleaseRefused
from assessments.observations.models import Observation
from assessments.observations.services.evidence import record_evidence
from assessments.signals import observation_released
from lms.common import audit, clock
from lms.people.models import User


@transaction.atomic
def release_result(*, observation: Observation, actor: User) -> Observation:
    """Show an agreed result to its trainee, and write the evidence that it makes. Again, it changes nothing.

    Raises `ReleaseRefused` while the sheets are not put together, and for one's own.
    """
    rows = Observation.objects.select_for_update(of=("self",))
    observation = rows.select_related("learner", "sitting__instrument_version").get(pk=observation.pk)
    if observation.status == ObservationStatus.RELEASED:
        return observation
    result = queries.result_of(observation)
    if observation.status != ObservationStatus.AGREED or result is None:
        raise ReleaseRefused(_("The raters' sheets are not put together yet."))
    if observation.learner_id == actor.pk:
        raise ReleaseRefused(_("Nobody releases their own result."))
    observation.status, observation.released_at, observation.released_by = (
        ObservationStatus.RELEASED,
        clock.now(),
        actor,
    )
    observation.save(update_fields=["status", "released_at", "released_by", "updated"])
    record_evidence(observation=observation, result=result)
    audit.record("observation.release", observation, actor=actor, data={"outcome": str(result.outcome)})
    observation_released.send(sender=Observation, observation=observation, result=result)
    return observation


@transaction.atomic
def release_results(*, observations: Sequence[Observation], actor: User) -> int:
    """Show several agreed results at the same moment; gives how many were not out before."""
    chosen = [row.pk for row in observations]
    waiting = list(Observation.objects.filter(pk__in=chosen, status=ObservationStatus.AGREED).order_by("pk"))
    for observation in waiting:
        release_result(observation=observation, actor=actor)
    return len(waiting)
