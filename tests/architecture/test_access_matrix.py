"""Every URL of ours × nobody and the seven roles. The lines stand in `tests/architecture/access/`: see its header."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

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


def knock(line: Line, role: str, kwargs: dict[str, Any] | None = None) -> str:
    """What somebody with `role` gets; with `kwargs` instead of what the line builds."""
    person = None if role == "anonymous" else UserFactory(roles=[role])
    client = Client()
    if person is not None:
        client.force_login(person)
    url = reverse(line.name, kwargs=line.kwargs(person) if kwargs is None else kwargs)
    return outcome(client.get(url) if line.post is None else client.post(url, line.post))


def test_every_url_has_a_line() -> None:
    missing = sorted(set(our_urls(get_resolver())) - {line.name for line in LINES})
    assert not missing, report(missing, "URL without a line in tests/architecture/access")


def test_every_line_has_a_url() -> None:
    stale = sorted({line.name for line in LINES} - set(our_urls(get_resolver())))
    assert not stale, report(stale, "line for a URL that is no more")


@pytest.mark.django_db
@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.name} {line.case}".strip())
def test_access(line: Line) -> None:
    wrong = []
    for role, expected in line.expected().items():
        got = knock(line, role)
        if got != expected:
            wrong.append(f"{role}: expected {expected}, got {got}")
    assert not wrong, report(wrong, f"wrong answer for {line.name}")


@pytest.mark.django_db
@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.name} {line.case}".strip())
def test_what_is_not_there_is_no_more_than_hidden(line: Line) -> None:
    """Whoever is refused a page must not learn from another answer whether it exists."""
    kwargs = line.kwargs(None)
    if not any(hasattr(value, "hex") for value in kwargs.values()) or line.public:
        return  # Nothing in its address tells one from another.
    absent = {name: uuid4() if hasattr(value, "hex") else value for name, value in kwargs.items()}
    wrong = []
    for role in line.expected():
        got = knock(line, role, absent)
        if got != (line.anonymous if role == "anonymous" else HIDDEN):
            wrong.append(f"{role}: {got}")
    assert not wrong, report(wrong, f"absent {line.name} answers otherwise than a hidden one")


def test_an_unknown_role_in_a_line_is_noticed() -> None:
    with pytest.raises(AssertionError, match="no such role"):
        Line("people:profile", roles={"emperor": OK}).expected()
