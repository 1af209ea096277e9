"""The only source of time. Tests move it with time-machine; nothing else in the house asks for the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.utils import timezone

_MOVED: ContextVar[timedelta] = ContextVar("moved", default=timedelta(0))


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now() + _MOVED.get()


def today() -> date:
    """Today's date in the active time zone (the reader's, where a request has set one)."""
    return timezone.localdate(now())


@contextmanager
def moved(by: timedelta) -> Iterator[None]:
    """Let the clock be off by so much inside. For demo data, which needs a past; never in a request."""
    token = _MOVED.set(_MOVED.get() + by)
    try:
        yield
    finally:
        _MOVED.reset(token)
