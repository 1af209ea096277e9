"""Who is told what while a role-play for several is planned and changed. Each event tells each person once."""

from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.observations.choices import OVER, ObservationStatus
from assessments.observations.models import Observation, Sitting
from assessments.signals import sitting_changed, trainee_added, trainee_out
from lms.common.hashing import content_hash
from lms.notifications.choices import NotificationKind
from lms.notifications.observing import tell_planned, title_of, when_for
from lms.notifications.receivers import tell
from lms.people.models import User


@receiver(trainee_added)
def tell_added(sender: Any, observation: Observation, **kwargs: Any) -> None:
    tell_planned(observation)


@receiver(sitting_changed)
def tell_changed(sender: Any, sitting: Sitting, actor: User, **kwargs: Any) -> None:
    """Whoever is watched and whoever was asked; whoever changed it knows. Each state of it once."""
    state = content_hash([sitting.starts_at.isoformat(), sitting.place, sitting.link])[:16]
    rows = sitting.observations.exclude(status__in=OVER).select_related("learner", "sitting__instrument_version")
    told = {actor.pk}
    for observation in rows:
        people = [seat.rater for seat in observation.seats.filter(left_at=None).select_related("rater")]
        for person in [observation.learner, *people]:
            if person.pk in told:
                continue
            told.add(person.pk)

            def words(person: User = person, observation: Observation = observation) -> tuple[str, str]:
                facts = {"kit": title_of(observation), "when": when_for(sitting, person), "place": sitting.place}
                text = _("It begins on %(when)s. %(place)s") % facts
                return _("%(kit)s: the time or the place has changed") % facts, text.strip()

            own = person.pk == observation.learner_id
            kind = NotificationKind.OBSERVED if own else NotificationKind.RATING
            path = (
                reverse("assessments:my_observation", args=[observation.uuid]) if own else reverse("assessments:seats")
            )
            tell(person, kind, f"sitting-changed:{sitting.uuid}:{state}", words, path)


@receiver(trainee_out)
def tell_out(sender: Any, observation: Observation, **kwargs: Any) -> None:
    """Whoever is out of it, and before it began whoever was asked to rate them."""
    learner, status = observation.learner, observation.status
    said = {
        ObservationStatus.ABSENT: lambda: _("%(kit)s: you were noted as not there"),
        ObservationStatus.STOPPED: lambda: _("%(kit)s was stopped for you"),
        ObservationStatus.CANCELLED: lambda: _("%(kit)s: you are no longer in it"),
    }

    def words() -> tuple[str, str]:
        title = said[ObservationStatus(status)]() % {"kit": title_of(observation)}
        return title, _("Nothing is rated and no try is used up. It can be arranged again whenever it suits.")

    path = (
        "" if status == ObservationStatus.CANCELLED else reverse("assessments:my_observation", args=[observation.uuid])
    )
    tell(learner, NotificationKind.OBSERVED, f"out:{observation.uuid}:{status}", words, path)
