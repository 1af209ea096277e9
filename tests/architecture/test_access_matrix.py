"""Every URL of ours × nobody and the seven roles. The lines stand in `tests/architecture/access/`: see its header."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.signal_handlers import disable_reference_index_auto_update

from lms.people.models import User
from tests.architecture.access import DENIED, HIDDEN, LOGIN, OK, Line, all_lines
from tests.architecture.tree import PACKAGES, report
from tests.factories.people import UserFactory

LINES = all_lines()


def our_urls(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Names of URLs whose view is ours; the route where one has no name."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from our_urls(pattern, inner)
        elif isinstance(pattern, URLPattern) and module_of(pattern.callback).split(".")[0] in PACKAGES:
            yield f"{prefix}{pattern.name or pattern.pattern}"


def module_of(view: Callable[..., Any]) -> str:
    return getattr(view, "view_class", view).__module__


def outcome(answer: HttpResponse) -> str:
    doors = (reverse("account_login"), reverse("admin_door"))
    if answer.status_code == 302 and answer["Location"].startswith(doors):
        return LOGIN
    if answer.status_code < 400:
        return OK
    return {403: DENIED, 404: HIDDEN}.get(answer.status_code, f"status {answer.status_code}")


def knock(line: Line, role: str, kwargs: dict[str, Any] | None) -> tuple[str, str | None]:
    """What somebody with `role` gets, and what for something that is not there: None where no address tells one.

    `kwargs` are the arguments of the URL; None lets the line build them for the person who knocks. What was done is
    undone, so that the next one finds everything as it was.
    """
    with transaction.atomic():
        person = None if role == "anonymous" else UserFactory(roles=[role])
        client = Client()
        if person is not None:
            client.force_login(person)
        known = _build(line, person) if kwargs is None else kwargs
        hidden = {name: uuid4() for name, value in known.items() if isinstance(value, UUID)}
        # Afterwards a POST may have signed somebody out, so what is not there is asked for first.
        absent = _open(client, line, known | hidden) if hidden and not line.public else None
        got = _open(client, line, known)
        transaction.set_rollback(True)
    return got, absent


def _build(line: Line, *person: User | None) -> dict[str, Any]:
    """Without noting where everything is used, which takes a fifth of the time, and which no door asks for."""
    with disable_reference_index_auto_update():
        return line.kwargs(*person)


def _open(client: Client, line: Line, kwargs: dict[str, Any]) -> str:
    url = reverse(line.name, kwargs=kwargs)
    answer = client.get(url) if line.post is None else client.post(url, line.post)
    # A file that is handed out is let go of once it was read.
    if answer.streaming:
        list(answer.streaming_content)
    return outcome(answer)


def test_every_url_has_a_line() -> None:
    missing = sorted(set(our_urls(get_resolver())) - {line.name for line in LINES})
    assert not missing, report(missing, "URL without a line in tests/architecture/access")


def test_every_line_has_a_url() -> None:
    stale = sorted({line.name for line in LINES} - set(our_urls(get_resolver())))
    assert not stale, report(stale, "line for a URL that is no more")


@pytest.mark.django_db
@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.name} {line.case}".strip())
def test_access(line: Line) -> None:
    """Each gets what the line says, and nobody who is refused learns from another answer whether there is a page."""
    kwargs = _build(line) if line.is_same_for_all else None
    wrong = []
    for role, expected in line.expected().items():
        got, absent = knock(line, role, kwargs)
        if got != expected:
            wrong.append(f"{role}: expected {expected}, got {got}")
        if absent not in (None, line.anonymous if role == "anonymous" else HIDDEN):
            wrong.append(f"{role}: what is not there answers with {absent}")
    assert not wrong, report(wrong, f"wrong answer for {line.name}")


def test_an_unknown_role_in_a_line_is_noticed() -> None:
    with pytest.raises(AssertionError, match="no such role"):
        Line("people:profile", roles={"emperor": OK}).expected()
