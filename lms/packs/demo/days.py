"""Days that have passed already when the demo is set up."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from lms.common import clock


@contextmanager
def days_ago(days: float) -> Iterator[None]:
    """What is done inside was done so many days ago."""
    with clock.moved(-dt.timedelta(days=days)):
        yield
