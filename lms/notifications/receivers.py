"""Who is told what, when something happened. Each event tells each person once."""

from collections.abc import Callable
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.dispatch import receiver
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from assessments.quizzes.models import AttemptRegrade, QuizAttempt
from assessments.quizzes.queries import sure_and_wrong
from assessments.scenarios.models import ScenarioAttempt
from assessments.signals import attempt_finished, attempt_regraded, marks_released, scenario_sent
from certificates.awards.choices import EventKind
from certificates.awards.models import Award, AwardEvent
from certificates.documents.models import Certificate
from certificates.signals import award_changed, award_granted, certificate_issued
from courses.enrolment.models import Enrolment
from courses.progress.models import Reflection
from courses.sessions.models import Booking, LabSession
from courses.sessions.queries import people_to_invite, told_of
from courses.signals import (
    enrolled,
    lab_cancelled,
    lab_changed,
    lab_due,
    lab_host_named,
    lab_place_given,
    lab_planned,
    reflection_shared,
)
from lms.notifications.choices import NotificationKind
from lms.notifications.models import Notification
from lms.notifications.services import notify
from lms.notifications.signals import notified
from lms.notifications.tasks import email_notification
from lms.people.models import User
from lms.people.queries import current_supervisors

Words = Callable[[], tuple[str, str]]


def tell(recipient: User, kind: str, key: str, words: Words, path: str = "", about: User | None = None) -> None:
    """Write in the recipient's language, whoever it was that made it happen."""
    with translation.override(recipient.language):
        title, body = words()
        notify(recipient=recipient, kind=kind, key=key, title=title, body=body, path=path, about=about)


@receiver(notified)
def mail_it(sender: Any, notification: Notification, **kwargs: Any) -> None:
    if notification.by_email:
        transaction.on_commit(partial(email_notification.enqueue, notification.pk))


@receiver(enrolled)
def welcome(sender: Any, enrolment: Enrolment, **kwargs: Any) -> None:
    def words() -> tuple[str, str]:
        title = _("Welcome to %(course)s") % {"course": enrolment.course.title}
        return title, _("Your place is kept. Begin when it suits you, and stop whenever you like.")

    tell(enrolment.learner, NotificationKind.WELCOME, f"enrolled:{enrolment.uuid}", words, reverse("training"))


@receiver(attempt_finished)
def ask_to_read_again(sender: Any, attempt: QuizAttempt, **kwargs: Any) -> None:
    """Only where something is to do: whoever met a check has just read so on the page.

    Where people marked it, `tell_marked` says so with its own words.
    """
    if attempt.is_met or kwargs.get("marked"):
        return

    def words() -> tuple[str, str]:
        title = _("%(check)s: not yet") % {"check": attempt.version.settings["title"]}
        return title, _("Your answers are there to go over, with the lessons to read again before the next try.")

    path = reverse("assessments:review", args=[attempt.uuid])
    tell(attempt.learner, NotificationKind.FEEDBACK, f"attempt:{attempt.uuid}", words, path)


@receiver(marks_released)
def tell_marked(sender: Any, attempt: QuizAttempt, **kwargs: Any) -> None:
    """Whoever waited for readers hears of it either way."""

    def words() -> tuple[str, str]:
        facts = {"check": attempt.version.settings["title"]}
        if attempt.is_met:
            return _("%(check)s: met") % facts, _("Your answers were read. See what their readers say to you.")
        title = _("%(check)s: not yet") % facts
        return title, _("Your answers were read. See what their readers say to you, and what to read again.")

    path = reverse("assessments:review", args=[attempt.uuid])
    tell(attempt.learner, NotificationKind.MARKED, f"marked:{attempt.uuid}", words, path)


@receiver(attempt_regraded)
def tell_regraded(sender: Any, attempt: QuizAttempt, change: AttemptRegrade, **kwargs: Any) -> None:
    """The mistake was ours: that comes first, then what it means."""

    def words() -> tuple[str, str]:
        title = _("%(check)s: we put a question right") % {"check": attempt.version.settings["title"]}
        if change.new_passed and not change.old_passed:
            return title, _("A question had a mistake, which was ours. With it put right, you have met this check.")
        if change.old_passed and not change.new_passed:
            text = _(
                "A question had a mistake, which was ours. With it put right, this check is not yet met. Nothing you "
                "did was wrong; you can try again, and whoever supervises you can help."
            )
            return title, text
        return title, _("A question had a mistake, which was ours. Your score changes a little; your result stays.")

    path = reverse("assessments:review", args=[attempt.uuid])
    tell(attempt.learner, NotificationKind.REGRADED, f"regraded:{change.uuid}", words, path)


