"""Raters picked by what is known of them, where nobody wants to choose by hand."""

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.observations import queries
from assessments.observations.choices import OPEN, SeatRole, Times
from assessments.observations.errors import SeatRefused
from assessments.observations.models import Observation, Seat
from assessments.observations.services.seats import assign_rater
from assessments.observations.terms import raters_needed
from lms.people.models import User


@transaction.atomic
def ask_who_fits(*, observation: Observation, assigned_by: User) -> list[Seat]:
    """Ask as many raters as are missing: nothing against them, certified, free then, the language, the least to do.

    Again, it asks nobody more. Raises `SeatRefused` where nobody fits; some are asked where not enough do.
    """
    observation = Observation.objects.select_for_update(of=("self",)).get(pk=observation.pk)
    sitting = observation.sitting
    asked = observation.seats.filter(role=SeatRole.RATER, left_at=None).count()
    missing = raters_needed(sitting.instrument_version.kit, counts=sitting.counts) - asked
    if missing <= 0 or observation.status not in OPEN:
        return []
    found: list[Seat] = []
    for one in queries.suggest_raters(observation):
        if len(found) == missing:
            break
        if one.found.codes or not (one.ready and one.speaks) or one.times in (Times.BUSY, Times.OTHER):
            continue
        found.append(assign_rater(observation=observation, rater=one.rater, assigned_by=assigned_by))
    if not found:
        raise SeatRefused(_("Nobody fits without something against them. Choose by hand, and say why."))
    return found
