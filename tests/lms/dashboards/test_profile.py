"""One person's skills over occasions, with the evidence behind every point."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.competencies.errors import GoalRefused
from assessments.competencies.models import Competency, CompetencyRecord, Goal
from assessments.competencies.services import reach_goal, set_goal
from lms.common import clock
from lms.dashboards.profile import profile_of
from lms.dashboards.profile_page import difference_words, lead
from tests.factories.certificates import make_certificate
from tests.factories.levels import observed
from tests.factories.observations import ObservationFactory, SeatFactory, hand_in, released_observation
from tests.factories.people import MembershipFactory, OrganisationFactory, SupervisionLinkFactory, UserFactory
from tests.html import parse_page, text_of

pytestmark = pytest.mark.django_db
PROFILE_OF_ANOTHER = 16
ClientFor = Callable[..., Client]


@pytest.fixture
def ada() -> Any:
    return UserFactory(full_name="Ada Lind", roles=["trainee"])


def test_points_say_what_was_seen_and_what_one_said_oneself(ada: Any) -> None:
    observation = ObservationFactory(learner=ada, sitting__occasion="mid")
    hand_in(SeatFactory(observation=observation, rater=ada, role="self"), {"GRP-1.A1": "obs"})
    observed(ada, {"SAFE-1": 3, "GRP-1": 2}, occasion="mid", source_uuid=observation.uuid)
    observed(ada, {"SAFE-1": 1}, occasion="end", days=-1)
    page = profile_of(ada)
    assert page.occasions == ["mid", "end"]
    safe, group = page.rows
    assert [(point.level, point.own) for point in group.points if point.occasion == "mid"] == [(2, 4)]
    assert (safe.level, safe.harm, safe.ratings) == (1, True, 2)
    assert [skill.code for skill, _lessons, _plays in page.gaps] == ["SAFE-1", "GRP-1"]
    assert "Something harmful was seen in one skill" in lead(page)
    assert {source.title for source in page.sources} == {"Opening online", "Earlier evidence"}
    assert reverse("assessments:observation", args=[observation.uuid]) in {source.url for source in page.sources}
    mine = {source.url for source in profile_of(ada, own=True).sources}
    assert reverse("assessments:my_observation", args=[observation.uuid]) in mine


def test_everybody_who_rated_stands_behind_a_point(ada: Any) -> None:
    observation = released_observation(learner=ada)
    raters = [seat.rater.full_name for seat in observation.seats.order_by("pk")]
    (source,) = profile_of(ada).sources
    assert list(source.raters) == raters


@pytest.mark.parametrize(
    ("apart", "words"), [(0, "Same view"), (1, "Rates self one higher"), (-2, "Rates self two lower")]
)
def test_difference_is_said_in_words(apart: int, words: str) -> None:
    assert difference_words(apart) == words


def test_profile_of_nobody_rated_says_where_levels_come_from(client_for: ClientFor, ada: Any) -> None:
    text = text_of(parse_page(client_for(ada).get(reverse("profile", args=[ada.uuid])).content))
    assert "Levels come from what observers saw" in text
    assert "No open goal" in text


@pytest.mark.parametrize("many", [1, 30])
def test_profile_costs_the_same_however_much_evidence(
    client_for: ClientFor, django_assert_num_queries: Callable, ada: Any, many: int
) -> None:
    for days in range(many):
        observed(ada, {"SAFE-1": 3, "GRP-1": 3}, days=days)
    client, url = client_for(ada), reverse("profile", args=[ada.uuid])
    client.get(url)
    with django_assert_num_queries(11):
        client.get(url)


def test_goal_is_set_once_by_a_double_click_and_reached(client_for: ClientFor, ada: Any) -> None:
    supervisor = SupervisionLinkFactory(trainee=ada).supervisor
    client, url = client_for(supervisor), reverse("profile", args=[ada.uuid])
    sent = {"text": "I ask the group.", "due": clock.today().isoformat(), "key": str(uuid.uuid4())}
    client.post(url, sent)
    client.post(url, sent)
    goal = Goal.objects.get()
    assert (goal.learner, goal.set_by, goal.text) == (ada, supervisor, "I ask the group.")
    client_for(ada).post(reverse("goal_reached", args=[goal.uuid]))
    assert reach_goal(goal=goal, actor=ada).reached_at
    assert b"1 goal reached" in client.get(url).content


def test_goal_keeps_what_was_typed_when_its_day_has_passed(client_for: ClientFor, ada: Any) -> None:
    answer = client_for(ada).post(
        reverse("profile", args=[ada.uuid]), {"text": "I ask.", "due": "2020-01-01", "key": str(uuid.uuid4())}
    )
    assert answer.status_code == 422
    assert "That day has passed" in answer.content.decode()
    assert "I ask." in answer.content.decode()
    with pytest.raises(GoalRefused):
        set_goal(learner=ada, text=" ", actor=ada)
    with pytest.raises(GoalRefused):
        set_goal(learner=ada, text="x", due=clock.today() - dt.timedelta(days=1), actor=ada)


@pytest.mark.parametrize("role", ["programme_manager", "auditor"])
def test_managers_and_auditors_see_levels_and_no_words(client_for: ClientFor, ada: Any, role: str) -> None:
    observed(ada, {"GRP-1": 2})
    set_goal(learner=ada, text="Something private", actor=ada)
    organisation = OrganisationFactory()
    viewer = UserFactory(roles=[role], organisation=organisation)
    MembershipFactory(user=ada, organisation=organisation)
    client, url = client_for(viewer), reverse("profile", args=[ada.uuid])
    page = client.get(url).content.decode()
    assert "A goal is set." in page
    assert "Something private" not in page
    client.post(url, {"text": "Not mine to set", "key": str(uuid.uuid4())})
    assert Goal.objects.count() == 1
    assert ada.access_log.filter(viewer=viewer, what="skills").exists()


def test_file_of_a_profile_has_a_line_for_each_point(client_for: ClientFor, ada: Any) -> None:
    observed(ada, {"SAFE-1": 3}, occasion="baseline")
    answer = client_for(ada).get(reverse("profile", args=[ada.uuid]), {"format": "csv"})
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[1:] == ["SAFE-1,Role and scope,Baseline,3,,3,1"]


def test_superseded_evidence_does_not_count(ada: Any) -> None:
    observed(ada, {"GRP-1": 1})
    first = CompetencyRecord.objects.get()
    observed(ada, {"GRP-1": 3}, source_uuid=first.source_uuid, supersedes=first)
    assert profile_of(ada).rows[1].level == 3
    assert Competency.objects.count() == 2


@pytest.mark.parametrize("many", [1, 3])
def test_certificates_stand_on_the_profile_for_those_who_supervise(
    client_for: ClientFor, django_assert_num_queries: Callable, ada: Any, many: int
) -> None:
    papers = [make_certificate(learner=ada) for _n in range(many)]
    client = client_for(SupervisionLinkFactory(trainee=ada).supervisor)
    url = reverse("profile", args=[ada.uuid])
    client.get(url)
    with django_assert_num_queries(PROFILE_OF_ANOTHER):
        page = client.get(url).content.decode()
    assert all(reverse("certificates:download", args=[paper.uuid]) in page for paper in papers)
    assert all(paper.serial in page for paper in papers)
