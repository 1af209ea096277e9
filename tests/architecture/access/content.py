from typing import Any
from uuid import uuid4

from content.models import StandardPage
from tests.architecture.access import HIDDEN, Line
from tests.factories.content import make_home, make_page


def page() -> dict[str, Any]:
    made = make_page(make_home(), StandardPage, title="About", slug=f"about-{uuid4()}")
    return {"path": f"{made.slug}/"}


def nowhere() -> dict[str, Any]:
    return {"path": "nowhere/"}


LINES = [
    Line("crisis", public=True),
    Line("page", kwargs=page, public=True),
    Line("page", case="that is not there", kwargs=nowhere, anonymous=HIDDEN),
    Line("crisis_offline", public=True),
    Line("service_worker", public=True),
    Line("robots", public=True),
]
