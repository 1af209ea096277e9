from django.db import transaction

from courses.enrolment.models import Cohort
from lms.common import audit
from lms.people.models import User


@transaction.atomic
def save_cohort(*, cohort: Cohort, supervisors: list[User], actor: User) -> Cohort:
    """Store a cohort, new or changed, with those who are listed as its supervisors. Raises ValidationError."""
    cohort.full_clean()
    cohort.save()
    cohort.supervisors.set(supervisors)
    audit.record("cohort.save", cohort, actor=actor)
    return cohort
