"""Who hears of what."""

import uuid
from typing import Any

import pytest

from assessments.quizzes.models import QuizAttempt
from assessments.scenarios.services import send_run
from certificates.awards.choices import EventKind
from certificates.awards.models import Award, AwardEvent
from certificates.documents.models import Certificate
from certificates.signals import award_changed, award_granted, certificate_issued
from courses.enrolment.services import enrol
from courses.progress.services import save_reflection, share_reflection
from lms.common import clock
from lms.notifications.models import Notification
from tests.factories.assessments import QuizFactory, make_attempt
from tests.factories.certificates import AwardFactory
from tests.factories.courses import make_course
from tests.factories.people import SupervisionLinkFactory, UserFactory
from tests.factories.scenarios import REPAIRED, RunFactory

pytestmark = pytest.mark.django_db


def told(user: Any) -> list[tuple[str, str]]:
    return list(Notification.objects.filter(recipient=user).order_by("pk").values_list("kind", "path"))


def test_enrolled_is_welcomed_once() -> None:
    tree, learner = make_course(), UserFactory()
    enrol(learner=learner, course=tree.course)
    enrol(learner=learner, course=tree.course)
    assert told(learner) == [("welcome", "/training/")]


def test_attempt_not_yet_leads_to_its_review() -> None:
    learner = UserFactory()
    attempt = make_attempt(QuizFactory(), learner, right=0, finish=True)
    assert told(learner) == [("feedback", f"/attempts/{attempt.uuid}/review/")]
    assert "not yet" in Notification.objects.get().title


def test_attempt_met_says_nothing() -> None:
    learner = UserFactory()
    attempt = make_attempt(QuizFactory(), learner, right=3, finish=True)
    assert QuizAttempt.objects.get(pk=attempt.pk).passed
    assert told(learner) == []


def test_shared_reflection_reaches_those_who_supervise_now() -> None:
    link = SupervisionLinkFactory()
    stranger = UserFactory(roles=["supervisor"])
    tree = make_course(reflections=True)
    enrol(learner=link.trainee, course=tree.course)
    activity = tree.activity(tree.lessons[0], "reflection")
    row = save_reflection(learner=link.trainee, activity=activity, text="My words.", sequence=1)
    share_reflection(reflection=row)
    assert told(link.supervisor) == [("reflection", f"/people/{link.trainee.uuid}/")]
    assert told(stranger) == []
    assert "My words" not in str(Notification.objects.filter(recipient=link.supervisor).values())


def test_a_role_play_is_told_once_to_those_who_supervise_now() -> None:
    link = SupervisionLinkFactory()
    stranger = UserFactory(roles=["supervisor"])
    run = RunFactory(learner=link.trainee, path=REPAIRED)
    for _time in range(2):
        send_run(attempt=run)
    assert told(link.supervisor) == [("role_play", f"/role-plays/{run.uuid}/debrief/")]
    assert told(stranger) == []
    assert told(link.trainee) == []
    row = Notification.objects.get(recipient=link.supervisor)
    assert row.about == link.trainee
    assert "harm" not in f"{row.title} {row.body}"


def test_award_and_its_changes_are_told_without_the_reason() -> None:
    award = AwardFactory()
    Notification.objects.all().delete()
    award_granted.send(sender=Award, award=award)
    event = AwardEvent(award=award, kind=EventKind.SUSPENDED, at=clock.now(), reason="A secret", uuid=uuid.uuid4())
    award_changed.send(sender=Award, award=award, event=event)
    assert [kind for kind, _path in told(award.learner)] == ["award", "award_changed"]
    assert "A secret" not in str(Notification.objects.values())


def test_certificate_is_told_once() -> None:
    award = AwardFactory()
    certificate = Certificate(award=award, serial="HS-1", uuid=uuid.uuid4())
    Notification.objects.all().delete()
    certificate_issued.send(sender=Certificate, certificate=certificate)
    certificate_issued.send(sender=Certificate, certificate=certificate)
    assert told(award.learner) == [("certificate", "/certificates/")]
