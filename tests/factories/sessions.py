"""Live labs, their dates, and who has a place."""

import uuid
from datetime import timedelta
from typing import Any

import factory

from courses.enrolment.models import Cohort, Enrolment
from courses.sessions.models import Lab, LabSession
from courses.sessions.services import book_place
from lms.common import clock
from tests.factories.courses import CohortFactory, EnrolmentFactory
from tests.factories.people import UserFactory


def section(title: str = "Openings, in pairs", minutes: int = 120, hosts: str = "<p>Watch the clock.</p>") -> dict:
    value = {"title": title, "minutes": minutes, "text": "<p>Open a group.</p>", "hosts": hosts}
    return {"type": "section", "value": value, "id": str(uuid.uuid4())}


class LabFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Lab

    code = factory.Sequence(lambda n: f"lab-{n}")
    title = factory.Sequence(lambda n: f"Lab {n}")
    summary = "Open a group in five minutes."
    bring = "A draft agreement\nPaper"
    plan = factory.LazyFunction(lambda: [section()])


class LabSessionFactory(factory.django.DjangoModelFactory):
    """Two hours, in a week; `hosts=[…]`, else a supervisor listed with the cohort."""

    class Meta:
        model = LabSession
        skip_postgeneration_save = True

    lab = factory.SubFactory(LabFactory)
    cohort = factory.SubFactory(CohortFactory)
    starts_at = factory.LazyFunction(lambda: clock.now().replace(microsecond=0) + timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda one: one.starts_at + timedelta(hours=2))
    time_zone = "Europe/Berlin"
    link = "https://meet.example.org/circle"
    capacity = 2

    @factory.post_generation
    def hosts(self: LabSession, create: bool, extracted: list[Any] | None, **kwargs: Any) -> None:
        if extracted is None:
            extracted = [UserFactory(roles=["supervisor"], full_name="Hana Host")]
            self.cohort.supervisors.add(*extracted)
        self.hosts.set(extracted)


def join(cohort: Cohort, **fields: Any) -> Enrolment:
    """Somebody new in a cohort."""
    return EnrolmentFactory(cohort=cohort, course=cohort.course, **fields)


def place(session: LabSession, **fields: Any) -> Enrolment:
    """Somebody new in the session's cohort, with a place, or on the list where there is none."""
    enrolment = join(session.cohort, **fields)
    book_place(session=session, enrolment=enrolment)
    return enrolment


def lab_block(lab: Lab, *, required: bool = True) -> dict[str, Any]:
    return {"type": "lab", "value": {"lab": lab.pk, "required": required}, "id": str(uuid.uuid4())}
