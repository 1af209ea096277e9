"""Asks the site for pages as a server would, through the whole WSGI handler, and notes what each one cost."""

import io
import json
from dataclasses import dataclass
from time import process_time
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from lms.packs.bench.origins import Origins

CSRF = "b" * 32
HTML, JSON, FORM = "text/html", "application/json", "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What came back. `milliseconds` is CPU time of this process, `queries` and `walk` are 0 unless asked for."""

    status: int
    location: str
    body: bytes
    milliseconds: float
    queries: int = 0
    walk: int = 0


class BenchError(Exception):
    """A flow did not go where it should: the numbers would mean nothing."""


class Visitor:
    """Somebody with a browser; `user` None is nobody signed in. Each has an address of its own."""

    handler: WSGIHandler | None = None
    number = 0

    def __init__(self, user: Any = None) -> None:
        if Visitor.handler is None:
            Visitor.handler = WSGIHandler()
        Visitor.number += 1
        self._address = f"10.{Visitor.number >> 16 & 255}.{Visitor.number >> 8 & 255}.{Visitor.number & 255}"
        self._cookies = {settings.CSRF_COOKIE_NAME: CSRF}
        if user is not None:
            self._cookies[settings.SESSION_COOKIE_NAME] = _session_of(user)

    def get(self, path: str, *, counted: bool = False) -> Answer:
        return self._ask("GET", path, b"", counted)

    def post(
        self, path: str, data: dict[str, Any] | None = None, *, counted: bool = False, accept: str = HTML
    ) -> Answer:
        return self._ask("POST", path, urlencode(data or {}, doseq=True).encode(), counted, accept)

    def send(self, path: str, data: dict[str, Any], *, counted: bool = False) -> Answer:
        """Post as a script does: JSON there and back."""
        return self._ask("POST", path, json.dumps(data).encode(), counted, JSON, JSON)

    def cookies(self) -> str:
        """What the browser sends of them with each request."""
        return "; ".join(f"{name}={value}" for name, value in self._cookies.items())

    def _ask(
        self, method: str, path: str, body: bytes, counted: bool, accept: str = HTML, content_type: str = FORM
    ) -> Answer:
        environ = self._environ(method, path, body) | {"HTTP_ACCEPT": accept, "CONTENT_TYPE": content_type}
        if counted:
            with Origins(connection) as origins:
                status, location, content, spent = _run(environ)
            return Answer(status, location, content, spent, origins.total, origins.walk)
        status, location, content, spent = _run(environ)
        return Answer(status, location, content, spent)

    def _environ(self, method: str, path: str, body: bytes) -> dict[str, Any]:
        path, _mark, query = path.partition("?")
        return {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SCRIPT_NAME": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": self._address,
            "HTTP_HOST": "localhost",
            "HTTP_ACCEPT_LANGUAGE": "en",
            "HTTP_COOKIE": self.cookies(),
            "HTTP_X_CSRFTOKEN": CSRF,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http",
            "wsgi.version": (1, 0),
        }


def _run(environ: dict[str, Any]) -> tuple[int, str, bytes, float]:
    seen: dict[str, Any] = {}

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        seen["status"], seen["headers"] = int(status.split()[0]), dict(headers)

    began = process_time()
    handler: Any = Visitor.handler
    response = handler(environ, start_response)
    content = b"".join(response)
    response.close()
    spent = (process_time() - began) * 1000
    return seen["status"], seen["headers"].get("Location", ""), content, spent


def _session_of(user: Any) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)
