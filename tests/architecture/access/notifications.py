from typing import Any

from tests.architecture.access import OK, Line
from tests.factories.notifications import NotificationFactory
from tests.factories.people import UserFactory


def own(knocking: Any) -> dict[str, Any]:
    return {"uuid": NotificationFactory(recipient=knocking or UserFactory()).uuid}


def of_another() -> dict[str, Any]:
    return {"uuid": NotificationFactory().uuid}


LINES = [
    Line("notifications:inbox", everybody=OK),
    Line("notifications:read_all", post={}, everybody=OK),
    Line("notifications:preferences", everybody=OK),
    Line("notifications:open", case="own", kwargs=own, everybody=OK),
    Line("notifications:open", case="of another", kwargs=of_another),
]
