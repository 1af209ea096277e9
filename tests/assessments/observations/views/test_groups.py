"""Arranging several trainees through pages, and changing it."""

import datetime as dt
import re
import uuid

import pytest
from django.urls import reverse

from assessments.observations.models import Observation, Seat, Sitting
from lms.common import clock
from lms.notifications.models import Notification
from tests.factories.courses import CohortFactory, EnrolmentFactory
from tests.factories.observations import InstrumentVersionFactory, ObservationFactory, SeatFactory, SittingFactory
from tests.factories.people import SupervisionLinkFactory, UserFactory
from tests.html import parse_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return UserFactory(roles=["programme_manager"], acknowledged=True)


def trainees(many):
    return [UserFactory(roles=["trainee"], full_name=f"Trainee {n}") for n in range(many)]


def rater(**fields):
    return UserFactory(roles=["supervisor"], **fields)


def typed(version, learners, raters=(), **changes):
    fields = {
        "instrument": version.instrument.code,
        "learners": [str(one.uuid) for one in learners],
        "raters": [str(one.uuid) for one in raters],
        "starts_at": (clock.now() + dt.timedelta(days=3)).strftime("%Y-%m-%dT%H:%M"),
        "counts": "yes",
        "occasion": "end",
        "language": "en",
        "key": str(uuid.uuid4()),
    }
    return {**fields, **changes}


def group_of(many, **fields):
    sitting = SittingFactory(**fields)
    return sitting, [ObservationFactory(sitting=sitting, learner=one) for one in trainees(many)]


NEW = reverse("assessments:group_new")


def test_group_is_arranged_in_two_steps_and_once(client_for, manager):
    version, people = InstrumentVersionFactory(), trainees(3)
    own, stranger = SupervisionLinkFactory(trainee=people[0]).supervisor, rater(full_name="Sol Ibarra")
    client, data = client_for(manager), typed(version, people, [own, stranger], place="Oak Street", contact="Ada")
    second = client.post(NEW, data)
    page = second.content.decode()
    parse_page(page)
    assert second.status_code == 200
    assert page.count("Supervises this trainee") == 1
    assert page.count("Nothing speaks against it") == 5
    assert not Sitting.objects.exists()
    more = {f"part-{people[1].uuid}": "co_facilitator", f"why-{people[0].uuid}-{own.uuid}": "Nobody else is free."}
    for _n in range(2):
        done = client.post(NEW, {**data, **more, "go": "arrange"}, follow=True)
    assert Sitting.objects.count() == 1
    assert Seat.objects.count() == 6
    assert "Asked all the same: Nobody else is free." in done.content.decode()
    assert Observation.objects.get(learner=people[1]).part == "co_facilitator"


def test_pair_without_a_reason_is_left_out_and_said(client_for, manager):
    version, people = InstrumentVersionFactory(), trainees(2)
    own = SupervisionLinkFactory(trainee=people[0]).supervisor
    client = client_for(manager)
    client.post(NEW, typed(version, people, [own], go="arrange"))
    sitting = Sitting.objects.get()
    assert [seat.observation.learner for seat in Seat.objects.all()] == [people[1]]
    page = client.get(reverse("assessments:sitting", args=[sitting.uuid])).content.decode()
    assert "not asked" in page


def test_blocked_pair_is_shown_without_a_field(client_for, manager):
    version = InstrumentVersionFactory(code="strict", conflicts={"supervises": "block"})
    people = trainees(2)
    own = SupervisionLinkFactory(trainee=people[0]).supervisor
    page = client_for(manager).post(NEW, typed(version, people, [own])).content.decode()
    assert "Can’t be asked: Supervises this trainee" in page
    assert f'name="why-{people[0].uuid}' not in page


@pytest.mark.parametrize(
    ("many", "changes", "said"),
    [
        (1, {}, "You ticked 1."),
        (7, {}, "You ticked 7."),
        (2, {"starts_at": ""}, "Begins"),
        (2, {"variant": "Z"}, "Z"),
    ],
)
def test_first_step_says_what_is_missing_and_keeps_what_was_typed(client_for, manager, many, changes, said):
    version = InstrumentVersionFactory()
    trainees(2)
    refused = client_for(manager).post(NEW, typed(version, trainees(many), place="Oak Street", **changes))
    assert refused.status_code == 422
    assert said in refused.content.decode()
    assert "Oak Street" in refused.content.decode()


