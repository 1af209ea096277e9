from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import QuerySet

from assessments.competencies.models import CompetencyRecord
from certificates.awards.models import Award
from courses.enrolment.services import enrol
from courses.progress.services import press_done
from lms.people.models import User
from tests.factories.certificates import ProgrammeVersionFactory, know
from tests.factories.courses import make_course
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner():
    return UserFactory(roles=["trainee"])


def move_to(learner: User, zone: str) -> None:
    """A time zone that is none breaks the evaluation, as any bug in it would."""
    QuerySet(User).filter(pk=learner.pk).update(time_zone=zone)


def test_completed_course_is_evaluated_after_the_commit(learner, on_commit) -> None:
    tree = make_course(lessons=1)
    ProgrammeVersionFactory(requirements=[{"course": tree.course.code}])
    with on_commit():
        press_done(enrolment=enrol(learner=learner, course=tree.course), lesson=tree.lessons[0])
        assert not Award.objects.exists()
    assert Award.objects.get().learner == learner


def test_recorded_competency_is_evaluated_after_the_commit(learner, on_commit) -> None:
    ProgrammeVersionFactory()
    with on_commit():
        know(learner)
        assert not Award.objects.exists()
    assert Award.objects.get().learner == learner


def test_one_commit_evaluates_a_person_once(learner, django_capture_on_commit_callbacks) -> None:
    other = UserFactory()
    with django_capture_on_commit_callbacks() as callbacks:
        for code in ("SAFE-1", "SAFE-2", "SAFE-3"):
            know(learner, code)
        know(other)
    assert len(callbacks) == 2


def test_broken_evaluation_loses_no_evidence_and_is_repaired(learner, on_commit, caplog) -> None:
    ProgrammeVersionFactory()
    move_to(learner, "Nowhere/Land")
    with on_commit():
        know(learner)
    assert CompetencyRecord.objects.filter(learner=learner).exists()
    assert not Award.objects.exists()
    assert "manage.py evaluate_awards" in caplog.text
    move_to(learner, "UTC")
    out = StringIO()
    call_command("evaluate_awards", stdout=out)
    assert out.getvalue() == "1 awards granted.\n"
    assert Award.objects.get().learner == learner


def test_command_goes_on_after_a_broken_person_and_says_so(learner) -> None:
    fine = UserFactory()
    ProgrammeVersionFactory()
    know(learner)
    know(fine)
    move_to(learner, "Nowhere/Land")
    out = StringIO()
    with pytest.raises(CommandError, match="1 people"):
        call_command("evaluate_awards", stdout=out)
    assert Award.objects.get().learner == fine


def test_command_for_one_person_leaves_the_others(learner) -> None:
    other = UserFactory()
    ProgrammeVersionFactory()
    know(learner)
    know(other)
    call_command("evaluate_awards", learner=learner.email.upper(), stdout=StringIO())
    assert Award.objects.get().learner == learner


def test_command_for_nobody_is_refused() -> None:
    with pytest.raises(CommandError, match=r"nobody@example\.org"):
        call_command("evaluate_awards", learner="nobody@example.org")
