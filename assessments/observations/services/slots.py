"""Raters say when they can come."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.observations.errors import SlotRefused
from assessments.observations.models import RaterSlot
from lms.common import clock
from lms.people.models import User

MOST_WEEKS = 26
LONGEST = timedelta(hours=12)
KEPT = timedelta(days=30)


@transaction.atomic
def offer_times(*, rater: User, starts_at: datetime, ends_at: datetime, weeks: int = 1) -> list[RaterSlot]:
    """Offer a time, and the same hours in the weeks after it by the rater's own clock. Gives back what is new.

    What they offer already is left as it is, so a second click adds nothing. Raises `SlotRefused`.
    """
    if ends_at <= starts_at:
        raise SlotRefused(_("It ends before it begins."))
    if ends_at - starts_at > LONGEST:
        raise SlotRefused(_("That is longer than twelve hours. Offer each day by itself."))
    if ends_at <= clock.now():
        raise SlotRefused(_("That is over already. Choose a time to come."))
    User.objects.select_for_update().get(pk=rater.pk)
    found = []
    for week in range(min(max(weeks, 1), MOST_WEEKS)):
        begins, ends = _weeks_later(starts_at, week), _weeks_later(ends_at, week)
        overlaps = RaterSlot.objects.filter(rater=rater, starts_at__lt=ends, ends_at__gt=begins)
        if not overlaps.exists():
            found.append(RaterSlot.objects.create(rater=rater, starts_at=begins, ends_at=ends))
    return found


def _weeks_later(moment: datetime, weeks: int) -> datetime:
    """The same hour on the clock, also where that is moved in between."""
    zone = timezone.get_current_timezone()
    local = moment.astimezone(zone).replace(tzinfo=None) + timedelta(weeks=weeks)
    return local.replace(tzinfo=zone).astimezone(moment.tzinfo)


@transaction.atomic
def withdraw_time(*, slot: RaterSlot) -> None:
    """Offer it no more. Whoever asked for that time already still counts on them: a seat is given back by asking."""
    RaterSlot.objects.filter(pk=slot.pk).delete()


def delete_old_times() -> int:
    """Forget times that have been over for a month; gives how many. For `run_due`."""
    return RaterSlot.objects.filter(ends_at__lt=clock.now() - KEPT).delete()[0]
