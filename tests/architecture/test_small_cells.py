"""Nothing is counted of fewer than five people for those who may not see each of them: at four nothing, at five all."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from assessments.quizzes.gains import Gain, Tally, compare_group
from lms.dashboards.access import access_levels
from lms.dashboards.heatmap import SMALL, heatmap_of
from tests.factories.assessments import QuizFactory
from tests.factories.crowds import crowd
from tests.factories.frameworks import draft_of, evidence
from tests.factories.levels import cohort_of, observed
from tests.factories.people import SupervisionLinkFactory, UserFactory
from tests.factories.scenarios import RunFactory, ScenarioFactory
from tests.html import parse_page, text_of

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]
TOO_FEW, ENOUGH = SMALL - 1, SMALL
SIDES = pytest.mark.parametrize(("people", "shown"), [(TOO_FEW, False), (ENOUGH, True)])
READERS = pytest.mark.parametrize("role", ["content_editor", "clinical_reviewer", "programme_manager", "auditor"])


def read(client: Client, url: str, **asked: str) -> str:
    answer = client.get(url, asked)
    assert answer.status_code == 200
    return text_of(parse_page(answer.content))


def test_the_smallest_group_is_five() -> None:
    assert SMALL == 5


@SIDES
@READERS
@pytest.mark.parametrize("tries", ["first", "all"])
def test_figures_of_a_check(client_for: ClientFor, role: str, tries: str, people: int, shown: bool) -> None:
    quiz = QuizFactory(n=1)
    learners = [attempt.learner for attempt in crowd(quiz, [1] * people)]
    crowd(quiz, [0] * people, people=learners)
    client = client_for(UserFactory(roles=[role]))
    for name, row in (("quiz", quiz), ("question", quiz.bank.questions.get())):
        page = read(client, reverse(f"assessment_statistics:{name}", args=[row.pk]), tries=tries)
        assert (f"{people} so far. Figures are shown from 5 on" in page) is not shown
        assert ("Facility" in page.split("How to read this")[0]) is shown


@SIDES
@pytest.mark.parametrize("role", ["programme_manager", "auditor"])
def test_a_file_of_answers(client_for: ClientFor, role: str, people: int, shown: bool) -> None:
    quiz = QuizFactory(n=1)
    crowd(quiz, [1] * people)
    url = reverse("assessment_statistics:export", args=[quiz.pk])
    answer = client_for(UserFactory(roles=[role])).post(url, {"form": "answers", "format": "csv"})
    assert ("Answer a" in b"".join(answer.streaming_content).decode()) is shown


@SIDES
@pytest.mark.parametrize("role", ["content_editor", "programme_manager", "auditor"])
def test_ways_through_a_scenario(client_for: ClientFor, role: str, people: int, shown: bool) -> None:
    scenario = ScenarioFactory()
    for _n in range(people):
        RunFactory(scenario=scenario, path=("later",))
    client = client_for(UserFactory(roles=[role]))
    page = read(client, reverse("scenario_paths:paths", args=[scenario.pk]))
    answer = client.get(reverse("scenario_paths:export", args=[scenario.pk]))
    file = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
    assert ("100 in 100" in page or "100%" in page) is shown
    assert (f",{people}" in file) is shown


@SIDES
def test_levels_of_a_group_for_whoever_sees_one_of_it_by_name(client_for: ClientFor, people: int, shown: bool) -> None:
    """Many take part, and so many of them were rated: those who were not hide nobody."""
    names = [f"Name {n}" for n in range(12)]
    cohort, members = cohort_of(*names)
    trainer = UserFactory(roles=["supervisor"])
    cohort.supervisors.add(trainer)
    SupervisionLinkFactory(supervisor=trainer, trainee=members[0])
    for member in members[1 : 1 + people]:
        observed(member, {"GRP-1": 2})
    counted = heatmap_of(access_levels(trainer, cohort.uuid), "end", "GRP-1").counts["end"]
    assert counted == [0, people if shown else 0, 0, 0]
    page = read(client_for(trainer), reverse("cohort_levels", args=[cohort.uuid]), occasion="end", skill="GRP-1")
    assert ("too few to be counted" in page) is not shown
    assert ("The numbers below count them" in page) is shown
    assert not any(name in page for name in names[1:])


@SIDES
@pytest.mark.parametrize("role", ["content_editor", "clinical_reviewer"])
def test_people_whom_a_new_framework_touches(client_for: ClientFor, role: str, people: int, shown: bool) -> None:
    draft = draft_of(2, without=(2,), new=(3,))
    for learner in UserFactory.create_batch(people):
        evidence(learner, "SAFE-2", level=3)
    url = reverse("frameworkversion:draft_people", args=[draft.uuid])
    page = read(client_for(UserFactory(roles=[role])), url)
    assert (f"{people} people have evidence in question." in page) is shown
    assert ("Fewer than five people have evidence in question." in page) is not shown
    manager = read(client_for(UserFactory(roles=["programme_manager"])), url)
    assert f"{people} people have evidence in question." in manager


@SIDES
def test_gains_between_two_checks(people: int, shown: bool) -> None:
    one = Gain("SAFE-1", before=Tally(1, 4), after=Tally(3, 4))
    [found] = compare_group([[one]] * people)
    assert found.shown is shown
    assert (found.more is not None) is shown