def test_back_shows_the_first_step_with_what_was_typed(client_for, manager):
    version, people = InstrumentVersionFactory(), trainees(2)
    page = client_for(manager).post(NEW, typed(version, people, go="back", place="Oak Street"))
    assert page.status_code == 200
    assert "Oak Street" in page.content.decode()
    assert page.content.decode().count("checked") >= 2


def test_group_is_picked_from_a_cohort_and_leads_there(client_for):
    link = SupervisionLinkFactory()
    supervisor = link.supervisor
    cohort = CohortFactory(name="Autumn evenings")
    cohort.supervisors.add(supervisor)
    mates = [link.trainee, SupervisionLinkFactory(supervisor=supervisor).trainee]
    outside = SupervisionLinkFactory(supervisor=supervisor).trainee
    for learner in mates:
        EnrolmentFactory(learner=learner, course=cohort.course, cohort=cohort)
    for person in (*mates, outside):
        person.groups.add(*UserFactory(roles=["trainee"]).groups.all())
    InstrumentVersionFactory()
    client = client_for(supervisor)
    assert f"{NEW}?group={cohort.uuid}" in client.get(reverse("courses:cohort", args=[cohort.uuid])).content.decode()
    page = client.get(f"{NEW}?group={cohort.uuid}").content.decode()
    assert "Autumn evenings" in page
    assert all(str(one.uuid) in page for one in mates)
    assert str(outside.uuid) not in page
    assert str(outside.uuid) in client.get(f"{NEW}?group=nonsense").content.decode()


def test_nobody_to_arrange_for_is_said(client_for):
    InstrumentVersionFactory()
    page = client_for(rater(acknowledged=True)).get(NEW).content.decode()
    assert "fewer than two trainees" in page


def test_change_moves_it_and_adds_somebody(client_for, manager):
    sitting, rows = group_of(2, starts_at=clock.now() + dt.timedelta(days=2))
    newcomer = UserFactory(roles=["trainee"], full_name="Nuru")
    client, url = client_for(manager), reverse("assessments:sitting_change", args=[sitting.uuid])
    assert client.post(url, {"go": "change", "starts_at": ""}).status_code == 422
    data = {"starts_at": "2031-05-01T19:00", "variant": "B", "place": "Oak Street"}
    assert client.post(url, {"go": "change", **data, f"part-{rows[0].learner.uuid}": "host"}).status_code == 302
    assert client.post(url, {"go": "add", "learner": str(newcomer.uuid)}).status_code == 302
    sitting.refresh_from_db()
    assert (sitting.variant, sitting.place, sitting.starts_at.year) == ("B", "Oak Street", 2031)
    assert sitting.observations.count() == 3
    rows[0].refresh_from_db()
    assert rows[0].part == "host"
    Sitting.objects.update(starts_at=clock.now() - dt.timedelta(hours=1))
    assert client.post(url, {"go": "change", **data}).status_code == 302
    sitting.refresh_from_db()
    assert sitting.starts_at < clock.now()


def test_one_is_taken_out_noted_absent_and_brought_back(client_for, manager):
    sitting, rows = group_of(3, starts_at=clock.now() + dt.timedelta(days=2))
    client, url = client_for(manager), reverse("assessments:sitting", args=[sitting.uuid])
    post = lambda go, row: client.post(url, {"go": go, "observation": str(row.uuid)}, follow=True)  # noqa: E731
    assert "is taken out" in post("take_out", rows[0]).content.decode()
    assert "take them out instead" in post("absent", rows[1]).content.decode()
    Sitting.objects.update(starts_at=clock.now() - dt.timedelta(hours=1))
    assert "was not there" in post("absent", rows[1]).content.decode()
    assert "was there after all" in post("present", rows[1]).content.decode()
    assert "Stopped for" in post("stop_one", rows[1]).content.decode()
    assert [Observation.objects.get(pk=row.pk).status for row in rows] == ["cancelled", "stopped", "planned"]
    other = ObservationFactory()
    assert client.post(url, {"go": "absent", "observation": str(other.uuid)}).status_code == 404


