"""Live labs of the demo: one that was held, with its register, and one to come, with a waiting list."""

import datetime as dt

from courses.enrolment.models import Cohort, Enrolment
from courses.sessions.choices import Presence
from courses.sessions.models import Lab, LabSession
from courses.sessions.services import Mark, Terms, book_place, plan_session, save_register
from lms.common import clock
from lms.packs.demo.days import days_ago
from lms.people.choices import AccommodationKind
from lms.people.models import User
from lms.people.services import add_accommodation

HELD, COMING = "opening-and-agreements", "listening-and-linking"
# In the evening of most of those who come.
HOUR, LENGTH, ZONE = 17, dt.timedelta(hours=2), "Europe/Berlin"
WERE_THERE = {
    "sofia": (Presence.PRESENT, 0),
    "layla": (Presence.PRESENT, 0),
    "amara": (Presence.LEFT, 70),
    "kofi": (Presence.ABSENT, 0),
}
# Four places, and two who wait.
COME = ("trainee", "sofia", "layla", "kofi", "amara", "meiling")
PLACES = 4


def make_labs(cohort: Cohort, people: dict[str, User]) -> list[LabSession]:
    """Both sessions; none where the pack's labs are not there."""
    labs = {lab.code: lab for lab in Lab.objects.filter(live=True, code__in=(HELD, COMING))}
    if len(labs) < 2:
        return []
    add_accommodation(
        user=people["layla"],
        kind=AccommodationKind.FORMAT,
        needed="Captions switched on, and slides a day before",
        actor=people["manager"],
    )
    return [_held(labs[HELD], cohort, people), _coming(labs[COMING], cohort, people)]


def _held(lab: Lab, cohort: Cohort, people: dict[str, User]) -> LabSession:
    host = people["supervisor"]
    terms = _terms(-4, 8, host)
    with days_ago(11):
        session = plan_session(lab=lab, cohort=cohort, terms=terms, actor=host)
        _book(session, [people[name] for name in WERE_THERE])
    with days_ago(2.9):
        marks = [Mark(people[name].uuid, presence, minutes) for name, (presence, minutes) in WERE_THERE.items()]
        save_register(session=session, marks=marks, actor=host)
    return session


def _coming(lab: Lab, cohort: Cohort, people: dict[str, User]) -> LabSession:
    host = people["supervisor"]
    terms = _terms(5, PLACES, host, people["supervisor2"])
    with days_ago(2):
        session = plan_session(lab=lab, cohort=cohort, terms=terms, actor=host)
        _book(session, [people[name] for name in COME])
    return session


def _terms(days: int, places: int, *hosts: User) -> Terms:
    """So many days from today. To be asked for by the present clock."""
    today = clock.now().replace(hour=HOUR, minute=0, second=0, microsecond=0)
    start = today + dt.timedelta(days=days)
    return Terms(
        starts_at=start,
        ends_at=start + LENGTH,
        time_zone=ZONE,
        capacity=places,
        hosts=hosts,
        link="https://meet.demo.example/open-seat",
        access_note="Captions are on. Cameras as you like. To dial in, ask a host for the number.",
    )


def _book(session: LabSession, people: list[User]) -> None:
    for place, person in enumerate(people):
        enrolment = Enrolment.objects.get(learner=person, cohort=session.cohort)
        with days_ago(-place / 1440):
            book_place(session=session, enrolment=enrolment)
