import datetime as dt

import pytest
import time_machine

from lms.common import clock
from lms.people.choices import AccommodationKind
from lms.people.queries import (
    accommodations_for,
    current_supervisors,
    people_in_reach,
    people_supervised_by,
    search_people,
    supervises,
)
from tests.factories.people import (
    AccommodationFactory,
    MembershipFactory,
    OrganisationFactory,
    SupervisionLinkFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def test_supervises_from_first_to_last_day():
    with time_machine.travel(dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC)) as traveller:
        link = SupervisionLinkFactory(starts=clock.today(), ends=clock.today() + 2 * DAY)
        seen = []
        for days in (-1, 0, 2, 3):
            traveller.move_to(dt.datetime(2026, 3, 10, 12, tzinfo=dt.UTC) + days * DAY)
            seen.append(supervises(link.supervisor, link.trainee))
    assert seen == [False, True, True, False]


def test_supervision_not_accepted_does_not_count():
    link = SupervisionLinkFactory(accepted_at=None)
    assert not supervises(link.supervisor, link.trainee)
    assert not current_supervisors(link.trainee).exists()


def test_supervisors_and_supervised_are_two_sides():
    link = SupervisionLinkFactory()
    assert list(current_supervisors(link.trainee)) == [link.supervisor]
    assert list(people_supervised_by(link.supervisor)) == [link.trainee]
    assert not people_supervised_by(link.trainee).exists()


def test_manager_reaches_own_organisation_and_those_without_one():
    here, elsewhere = OrganisationFactory(), OrganisationFactory()
    manager = UserFactory(roles=["programme_manager"], organisation=here)
    colleague, free = UserFactory(organisation=here), UserFactory()
    UserFactory(organisation=elsewhere)
    assert set(people_in_reach(manager)) == {manager, colleague, free}


def test_manager_does_not_reach_who_left_for_another_organisation():
    here, elsewhere = OrganisationFactory(), OrganisationFactory()
    manager = UserFactory(roles=["programme_manager"], organisation=here)
    gone = UserFactory(organisation=elsewhere)
    MembershipFactory(user=gone, organisation=here, starts=clock.today() - 9 * DAY, ends=clock.today() - DAY)
    assert gone not in people_in_reach(manager)


def test_supervisor_reaches_own_people_only():
    link = SupervisionLinkFactory()
    UserFactory()
    assert list(people_in_reach(link.supervisor)) == [link.trainee]


def test_trainee_reaches_nobody():
    assert not people_in_reach(SupervisionLinkFactory().trainee).exists()


def test_superuser_reaches_everybody_but_the_erased():
    admin, person = UserFactory(is_superuser=True), UserFactory(organisation=OrganisationFactory())
    UserFactory(erased_at=clock.now())
    assert set(people_in_reach(admin)) == {admin, person}


def test_search_people_by_words_and_role():
    imke = UserFactory(full_name="Imke Lindqvist", roles=["trainee"])
    UserFactory(full_name="Imke Other", roles=["supervisor"])
    people = people_in_reach(UserFactory(is_superuser=True))
    assert list(search_people(people, words="lind imke")) == [imke]
    assert list(search_people(people, words="imke", role="trainee")) == [imke]


def test_accommodations_of_one_kind_on_a_day():
    need = AccommodationFactory(starts=clock.today(), ends=clock.today() + DAY)
    AccommodationFactory(user=need.user, kind=AccommodationKind.FORMAT, value=None)
    assert accommodations_for(need.user, AccommodationKind.TIME_FACTOR) == [need]
    assert accommodations_for(need.user, AccommodationKind.TIME_FACTOR, on=clock.today() + 2 * DAY) == []
    assert accommodations_for(need.user, AccommodationKind.TIME_FACTOR, on=clock.today() - DAY) == []
