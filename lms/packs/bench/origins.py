"""Counts queries, and tells Wagtail's walk from the root of the site to a page from what our own code asks."""

import sys
from types import FrameType, TracebackType
from typing import Any, Self

from django.core.signals import request_started
from django.db import reset_queries
from django.db.backends.base.base import BaseDatabaseWrapper

HOUSE = ("lms.", "content.", "assessments.", "courses.", "certificates.")


class Origins:
    """`with Origins(connection) as origins:` counts; `total` has BEGIN and COMMIT in it, `walk` is Wagtail's part."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection
        self.total = self.walk = 0

    def __enter__(self) -> Self:
        # A request forgets the queries before it; these are to be counted after it.
        request_started.disconnect(reset_queries)
        self._connection.ensure_connection()
        self._before, self._connection.force_debug_cursor = self._connection.force_debug_cursor, True
        self._start = len(self._connection.queries_log)
        self._wrapper = self._connection.execute_wrapper(self._look)
        self._wrapper.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._wrapper.__exit__(kind, error, traceback)
        self.total = len(self._connection.queries_log) - self._start
        self._connection.force_debug_cursor = self._before
        self._connection.queries_log.clear()
        request_started.connect(reset_queries)

    def _look(self, execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if is_walk(sys._getframe(1)):
            self.walk += 1
        return execute(sql, params, many, context)


def is_walk(frame: FrameType | None) -> bool:
    """Whether a query belongs to the walk: Wagtail's page view, or the `route` of a page, is the nearest to it."""
    while frame is not None:
        module = frame.f_globals.get("__name__", "")
        if module.startswith(HOUSE) and frame.f_code.co_name != "route":
            return False
        if module == "wagtail.views":
            return True
        frame = frame.f_back
    return False
