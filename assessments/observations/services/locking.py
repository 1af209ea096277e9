"""One order for locks: observations before their sitting, as handing in a sheet takes them."""

from django.db import transaction

from assessments.observations.models import Observation, Sitting


@transaction.atomic
def lock_observations(*, sitting: Sitting) -> None:
    """Lock the observations of a sitting, in the order of their rows, before the sitting itself is locked."""
    list(Observation.objects.select_for_update().filter(sitting=sitting).order_by("pk").values_list("pk"))
