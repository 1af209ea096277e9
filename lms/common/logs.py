"""One line of JSON for each event, without personal data: no e-mail address, no query string, no token of a link."""

import json
import logging
import re
import traceback
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from django.http import HttpRequest, HttpResponse

request_id: ContextVar[str] = ContextVar("request_id", default="")
logger = logging.getLogger("lms.request")

EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(\.[\w-]+)+")
QUERY = re.compile(r"(?<=[\w/])\?\S+")
# A path may end in the token of an invitation or a new password; routes say the same without it.
PATH = re.compile(r"(?<![\w.:/<])/[^\s'\"<>,;:()]+")
GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
FIELDS = ("method", "route", "status", "milliseconds", "code")


def scrub(text: str) -> str:
    """The text without e-mail addresses and query strings."""
    return QUERY.sub("", EMAIL.sub("[e-mail]", text))


class JsonFormatter(logging.Formatter):
    """`{"at", "level", "logger", "message", "request", …}`; an exception with its stack, without local values."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self._message(record),
        }
        if request_id.get():
            line["request"] = request_id.get()
        line.update({name: getattr(record, name) for name in FIELDS if hasattr(record, name)})
        if record.exc_info and record.exc_info[0]:
            line["exception"] = scrub("".join(traceback.format_exception(*record.exc_info)))
        return json.dumps(line, ensure_ascii=False, default=str)

    def _message(self, record: logging.LogRecord) -> str:
        message = scrub(record.getMessage())
        # Django's own lines about requests name the path, e.g. "Not Found: /invitation/<token>/".
        return PATH.sub("[path]", message) if record.name.startswith("django.") else message


class RequestLogMiddleware:
    """Gives each request an id (or takes the proxy's), logs one line, and hands the id back in `X-Request-ID`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        token = request_id.set(given if GIVEN_ID.fullmatch(given) else uuid.uuid4().hex)
        began = perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request_id.get()
            self._log(request, response, began)
        finally:
            request_id.reset(token)
        return response

    def _log(self, request: HttpRequest, response: HttpResponse, began: float) -> None:
        if not logger.isEnabledFor(logging.INFO):
            return
        match = request.resolver_match
        extra = {
            "method": request.method,
            "route": match.route if match else "",
            "status": response.status_code,
            "milliseconds": round((perf_counter() - began) * 1000, 1),
        }
        logger.info("request", extra=extra)
