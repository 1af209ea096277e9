"""The demo: everybody at their stage, made once, and nowhere but on a developer's machine."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from assessments.instruments.queries import kits_waiting
from assessments.quizzes.queries.marking import papers_waiting
from assessments.scenarios.models import ScenarioAttempt
from certificates.documents.models import Certificate
from courses.enrolment.models import Cohort, Enrolment
from courses.progress.models import Reflection
from courses.progress.queries import next_step
from courses.sessions.models import LabSession
from lms.notifications.models import Notification
from lms.packs.demo.kits import MORE, kit_in_force
from lms.packs.demo.stage import set_up_demo
from lms.packs.errors import NoDemoHere
from lms.packs.services import load_pack
from lms.people.models import User
from lms.people.queries import current_links, pending_agreements
from tests.lms.packs.conftest import SHIPPED

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo_settings(settings: Any) -> None:
    settings.DEBUG = settings.DEMO = True
    settings.PDF_ENGINE = "none"


@pytest.mark.slow
@pytest.mark.usefixtures("demo_settings")
def test_demo_stands_whole_and_twice_is_once(on_commit: Callable[..., Any]) -> None:
    load_pack(root=SHIPPED)
    with on_commit():
        demo = set_up_demo()
    assert demo.made
    assert len(demo.sign_ins) == 19
    people = User.objects.filter(email__endswith="@demo.example")
    assert people.count() == people.filter(is_demo=True).count() == 19
    assert not any(pending_agreements(user) for user in people)

    enrolments = Enrolment.objects.select_related("learner", "course")
    assert sorted(enrolments.values_list("status", flat=True)) == sorted(
        ["active"] * 9 + ["paused", "withdrawn"] + ["completed"] * 2
    )
    step = next_step(enrolments.get(learner__email="trainee@demo.example"))
    assert (step.module.code, step.number) == ("M2", 2)
    assert Certificate.objects.count() == 2
    assert all(certificate.snapshot["specimen"] for certificate in Certificate.objects.all())
    assert Reflection.objects.filter(shared_at__isnull=False).count() == 1
    (told,) = Notification.objects.filter(kind="study_need").select_related("recipient")
    assert told.recipient.email == "supervisor@demo.example"
    assert "Kofi Mensah was very sure" in told.title
    supervisors = User.objects.filter(email__in=["supervisor@demo.example", "supervisor2@demo.example"])
    waiting = {user.email: papers_waiting(user).count() for user in supervisors}
    assert waiting == {"supervisor@demo.example": 1, "supervisor2@demo.example": 0}
    assert current_links().count() == 12
    held, coming = LabSession.objects.order_by("starts_at")
    assert (held.status, held.attendances.filter(counts=True).count()) == ("held", 2)
    assert [coming.bookings.filter(status=status).count() for status in ("booked", "waiting")] == [4, 2]
    runs = ScenarioAttempt.objects.filter(learner__email="trainee@demo.example").order_by("started_at")
    assert list(runs.values_list("scenario__code", "status", "harms", "open_harms", "met")) == [
        ("first-night", "finished", 1, 0, True),
        ("just-get-some-sunlight", "in_progress", 0, 0, None),
    ]
    sent = ScenarioAttempt.objects.filter(sent_at__isnull=False)
    assert sorted(sent.values_list("learner__email", "met")) == [
        ("amara@demo.example", True),
        ("kofi@demo.example", True),
        ("meiling@demo.example", False),
    ]
    (kit,) = kits_waiting()
    assert (kit.code, kit_in_force("orp-3").instrument) == ("orp-3", kit)
    assert kit.kit["observer_notes"].endswith(MORE)
    assert kit_in_force("orp-99") is None
    assert Cohort.objects.get().is_demo
    assert mail.outbox == []

    before = (User.objects.count(), Enrolment.objects.count(), Reflection.objects.count())
    User.objects.filter(email="kofi@demo.example").update(full_name="Renamed")
    assert not set_up_demo().made
    assert (User.objects.count(), Enrolment.objects.count(), Reflection.objects.count()) == before
    assert User.objects.filter(full_name="Renamed").exists()


def test_demo_is_refused_on_a_real_site(settings: Any) -> None:
    settings.DEBUG, settings.DEMO = False, True
    with pytest.raises(NoDemoHere, match="developer's machine"):
        set_up_demo()
    with pytest.raises(CommandError):
        call_command("demo")
    assert not User.objects.exists()


@pytest.mark.usefixtures("demo_settings")
def test_demo_without_the_course_says_what_to_load() -> None:
    with pytest.raises(NoDemoHere, match="load_pack"):
        set_up_demo()
