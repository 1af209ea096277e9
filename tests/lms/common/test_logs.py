import json
import logging
import sys
from typing import Any

import pytest
from django.test import Client

from lms.common.logs import JsonFormatter, scrub


def line(message: str, *args: Any, name: str = "lms.test", **extra: Any) -> dict[str, Any]:
    exc_info = sys.exc_info() if sys.exc_info()[0] else None
    record = logging.LogRecord(name, logging.WARNING, __file__, 1, message, args, exc_info)
    record.__dict__.update(extra)
    return json.loads(JsonFormatter().format(record))


def test_line_says_when_what_and_how_grave() -> None:
    written = line("paper %s", "jam", status=500)
    assert (written["message"], written["level"], written["status"]) == ("paper jam", "warning", 500)
    assert written["at"].endswith("+00:00")


@pytest.mark.parametrize("secret", ["imke@example.org", "imke.lind+test@mail.example.org"])
def test_line_holds_no_address(secret: str) -> None:
    assert secret not in line("mail to <%s> was refused", secret)["message"]


def test_line_holds_no_address_out_of_an_exception() -> None:
    try:
        message = "no such person: imke@example.org"
        raise LookupError(message)
    except LookupError:
        written = line("broke")
    assert "LookupError" in written["exception"]
    assert "imke@" not in written["exception"]


def test_query_string_is_dropped() -> None:
    assert scrub("GET /verify/?code=ABC 200") == "GET /verify/ 200"


def test_token_in_a_path_does_not_reach_the_log() -> None:
    written = line("Not Found: %s", "/invitation/s3cret-token/", name="django.request")
    assert written["message"] == "Not Found: [path]"


@pytest.mark.django_db
def test_request_is_logged_by_its_route_and_id(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="lms.request"):
        response = client.get("/healthz?who=imke@example.org", headers={"X-Request-ID": "from-the-proxy"})
    record = next(record for record in caplog.records if record.name == "lms.request")
    assert (record.route, record.status, record.method) == ("healthz", 200, "GET")
    assert response["X-Request-ID"] == "from-the-proxy"
    assert "imke" not in JsonFormatter().format(record)


@pytest.mark.django_db
def test_strange_request_id_is_replaced(client: Client) -> None:
    response = client.get("/healthz", headers={"X-Request-ID": "a b\tc" * 40})
    assert len(response["X-Request-ID"]) == 32
