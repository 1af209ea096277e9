import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from content.site.models import CrisisRegion
from lms.common import clock
from lms.common.signals import person_viewed
from lms.people.models import Accommodation, SupervisionLink, User
from tests.factories.assessments import QuizFactory
from tests.factories.people import AccommodationFactory, OrganisationFactory, SupervisionLinkFactory, UserFactory
from tests.html import parse_page, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return OrganisationFactory()


@pytest.fixture
def manager(organisation):
    return UserFactory(full_name="Mara Manager", roles=["programme_manager"], organisation=organisation)


@pytest.fixture
def trainee(organisation):
    return UserFactory(full_name="Imke Lindqvist", roles=["trainee"], organisation=organisation)


def page_of(person, name="people:person"):
    return reverse(name, args=[person.uuid])


def words(answer):
    assert answer.status_code == 200
    return text_of(parse_page(answer.content))


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_one_and_three(client_for, manager, organisation, rows):
    for _row in range(rows):
        UserFactory(roles=["trainee"], organisation=organisation)
    client = client_for(manager)
    client.get("/people/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/people/")
    ours = [query["sql"] for query in queries if "people_user" in query["sql"] or "auth_group" in query["sql"]]
    assert len(ours) == 6, "\n".join(ours)


def test_list_is_searched_and_filtered(client_for, manager, trainee, organisation):
    UserFactory(full_name="Samir Supervisor", roles=["supervisor"], organisation=organisation)
    client = client_for(manager)
    assert "Samir" in words(client.get("/people/"))
    assert "Samir" not in words(client.get("/people/?q=lindq"))
    assert "Imke" not in words(client.get("/people/?role=supervisor"))
    assert "Nobody fits" in words(client.get("/people/?q=zzz"))
    assert "Imke" in words(client.get("/people/?role=nonsense&page=99"))


def test_list_is_paged_and_keeps_the_filter(client_for, manager, organisation):
    for _row in range(27):
        UserFactory(roles=["trainee"], organisation=organisation)
    page = client_for(manager).get("/people/?role=trainee").content.decode()
    assert "?page=2&amp;role=trainee" in page


def test_supervisor_sees_own_people_only(client_for, trainee):
    link = SupervisionLinkFactory(supervisor__full_name="Samir", trainee__full_name="Own Trainee")
    shown = words(client_for(link.supervisor).get("/people/"))
    assert "Own Trainee" in shown
    assert "Imke" not in shown


def test_supervisor_without_people_sees_kind_words(client_for):
    assert "Nobody yet" in words(client_for(UserFactory(roles=["supervisor"])).get("/people/"))


def test_forbidden_and_absent_person_look_alike(client_for, manager):
    elsewhere = UserFactory(organisation=OrganisationFactory())
    client = client_for(manager)
    forbidden = client.get(page_of(elsewhere))
    absent = client.get("/people/00000000-0000-4000-8000-000000000000/")
    assert forbidden.status_code == absent.status_code == 404
    assert text_of(parse_page(forbidden.content)) == text_of(parse_page(absent.content))


def test_looking_at_somebody_is_said(client_for, manager, trainee):
    heard = []

    def listen(viewer, subject, what, **kwargs):
        heard.append((viewer, subject, what))

    person_viewed.connect(listen)
    try:
        client_for(manager).get(page_of(trainee))
        client_for(trainee).get(page_of(trainee))
    finally:
        person_viewed.disconnect(listen)
    assert heard == [(manager, trainee, "profile")]


def test_manager_gives_and_takes_a_role(client_for, manager, trainee):
    client = client_for(manager)
    client.post(page_of(trainee, "people:role"), {"role": "supervisor"})
    assert User.objects.get(pk=trainee.pk).role_codes == {"trainee", "supervisor"}
    client.post(page_of(trainee, "people:role"), {"role": "trainee", "take": "1"})
    assert User.objects.get(pk=trainee.pk).role_codes == {"supervisor"}
    actions = ModelLogEntry.objects.filter(user=manager).values_list("action", flat=True)
    assert set(actions) == {"person.role_add", "person.role_remove"}


