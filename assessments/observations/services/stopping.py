from django.db import transaction

from assessments.observations.choices import OPEN, ObservationStatus, SittingStatus
from assessments.observations.models import Observation, Sitting
from assessments.observations.services.locking import lock_observations
from assessments.signals import sitting_stopped
from lms.common import audit, clock
from lms.people.models import User


@transaction.atomic
def stop_sitting(*, sitting: Sitting, actor: User) -> Sitting:
    """Stop a role-play because somebody was not well: nothing in it is rated, and no try is used up.

    Again, it changes nothing; nor once the sheets were put together. What was tapped stays where it is, for nobody to
    see. Tells who listens (`sitting_stopped`), in this transaction.
    """
    lock_observations(sitting=sitting)
    sitting = Sitting.objects.select_for_update().get(pk=sitting.pk)
    open_ones = Observation.objects.filter(sitting=sitting, status__in=OPEN)
    if sitting.status in (SittingStatus.STOPPED, SittingStatus.CANCELLED) or not open_ones.exists():
        return sitting
    open_ones.update(status=ObservationStatus.STOPPED, updated=clock.now())
    sitting.status = SittingStatus.STOPPED
    sitting.save(update_fields=["status", "updated"])
    audit.record("sitting.stop", sitting, actor=actor)
    sitting_stopped.send(sender=Sitting, sitting=sitting, actor=actor)
    return sitting
