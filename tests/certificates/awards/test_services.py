from datetime import date
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import connection
from wagtail.models import ModelLogEntry

from certificates.awards.choices import AwardStatus, EventKind
from certificates.awards.errors import AwardClosed, OwnAward, ReasonMissing
from certificates.awards.models import Award, AwardEvent
from certificates.awards.queries import standing
from certificates.awards.services import evaluate, reinstate_award, revoke_award, suspend_award
from certificates.documents.models import Certificate
from certificates.signals import award_changed
from courses.enrolment.services import enrol
from courses.progress.services import press_done
from lms.common.ledger import RowIsFinal
from tests.factories.certificates import AwardFactory, ProgrammeVersionFactory, know, observe
from tests.factories.courses import make_course
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner():
    return UserFactory(roles=["trainee"], time_zone="Pacific/Auckland")


@pytest.fixture
def manager():
    return UserFactory(roles=["programme_manager"])


def status(award: Award) -> AwardStatus:
    return standing(Award.objects.get(pk=award.pk)).status


@time_machine.travel("2026-11-22 12:30", tick=False)
def test_evaluate_grants_when_the_rules_are_met(learner) -> None:
    version = ProgrammeVersionFactory(validity_months=24)
    assert evaluate(learner=learner) == []
    know(learner)
    (award,) = evaluate(learner=learner)
    assert (award.version, award.cycle) == (version, 1)
    # In Auckland it is the 23rd already.
    assert award.valid_until == date(2028, 11, 23)
    assert [event.kind for event in award.events.all()] == [EventKind.GRANTED]
    assert ModelLogEntry.objects.filter(action="award.grant").count() == 1


def test_evaluate_twice_grants_once(learner) -> None:
    ProgrammeVersionFactory()
    know(learner)
    assert len(evaluate(learner=learner)) == 1
    assert evaluate(learner=learner) == []
    assert Certificate.objects.count() == 1


def test_evaluate_grants_nothing_for_knowledge_where_a_level_is_asked_for(learner) -> None:
    ProgrammeVersionFactory(requirements=[{"observed": "SAFE-1", "level": 3}])
    know(learner)
    observe(learner, level=2)
    assert evaluate(learner=learner) == []
    observe(learner, level=3)
    assert len(evaluate(learner=learner)) == 1


def test_evaluate_grants_one_award_where_two_versions_are_met(learner) -> None:
    tree = make_course(lessons=1)
    with time_machine.travel("2026-01-10"):
        ProgrammeVersionFactory(code="p", requirements=[{"course": tree.course.code}])
    with time_machine.travel("2026-02-10"):
        enrolment = enrol(learner=learner, course=tree.course)
    with time_machine.travel("2026-03-10"):
        newer = ProgrammeVersionFactory(code="p", version="2.0", requirements=[{"course": tree.course.code}])
    press_done(enrolment=enrolment, lesson=tree.lessons[0])
    assert [award.version for award in evaluate(learner=learner)] == [newer]


def test_evaluate_does_not_grant_again_what_was_revoked(learner, manager) -> None:
    ProgrammeVersionFactory()
    know(learner)
    (award,) = evaluate(learner=learner)
    revoke_award(award=award, actor=manager, reason="Found out later")
    know(learner)
    assert evaluate(learner=learner) == []


def test_evaluate_grants_nothing_to_an_erased_person(learner) -> None:
    ProgrammeVersionFactory()
    know(learner)
    type(learner).objects.filter(pk=learner.pk).update(erased_at="2026-01-01T00:00Z")
    assert evaluate(learner=learner) == []


def test_suspended_award_counts_again_when_reinstated(manager) -> None:
    award = AwardFactory()
    suspend_award(award=award, actor=manager, reason="A complaint is looked into")
    assert status(award) == AwardStatus.SUSPENDED
    reinstate_award(award=award, actor=manager, reason="Nothing in it")
    assert status(award) == AwardStatus.VALID
    assert [event.actor for event in award.events.all()] == [None, manager, manager]
    actions = set(ModelLogEntry.objects.values_list("action", flat=True))
    assert {"award.suspend", "award.reinstate"} <= actions


def test_audit_line_holds_no_reason(manager) -> None:
    suspend_award(award=AwardFactory(), actor=manager, reason="Something about a person")
    line = ModelLogEntry.objects.get(action="award.suspend")
    assert "person" not in str(line.data)


@pytest.mark.parametrize("decide", [suspend_award, revoke_award])
def test_decision_twice_is_written_once_and_told_once(decide, manager) -> None:
    award, told = AwardFactory(), []

    def listen(event, **kwargs) -> None:
        told.append(event.kind)

    award_changed.connect(listen)
    try:
        decide(award=award, actor=manager, reason="Once")
        decide(award=award, actor=manager, reason="Once")
    finally:
        award_changed.disconnect(listen)
    assert award.events.count() == 2
    assert told == [award.events.last().kind]


def test_reinstating_what_is_in_force_changes_nothing(manager) -> None:
    award = AwardFactory()
    reinstate_award(award=award, actor=manager, reason="By mistake")
    assert award.events.count() == 1


@pytest.mark.parametrize("end", [EventKind.REVOKED, EventKind.WITHDRAWN, EventKind.REPLACED])
@pytest.mark.parametrize("decide", [suspend_award, reinstate_award])
def test_ended_award_stays_ended(decide, end: EventKind, manager) -> None:
    award = AwardFactory(events=[end])
    with pytest.raises(AwardClosed):
        decide(award=award, actor=manager, reason="Too late")
    assert award.events.count() == 2


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_decision_without_reason_is_refused(reason: str, manager) -> None:
    award = AwardFactory()
    with pytest.raises(ReasonMissing):
        revoke_award(award=award, actor=manager, reason=reason)
    assert status(award) == AwardStatus.VALID


def test_nobody_decides_about_their_own_award(manager) -> None:
    award = AwardFactory(learner=manager)
    with pytest.raises(OwnAward):
        suspend_award(award=award, actor=manager, reason="On holiday")


def test_ledger_line_cannot_be_changed_or_deleted(manager) -> None:
    event = AwardFactory().events.get()
    event.kind = EventKind.REVOKED
    with pytest.raises(RowIsFinal):
        event.save()
    with pytest.raises(RowIsFinal):
        AwardEvent.objects.all().delete()


@pytest.mark.concurrency
@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_evaluations_at_once_grant_one_award() -> None:
    learner = UserFactory()
    know(learner)
    # The evidence came first, so nothing has been granted when the two set out.
    ProgrammeVersionFactory(requirements=[{"knowledge": "SAFE-1"}])
    barrier, found = Barrier(2), []

    def work() -> None:
        try:
            barrier.wait(10)
            found.append(len(evaluate(learner=learner)))
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(found) == [0, 1]
    assert Award.objects.count() == 1
    assert AwardEvent.objects.filter(kind=EventKind.GRANTED).count() == 1
