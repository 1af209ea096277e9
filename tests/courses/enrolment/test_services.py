from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from courses.enrolment import services
from courses.enrolment.choices import EnrolmentStatus
from courses.enrolment.errors import CohortFull, InAnotherCohort, InviteUnusable, NotOpen, WrongCourse
from courses.enrolment.models import CohortSeat, Enrolment
from courses.progress.services import press_done
from courses.signals import enrolled
from lms.common import clock
from tests.factories.courses import CohortFactory, CohortInviteFactory, EnrolmentFactory, make_course
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_enrolling_twice_is_one_enrolment_and_one_signal() -> None:
    course, learner = make_course().course, UserFactory()
    heard = []

    def listen(sender: type, enrolment: Enrolment, **kwargs: object) -> None:
        heard.append(enrolment)

    enrolled.connect(listen)
    first = services.enrol(learner=learner, course=course)
    second = services.enrol(learner=learner, course=course)
    enrolled.disconnect(listen)
    assert first == second
    assert heard == [first]


def test_withdrawal_keeps_the_old_row_and_a_return_begins_anew() -> None:
    tree, learner = make_course(), UserFactory()
    first = services.enrol(learner=learner, course=tree.course)
    press_done(enrolment=first, lesson=tree.lessons[0])
    services.withdraw_enrolment(enrolment=first)
    second = services.enrol(learner=learner, course=tree.course)
    assert (second.cycle, second.status) == (2, EnrolmentStatus.ACTIVE)
    assert first.activity_progress.count() == 1
    assert second.activity_progress.count() == 0


def test_completed_course_is_taken_again_only_when_asked() -> None:
    tree, learner = make_course(lessons=1), UserFactory()
    first = services.enrol(learner=learner, course=tree.course)
    press_done(enrolment=first, lesson=tree.lessons[0])
    assert services.enrol(learner=learner, course=tree.course) == first
    second = services.start_again(enrolment=first)
    assert services.start_again(enrolment=first) == second
    assert second.cycle == 2


def test_pause_and_resume_are_idempotent() -> None:
    enrolment = EnrolmentFactory()
    for _again in range(2):
        assert services.pause_enrolment(enrolment=enrolment).status == EnrolmentStatus.PAUSED
    for _again in range(2):
        resumed = services.resume_enrolment(enrolment=enrolment)
        assert (resumed.status, resumed.paused_at) == (EnrolmentStatus.ACTIVE, None)


@pytest.mark.parametrize("change", [services.pause_enrolment, services.resume_enrolment, services.withdraw_enrolment])
def test_completed_enrolment_is_left_alone(change: services.Change) -> None:
    enrolment = EnrolmentFactory(status=EnrolmentStatus.COMPLETED, completed_at=clock.now())
    with pytest.raises(NotOpen):
        change(enrolment=enrolment)


def test_cohort_takes_its_own_course_only() -> None:
    with pytest.raises(WrongCourse):
        services.enrol(learner=UserFactory(), course=make_course().course, cohort=CohortFactory())


def test_full_cohort_counts_kept_places_and_frees_those_of_the_withdrawn() -> None:
    cohort = CohortFactory(capacity=2)
    CohortSeat.objects.create(cohort=cohort, email="kept@example.org", kept_by=UserFactory())
    first = services.enrol(learner=UserFactory(), course=cohort.course, cohort=cohort)
    with pytest.raises(CohortFull):
        services.enrol(learner=UserFactory(), course=cohort.course, cohort=cohort)
    services.withdraw_enrolment(enrolment=first)
    assert services.enrol(learner=UserFactory(), course=cohort.course, cohort=cohort).cohort == cohort


def test_enrolment_joins_a_cohort_but_does_not_change_it() -> None:
    cohort = CohortFactory()
    enrolment = EnrolmentFactory(course=cohort.course)
    assert services.enrol(learner=enrolment.learner, course=cohort.course, cohort=cohort).cohort == cohort
    with pytest.raises(InAnotherCohort):
        services.enrol(learner=enrolment.learner, course=cohort.course, cohort=CohortFactory(course=cohort.course))


def test_invite_lets_in_once_per_person_up_to_its_cap() -> None:
    invite = CohortInviteFactory(cap=2)
    first = UserFactory()
    for _again in range(2):
        services.join_by_invite(learner=first, invite=invite)
    services.join_by_invite(learner=UserFactory(), invite=invite)
    with pytest.raises(InviteUnusable) as refusal:
        services.join_by_invite(learner=UserFactory(), invite=invite)
    invite.refresh_from_db()
    assert (refusal.value.code, invite.used) == ("used_up", 2)
    assert first.memberships.get().organisation == invite.cohort.organisation


def test_expired_and_revoked_invites_let_nobody_in() -> None:
    expired, revoked = CohortInviteFactory(), CohortInviteFactory()
    services.revoke_invite(invite=revoked, actor=UserFactory())
    with pytest.raises(InviteUnusable) as refusal:
        services.join_by_invite(learner=UserFactory(), invite=revoked)
    assert refusal.value.code == "revoked"
    with time_machine.travel(clock.now() + timedelta(days=8)), pytest.raises(InviteUnusable) as refusal:
        services.join_by_invite(learner=UserFactory(), invite=expired)
    assert refusal.value.code == "expired"
    assert not Enrolment.objects.exists()


def test_full_cohort_uses_up_nothing_of_an_invite() -> None:
    invite = CohortInviteFactory(cohort__capacity=0)
    with pytest.raises(CohortFull):
        services.join_by_invite(learner=UserFactory(), invite=invite)
    invite.refresh_from_db()
    assert invite.used == 0


def test_cohort_cannot_end_before_it_starts() -> None:
    cohort = CohortFactory.build(organisation=None, course=None)
    saved = CohortFactory()
    saved.starts, saved.ends = clock.today(), clock.today() - timedelta(days=1)
    with pytest.raises(ValidationError):
        services.save_cohort(cohort=saved, supervisors=[], actor=UserFactory())
    assert cohort.pk is None
