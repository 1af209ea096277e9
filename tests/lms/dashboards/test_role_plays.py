"""Role-plays on the home of a trainee and on the desk of a supervisor."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessments.scenarios.services import send_run, start_run
from courses.enrolment.services import enrol, pause_enrolment
from courses.progress.services import open_lesson
from lms.common import clock
from lms.dashboards import desk
from lms.dashboards.wording import harm_words
from tests.factories.courses import make_course
from tests.factories.people import SupervisionLinkFactory, UserFactory
from tests.factories.scenarios import HELPFUL, REPAIRED, RunFactory, ScenarioFactory, play

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]
LATER = dt.timedelta(minutes=10)


def home(client: Client) -> str:
    return client.get(reverse("training")).content.decode()


def test_an_open_run_is_what_continue_leads_to(client_for: ClientFor) -> None:
    tree, user = make_course(), UserFactory(roles=["trainee"])
    open_lesson(enrolment=enrol(learner=user, course=tree.course), lesson=tree.lessons[0])
    run = start_run(scenario=ScenarioFactory(), learner=user)
    page = home(client_for(user))
    assert f'class="button" href="{reverse("assessments:role_play", args=[run.uuid])}"' in page
    assert page.count('class="button"') == 1
    assert f"Or to the lesson: {tree.lessons[0].title}" in page


def test_who_went_on_elsewhere_since_finds_it_as_a_link(client_for: ClientFor) -> None:
    tree, user = make_course(), UserFactory(roles=["trainee"])
    enrolment = enrol(learner=user, course=tree.course)
    run = start_run(scenario=ScenarioFactory(), learner=user)
    with time_machine.travel(clock.now() + LATER):
        open_lesson(enrolment=enrolment, lesson=tree.lessons[0])
        page = home(client_for(user))
    assert f"Continue: {tree.lessons[0].title}" in page
    assert f'class="action-link" href="{reverse("assessments:role_play", args=[run.uuid])}"' in page


def test_a_finished_run_is_no_way_to_continue(client_for: ClientFor) -> None:
    tree, user = make_course(), UserFactory(roles=["trainee"])
    enrol(learner=user, course=tree.course)
    run = play(start_run(scenario=ScenarioFactory(), learner=user), *HELPFUL)
    assert str(run.uuid) not in home(client_for(user))


def test_during_a_break_nothing_leads_on(client_for: ClientFor) -> None:
    tree, user = make_course(), UserFactory(roles=["trainee"])
    pause_enrolment(enrolment=enrol(learner=user, course=tree.course))
    run = start_run(scenario=ScenarioFactory(), learner=user)
    page = home(client_for(user))
    assert "You are taking a break" in page
    assert str(run.uuid) not in page


def test_desk_shows_what_was_sent_and_what_was_harmful(client_for: ClientFor) -> None:
    link, scenario = SupervisionLinkFactory(), ScenarioFactory()
    run = RunFactory(scenario=scenario, learner=link.trainee, path=REPAIRED)
    page = client_for(link.supervisor).get(reverse("desk")).content.decode()
    assert reverse("assessments:role_play_debrief", args=[run.uuid]) in page
    assert "one harm, made good" in page
    assert "Sent to you" not in page
    send_run(attempt=run)
    assert "Sent to you" in client_for(link.supervisor).get(reverse("desk")).content.decode()


def test_desk_leaves_out_the_harmless_the_old_and_the_people_of_others() -> None:
    link, scenario = SupervisionLinkFactory(), ScenarioFactory()
    RunFactory(scenario=scenario, learner=link.trainee, path=HELPFUL)
    RunFactory(scenario=scenario, learner=UserFactory(), path=REPAIRED)
    with time_machine.travel(clock.now() - dt.timedelta(days=31)):
        RunFactory(scenario=scenario, learner=link.trainee, path=REPAIRED)
    assert desk.runs_of_my_people(link.supervisor) == []
    fresh = RunFactory(scenario=scenario, learner=link.trainee, path=REPAIRED)
    assert [row.url for row in desk.runs_of_my_people(link.supervisor)] == [
        reverse("assessments:role_play_debrief", args=[fresh.uuid])
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_runs_on_the_desk_are_one_query(django_assert_num_queries: Callable[..., Any], rows: int) -> None:
    supervisor, scenario = UserFactory(roles=["supervisor"]), ScenarioFactory()
    for _person in range(rows):
        learner = SupervisionLinkFactory(supervisor=supervisor).trainee
        RunFactory(scenario=scenario, learner=learner, path=REPAIRED)
    with django_assert_num_queries(1):
        assert len(desk.runs_of_my_people(supervisor)) == rows


@pytest.mark.parametrize(
    ("harms", "left", "words"),
    [
        (0, 0, "nothing harmful"),
        (1, 0, "one harm, made good"),
        (2, 1, "two different harms, one not made good"),
    ],
)
def test_harm_words(harms: int, left: int, words: str) -> None:
    assert harm_words(harms, left) == words