@receiver(attempt_finished)
def tell_study_need(sender: Any, attempt: QuizAttempt, **kwargs: Any) -> None:
    """Very sure and wrong on safety is what an exam alone never shows: a supervisor can talk it through."""
    if "certainty" not in attempt.version.settings:
        return
    learner, items = attempt.learner, sure_and_wrong(QuizAttempt.objects.filter(pk=attempt.pk))
    about = ", ".join(dict.fromkeys(item.revision.competency.title for item in items))

    def words() -> tuple[str, str]:
        title = _("%(name)s was very sure of an answer on safety, and it was not right") % {
            "name": learner.get_full_name()
        }
        text = _("In “%(check)s”, on: %(about)s. It is worth talking through.")
        return title, text % {"check": attempt.version.settings["title"], "about": about}

    path = reverse("people:person", args=[learner.uuid])
    for supervisor in current_supervisors(learner) if items else ():
        tell(supervisor, NotificationKind.STUDY_NEED, f"study-need:{attempt.uuid}", words, path, learner)


@receiver(reflection_shared)
def tell_supervisors(sender: Any, reflection: Reflection, **kwargs: Any) -> None:
    learner = reflection.learner

    def words() -> tuple[str, str]:
        title = _("%(name)s shared a reflection with you") % {"name": learner.get_full_name()}
        return title, _("It was written in “%(lesson)s”.") % {"lesson": reflection.activity.lesson.title}

    path = reverse("people:person", args=[learner.uuid])
    for supervisor in current_supervisors(learner):
        tell(supervisor, NotificationKind.REFLECTION, f"reflection:{reflection.uuid}", words, path, learner)


@receiver(scenario_sent)
def tell_of_role_play(sender: Any, attempt: ScenarioAttempt, **kwargs: Any) -> None:
    """That it was sent, and nothing of what happened in it: that is for the page, where looking leaves a line."""
    learner = attempt.learner

    def words() -> tuple[str, str]:
        title = _("%(name)s sent you a role-play") % {"name": learner.get_full_name()}
        return title, _("It is “%(scenario)s”, with its debrief.") % {"scenario": attempt.version.settings["title"]}

    path = reverse("assessments:role_play_debrief", args=[attempt.uuid])
    for supervisor in current_supervisors(learner):
        tell(supervisor, NotificationKind.ROLE_PLAY, f"role-play:{attempt.uuid}", words, path, learner)


@receiver(award_granted)
def tell_award(sender: Any, award: Award, **kwargs: Any) -> None:
    def words() -> tuple[str, str]:
        title = _("You have met %(programme)s") % {"programme": award.version.programme.title}
        return title, _("Your certificate is being made. We tell you as soon as it is ready.")

    tell(award.learner, NotificationKind.AWARD, f"award:{award.uuid}", words, reverse("certificates:mine"))


@receiver(certificate_issued)
def tell_certificate(sender: Any, certificate: Certificate, **kwargs: Any) -> None:
    award = certificate.award

    def words() -> tuple[str, str]:
        title = _("Your certificate for %(programme)s is ready") % {"programme": award.version.programme.title}
        return title, _("You can download it, and anybody with its code can check that it is valid.")

    path = reverse("certificates:mine")
    tell(award.learner, NotificationKind.CERTIFICATE, f"certificate:{certificate.uuid}", words, path)


CHANGES = {
    EventKind.SUSPENDED: lambda: _("Your certificate for %(programme)s is paused"),
    EventKind.REINSTATED: lambda: _("Your certificate for %(programme)s is valid again"),
    EventKind.REVOKED: lambda: _("Your certificate for %(programme)s is no longer valid"),
    EventKind.EXTENDED: lambda: _("Your certificate for %(programme)s is valid for longer"),
}


