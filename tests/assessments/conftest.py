import pytest

from lms.people.models import User
from tests.factories.people import UserFactory


@pytest.fixture
def learner(db: None) -> User:
    return UserFactory(email="imke@example.org", full_name="Imke Lindqvist", roles=["trainee"])


@pytest.fixture
def stranger(db: None) -> User:
    return UserFactory(email="sam@example.org", full_name="Sam Okoro", roles=["trainee"])
