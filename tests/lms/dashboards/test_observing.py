"""What of observed role-plays waits at somebody's desk."""

import pytest
from django.urls import reverse

from tests.factories.observations import HARM, agreed_observation, differing_observation
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_desk_says_what_waits(client_for):
    lead = UserFactory(roles=["lead_supervisor"], acknowledged=True)
    assert "Observed role-plays</h2>" not in client_for(lead).get(reverse("desk")).content.decode()
    first = agreed_observation(HARM)
    differing_observation(instrument_version=first.sitting.instrument_version)
    page = client_for(lead).get(reverse("desk")).content.decode()
    for words in (
        "Harm to talk through: 2 follow-ups",
        "1 role-play on which raters differ",
        "1 result is put together",
    ):
        assert words in page
    supervisor = UserFactory(roles=["supervisor"], acknowledged=True)
    assert "1 result is put together" not in client_for(supervisor).get(reverse("desk")).content.decode()
