from collections.abc import Callable
from typing import Any

import pytest

from courses.enrolment import services
from courses.enrolment.models import Cohort, CohortSeat, Enrolment
from courses.enrolment.tables import ImportRow
from lms.people.models import Invitation, User
from lms.people.services import sign_up_by_invitation
from tests.factories.courses import CohortFactory, EnrolmentFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort() -> Cohort:
    return CohortFactory()


@pytest.fixture
def manager(cohort: Cohort) -> User:
    return UserFactory(roles=["programme_manager"], organisation=cohort.organisation)


def run(cohort: Cohort, manager: User, *rows: ImportRow, dry_run: bool = False) -> list[tuple[str, str]]:
    report = services.import_rows(cohort=cohort, rows=rows, actor=manager, dry_run=dry_run)
    return [(line.outcome, line.words) for line in report.lines]


def outcomes(cohort: Cohort, manager: User, *rows: ImportRow, dry_run: bool = False) -> list[str]:
    return [outcome for outcome, _words in run(cohort, manager, *rows, dry_run=dry_run)]


def test_dry_run_says_everything_and_does_nothing(cohort: Cohort, manager: User) -> None:
    member = UserFactory(organisation=cohort.organisation)
    rows = [
        ImportRow(2, member.email),
        ImportRow(3, "new@example.org", "New"),
        ImportRow(4, "bad"),
        ImportRow(5, member.email),
    ]
    assert outcomes(cohort, manager, *rows, dry_run=True) == ["enrol", "invite", "problem", "problem"]
    assert not Enrolment.objects.exists()
    assert not CohortSeat.objects.exists()
    assert not Invitation.objects.exists()


def test_committing_twice_does_it_once(cohort: Cohort, manager: User) -> None:
    member = UserFactory(organisation=cohort.organisation)
    rows = [ImportRow(2, member.email), ImportRow(3, "new@example.org", "New")]
    assert outcomes(cohort, manager, *rows) == ["enrol", "invite"]
    assert outcomes(cohort, manager, *rows) == ["already", "already"]
    assert Enrolment.objects.get().learner == member
    assert Invitation.objects.get().email == "new@example.org"


def test_accepting_the_invitation_takes_the_kept_place(cohort: Cohort, manager: User) -> None:
    run(cohort, manager, ImportRow(2, "new@example.org", "New Person"))
    user = sign_up_by_invitation(
        invitation=Invitation.objects.get(), full_name="New Person", password="a long pass phrase"
    )
    enrolment = Enrolment.objects.get()
    assert (enrolment.learner, enrolment.cohort) == (user, cohort)
    assert not CohortSeat.objects.exists()
    assert user.has_role("trainee")


def test_invited_supervisor_is_listed_and_takes_no_place(cohort: Cohort, manager: User) -> None:
    cohort.capacity = 0
    cohort.save()
    assert outcomes(cohort, manager, ImportRow(2, "sup@example.org", "Sup", "supervisor")) == ["invite"]
    user = sign_up_by_invitation(invitation=Invitation.objects.get(), full_name="Sup", password="a long pass phrase")
    assert list(cohort.supervisors.all()) == [user]
    assert not Enrolment.objects.exists()


def test_member_is_listed_as_supervisor(cohort: Cohort, manager: User) -> None:
    member = UserFactory(organisation=cohort.organisation)
    row = ImportRow(2, member.email, role="supervisor")
    assert outcomes(cohort, manager, row) == ["list"]
    assert outcomes(cohort, manager, row) == ["already"]
    assert User.objects.get(pk=member.pk).has_role("supervisor")


def test_somebody_from_elsewhere_is_asked_like_a_stranger(cohort: Cohort, manager: User) -> None:
    foreign = UserFactory()
    assert outcomes(cohort, manager, ImportRow(2, foreign.email, foreign.full_name)) == ["invite"]
    assert not Enrolment.objects.exists()
    assert not foreign.memberships.exists()


def test_manager_cannot_make_themselves_a_supervisor(cohort: Cohort, manager: User) -> None:
    assert outcomes(cohort, manager, ImportRow(2, manager.email, role="supervisor")) == ["problem"]
    assert not cohort.supervisors.exists()


def test_places_run_out_in_the_order_of_the_file(cohort: Cohort, manager: User) -> None:
    cohort.capacity = 1
    cohort.save()
    rows = [ImportRow(2, "one@example.org", "One"), ImportRow(3, "two@example.org", "Two")]
    assert run(cohort, manager, *rows, dry_run=True)[1] == ("problem", "All places of this cohort are taken.")
    assert outcomes(cohort, manager, *rows) == ["invite", "problem"]


def test_somebody_in_another_cohort_of_the_course_is_a_problem(cohort: Cohort, manager: User) -> None:
    other = CohortFactory(course=cohort.course, organisation=cohort.organisation)
    member = UserFactory(organisation=cohort.organisation)
    EnrolmentFactory(learner=member, course=cohort.course, cohort=other)
    assert run(cohort, manager, ImportRow(2, member.email)) == [("problem", "Takes this course with another cohort.")]


def test_invitation_needs_a_name(cohort: Cohort, manager: User) -> None:
    assert outcomes(cohort, manager, ImportRow(2, "new@example.org")) == ["problem"]


@pytest.mark.parametrize("people", [1, 30])
def test_looking_at_a_file_costs_the_same_for_many(
    people: int, cohort: Cohort, manager: User, django_assert_num_queries: Callable[..., Any]
) -> None:
    rows = [ImportRow(number, f"p{number}@example.org", "P") for number in range(people)]
    with django_assert_num_queries(6):
        run(cohort, manager, *rows, dry_run=True)
