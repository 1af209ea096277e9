"""Who is told what about actors and peers, whom somebody asks for what they see."""

from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.observations.choices import ASIDE, ObservationStatus, RatingStatus, SeatRole
from assessments.observations.models import Concern, RatingSheet, Seat
from assessments.signals import concern_raised, feedback_asked, feedback_declined, sheet_submitted
from lms.notifications.choices import NotificationKind
from lms.notifications.observing import title_of, when_for, who_looks_after
from lms.notifications.receivers import tell
from lms.people.choices import Role
from lms.people.models import User
from lms.people.queries import overseers_of


@receiver(feedback_asked)
def tell_asked_aside(sender: Any, seat: Seat, **kwargs: Any) -> None:
    observation = seat.observation

    def words() -> tuple[str, str]:
        facts = {
            "kit": title_of(observation),
            "name": seat.character,
            "when": when_for(observation.sitting, seat.rater),
        }
        text = _("It is on %(when)s. You may say no with one tap, and nobody asks why.") % facts
        if seat.role == SeatRole.PEER:
            return _("You are asked to watch as a peer: %(kit)s") % facts, text
        if seat.character:
            return _("You are asked to play %(name)s: %(kit)s") % facts, text
        return _("You are asked to play in %(kit)s") % facts, text

    path = reverse("assessments:asked", args=[seat.uuid])
    tell(seat.rater, NotificationKind.RATING, f"asked:{seat.uuid}", words, path)


@receiver(feedback_declined)
def tell_declined(sender: Any, seat: Seat, **kwargs: Any) -> None:
    """Whoever asked, so that they can ask somebody else. Nobody is told why: nobody asked."""
    observation = seat.observation
    if seat.assigned_by is None:
        return

    def words() -> tuple[str, str]:
        facts = {"name": seat.rater.get_full_name(), "kit": title_of(observation)}
        return _("%(name)s would rather not: %(kit)s") % facts, _("No reason is asked. You can ask somebody else.")

    path = reverse("assessments:sitting_asides", args=[observation.sitting.uuid])
    tell(seat.assigned_by, NotificationKind.RATING, f"declined:{seat.uuid}", words, path)


@receiver(concern_raised)
def tell_concern(sender: Any, concern: Concern, **kwargs: Any) -> None:
    """At once: that somebody has to decide, and nothing of what it was. Who still owes a sheet is not led by it."""
    observation = concern.observation
    learner = observation.learner

    def words() -> tuple[str, str]:
        facts = {"kit": title_of(observation), "name": learner.get_full_name()}
        title = _("An actor or a peer saw something harmful: %(kit)s, with %(name)s") % facts
        return title, _("Please look at it, and decide whether it is followed up.")

    key = f"concern:{concern.uuid}:{len(concern.behaviours)}"
    path = reverse("assessments:concern", args=[concern.uuid])
    people = {person.pk: person for person in [*who_looks_after(learner), observation.sitting.arranged_by]}
    owing = _owing(concern)
    free = [person for person in people.values() if person.pk not in owing]
    # It must reach somebody: rather the managers, and rather a rater who is led by it, than nobody.
    for person in free or list(overseers_of(learner, Role.PROGRAMME_MANAGER)) or list(people.values()):
        tell(person, NotificationKind.HARM, key, words, path, learner)


def _owing(concern: Concern) -> set[int]:
    """Whoever is watched or plays in it, and raters whose sheet is not in yet."""
    seats = Seat.objects.filter(observation=concern.observation, left_at=None)
    owing = seats.filter(role=SeatRole.RATER).exclude(rating__status=RatingStatus.SUBMITTED)
    return {*owing.values_list("rater", flat=True), concern.seat.rater_id, concern.observation.learner_id}


@receiver(sheet_submitted)
def tell_late(sender: Any, sheet: RatingSheet, seat: Seat, **kwargs: Any) -> None:
    """Where the result is out already the trainee would not find what came after it; harm waits for a decision."""
    observation = seat.observation
    out = observation.status == ObservationStatus.RELEASED
    if seat.role not in ASIDE or not out or sheet.number > 1 or sheet.harms:
        return
    learner: User = observation.learner

    def words() -> tuple[str, str]:
        title = _("More feedback on %(kit)s") % {"kit": title_of(observation)}
        return title, _("An actor or a peer says what they saw. It changes nothing in your result.")

    path = reverse("assessments:my_observation", args=[observation.uuid])
    tell(learner, NotificationKind.OBSERVED, f"aside:{seat.uuid}", words, path)
