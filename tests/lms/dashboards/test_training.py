"""A trainee's home, in every state somebody can be in."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from certificates.awards.services import evaluate, revoke_award
from courses.enrolment.services import enrol, pause_enrolment, withdraw_enrolment
from courses.progress.services import press_done
from lms.dashboards.training import training_of
from lms.dashboards.wording import greeting
from tests.factories.assessments import CompetencyFactory, make_attempt
from tests.factories.certificates import AwardFactory, ProgrammeVersionFactory, make_certificate
from tests.factories.courses import make_course
from tests.factories.notifications import NotificationFactory
from tests.factories.people import UserFactory
from tests.factories.sessions import LabSessionFactory, place

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


def read(client: Client) -> str:
    return client.get(reverse("training")).content.decode()


def test_training_leads_to_the_next_lesson(client_for: ClientFor) -> None:
    tree, user = make_course(modules=2), UserFactory(roles=["trainee"])
    enrolment = enrol(learner=user, course=tree.course)
    press_done(enrolment=enrolment, lesson=tree.lessons[0])
    page = read(client_for(user))
    assert "Module 1 · lesson 2 of 2" in page
    assert f'href="{tree.lessons[1].url}"' in page
    assert "1 of 2 lessons done; 1 lesson is still to come." in page
    assert page.count('class="button"') == 1


def test_training_without_a_course_offers_one(client_for: ClientFor) -> None:
    tree = make_course()
    make_course(self_enrol=False, title="By invitation")
    page = read(client_for(UserFactory(roles=["trainee"])))
    assert f"Begin: {tree.course.title}" in page
    assert "By invitation" not in page


def test_training_where_nothing_is_open_says_whom_to_ask(client_for: ClientFor) -> None:
    assert "You are in no course yet" in read(client_for(UserFactory(roles=["trainee"])))


def test_training_paused_keeps_the_place(client_for: ClientFor) -> None:
    tree, user = make_course(), UserFactory(roles=["trainee"])
    enrolment = pause_enrolment(enrolment=enrol(learner=user, course=tree.course))
    page = read(client_for(user))
    assert "You are taking a break" in page
    assert reverse("courses:resume", args=[enrolment.uuid]) in page


def test_training_withdrawn_offers_the_course_again(client_for: ClientFor) -> None:
    tree, user = make_course(), UserFactory(roles=["trainee"])
    withdraw_enrolment(enrolment=enrol(learner=user, course=tree.course))
    assert f"Begin: {tree.course.title}" in read(client_for(user))


def test_training_at_a_check_names_it(client_for: ClientFor) -> None:
    tree, user = make_course(lessons=1, quiz=True), UserFactory(roles=["trainee"])
    enrolment = enrol(learner=user, course=tree.course)
    press_done(enrolment=enrolment, lesson=tree.lessons[0])
    page = read(client_for(user))
    assert "Module 1 · check" in page
    assert "Go to the check" in page


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (-1, "It opens on Monday 23 November, 10:00."),
        (0, "It closes on Monday 23 November, 12:00."),
        (2, "It closed on Monday 23 November, 12:00. Please talk to whoever runs your programme."),
    ],
)
def test_training_at_a_check_says_its_dates_in_the_readers_zone(client_for: ClientFor, hour: int, said: str) -> None:
    nine = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
    tree, user = make_course(lessons=1, quiz=True), UserFactory(roles=["trainee"], time_zone="Europe/Berlin")
    tree.quiz.refresh_from_db()
    tree.quiz.opens_at, tree.quiz.closes_at = nine, nine + dt.timedelta(hours=2)
    tree.quiz.save_revision().publish()
    with time_machine.travel(nine + dt.timedelta(hours=hour), tick=False):
        enrolment = enrol(learner=user, course=tree.course)
        press_done(enrolment=enrolment, lesson=tree.lessons[0])
        assert said in read(client_for(user))


def test_training_between_two_tries_says_when_the_next_opens(client_for: ClientFor) -> None:
    tree, user = make_course(lessons=1, quiz=True), UserFactory(roles=["trainee"])
    with time_machine.travel(dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)):
        enrolment = enrol(learner=user, course=tree.course)
        press_done(enrolment=enrolment, lesson=tree.lessons[0])
        placement = tree.activity(tree.check, "quiz").uuid
        for _try in range(2):
            last = make_attempt(tree.quiz, user, right=0, finish=True, placement=placement)
        page = read(client_for(user))
    assert "Your next try opens on Tuesday 24 November, 09:00" in page
    assert reverse("assessments:review", args=[last.uuid]) in page
    assert "failed" not in page.lower()


def programme_for(tree: Any) -> None:
    CompetencyFactory(code="SAFE-1")
    ProgrammeVersionFactory(requirements=[{"course": tree.course.slug}, {"knowledge": "SAFE-1"}])


def test_training_shows_what_the_programme_asks_for_besides(client_for: ClientFor) -> None:
    tree, user = make_course(), UserFactory(roles=["trainee"])
    programme_for(tree)
    enrol(learner=user, course=tree.course)
    gates = training_of(user, 0).gates
    assert [gate.status for gate in gates] == ["open", "waiting", "waiting"]
    assert "The check at the end of a module asks about it." in read(client_for(user))


def test_training_all_met_leads_to_the_certificate(client_for: ClientFor) -> None:
    tree, user = make_course(lessons=1), UserFactory(roles=["trainee"])
    ProgrammeVersionFactory(requirements=[{"course": tree.course.slug}])
    enrolment = enrol(learner=user, course=tree.course)
    press_done(enrolment=enrolment, lesson=tree.lessons[0])
    evaluate(learner=user)
    page = read(client_for(user))
    assert "See your certificate" in page
    assert {gate.status for gate in training_of(user, 0).gates} == {"met"}


def test_training_does_not_promise_a_certificate_that_was_revoked(client_for: ClientFor) -> None:
    tree, user = make_course(lessons=1), UserFactory(roles=["trainee"])
    version = ProgrammeVersionFactory(requirements=[{"course": tree.course.slug}])
    enrolment = enrol(learner=user, course=tree.course)
    press_done(enrolment=enrolment, lesson=tree.lessons[0])
    certificate = make_certificate(AwardFactory(learner=user, version=version, programme=version.programme))
    assert training_of(user, 0).certificate == certificate
    revoke_award(award=certificate.award, actor=UserFactory(), reason="Found out later")
    assert training_of(user, 0).gates[-1].state == "No longer valid"
    page = read(client_for(user))
    assert "See your certificates" in page
    assert "Your certificate is ready" not in page


def test_training_feedback_goes_once_it_is_read(client_for: ClientFor) -> None:
    tree, user = make_course(), UserFactory(roles=["trainee"])
    enrol(learner=user, course=tree.course)
    row = NotificationFactory(recipient=user, title="Read lesson two again")
    client = client_for(user)
    assert "Read lesson two again" in read(client)
    client.get(reverse("notifications:open", args=[row.uuid]))
    assert "Read lesson two again" not in read(client)


@pytest.mark.parametrize("size", [1, 3])
def test_training_number_of_queries(client_for: ClientFor, django_assert_num_queries: Callable, size: int) -> None:
    """Flat, however many modules, lessons, messages and requirements."""
    tree, user = make_course(modules=size, lessons=size), UserFactory(roles=["trainee"])
    CompetencyFactory(code="SAFE-1")
    requirements = [{"course": tree.course.slug}, *({"knowledge": f"SAFE-{n + 1}"} for n in range(size))]
    ProgrammeVersionFactory(requirements=requirements)
    enrol(learner=user, course=tree.course)
    NotificationFactory.create_batch(size, recipient=user)
    client = client_for(user)
    read(client)
    with django_assert_num_queries(14):
        read(client)


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        (4, "Hello"),
        (5, "Good morning"),
        (11, "Good morning"),
        (12, "Good afternoon"),
        (18, "Good evening"),
        (23, "Hello"),
    ],
)
def test_greeting_by_the_hour(hour: int, words: str) -> None:
    assert greeting(dt.datetime(2026, 11, 23, hour, tzinfo=dt.UTC), "Imke") == f"{words}, Imke"


def test_greeting_uses_the_readers_own_clock(client_for: ClientFor) -> None:
    user = UserFactory(roles=["trainee"], time_zone="Pacific/Auckland", full_name="Mere Tāmati")
    with time_machine.travel(dt.datetime(2026, 11, 22, 19, tzinfo=dt.UTC)):
        page = read(client_for(user))
    assert "Good morning, Mere" in page
    assert "Monday 23 November" in page


def test_next_lab_and_time_in_labs_stand_on_the_page(
    client_for: ClientFor, django_assert_num_queries: Callable
) -> None:
    session = LabSessionFactory(capacity=1)
    place(session)
    user = place(session).learner
    client = client_for(user)
    page = read(client)
    assert "Your next live lab" in page
    assert "Number 1 on the waiting list" in page
    place(LabSessionFactory(cohort=session.cohort, lab=session.lab))
    with django_assert_num_queries(15):
        read(client)
