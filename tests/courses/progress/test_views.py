from collections.abc import Callable, Iterator
from string import ascii_lowercase
from typing import Any

import pytest
from django.test import Client

from assessments.quizzes.services import finish_attempt, record_answer, start_attempt
from assessments.scenarios.models import ScenarioAttempt
from assessments.scenarios.services import take_step
from courses.catalogue.models import Activity
from courses.enrolment.models import Cohort, Enrolment
from courses.enrolment.services import pause_enrolment
from courses.progress.services import press_done, save_reflection, share_reflection
from lms.common.signals import person_viewed
from lms.people.models import User
from tests.factories.assessments import QuizFactory, make_attempt
from tests.factories.courses import (
    CohortFactory,
    CourseTree,
    EnrolmentFactory,
    make_course,
    make_lesson,
    prose,
    scenario_block,
)
from tests.factories.people import OrganisationFactory, SupervisionLinkFactory, UserFactory
from tests.factories.scenarios import RunFactory, ScenarioFactory, play, story

pytestmark = pytest.mark.django_db
# What a person's page in a cohort costs, whatever is in the course.
MEMBER_QUERIES = 18
WAY_QUERIES = 17

SignIn = Callable[[User], Client]


def with_cohort(**kwargs: Any) -> tuple[CourseTree, Cohort]:
    tree = make_course(**kwargs)
    return tree, CohortFactory(course=tree.course)


def manager_of(cohort: Cohort) -> User:
    return UserFactory(roles=["programme_manager"], organisation=cohort.organisation)


def member_url(enrolment: Enrolment) -> str:
    return f"/cohorts/{enrolment.cohort.uuid}/people/{enrolment.uuid}/"


@pytest.fixture
def views() -> Iterator[list[tuple[User, User]]]:
    seen: list[tuple[User, User]] = []

    def listen(sender: Any, viewer: User, subject: User, what: str, **kwargs: Any) -> None:
        seen.append((viewer, subject))

    person_viewed.connect(listen)
    yield seen
    person_viewed.disconnect(listen)


def test_cohort_says_in_words_how_far_everybody_is(as_user: SignIn) -> None:
    tree, cohort = with_cohort(lessons=3)
    for done, name in enumerate(["Ada", "Bo", "Cleo", "Dara"]):
        enrolment = EnrolmentFactory(course=tree.course, cohort=cohort, learner__full_name=name)
        for lesson in tree.lessons[:done]:
            press_done(enrolment=enrolment, lesson=lesson)
    pause_enrolment(enrolment=Enrolment.objects.get(learner__full_name="Bo"))
    html = as_user(manager_of(cohort)).get(f"/cohorts/{cohort.uuid}/").content.decode()
    for words in ("Not started yet", "Paused · 1 of 3 lessons done", "2 of 3 lessons done", "Completed"):
        assert words in html


def test_cohort_is_searched_and_paged(as_user: SignIn) -> None:
    tree, cohort = with_cohort()
    for letter in ascii_lowercase:
        # Addresses are searched too, so they are given here: numbers of a factory would be found by chance.
        address = f"{letter}@cohort.example"
        EnrolmentFactory(
            course=tree.course, cohort=cohort, learner__full_name=f"Nom {letter}ula", learner__email=address
        )
    client = as_user(manager_of(cohort))
    assert "Nom zula" not in client.get(f"/cohorts/{cohort.uuid}/").content.decode()
    assert "Nom zula" in client.get(f"/cohorts/{cohort.uuid}/?page=2").content.decode()
    html = client.get(f"/cohorts/{cohort.uuid}/?q=nom+zula").content.decode()
    assert ("Nom zula" in html, "Nom yula" in html) == (True, False)


@pytest.mark.parametrize("number", [1, 3])
def test_cohort_costs_the_same_for_many(
    number: int, as_user: SignIn, django_assert_num_queries: Callable[..., Any]
) -> None:
    tree, cohort = with_cohort(lessons=2)
    for _n in range(number):
        press_done(enrolment=EnrolmentFactory(course=tree.course, cohort=cohort), lesson=tree.lessons[0])
    client = as_user(manager_of(cohort))
    client.get(f"/cohorts/{cohort.uuid}/")
    with django_assert_num_queries(15):
        client.get(f"/cohorts/{cohort.uuid}/")


