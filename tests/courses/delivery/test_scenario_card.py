"""A role-play in its place in a lesson: what its card says, and where its button leads."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.scenarios.models import Scenario, ScenarioAttempt
from assessments.scenarios.services import read_instead, retire_scenario, start_run
from courses.catalogue.models import Activity, LessonPage
from courses.enrolment.models import Enrolment
from courses.enrolment.services import pause_enrolment
from courses.progress.models import ActivityProgress, LessonProgress
from courses.progress.services import press_done
from lms.people.models import User
from tests.factories.courses import CourseTree, EnrolmentFactory, make_course, make_lesson, prose, scenario_block
from tests.factories.people import UserFactory
from tests.factories.scenarios import HELPFUL, REPAIRED, ScenarioFactory, play, story
from tests.html import parse_page, text_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
# Session, reader, roles and unread messages; edition, enrolment, what was opened. The rest is remembered.
OURS = 7
# All runs in a lesson are one query.
RUNS = 1


class Place:
    """A lesson with role-plays, and a learner of its course."""

    def __init__(self, *scenarios: Scenario, required: bool = True) -> None:
        self.tree: CourseTree = make_course(lessons=1)
        body = [prose(), *(scenario_block(one, required=required) for one in scenarios)]
        self.lesson: LessonPage = make_lesson(self.tree.modules[0], body=body)
        self.enrolment: Enrolment = EnrolmentFactory(course=self.tree.course)
        self.learner: User = self.enrolment.learner
        self.scenario = scenarios[0]

    @property
    def activity(self) -> Activity:
        return Activity.objects.get(lesson=self.lesson, kind="scenario")

    def start(self) -> ScenarioAttempt:
        return start_run(scenario=self.scenario, learner=self.learner, placement=self.activity.uuid)

    def words(self, client: Client) -> str:
        return text_of(parse_page(client.get(self.lesson.url).content))


def published(**fields: Any) -> Scenario:
    return ScenarioFactory(**fields)


def start_url(place: Place) -> str:
    return reverse("courses:activity_start", args=[place.activity.uuid])


def test_card_says_what_the_role_play_is(as_user: SignIn) -> None:
    place = Place(published(minutes=12, content_note="Somebody speaks of loss.", way_round="<p>The case, told.</p>"))
    said = place.words(as_user(place.learner))
    for words in (
        "First night",
        "Your first session.",
        "about 12 min; you can stop and go on later",
        "A good or a fair ending, and nothing harmful left as it was",
        "Somebody speaks of loss.",
        "Not started yet.",
        "Start · about 12 min",
        "If you would rather not play it: Read it as a text",
        "It counts just the same.",
    ):
        assert words in said
    for competency in place.scenario.competencies.all():
        assert competency.title in said


def test_card_without_a_text_offers_none(as_user: SignIn) -> None:
    place = Place(published())
    assert "as a text" not in place.words(as_user(place.learner))


def test_start_begins_a_run_in_this_place_and_again_goes_on_with_it(as_user: SignIn) -> None:
    place = Place(published())
    client = as_user(place.learner)
    first = client.post(start_url(place))
    run = ScenarioAttempt.objects.get()
    assert first["Location"] == reverse("assessments:role_play", args=[run.uuid])
    assert (run.placement, run.cycle, run.learner) == (place.activity.uuid, 1, place.learner)
    assert run.return_path.endswith(f"#block-{place.activity.block_id}")
    assert client.post(start_url(place))["Location"] == first["Location"]
    assert "Under way. You go on where you stopped." in place.words(client)
    assert "Go on where you left" in place.words(client)


def test_the_way_round_leads_to_the_text(as_user: SignIn) -> None:
    place = Place(published(content_note="Loss.", way_round="<p>The case, told.</p>"))
    to = as_user(place.learner).post(start_url(place), {"way": "read"})["Location"]
    assert to == reverse("assessments:role_play_text", args=[ScenarioAttempt.objects.get().uuid])


def test_a_met_run_completes_the_lesson_and_the_card_says_when(as_user: SignIn) -> None:
    place = Place(published())
    press_done(enrolment=place.enrolment, lesson=place.lesson)
    assert not LessonProgress.objects.filter(lesson=place.lesson, completed_at__isnull=False).exists()
    run = play(place.start(), *HELPFUL)
    done = ActivityProgress.objects.get(activity=place.activity)
    assert (done.status, done.source, done.source_uuid) == ("completed", "scenario_attempt", run.uuid)
    assert LessonProgress.objects.get(lesson=place.lesson).completed_at
    said = place.words(as_user(place.learner))
    assert "Met · " in said
    assert "Play it again · about 12 min" in said


def test_a_repaired_harm_is_met(as_user: SignIn) -> None:
    place = Place(published())
    play(place.start(), *REPAIRED)
    assert ActivityProgress.objects.filter(activity=place.activity, status="completed").exists()


def test_reading_it_as_a_text_counts_as_much(as_user: SignIn) -> None:
    place = Place(published(content_note="Loss.", way_round="<p>The case, told.</p>"))
    read_instead(attempt=place.start())
    assert ActivityProgress.objects.get(activity=place.activity).status == "completed"
    assert "Met, read as a text · " in place.words(as_user(place.learner))


def test_a_poor_ending_is_not_yet_and_leads_to_the_debrief(as_user: SignIn) -> None:
    place = Place(published(graph=story(poor=True)))
    run = play(place.start(), "walk-out")
    assert not ActivityProgress.objects.filter(activity=place.activity).exists()
    html = as_user(place.learner).get(place.lesson.url).content.decode()
    assert "Not yet. Play it again" in html
    assert reverse("assessments:role_play_debrief", args=[run.uuid]) in html
    assert "failed" not in html


def test_a_run_by_somebody_who_takes_no_course_completes_nothing() -> None:
    place = Place(published())
    play(start_run(scenario=place.scenario, learner=UserFactory(), placement=place.activity.uuid), *HELPFUL)
    play(start_run(scenario=place.scenario, learner=place.learner), *HELPFUL)
    assert not ActivityProgress.objects.exists()


def test_an_optional_role_play_holds_nobody_up(as_user: SignIn) -> None:
    place = Place(published(), required=False)
    assert "the lesson is complete without it" in place.words(as_user(place.learner))
    assert press_done(enrolment=place.enrolment, lesson=place.lesson).complete


def test_out_of_use_can_only_be_played_to_its_end(as_user: SignIn) -> None:
    place = Place(published())
    client = as_user(place.learner)
    run = place.start()
    retire_scenario(scenario=place.scenario, actor=UserFactory())
    assert "Go on where you left" in place.words(client)
    play(run, *HELPFUL)
    html = client.get(place.lesson.url).content.decode()
    assert "Met · " in html
    assert "/start/" not in html
    stranger = EnrolmentFactory(course=place.tree.course).learner
    client.force_login(stranger)
    assert "This role-play is no longer in use." in place.words(client)
    client.post(start_url(place))
    assert not ScenarioAttempt.objects.filter(learner=stranger).exists()


def test_never_published_says_so(as_user: SignIn) -> None:
    place = Place(published(publish=False))
    client = as_user(place.learner)
    assert "This role-play is not open yet." in place.words(client)
    client.post(start_url(place))
    assert not ScenarioAttempt.objects.exists()


def test_a_scenario_that_is_gone_leaves_no_card_and_the_lesson_stands(as_user: SignIn) -> None:
    tree = make_course(lessons=1)
    block = {"type": "scenario", "value": {"scenario": 999_999, "required": True}, "id": "gone"}
    lesson = make_lesson(tree.modules[0], body=[prose(), block])
    enrolment = EnrolmentFactory(course=tree.course)
    html = as_user(enrolment.learner).get(lesson.url).content.decode()
    assert "Words to read." in html
    assert "start-card" not in html
    assert press_done(enrolment=enrolment, lesson=lesson).complete


def test_paused_and_readers_start_nothing(as_user: SignIn) -> None:
    place = Place(published())
    pause_enrolment(enrolment=place.enrolment)
    html = as_user(place.learner).get(place.lesson.url).content.decode()
    assert "/start/" not in html
    reader = UserFactory(roles=["supervisor"])
    assert "You are reading along: nothing is recorded." in place.words(as_user(reader))


def test_safety_content_names_who_signed_it(as_user: SignIn) -> None:
    place = Place(published(safety_critical=True))
    assert "Not reviewed yet by a qualified reviewer" in place.words(as_user(place.learner))


@pytest.mark.parametrize("size", [1, 3])
def test_number_of_queries_does_not_grow_with_role_plays(
    size: int, as_user: SignIn, django_assert_num_queries: Callable[..., Any]
) -> None:
    place = Place(*(published() for _one in range(size)))
    client = as_user(place.learner)
    for row in Activity.objects.filter(lesson=place.lesson, kind="scenario"):
        scenario = Scenario.objects.get(uuid=row.target)
        play(start_run(scenario=scenario, learner=place.learner, placement=row.uuid), *HELPFUL)
    client.get(place.lesson.url)
    with django_assert_num_queries(OURS + RUNS):
        client.get(place.lesson.url)
