"""Who is told what about role-plays in which somebody is watched. Each event tells each person once."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.dispatch import receiver
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.observations.choices import ResponseKind, SeatRole
from assessments.observations.models import Feedback, FollowUp, Observation, ObservationResult, Response, Seat, Sitting
from assessments.signals import (
    appeal_settled,
    feedback_given,
    follow_up_opened,
    follow_up_unanswered,
    observation_agreed,
    observation_released,
    rater_asked,
    rater_reminded,
    raters_differ,
    result_answered,
    sitting_arranged,
    sitting_cancelled,
    sitting_stopped,
    trainee_opted_out,
)
from lms.notifications.choices import NotificationKind
from lms.notifications.receivers import Words, tell
from lms.people.choices import Role
from lms.people.models import User
from lms.people.queries import current_supervisors, overseers_of


def title_of(observation: Observation) -> str:
    """What the role-play is called. `sitting` has to be there already."""
    return observation.sitting.instrument_version.title


def when_for(sitting: Sitting, reader: User) -> str:
    """Day and time as the reader's own clock has them."""
    return date_format(sitting.starts_at.astimezone(ZoneInfo(reader.time_zone)), "DATETIME_FORMAT")


def _own(observation: Observation) -> str:
    return reverse("assessments:my_observation", args=[observation.uuid])


def _page(observation: Observation) -> str:
    return reverse("assessments:observation", args=[observation.uuid])


def _tell_all(people: Iterable[User], kind: str, key: str, words: Words, path: str, about: User) -> None:
    for person in {person.pk: person for person in people}.values():
        tell(person, kind, key, words, path, about)


def who_looks_after(learner: User) -> list[User]:
    """Supervisors of a trainee, and lead supervisors around them."""
    return [*current_supervisors(learner), *overseers_of(learner, Role.LEAD_SUPERVISOR)]


@receiver(sitting_arranged)
def tell_arranged(sender: Any, sitting: Sitting, **kwargs: Any) -> None:
    for observation in sitting.observations.select_related("learner", "sitting__instrument_version"):
        tell_planned(observation)


def tell_planned(observation: Observation) -> None:
    """Tell a trainee that they are to be watched."""
    learner, sitting = observation.learner, observation.sitting

    def words() -> tuple[str, str]:
        facts = {"kit": title_of(observation), "when": when_for(sitting, learner)}
        text = _("The page says what will be looked at, by whom, and what you can do if you would rather not.")
        return _("%(kit)s is planned for %(when)s") % facts, text

    tell(learner, NotificationKind.OBSERVED, f"sitting:{sitting.uuid}", words, _own(observation))


@receiver(sitting_cancelled)
def tell_cancelled(sender: Any, sitting: Sitting, **kwargs: Any) -> None:
    """Whoever was in it, and whoever was asked to rate."""
    for observation in sitting.observations.select_related("learner", "sitting__instrument_version"):
        raters = [seat.rater for seat in observation.seats.filter(left_at=None).select_related("rater")]
        for person in {person.pk: person for person in [observation.learner, *raters]}.values():

            def words(person: User = person, observation: Observation = observation) -> tuple[str, str]:
                facts = {"kit": title_of(observation), "when": when_for(sitting, person)}
                text = _("Nothing of it is rated.")
                why = f"{text} {sitting.cancel_reason}".strip()
                return _("%(kit)s on %(when)s is called off") % facts, why

            key = f"sitting-cancelled:{sitting.uuid}"
            kind = NotificationKind.OBSERVED if person == observation.learner else NotificationKind.RATING
            tell(person, kind, key, words)


@receiver(sitting_stopped)
def tell_stopped(sender: Any, sitting: Sitting, **kwargs: Any) -> None:
    """Whoever was watched. It says nothing of how anybody was."""
    for observation in sitting.observations.select_related("learner", "sitting__instrument_version"):
        learner = observation.learner

        def words(observation: Observation = observation) -> tuple[str, str]:
            title = _("%(kit)s was stopped") % {"kit": title_of(observation)}
            return title, _("Nothing is rated and no try is used up. It can be arranged again whenever it suits.")

        key = f"sitting-stopped:{sitting.uuid}"
        tell(learner, NotificationKind.OBSERVED, key, words, _own(observation))