@receiver(award_changed)
def tell_change(sender: Any, award: Award, event: AwardEvent, **kwargs: Any) -> None:
    """What changed, without the reason: that is for a conversation, not for a mailbox."""
    sentence = CHANGES.get(event.kind)
    if sentence is None:
        return

    def words() -> tuple[str, str]:
        title = sentence() % {"programme": award.version.programme.title}
        return title, _("The page of your certificates says more. Whoever runs your programme can answer questions.")

    path = reverse("certificates:mine")
    tell(award.learner, NotificationKind.AWARD_CHANGED, f"award-event:{event.uuid}", words, path)


def _when(session: LabSession, reader: User) -> str:
    """The start of a session as its reader's clocks show it, e.g. “Monday 23 November, 18:00 (Europe/Berlin)”."""
    moment = session.starts_at.astimezone(ZoneInfo(reader.time_zone))
    shape = pgettext("format of a date with the weekday and the time", "l j F, H:i")
    return f"{date_format(moment, shape)} ({reader.time_zone.replace('_', ' ')})"


def _tell_of_lab(kind: str, key: str, session: LabSession, reader: User, title: str, text: str) -> None:
    """`title` and `text` may name the lab, when it begins, and what its hosts say, and are still to be translated."""

    def words() -> tuple[str, str]:
        facts = {"lab": session.lab.title, "when": _when(session, reader), "note": session.cancel_note}
        return _(title) % facts, (_(text) % facts).strip()

    tell(reader, kind, key, words, reverse("courses:lab_session", args=[session.uuid]))


@receiver(lab_planned)
def tell_lab_planned(sender: Any, session: LabSession, **kwargs: Any) -> None:
    title, text = gettext_noop("%(lab)s: a new date"), gettext_noop("%(when)s. You can take a place now.")
    for reader in people_to_invite(session):
        _tell_of_lab(NotificationKind.LAB_NEW, f"lab-new:{session.uuid}", session, reader, title, text)


@receiver(lab_host_named)
def tell_host(sender: Any, session: LabSession, host: User, **kwargs: Any) -> None:
    title, text = gettext_noop("%(lab)s: you host it"), gettext_noop("%(when)s. The plan and the register are there.")
    _tell_of_lab(NotificationKind.LAB_HOST, f"lab-host:{session.uuid}", session, host, title, text)


@receiver(lab_changed)
def tell_lab_changed(sender: Any, session: LabSession, actor: User, **kwargs: Any) -> None:
    """Each change once; whoever made it knows."""
    title = gettext_noop("%(lab)s: something has changed")
    text = gettext_noop("It begins on %(when)s. Look at the time, the link and how to take part.")
    key = f"lab-changed:{session.uuid}:{session.sequence}"
    for reader in told_of(session):
        if reader.pk != actor.pk:
            _tell_of_lab(NotificationKind.LAB_CHANGED, key, session, reader, title, text)


@receiver(lab_cancelled)
def tell_lab_cancelled(sender: Any, session: LabSession, actor: User, **kwargs: Any) -> None:
    title = gettext_noop("%(lab)s: called off")
    text = gettext_noop("The session on %(when)s does not take place. %(note)s")
    for reader in told_of(session):
        if reader.pk != actor.pk:
            _tell_of_lab(NotificationKind.LAB_CHANGED, f"lab-off:{session.uuid}", session, reader, title, text)


@receiver(lab_place_given)
def tell_place_given(sender: Any, booking: Booking, **kwargs: Any) -> None:
    """Each time somebody moves up: they may have given a place back before, and queued again."""
    title = gettext_noop("%(lab)s: you have a place")
    text = gettext_noop("Somebody gave theirs back, or places were added. It begins on %(when)s.")
    key = f"lab-place:{booking.uuid}:{booking.queued_at:%Y%m%d%H%M%S%f}"
    _tell_of_lab(NotificationKind.LAB_PLACE, key, booking.session, booking.learner, title, text)


@receiver(lab_due)
def remind_of_lab(sender: Any, booking: Booking, **kwargs: Any) -> None:
    """Each start once: a session that is put off is another one to be reminded of."""
    title = gettext_noop("%(lab)s is a day away")
    text = gettext_noop("It begins on %(when)s. If you cannot come, give your place back: somebody may be waiting.")
    key = f"lab-due:{booking.uuid}:{booking.session.starts_at:%Y%m%d%H%M}"
    _tell_of_lab(NotificationKind.LAB_REMINDER, key, booking.session, booking.learner, title, text)
