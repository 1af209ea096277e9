"""What was granted to one learner where an author set a clock."""

from assessments.scenarios.models import ScenarioAttempt
from lms.people.choices import AccommodationKind
from lms.people.models import User
from lms.people.queries import accommodations_of_kinds


def time_factor_for(learner: User, attempt: ScenarioAttempt) -> float:
    """How many times as long as the author's clock this learner has, from 1 up; the largest grant counts. One query."""
    rows = accommodations_of_kinds(learner, [AccommodationKind.TIME_FACTOR], scope=attempt.scenario.uuid)
    return max((float(row.value) for row in rows if row.value), default=1.0)
