from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from courses.enrolment.services import pause_enrolment
from courses.sessions.models import Attendance, LabSession
from courses.sessions.services import book_place, cancel_session
from lms.common.clock import now
from lms.people.choices import AccommodationKind
from lms.people.models import Accommodation
from lms.privacy.models import AccessLogEntry
from tests.factories.courses import CohortFactory, make_course, make_lesson
from tests.factories.people import MembershipFactory, UserFactory
from tests.factories.sessions import LabFactory, LabSessionFactory, join, lab_block, place
from tests.html import parse_page

pytestmark = pytest.mark.django_db
LINK = "https://meet.example.org/circle"


def url(name: str, session: LabSession) -> str:
    return reverse(f"courses:{name}", args=[session.uuid])


def read(client: Any, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    parse_page(answer.content.decode())
    return str(answer.content.decode())


def test_a_trainee_takes_a_place_and_gives_it_back(client_for: Any) -> None:
    session = LabSessionFactory(capacity=1)
    enrolment = join(session.cohort)
    client = client_for(enrolment.learner)
    assert LINK not in read(client, url("lab_session", session))
    assert "You have a place" in client.post(url("lab_book", session), follow=True).content.decode()
    page = read(client, url("lab_session", session))
    assert LINK in page
    assert "Give my place back" in page
    assert "Given back" in client.post(url("lab_give_back", session), follow=True).content.decode()
    assert LINK not in read(client, url("lab_session", session))


def test_the_link_is_for_those_with_a_place_and_for_hosts(client_for: Any) -> None:
    session = LabSessionFactory(capacity=1)
    has_place, waits = place(session), place(session)
    manager = UserFactory(roles=["programme_manager"])
    MembershipFactory(user=manager, organisation=session.cohort.organisation)
    seen = {
        person: LINK in read(client_for(person), url("lab_session", session))
        for person in (has_place.learner, session.hosts.get(), waits.learner, manager)
    }
    assert list(seen.values()) == [True, True, False, False]
    for person, sees in seen.items():
        assert (LINK.encode() in client_for(person).get(url("lab_calendar", session)).content) is sees


def test_the_calendar_file_keeps_its_name_through_change_and_end(client_for: Any) -> None:
    session = LabSessionFactory()
    client = client_for(place(session).learner)
    answer = client.get(url("lab_calendar", session))
    assert answer["Content-Type"].startswith("text/calendar")
    before = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    cancel_session(session=session, actor=session.hosts.get())
    after = Calendar.from_ical(client.get(url("lab_calendar", session)).content).walk("VEVENT")[0]
    assert (before["uid"], before["sequence"], before["status"]) == (after["uid"], 0, "CONFIRMED")
    assert (after["sequence"], after["status"]) == (1, "CANCELLED")
    assert "LOCATION" in before


def test_times_stand_in_the_readers_zone_beside_the_announced_one(client_for: Any) -> None:
    session = LabSessionFactory(starts_at=now().replace(year=2031, month=1, day=8, hour=17, minute=0, second=0))
    page = read(
        client_for(place(session, learner=UserFactory(time_zone="Asia/Kathmandu")).learner), url("lab_session", session)
    )
    assert "22:45–00:45" in page
    assert "18:00–20:00 in Europe/Berlin" in page


def test_what_is_refused_is_said_in_a_sentence(client_for: Any) -> None:
    session = LabSessionFactory()
    enrolment = join(session.cohort)
    pause_enrolment(enrolment=enrolment)
    client = client_for(enrolment.learner)
    assert "Resume it to take a place" in client.post(url("lab_book", session), follow=True).content.decode()
    assert "Take a place" not in read(client, url("lab_session", session))


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_for_one_date_and_for_three(
    client_for: Any, django_assert_num_queries: Any, number: int
) -> None:
    cohort = CohortFactory()
    host = UserFactory(roles=["supervisor", "trainee"])
    cohort.supervisors.add(host)
    join(cohort, learner=host)
    for _date in range(number):
        place(LabSessionFactory(cohort=cohort, hosts=[host]))
    client = client_for(host)
    read(client, reverse("courses:labs"))
    with django_assert_num_queries(8):
        page = read(client, reverse("courses:labs"))
    assert page.count("You host") == 1
    with django_assert_num_queries(6):
        read(client, reverse("courses:cohort_labs", args=[cohort.uuid]))


def test_a_register_is_saved_in_one_go_and_put_right_with_a_reason(client_for: Any) -> None:
    session = LabSessionFactory(capacity=3)
    first, second = place(session), place(session)
    host = session.hosts.get()
    Accommodation.objects.create(user=first.learner, kind=AccommodationKind.FORMAT, needed="Captions", recorded_by=host)
    client, page_url = client_for(host), url("lab_register", session)
    assert "The register opens when the session begins" in read(client, page_url)
    with time_machine.travel(session.starts_at + timedelta(minutes=90)):
        client = client_for(host)
        page = read(client, page_url)
        assert "Captions" in page
        assert "For hosts alone" in page
        assert AccessLogEntry.objects.filter(viewer=host, subject=first.learner).exists()
        one, two = first.learner.uuid, second.learner.uuid
        sent = {f"presence-{one}": "present", f"presence-{two}": "left", f"seen-{one}": "", f"seen-{two}": ""}
        refused = client.post(page_url, sent).content.decode()
        assert "fewer than the session has" in refused
        assert not Attendance.objects.exists()
        answer = client.post(page_url, {**sent, f"minutes-{two}": "60"}, follow=True).content.decode()
        assert "2 people confirmed." in answer
        seen = {f"seen-{row.learner.uuid}": str(row.uuid) for row in Attendance.objects.select_related("learner")}
        change = {**sent, f"minutes-{two}": "60", **seen, f"presence-{one}": "absent"}
        assert "Say why" in client.post(page_url, change).content.decode()
        answer = client.post(page_url, {**change, "reason": "Mixed up."}, follow=True).content.decode()
        assert "1 entry put right." in answer
        mine = read(client_for(second.learner), reverse("courses:labs"))
        assert "1 h · not yet enough to count as done" in mine
        assert "confirmed by Hana Host" in mine
        assert "Not there" in read(client_for(first.learner), reverse("courses:labs"))


def test_everybody_can_be_ticked_at_once_and_nothing_is_saved_by_it(client_for: Any) -> None:
    session = LabSessionFactory()
    place(session)
    join(session.cohort)
    with time_machine.travel(session.starts_at + timedelta(minutes=1)):
        page = read(client_for(session.hosts.get()), url("lab_register", session) + "?all=present")
    assert page.count('value="present" checked') == 1
    assert not Attendance.objects.exists()


FORM = {"day": "2031-03-05", "starts": "18:00", "ends": "20:00", "time_zone": "Europe/Berlin", "capacity": "8"}


def test_a_supervisor_plans_changes_and_calls_off(client_for: Any) -> None:
    cohort, lab = CohortFactory(), LabFactory()
    host = UserFactory(roles=["supervisor"])
    cohort.supervisors.add(host)
    client, new = client_for(host), reverse("courses:lab_new", args=[cohort.uuid])
    read(client, new)
    sent = {**FORM, "lab": lab.pk, "hosts": [host.pk]}
    assert client.post(new, sent).status_code == 302
    session = LabSession.objects.get()
    assert (session.starts_at.isoformat(), session.capacity) == ("2031-03-05T17:00:00+00:00", 8)
    book_place(session=session, enrolment=join(cohort))
    book_place(session=session, enrolment=join(cohort))
    edit = url("lab_edit", session)
    assert (
        "2 people have a place already"
        in client.post(edit, {**FORM, "capacity": "1", "hosts": [host.pk]}).content.decode()
    )
    assert 'value="18:00"' in read(client, edit)
    answer = client.post(edit, {**FORM, "starts": "17:30", "hosts": [host.pk]}, follow=True).content.decode()
    assert "Everybody with a place is told" in answer
    read(client, url("lab_cancel", session))
    answer = client.post(url("lab_cancel", session), {"note": "No room."}, follow=True).content.decode()
    assert "No room." in answer
    assert "Called off" in answer


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ends": "17:00"}, "The end has to come after the start."),
        ({"day": "2020-01-01"}, "That moment has passed."),
        ({"day": "2031-03-30", "starts": "02:30", "ends": "04:00"}, "does not exist on that day"),
        ({"day": "2031-10-26", "starts": "02:30", "ends": "04:00"}, "comes twice on that day"),
        ({"time_zone": "Mars/Olympus"}, "Select a valid choice."),
        ({"hosts": []}, "Say who hosts the session."),
        ({"capacity": "0"}, "greater than or equal to 1"),
        ({"link": "javascript:alert(1)"}, "Enter a valid URL."),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field(client_for: Any, changes: dict[str, Any], words: str) -> None:
    cohort, lab = CohortFactory(), LabFactory()
    host = UserFactory(roles=["supervisor"])
    cohort.supervisors.add(host)
    sent = {**FORM, "lab": lab.pk, "hosts": [host.pk], **changes}
    answer = client_for(host).post(reverse("courses:lab_new", args=[cohort.uuid]), sent)
    assert words in answer.content.decode()
    assert not LabSession.objects.exists()


def test_a_lesson_says_where_somebody_stands_with_its_lab(client_for: Any) -> None:
    tree, lab = make_course(lessons=0), LabFactory(safety=True, content_note="Somebody speaks of suicide.")
    lesson = make_lesson(tree.modules[0], body=[lab_block(lab)])
    cohort = CohortFactory(course=tree.course)
    enrolment = join(cohort)
    client = client_for(enrolment.learner)
    assert "No date is planned" in read(client, lesson.url)
    session = LabSessionFactory(lab=lab, cohort=cohort)
    page = read(client, lesson.url)
    assert "2 places left" in page
    assert "Not reviewed yet by a qualified reviewer" in page
    book_place(session=session, enrolment=enrolment)
    assert "You have a place. It counts once your host has confirmed" in read(client, lesson.url)
