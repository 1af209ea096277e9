"""What an export tells of observations, and what erasing takes."""

import pytest

from assessments.observations import services
from lms.common.privacy import declaration_for
from lms.privacy.queries import rows_of, told_rows_of
from tests.factories.observations import HARM, agreed_observation, released_observation
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def counts(model, person):
    declaration = declaration_for(f"assessments.{model}")
    return rows_of(declaration, person).count(), told_rows_of(declaration, person).count()


def test_export_tells_no_result_before_its_release():
    observation = agreed_observation(HARM)
    assert counts("ObservationResult", observation.learner) == (1, 0)
    assert counts("FollowUp", observation.learner) == (1, 0)
    assert counts("RatingSheet", observation.learner) == (0, 0)
    services.note_debrief(follow_up=observation.follow_up, actor=UserFactory())
    assert counts("FollowUp", observation.learner) == (1, 1)
    released = released_observation(
        learner=observation.learner, instrument_version=observation.sitting.instrument_version
    )
    assert counts("ObservationResult", released.learner) == (2, 1)