def test_manager_cannot_change_own_roles(client_for, manager):
    answer = client_for(manager).post(page_of(manager, "people:role"), {"role": "clinical_reviewer"}, follow=True)
    assert "cannot change your own roles" in words(answer)
    assert User.objects.get(pk=manager.pk).role_codes == {"programme_manager"}


def test_made_up_role_is_refused_in_words(client_for, manager, trainee):
    answer = client_for(manager).post(page_of(trainee, "people:role"), {"role": "emperor"}, follow=True)
    assert "no such role" in words(answer)


def test_manager_does_not_touch_an_administrator(client_for, manager, organisation):
    admin = UserFactory(is_superuser=True, organisation=organisation)
    answer = client_for(manager).post(page_of(admin, "people:role"), {"role": "trainee"})
    assert answer.status_code == 404


def test_supervision_from_asking_to_the_end(client_for, manager, trainee, organisation):
    supervisor = UserFactory(full_name="Samir Supervisor", roles=["supervisor"], organisation=organisation)
    boss, samir = client_for(manager), client_for(supervisor)
    boss.post(page_of(trainee, "people:supervision"), {"supervisor": str(supervisor.uuid)})
    link = SupervisionLink.objects.get()
    assert (link.organisation, link.accepted_at) == (organisation, None)
    assert samir.get(page_of(trainee)).status_code == 404
    assert "You are asked to supervise" in words(samir.get("/people/"))
    samir.post(reverse("people:supervision_accept", args=[link.uuid]))
    assert samir.get(page_of(trainee)).status_code == 200
    boss.post(reverse("people:supervision_end", args=[link.uuid]))
    assert samir.get(page_of(trainee)).status_code == 404
    assert "Ended" in words(boss.get(page_of(trainee)))


def test_accepting_after_it_ended_is_refused_in_words(client_for, trainee):
    link = SupervisionLinkFactory(accepted_at=None, ends=clock.today())
    answer = client_for(link.supervisor).post(reverse("people:supervision_accept", args=[link.uuid]), follow=True)
    assert "has ended" in words(answer)


def test_whoever_is_no_supervisor_cannot_be_asked(client_for, manager, trainee, organisation):
    other = UserFactory(roles=["trainee"], organisation=organisation)
    answer = client_for(manager).post(page_of(trainee, "people:supervision"), {"supervisor": str(other.uuid)})
    assert "Select a valid choice" in words(answer)
    assert not SupervisionLink.objects.exists()


def test_need_is_written_down_once_and_ended(client_for, manager, trainee):
    client = client_for(manager)
    data = {"kind": "time_factor", "value": "1.5", "needed": "Half as much time again"}
    for _turn in range(2):
        client.post(page_of(trainee, "people:need"), data)
    need = Accommodation.objects.get()
    assert need.recorded_by == manager
    assert "Half as much time again" in words(client.get(page_of(trainee)))
    client.post(reverse("people:need_end", args=[trainee.uuid, need.uuid]))
    need.refresh_from_db()
    assert need.ends == clock.today() - dt.timedelta(days=1)
    assert "Nothing written down" in words(client.get(page_of(trainee)))


@pytest.mark.parametrize(
    ("kind", "value", "said"), [("time_factor", "", "Say how much"), ("later_dates", "900", "Between")]
)
def test_need_without_a_sensible_amount_is_sent_back(client_for, manager, trainee, kind, value, said):
    data = {"kind": kind, "value": value, "needed": "More"}
    assert said in words(client_for(manager).post(page_of(trainee, "people:need"), data))
    assert not Accommodation.objects.exists()


@pytest.mark.parametrize(
    ("role", "shown"), [("auditor", False), ("lead_supervisor", True), ("programme_manager", True)]
)
def test_needs_are_for_managers_and_lead_supervisors(client_for, organisation, role, shown):
    need = AccommodationFactory(needed="A quiet room", user__organisation=organisation)
    viewer = UserFactory(roles=[role], organisation=organisation)
    assert ("A quiet room" in words(client_for(viewer).get(page_of(need.user)))) is shown


def test_own_supervisor_and_oneself_see_needs(client_for):
    link = SupervisionLinkFactory()
    AccommodationFactory(needed="A quiet room", user=link.trainee)
    for viewer in (link.supervisor, link.trainee):
        assert "A quiet room" in words(client_for(viewer).get(page_of(link.trainee)))