@receiver(trainee_opted_out)
def tell_opted_out(sender: Any, observation: Observation, **kwargs: Any) -> None:
    """Whoever arranged it, and whoever was asked to rate. Nobody is told why: nobody asked."""
    learner, sitting = observation.learner, observation.sitting
    raters = [seat.rater for seat in observation.seats.filter(left_at=None).select_related("rater")]

    def words() -> tuple[str, str]:
        facts = {"name": learner.get_full_name(), "kit": title_of(observation)}
        return _("%(name)s leaves a role-play out: %(kit)s") % facts, _("No reason is asked. It can be arranged again.")

    people = [person for person in [sitting.arranged_by, *raters] if person.pk != learner.pk]
    _tell_all(people, NotificationKind.RATING, f"opted-out:{observation.uuid}", words, "", learner)


ASKED: dict[str, Callable[[], str]] = {
    SeatRole.RATER: lambda: _("You are asked to rate %(kit)s, with %(name)s"),
    SeatRole.ADJUDICATOR: lambda: _("You are asked to decide where two raters differ: %(kit)s, with %(name)s"),
    SeatRole.APPEAL: lambda: _("You are asked to rate afresh, for an appeal: %(kit)s, with %(name)s"),
}


@receiver(rater_asked)
def tell_asked(sender: Any, seat: Seat, more: int, **kwargs: Any) -> None:
    """Once for all trainees of a role-play whom somebody is asked to rate at the same time."""
    observation = seat.observation
    if seat.role not in ASKED:
        return

    def words() -> tuple[str, str]:
        name = observation.learner.get_full_name()
        if more:
            several = ngettext("%(name)s and %(n)d more", "%(name)s and %(n)d more", more)
            name = several % {"name": name, "n": more}
        facts = {"kit": title_of(observation), "name": name}
        text = _("It is on %(when)s. If you can't, tell whoever arranged it.")
        return ASKED[seat.role]() % facts, text % {"when": when_for(observation.sitting, seat.rater)}

    path = reverse("assessments:decide", args=[seat.uuid]) if seat.role == SeatRole.ADJUDICATOR else _page(observation)
    tell(seat.rater, NotificationKind.RATING, f"seat:{seat.uuid}", words, path, observation.learner)


@receiver(rater_reminded)
def tell_reminded(sender: Any, seat: Seat, day: date, **kwargs: Any) -> None:
    observation = seat.observation

    def words() -> tuple[str, str]:
        title = _("Your sheet on %(kit)s is still to come") % {"kit": title_of(observation)}
        return title, _("Somebody waits for it. If you can't hand it in, say so: somebody else can be asked.")

    tell(seat.rater, NotificationKind.RATING, f"remind:{seat.uuid}:{day}", words, _page(observation))


@receiver(raters_differ)
def tell_differ(sender: Any, observation: Observation, **kwargs: Any) -> None:
    learner = observation.learner

    def words() -> tuple[str, str]:
        title = _("Two raters differ: %(kit)s, with %(name)s") % {
            "kit": title_of(observation),
            "name": learner.get_full_name(),
        }
        return title, _("A third rater decides. Please ask somebody who has not rated it.")

    people = [*overseers_of(learner, Role.LEAD_SUPERVISOR), observation.sitting.arranged_by]
    path = reverse("assessments:sitting", args=[observation.sitting.uuid])
    _tell_all(people, NotificationKind.RATING, f"differ:{observation.uuid}", words, path, learner)


@receiver(observation_agreed)
def tell_agreed(sender: Any, observation: Observation, **kwargs: Any) -> None:
    learner = observation.learner

    def words() -> tuple[str, str]:
        title = _("A result can be released: %(kit)s, with %(name)s") % {
            "kit": title_of(observation),
            "name": learner.get_full_name(),
        }
        return title, _("Nobody but you sees it yet. Some words of feedback with it help most.")

    people = who_looks_after(learner)
    _tell_all(people, NotificationKind.RATING, f"agreed:{observation.uuid}", words, _page(observation), learner)


