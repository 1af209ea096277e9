"""What each role finds on its desk."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from courses.enrolment.services import enrol, pause_enrolment
from courses.progress.services import press_done, save_reflection, share_reflection
from lms.common import clock
from lms.dashboards import desk
from lms.people.services import invite
from tests.factories.certificates import AwardFactory
from tests.factories.courses import CohortFactory, make_course
from tests.factories.people import MembershipFactory, OrganisationFactory, SupervisionLinkFactory, UserFactory
from tests.factories.sessions import LabSessionFactory, place

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


def read(client: Client) -> str:
    return client.get(reverse("desk")).content.decode()


def trainees_of(supervisor: Any, count: int) -> Any:
    """`count` people with a lesson done and a reflection shared."""
    tree = make_course(reflections=True)
    for _person in range(count):
        learner = SupervisionLinkFactory(supervisor=supervisor).trainee
        enrolment = enrol(learner=learner, course=tree.course)
        press_done(enrolment=enrolment, lesson=tree.lessons[0])
        box = save_reflection(
            learner=learner, activity=tree.activity(tree.lessons[0], "reflection"), text="Words", sequence=1
        )
        share_reflection(reflection=box)
    return tree


@pytest.mark.parametrize("rows", [1, 3])
def test_desk_of_a_supervisor_number_of_queries(
    client_for: ClientFor, django_assert_num_queries: Callable, rows: int
) -> None:
    supervisor = UserFactory(roles=["supervisor"])
    trainees_of(supervisor, rows)
    client = client_for(supervisor)
    read(client)
    with django_assert_num_queries(16):
        page = read(client)
    assert page.count("1 of 2 lessons done") == rows
    assert page.count("A reflection from") == rows
    assert "Words" not in page


def test_desk_shows_only_whom_one_supervises_now(client_for: ClientFor) -> None:
    supervisor = UserFactory(roles=["supervisor"])
    ended = SupervisionLinkFactory(supervisor=supervisor, starts="2020-01-01", ends="2020-02-01").trainee
    other = SupervisionLinkFactory().trainee
    page = read(client_for(supervisor))
    assert ended.full_name not in page
    assert other.full_name not in page
    assert "You supervise nobody yet" in page


def test_my_people_puts_the_unheard_of_first_and_says_who_is_quiet() -> None:
    supervisor = UserFactory(roles=["supervisor"])
    tree = make_course()
    with time_machine.travel(clock.now() - dt.timedelta(days=20)):
        quiet = SupervisionLinkFactory(supervisor=supervisor).trainee
        enrol(learner=quiet, course=tree.course)
        resting = SupervisionLinkFactory(supervisor=supervisor).trainee
        pause_enrolment(enrolment=enrol(learner=resting, course=tree.course))
    fresh = SupervisionLinkFactory(supervisor=supervisor).trainee
    press_done(enrolment=enrol(learner=fresh, course=tree.course), lesson=tree.lessons[0])
    rows = {row.name: row for row in desk.my_people(supervisor)}
    assert rows[quiet.full_name].quiet
    assert not rows[resting.full_name].quiet
    assert rows[resting.full_name].sentence == "Not started yet · paused"
    assert not rows[fresh.full_name].quiet


@pytest.mark.parametrize("rows", [1, 3])
def test_desk_of_a_manager_number_of_queries(
    client_for: ClientFor, django_assert_num_queries: Callable, rows: int
) -> None:
    organisation = OrganisationFactory()
    manager = UserFactory(roles=["programme_manager"], organisation=organisation)
    course = make_course().course
    for cohort in CohortFactory.create_batch(rows, organisation=organisation, course=course):
        enrol(learner=UserFactory(), course=course, cohort=cohort)
        award = AwardFactory()
        MembershipFactory(user=award.learner, organisation=organisation)
        invite(email=f"{cohort.uuid}@example.org", organisation=organisation, roles=["trainee"], actor=manager)
    client = client_for(manager)
    read(client)
    with django_assert_num_queries(12):
        page = read(client)
    assert page.count("1 under way, 0 paused, 0 completed") == rows
    assert page.count("the link works until") == rows


def test_desk_of_a_manager_stops_at_the_organisation(client_for: ClientFor) -> None:
    elsewhere = CohortFactory(name="Elsewhere")
    award = AwardFactory()
    MembershipFactory(user=award.learner, organisation=elsewhere.organisation)
    page = read(client_for(UserFactory(roles=["programme_manager"], organisation=OrganisationFactory())))
    assert "Elsewhere" not in page
    assert award.learner.full_name not in page


def test_desk_of_an_editor_names_drafts_and_reviews(client_for: ClientFor) -> None:
    editor = UserFactory(roles=["content_editor"])
    tree = make_course()
    page = tree.lessons[0]
    page.title = "A better title"
    page.save_revision(user=editor)
    page.get_workflow() and page.get_workflow().start(page, editor)
    text = read(client_for(editor))
    assert "A better title" in text
    assert reverse("wagtailadmin_home") in text
    assert "Cohorts" not in text


def test_in_review_names_what_waits() -> None:
    tree, editor = make_course(), UserFactory(roles=["content_editor"])
    lesson = tree.lessons[0]
    workflow = lesson.get_workflow()
    if workflow is None:
        pytest.skip("no workflow is laid")
    lesson.title = "For the reviewer"
    lesson.save_revision(user=editor)
    workflow.start(lesson, editor)
    assert [row["title"] for row in desk.in_review()] == ["For the reviewer"]


def test_desk_of_an_auditor_shows_and_offers_nothing_to_do(client_for: ClientFor) -> None:
    page = read(client_for(UserFactory(roles=["auditor"], organisation=OrganisationFactory())))
    assert "Cohorts" in page
    assert "Invite somebody" not in page


@pytest.mark.parametrize(
    ("role", "shown"), [("auditor", True), ("programme_manager", True), ("lead_supervisor", False)]
)
def test_desk_leads_to_statistics_whoever_may_read_them(client_for: ClientFor, role: str, shown: bool) -> None:
    client = client_for(UserFactory(roles=[role], organisation=OrganisationFactory()))
    assert ("Quizzes and their statistics" in read(client)) == shown
    assert (client.get(reverse("wagtailsnippets_assessments_quiz:list")).status_code == 200) == shown


@pytest.mark.parametrize(
    ("roles", "path"),
    [
        (["trainee"], "/training/"),
        ([], "/training/"),
        (["supervisor"], "/desk/"),
        (["supervisor", "trainee"], "/training/"),
        (["auditor"], "/desk/"),
    ],
)
def test_start_leads_where_somebody_belongs(client_for: ClientFor, roles: list[str], path: str) -> None:
    assert client_for(UserFactory(roles=roles)).get(reverse("start"))["Location"] == path


def test_labs_one_hosts_stand_on_the_desk_with_the_register_that_is_open(client_for: ClientFor) -> None:
    session = LabSessionFactory()
    place(session)
    host = session.hosts.get()
    assert "1 of 2 places taken" in read(client_for(host))
    with time_machine.travel(session.ends_at):
        assert "Take the register" in read(client_for(host))