@pytest.mark.parametrize("name", ["people:role", "people:supervision", "people:need"])
def test_changes_are_made_by_post_only(client_for, manager, trainee, name):
    assert client_for(manager).get(page_of(trainee, name)).status_code == 405


def test_profile_is_saved_and_shown(client_for, trainee):
    client = client_for(trainee)
    data = {"full_name": "Imke L.", "preferred_name": "Imi", "time_zone": "Asia/Kolkata", "name_public": "on"}
    assert "Your profile is saved" in words(client.post("/me/", data, follow=True))
    trainee.refresh_from_db()
    assert (trainee.full_name, trainee.time_zone, trainee.name_public) == ("Imke L.", "Asia/Kolkata", True)


def test_profile_with_bad_input_keeps_the_old_name_in_the_header(client_for, trainee):
    shown = words(client_for(trainee).post("/me/", {"full_name": "", "time_zone": "Mars/Olympus"}))
    assert "Something needs another look" in shown
    trainee.refresh_from_db()
    assert trainee.full_name == "Imke Lindqvist"


def test_times_follow_the_readers_clock(client_for, trainee):
    trainee.time_zone = "Pacific/Auckland"
    trainee.date_joined = dt.datetime(2026, 3, 10, 20, tzinfo=dt.UTC)
    trainee.save()
    assert "11 March 2026" in words(client_for(trainee).get(page_of(trainee)))


def test_menu_marks_where_somebody_is(client_for, manager):
    page = parse_page(client_for(manager).get("/people/").content)
    current = [text_of(link) for link in page.iter("a") if link.get("aria-current") == "page"]
    assert current
    assert set(current) == {"People"}


def test_profile_offers_the_regions_with_crisis_lines(client_for, trainee):
    CrisisRegion.objects.create(code="GB", name="United Kingdom", emergency="999")
    client = client_for(trainee)
    assert "United Kingdom" in words(client.get("/me/"))
    client.post("/me/", {"full_name": "Imke", "time_zone": "UTC", "region": "GB"})
    trainee.refresh_from_db()
    assert trainee.region == "GB"
    refused = client.post("/me/", {"full_name": "Imke", "time_zone": "UTC", "region": "XX"})
    assert "Select a valid choice" in words(refused)


def test_need_can_be_for_one_quiz_alone_with_dates_and_name(client_for, manager, trainee):
    quiz, client = QuizFactory(n=1, title="Check on safety"), client_for(manager)
    page = client.get(page_of(trainee)).content.decode()
    assert f'<option value="{quiz.uuid}">Check on safety</option>' in page
    first, last = clock.today(), clock.today() + dt.timedelta(days=9)
    data = {"kind": "later_dates", "value": "7", "needed": "A week more", "scope": quiz.uuid}
    client.post(page_of(trainee, "people:need"), data | {"starts": first, "ends": last})
    need = Accommodation.objects.get()
    assert (need.scope, need.starts, need.ends, need.recorded_by) == (quiz.uuid, first, last, manager)
    for viewer in (manager, trainee):
        html = words(client_for(viewer).get(page_of(trainee)))
        assert "Check on safety" in html
        assert f"granted by {manager.full_name}" in html
    entry = ModelLogEntry.objects.get(action="accommodation.add")
    assert (entry.user, entry.data["scope"]) == (manager, str(quiz.uuid))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"scope": "nonsense"}, "Select a valid choice"),
        ({"scope": "2f7dbe0a-0000-4000-8000-000000000000"}, "Select a valid choice"),
        ({"starts": "2026-12-02", "ends": "2026-12-01"}, "It ends before it begins"),
    ],
)
def test_need_for_what_is_not_there_is_sent_back(client_for, manager, trainee, changes, said):
    data = {"kind": "later_dates", "value": "7", "needed": "A week more"} | changes
    assert said in words(client_for(manager).post(page_of(trainee, "people:need"), data))
    assert not Accommodation.objects.exists()


def test_another_format_is_for_everything(client_for, manager, trainee):
    data = {"kind": "format", "needed": "Large print", "scope": QuizFactory(n=1).uuid}
    assert "for everything" in words(client_for(manager).post(page_of(trainee, "people:need"), data))