def test_rater_is_asked_for_all_and_in_place_of_another(client_for, manager):
    sitting, rows = group_of(2)
    own, second = SupervisionLinkFactory(trainee=rows[0].learner).supervisor, rater()
    client, url = client_for(manager), reverse("assessments:sitting_raters", args=[sitting.uuid])
    assert client.post(url, {}).status_code == 422
    page = client.post(url, {"raters": [str(own.uuid)]}).content.decode()
    assert page.count("Supervises this trainee") == 1
    why = {f"why-{rows[0].learner.uuid}-{own.uuid}": "Knows the house."}
    assert client.post(url, {"raters": [str(own.uuid)], "go": "ask", **why}).status_code == 302
    assert Seat.objects.filter(rater=own).count() == 2
    assert "asked already" in client.post(url, {"raters": [str(own.uuid)]}).content.decode()
    swapped = {"raters": [str(second.uuid)], "instead_of": str(own.uuid), "go": "ask"}
    assert client.post(url, swapped).status_code == 302
    assert {seat.rater for seat in Seat.objects.filter(left_at=None)} == {second}


def test_trainee_sees_only_their_own(client_for):
    sitting, rows = group_of(3)
    mine, other = rows[0], rows[1]
    mine.learner = UserFactory(roles=["trainee"], acknowledged=True)
    mine.part = "host"
    mine.save()
    page = client_for(mine.learner).get(reverse("assessments:my_observation", args=[mine.uuid]))
    assert "3 trainees share this role-play" in page.content.decode()
    assert "Looks after call and chat" in page.content.decode()
    assert other.learner.full_name not in page.content.decode()
    assert client_for(mine.learner).get(reverse("assessments:my_observation", args=[other.uuid])).status_code == 404


@pytest.mark.parametrize("many", [2, 6])
def test_page_of_a_group_costs_the_same_however_many(client_for, manager, many, django_assert_num_queries):
    sitting, rows = group_of(many)
    watching, _free = rater(full_name="Sol Ibarra"), rater()
    for row in rows:
        SeatFactory(observation=row, rater=watching)
    client, url = client_for(manager), reverse("assessments:sitting", args=[sitting.uuid])
    client.get(url)
    with django_assert_num_queries(MATRIX):
        page = client.get(url).content.decode()
    assert page.count("<td>has not begun</td>") == many
    assert page.count("Ask another rater, or replace one</a>") == 0
    assert page.count("Ask a rater</a>") == many
    asked = client.get(f"{url}?ask={rows[1].uuid}").content.decode()
    assert f'name="r{rows[1].pk}-rater"' in asked
    assert f'name="r{rows[0].pk}-rater"' not in asked


MATRIX = 13


def test_change_that_touches_no_time_tells_nobody(client_for, manager):
    starts = (clock.now() + dt.timedelta(days=2)).replace(second=33, microsecond=5)
    sitting, _rows = group_of(2, starts_at=starts)
    client, url = client_for(manager), reverse("assessments:sitting_change", args=[sitting.uuid])
    page = client.get(url).content.decode()
    typed_time = re.findall(r'name="starts_at" value="([^"]+)"', page)[0]
    client.post(url, {"go": "change", "starts_at": typed_time, "variant": sitting.variant})
    sitting.refresh_from_db()
    assert sitting.starts_at == starts
    assert not Notification.objects.filter(title__contains="has changed").exists()


def test_change_in_a_second_tab_is_not_lost_unseen(client_for, manager):
    sitting, _rows = group_of(2, starts_at=clock.now() + dt.timedelta(days=2))
    client, url = client_for(manager), reverse("assessments:sitting_change", args=[sitting.uuid])
    seen = re.findall(r'name="seen" value="([^"]+)"', client.get(url).content.decode())[0]
    data = {"go": "change", "starts_at": "2031-05-01T19:00", "variant": "A", "seen": seen}
    assert client.post(url, {**data, "place": "Oak Street"}).status_code == 302
    refused = client.post(url, {**data, "place": "Elm Road"})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Somebody else has changed it meanwhile" in page
    assert "Place: Oak Street" in page
    assert "Elm Road" in page
    again = re.findall(r'name="seen" value="([^"]+)"', page)[0]
    assert client.post(url, {**data, "place": "Elm Road", "seen": again}).status_code == 302
    sitting.refresh_from_db()
    assert sitting.place == "Elm Road"