@pytest.mark.parametrize(
    ("role", "listed", "home", "status"),
    [
        ("programme_manager", False, True, 200),
        ("lead_supervisor", False, True, 200),
        ("supervisor", True, True, 200),
        ("supervisor", False, True, 404),
        ("programme_manager", False, False, 404),
        ("lead_supervisor", False, False, 404),
        ("content_editor", True, True, 404),
        ("auditor", False, True, 404),
        ("trainee", False, True, 404),
    ],
)
def test_who_sees_a_cohort_and_its_people(role: str, listed: bool, home: bool, status: int, as_user: SignIn) -> None:
    tree, cohort = with_cohort()
    enrolment = EnrolmentFactory(course=tree.course, cohort=cohort)
    organisation = cohort.organisation if home else OrganisationFactory()
    viewer = UserFactory(roles=[role], organisation=organisation)
    if listed:
        cohort.supervisors.add(viewer)
    client = as_user(viewer)
    assert client.get(f"/cohorts/{cohort.uuid}/").status_code == status
    assert client.get(member_url(enrolment)).status_code == status


def test_listed_supervisor_reads_only(as_user: SignIn) -> None:
    _tree, cohort = with_cohort()
    supervisor = UserFactory(roles=["supervisor"])
    cohort.supervisors.add(supervisor)
    html = as_user(supervisor).get(f"/cohorts/{cohort.uuid}/").content.decode()
    assert "Bring people in from a file" not in html
    assert "Invitation links" not in html


def test_member_page_shows_progress_and_results_and_is_logged(as_user: SignIn, views: list[tuple[User, User]]) -> None:
    tree, cohort = with_cohort(lessons=1, quiz=True)
    assert tree.check
    assert tree.quiz
    enrolment = EnrolmentFactory(course=tree.course, cohort=cohort)
    press_done(enrolment=enrolment, lesson=tree.lessons[0])
    place = tree.activity(tree.check, "quiz").uuid
    make_attempt(tree.quiz, enrolment.learner, right=0, finish=True, placement=place)
    manager = manager_of(cohort)
    html = as_user(manager).get(member_url(enrolment)).content.decode()
    for words in ("1 of 2 lessons done", tree.quiz.title, "Not yet", "try 1"):
        assert words in html
    assert views == [(manager, enrolment.learner)]


def member_with_role_plays(number: int, *paths: tuple[str, ...]) -> Enrolment:
    """Somebody in a cohort whose course has so many role-plays, and who played the first as `paths` say."""
    tree, cohort = with_cohort(lessons=1)
    scenarios = [ScenarioFactory(title=f"Evening {place}", graph=story(line=True)) for place in range(number)]
    lesson = make_lesson(tree.modules[0], body=[prose(), *map(scenario_block, scenarios)])
    enrolment = EnrolmentFactory(course=tree.course, cohort=cohort)
    place = Activity.objects.get(lesson=lesson, kind="scenario", target=scenarios[0].uuid).uuid
    for path in paths:
        RunFactory(scenario=scenarios[0], learner=enrolment.learner, placement=place, path=path)
    return enrolment


def test_member_page_shows_finished_role_plays_and_nothing_from_inside(as_user: SignIn) -> None:
    enrolment = member_with_role_plays(2, ("sharp",))
    manager = as_user(manager_of(enrolment.cohort))
    assert "No role-play of the course finished yet." in manager.get(member_url(enrolment)).content.decode()
    run = ScenarioAttempt.objects.get()
    take_step(attempt=play(run, "sorry"), position=2, words="What I typed.")
    play(ScenarioAttempt.objects.get(), "")
    html = manager.get(member_url(enrolment)).content.decode()
    for words in ("Evening 0", "Met", "run 1, "):
        assert words in html
    for words in ("Evening 1", "What I typed.", "sharp", "SAFE-2", "harm,"):
        assert words not in html
    assert f'href="/people/{enrolment.learner.uuid}/role-plays/"' not in html


def test_runs_and_harms_are_linked_only_for_those_who_may_open_them(as_user: SignIn) -> None:
    enrolment = member_with_role_plays(1, ("two-minutes", "", ""))
    listed = UserFactory(roles=["supervisor"])
    enrolment.cohort.supervisors.add(listed)
    client, place = as_user(listed), f"/people/{enrolment.learner.uuid}/role-plays/"
    html = client.get(member_url(enrolment)).content.decode()
    assert "run 1, " in html
    assert place not in html
    assert client.get(place).status_code == 404
    SupervisionLinkFactory(supervisor=listed, trainee=enrolment.learner)
    assert place in client.get(member_url(enrolment)).content.decode()
    assert client.get(place).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_member_page_costs_the_same_for_many_role_plays(
    number: int, as_user: SignIn, django_assert_num_queries: Callable[..., Any]
) -> None:
    enrolment = member_with_role_plays(number, ("two-minutes", "", ""), ("sharp", "sorry", "", ""))
    client = as_user(manager_of(enrolment.cohort))
    client.get(member_url(enrolment))
    with django_assert_num_queries(MEMBER_QUERIES):
        client.get(member_url(enrolment))