@receiver(observation_released)
def tell_released(sender: Any, observation: Observation, result: ObservationResult, **kwargs: Any) -> None:
    """That it is out, and nothing of what it says: a mailbox is no place for it."""

    def words() -> tuple[str, str]:
        title = _("What was seen in %(kit)s is ready for you") % {"kit": title_of(observation)}
        return title, _("Take it in when it suits you. You can answer, and ask for another rater.")

    tell(observation.learner, NotificationKind.OBSERVED, f"released:{observation.uuid}", words, _own(observation))


@receiver(feedback_given)
def tell_feedback(sender: Any, feedback: Feedback, observation: Observation, **kwargs: Any) -> None:
    """Only where the result is out: else the feedback comes with it."""
    if observation.released_at is None:
        return

    def words() -> tuple[str, str]:
        title = _("Feedback on %(kit)s") % {"kit": title_of(observation)}
        return title, _("What to keep, one thing to change, and a next step.")

    tell(observation.learner, NotificationKind.OBSERVED, f"feedback:{feedback.uuid}", words, _own(observation))


@receiver(result_answered)
def tell_answered(sender: Any, response: Response, observation: Observation, **kwargs: Any) -> None:
    learner = observation.learner

    def words() -> tuple[str, str]:
        facts = {"name": learner.get_full_name(), "kit": title_of(observation)}
        if response.kind == ResponseKind.APPEALED:
            title = _("%(name)s appeals: %(kit)s") % facts
            return title, _("A new rater who has not seen the first ratings looks at it. Please ask somebody.")
        return _("%(name)s answered a result: %(kit)s") % facts, _("It is worth reading, and a word back.")

    key = f"response:{response.uuid}"
    _tell_all(who_looks_after(learner), NotificationKind.RATING, key, words, _page(observation), learner)


@receiver(appeal_settled)
def tell_appeal(sender: Any, observation: Observation, result: ObservationResult, changed: bool, **kwargs: Any) -> None:
    def words() -> tuple[str, str]:
        title = _("Your appeal was answered: %(kit)s") % {"kit": title_of(observation)}
        if changed:
            return title, _("A new rater saw it differently. The result was replaced by theirs; the first one is kept.")
        return title, _("A new rater, who had not seen the first ratings, came to the same. The result stands.")

    tell(observation.learner, NotificationKind.OBSERVED, f"appeal:{observation.uuid}", words, _own(observation))


def _follow_up(follow_up: FollowUp) -> str:
    return reverse("assessments:follow_up", args=[follow_up.uuid])


@receiver(follow_up_opened)
def tell_harm(sender: Any, follow_up: FollowUp, **kwargs: Any) -> None:
    """At once: that somebody has to talk with somebody, and nothing of what it was."""
    observation = follow_up.observation
    learner = observation.learner

    def words() -> tuple[str, str]:
        title = _("Something harmful was seen: %(kit)s, with %(name)s") % {
            "kit": title_of(observation),
            "name": learner.get_full_name(),
        }
        return title, _("Please say that you take care of it, and talk it through with them soon.")

    key = f"harm:{follow_up.uuid}"
    _tell_all(who_looks_after(learner), NotificationKind.HARM, key, words, _follow_up(follow_up), learner)


@receiver(follow_up_unanswered)
def tell_on_call(sender: Any, follow_up: FollowUp, **kwargs: Any) -> None:
    learner = follow_up.observation.learner

    def words() -> tuple[str, str]:
        title = _("Nobody has taken care yet: harm was seen with %(name)s") % {"name": learner.get_full_name()}
        return title, _(
            "Nobody said in time that they take care of it, so it comes to you. Please do, or find who can."
        )

    people = [*overseers_of(learner, Role.PROGRAMME_MANAGER), follow_up.observation.sitting.arranged_by]
    key = f"harm-passed-on:{follow_up.uuid}"
    _tell_all(people, NotificationKind.HARM, key, words, _follow_up(follow_up), learner)
