"""When raters can come, and who is asked then."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from assessments.observations import services
from assessments.observations.choices import Times, Watching
from assessments.observations.errors import SeatRefused, SlotRefused
from assessments.observations.models import RaterSlot
from assessments.observations.queries import suggest_raters
from assessments.observations.queries.slots import coming_slots, offered_times, times_of
from lms.common import clock
from lms.people.models import User
from tests.factories.observations import ObservationFactory, SeatFactory
from tests.factories.people import SupervisionLinkFactory, UserFactory

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def at():
    """A whole hour, some days from now."""
    return clock.now().replace(minute=0, second=0, microsecond=0) + dt.timedelta(days=3)


def rater(name="Ravi Nair", **fields):
    return UserFactory(roles=["supervisor"], full_name=name, **fields)


def offer(person, begins, hours=2, weeks=1):
    return services.offer_times(rater=person, starts_at=begins, ends_at=begins + hours * HOUR, weeks=weeks)


def planned(at, **fields):
    return ObservationFactory(sitting__starts_at=at, **fields)


# Offering


def test_the_same_hours_each_week_and_a_second_click_adds_nothing(at):
    person = rater()
    assert len(offer(person, at, weeks=4)) == 4
    assert offer(person, at, weeks=4) == []
    assert len(offer(person, at + HOUR, weeks=5)) == 1
    assert RaterSlot.objects.count() == 5


def test_an_hour_stays_the_hour_on_the_clock_where_that_is_moved():
    with timezone.override(ZoneInfo("Europe/Berlin")):
        begins = dt.datetime(2027, 3, 22, 18, tzinfo=ZoneInfo("Europe/Berlin"))
        services.offer_times(rater=rater(), starts_at=begins, ends_at=begins + HOUR, weeks=2)
        hours = [slot.starts_at.astimezone(ZoneInfo("Europe/Berlin")).hour for slot in RaterSlot.objects.all()]
    assert hours == [18, 18]
    first, second = RaterSlot.objects.values_list("starts_at", flat=True)
    assert second - first == dt.timedelta(days=7) - HOUR


@pytest.mark.parametrize(
    ("days", "hours", "words"), [(1, -1, "before it begins"), (1, 13, "longer than twelve"), (-2, 2, "over already")]
)
def test_what_is_no_time(days, hours, words):
    with pytest.raises(SlotRefused, match=words):
        offer(rater(), clock.now() + dt.timedelta(days=days), hours)


def test_taking_a_time_back_gives_up_no_seat(at):
    person = rater()
    (slot,) = offer(person, at)
    seat = SeatFactory(observation=planned(at), rater=person)
    services.withdraw_time(slot=slot)
    services.withdraw_time(slot=slot)
    seat.refresh_from_db()
    assert seat.left_at is None


def test_old_times_are_forgotten_a_month_later(at, time_machine):
    offer(rater(), at)
    time_machine.move_to(at + dt.timedelta(days=29))
    assert services.delete_old_times() == 0
    time_machine.move_to(at + dt.timedelta(days=31))
    assert services.delete_old_times() == 1


# Who can come


@pytest.mark.parametrize(
    ("begins", "hours", "expected"),
    [(0, 1, Times.FREE), (-1, 3, Times.FREE), (1, 2, Times.OTHER), (-2, 2, Times.OTHER), (-1, 1, Times.OTHER)],
)
def test_a_time_has_to_hold_the_whole_of_it(at, begins, hours, expected):
    person = rater()
    offer(person, at + begins * HOUR, hours)
    assert times_of([person], at, HOUR / 2) == {person.pk: expected}


def test_nothing_is_known_of_who_says_nothing(at):
    assert times_of([rater()], at, HOUR) == {}


@pytest.mark.parametrize(
    ("minutes", "watches", "expected"),
    [
        (-29, Watching.LIVE, True),
        (-31, Watching.LIVE, False),
        (29, Watching.LIVE, True),
        (0, Watching.RECORDING, False),
    ],
)
def test_nobody_is_in_two_places(at, minutes, watches, expected):
    person = rater()
    other = planned(at + dt.timedelta(minutes=minutes))
    SeatFactory(observation=other, rater=person, watches=watches)
    assert (times_of([person], at, HOUR / 2).get(person.pk) == Times.BUSY) is expected


def test_a_role_play_is_no_reason_against_itself(at):
    seat = SeatFactory(observation=planned(at), rater=rater())
    assert times_of([seat.rater], at, HOUR, but=seat.observation.sitting_id) == {}


def test_called_off_it_takes_no_time(at):
    seat = SeatFactory(observation=planned(at), rater=rater())
    services.cancel_sitting(sitting=seat.observation.sitting, actor=seat.observation.sitting.arranged_by)
    assert times_of([seat.rater], at, HOUR) == {}


def test_own_times_say_what_they_are_booked_for(at, django_assert_num_queries):
    person = rater()
    offer(person, at)
    offer(person, at + 24 * HOUR)
    seat = SeatFactory(observation=planned(at + HOUR), rater=person)
    with django_assert_num_queries(2):
        first, second = coming_slots(person)
    assert ([one.pk for one in first.booked], second.booked) == ([seat.pk], [])


def test_times_of_several_cost_one_query(at, django_assert_num_queries):
    for name in ("Ravi Nair", "Sol Ibarra", "Tove Dahl"):
        offer(rater(name), at)
    with django_assert_num_queries(1):
        assert len([slot.rater.full_name for slot in offered_times(User.objects.all())]) == 3


def test_who_can_come_is_suggested_first_and_who_is_elsewhere_last(at):
    free, unknown, other, busy = (rater(name) for name in ("Zoe Free", "Yan Unknown", "Ann Other", "Abe Busy"))
    offer(free, at)
    offer(other, at + 48 * HOUR)
    SeatFactory(observation=planned(at), rater=busy)
    observation = planned(at)
    assert [one.rater for one in suggest_raters(observation)] == [free, unknown, other, busy]


def test_what_has_begun_asks_for_no_time(at):
    person = rater()
    offer(person, at)
    observation = planned(clock.now() - HOUR)
    assert [one.times for one in suggest_raters(observation)] == [None]


# Asking who fits


def test_as_many_as_are_missing_are_asked_once(at):
    people = [rater(name) for name in ("Ann", "Ben", "Cleo")]
    offer(people[2], at)
    observation = planned(at)
    manager = observation.sitting.arranged_by
    seats = services.ask_who_fits(observation=observation, assigned_by=manager)
    assert [seat.rater for seat in seats] == [people[2], people[0]]
    assert services.ask_who_fits(observation=observation, assigned_by=manager) == []


def test_nobody_is_asked_against_whom_something_speaks(at):
    observation = planned(at)
    own = rater("Own Supervisor")
    SupervisionLinkFactory(trainee=observation.learner, supervisor=own)
    SeatFactory(observation=planned(at), rater=rater("Busy"))
    rater("Other Tongue", language="ar")
    with pytest.raises(SeatRefused, match="Nobody fits"):
        services.ask_who_fits(observation=observation, assigned_by=observation.sitting.arranged_by)
    assert not observation.seats.exists()


def test_where_not_enough_fit_those_who_do_are_asked(at):
    rater("Only One")
    observation = planned(at)
    assert len(services.ask_who_fits(observation=observation, assigned_by=observation.sitting.arranged_by)) == 1
