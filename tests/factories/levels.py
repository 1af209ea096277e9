"""People who were watched, as lines of evidence."""

import datetime as dt
import uuid
from typing import Any

from assessments.competencies.models import Competency, CompetencyRecord
from assessments.competencies.services import record_competency
from courses.enrolment.models import Cohort
from lms.common import clock
from tests.factories.courses import CohortFactory, EnrolmentFactory
from tests.factories.observations import framework_in_force
from tests.factories.people import UserFactory


def observed(learner: Any, levels: dict[str, int], *, occasion: str = "end", days: int = 0, **facts: Any) -> None:
    """Evidence of one observation, `days` ago: level by code; level 1 is harm."""
    framework_in_force()
    source = facts.pop("source_uuid", uuid.uuid4())
    for code, level in levels.items():
        record_competency(
            learner=learner,
            competency=Competency.objects.get(code=code),
            kind="observed",
            level=level,
            harm=level == 1,
            occasion=occasion,
            source="observation",
            source_uuid=source,
            observed_at=clock.now() - dt.timedelta(days=days),
            **facts,
        )


def cohort_of(*names: str, levels: dict[str, dict[str, int]] | None = None) -> tuple[Cohort, list[Any]]:
    """A cohort with these people, and what they were rated at the end."""
    framework_in_force()
    cohort, people = CohortFactory(), []
    for name in names:
        person = UserFactory(full_name=name, roles=["trainee"])
        EnrolmentFactory(learner=person, course=cohort.course, cohort=cohort)
        observed(person, (levels or {}).get(name, {}))
        people.append(person)
    return cohort, people


def crowd(cohort: Cohort, people: int, *, occasions: tuple[str, ...]) -> None:
    """Many members, each rated in every skill at every occasion, by rows and not through services."""
    version = framework_in_force()
    skills = [words.competency_id for words in version.competencies.all()]
    learners = [UserFactory(full_name=f"Person {n:04}") for n in range(people)]
    for learner in learners:
        EnrolmentFactory(learner=learner, course=cohort.course, cohort=cohort)
    now = clock.now()
    CompetencyRecord.objects.bulk_create(
        CompetencyRecord(
            learner=learner, competency_id=skill, kind="observed", level=2 + (place + n) % 3, occasion=occasion,
            source="observation", source_uuid=uuid.uuid4(), observed_at=now,
        )
        for place, learner in enumerate(learners)
        for n, skill in enumerate(skills)
        for occasion in occasions
    )  # fmt: skip