def test_shared_words_are_for_current_supervisors_only(as_user: SignIn) -> None:
    tree, cohort = with_cohort(lessons=2, reflections=True)
    enrolment = EnrolmentFactory(course=tree.course, cohort=cohort)
    for lesson, words in zip(tree.lessons, ["Shared words", "Private words"], strict=True):
        box = tree.activity(lesson, "reflection")
        row = save_reflection(learner=enrolment.learner, activity=box, text=words, sequence=1)
        if words == "Shared words":
            share_reflection(reflection=row)
    supervisor = UserFactory(roles=["supervisor"])
    cohort.supervisors.add(supervisor)
    client = as_user(supervisor)
    assert "Shared words" not in client.get(member_url(enrolment)).content.decode()
    assert "Shared words" not in as_user(manager_of(cohort)).get(member_url(enrolment)).content.decode()
    SupervisionLinkFactory(supervisor=supervisor, trainee=enrolment.learner)
    html = as_user(supervisor).get(member_url(enrolment)).content.decode()
    assert ("Shared words" in html, "Private words" in html) == (True, False)


def test_member_of_another_cohort_is_not_found(as_user: SignIn) -> None:
    tree, cohort = with_cohort()
    other = CohortFactory(course=tree.course)
    enrolment = EnrolmentFactory(course=tree.course, cohort=other)
    response = as_user(manager_of(cohort)).get(f"/cohorts/{cohort.uuid}/people/{enrolment.uuid}/")
    assert response.status_code == 404


def test_nobody_opens_their_own_member_page(as_user: SignIn) -> None:
    tree, cohort = with_cohort()
    both = UserFactory(roles=["supervisor"])
    cohort.supervisors.add(both)
    enrolment = EnrolmentFactory(course=tree.course, cohort=cohort, learner=both)
    assert as_user(both).get(member_url(enrolment)).status_code == 404


@pytest.mark.parametrize("supervises", [True, False])
def test_study_needs_are_for_the_persons_own_supervisors(supervises: bool, as_user: SignIn) -> None:
    tree, cohort = with_cohort(lessons=1, quiz=True)
    enrolment = EnrolmentFactory(course=tree.course, cohort=cohort)
    viewer = SupervisionLinkFactory(trainee=enrolment.learner).supervisor if supervises else manager_of(cohort)
    cohort.supervisors.add(viewer)
    quiz = QuizFactory(n=1, critical=1, certainty=True, title="Check one")
    attempt = start_attempt(quiz=quiz, learner=enrolment.learner, placement=tree.activity(tree.lessons[1], "quiz").uuid)
    wrong = next(row["id"] for row in attempt.items.get().revision.body["options"] if not row["correct"])
    record_answer(attempt=attempt, position=1, response={"chosen": [wrong]}, sequence=1, certainty="high")
    finish_attempt(attempt=attempt)
    html = as_user(viewer).get(member_url(enrolment)).content.decode()
    assert ("Worth talking through" in html) is supervises
    assert ("Check one ·" in html) is supervises


def way_url(person: User) -> str:
    return f"/people/{person.uuid}/courses/"


def test_supervisor_reads_progress_and_what_is_shared_without_any_cohort(as_user: SignIn) -> None:
    tree, link = make_course(lessons=3, reflections=True), SupervisionLinkFactory()
    enrolment = EnrolmentFactory(course=tree.course, learner=link.trainee)
    press_done(enrolment=enrolment, lesson=tree.lessons[2])
    box = tree.activity(tree.lessons[0], "reflection")
    share_reflection(reflection=save_reflection(learner=link.trainee, activity=box, text="Shared words", sequence=1))
    client = as_user(link.supervisor)
    assert f"{way_url(link.trainee)}#shared" in client.get("/desk/").content.decode()
    assert way_url(link.trainee) in client.get(f"/people/{link.trainee.uuid}/").content.decode()
    html = client.get(way_url(link.trainee)).content.decode()
    assert ("Shared words" in html, "1 of 3 lessons done" in html) == (True, True)
    overseen = as_user(UserFactory(roles=["auditor"])).get(way_url(link.trainee)).content.decode()
    assert ("Shared words" in overseen, "1 of 3 lessons done" in overseen) == (False, True)


def test_way_of_somebody_in_no_course_says_so(as_user: SignIn) -> None:
    link = SupervisionLinkFactory()
    assert "In no course yet." in as_user(link.supervisor).get(way_url(link.trainee)).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_way_costs_the_same_for_many_courses(
    number: int, as_user: SignIn, django_assert_num_queries: Callable[..., Any]
) -> None:
    link = SupervisionLinkFactory()
    rows = [EnrolmentFactory(learner=link.trainee) for _n in range(number)]
    client, url = as_user(link.supervisor), f"{way_url(link.trainee)}?enrolment={rows[0].uuid}"
    client.get(url)
    with django_assert_num_queries(WAY_QUERIES):
        html = client.get(url).content.decode()
    assert all((row.course.title in html) for row in rows)
