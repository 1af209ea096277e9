from collections.abc import Callable

import pytest
from django.test import Client

from lms.people.models import User


@pytest.fixture
def as_user(client: Client) -> Callable[[User], Client]:
    """A client that is signed in as somebody."""

    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in
