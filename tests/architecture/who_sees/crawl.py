"""Everything that somebody can read in the product: every page that links or addresses lead to, and every file."""

import io
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import product
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse

from lms.people.models import User
from lms.privacy.models import AccessLogEntry
from tests.architecture.tree import PACKAGES
from tests.architecture.who_sees.world import World

# Of one view, so many addresses by links alone: lists with their filters and pages go on without an end.
OF_ONE_VIEW = 20
OF_ONE_ROOM = 2
LINK = re.compile(rb"""<(?:a|area|iframe|embed|audio|video|track)\b[^>]*?\s(?:href|src)=["']([^"']+)""")
# What is only looks and machinery is cut out; attributes stay, for a value in a form is seen as well.
UNSEEN = re.compile(r"<(script|style|svg)\b.*?</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
VALUE = re.compile(r"""\s(?:value|title|alt|aria-label|content)=["']([^"']+)""")
# Wagtail's own rooms hold nothing about people but its log, which is looked at.
SKIPPED = ("/admin/images/", "/admin/documents/", "/admin/pages/", "/static/", "/media/", "/accounts/")
# What a GET of ours does: it signs out or begins something.
NEVER = ("account_logout", "editor_account")


@dataclass(frozen=True)
class Page:
    """An answer as words; `url` names what a POST gives by `POST …`. `reached`: links or buttons lead there."""

    url: str
    text: str
    reached: bool = True


class Walk:
    """One person's walk. `pages` are those that answered; nothing that was done is kept."""

    def __init__(self, world: World, person: User | None) -> None:
        self.world, self.person, self.client = world, person, Client()
        if person is not None:
            self.client.force_login(person)
        self.pages: list[Page] = []
        self.views: Counter[str] = Counter()
        self.seen: set[str] = set()
        self.looks: set[str] = set()
        self.reached = True

    def go(self) -> list[Page]:
        """Everything that can be read; what looking has done is undone, but for `looks`."""
        with transaction.atomic():
            self._go()
            self.looks = self._looks()
            transaction.set_rollback(True)
        return self.pages

    def _go(self) -> None:
        start = ["/", *(["/start/", "/admin/", "/admin/reports/site-history/"] if self.person else [])]
        self._follow([*start, *self.world.pages])
        self.reached = False
        self.views.clear()
        self._follow(addresses(self.world))
        self.reached = True
        for url, post in files(self.world):
            self._keep(f"POST {url} {sorted(post.items())}", self.client.post(url, post))
        # An answer that waits for readers opens for whoever takes it.
        self._keep("POST marking", self.client.post(reverse("assessments:marking_next"), follow=True))

    def _follow(self, urls: list[str]) -> None:
        """Open these, and what they link to, and so on."""
        waiting = deque((url, True) for url in urls)
        while waiting:
            url, wanted = waiting.popleft()
            waiting.extend((found, False) for found in self._open(url, wanted))

    def _looks(self) -> set[str]:
        """As what this person stands in the trainee's access log."""
        rows = AccessLogEntry.objects.filter(subject=self.world.people["trainee"], viewer=self.person)
        return set(rows.values_list("what", flat=True)) if self.person else set()

    def _open(self, url: str, wanted: bool) -> Iterator[str]:
        if url in self.seen or url.startswith(SKIPPED):
            return
        try:
            view = resolve(urlsplit(url).path).view_name
        except Resolver404:
            return
        most = OF_ONE_ROOM if url.startswith("/admin/") else OF_ONE_VIEW
        if view in NEVER or (self.views[view] >= most and not wanted):
            return
        self.seen.add(url)
        self.views[view] += 1
        answer = self.client.get(url)
        if answer.status_code in (301, 302):
            yield from inside([answer["Location"]], url)
        elif answer.status_code == 200:
            content = self._keep(url, answer)
            yield from inside(unescape(link.decode()) for link in LINK.findall(content))

    def _keep(self, url: str, answer: HttpResponse) -> bytes:
        if answer.status_code != 200:
            return b""
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        # Closing an answer closes its file, and would take the connection along with everything planted.
        request_finished.disconnect(close_old_connections)
        answer.close()
        request_finished.connect(close_old_connections)
        kind = answer["Content-Type"].split(";")[0]
        self.pages.append(Page(url, words_of(content, kind), self.reached))
        return content if kind == "text/html" else b""


def inside(links: Any, base: str = "/") -> Iterator[str]:
    """Addresses on our own host, without what follows a #."""
    for link in links:
        url = urlsplit(urljoin(f"http://testserver{base}", urldefrag(link).url))
        if url.scheme == "http" and url.netloc == "testserver":
            yield f"{url.path}?{url.query}" if url.query else url.path


def words_of(content: bytes, kind: str) -> str:
    """What can be read in an answer; every file of a ZIP."""
    if kind == "application/zip":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(archive.read(name).decode(errors="ignore") for name in archive.namelist())
    text = content.decode(errors="ignore")
    if kind != "text/html":
        return text
    text = UNSEEN.sub(" ", text)
    values = " ".join(VALUE.findall(text))
    return re.sub(r"\s+", " ", unescape(f"{TAG.sub(' ', text)} | {values}"))


def addresses(world: World) -> list[str]:
    """Every address of ours whose arguments can be filled with what was planted."""
    found = []
    for name, arguments in patterns(get_resolver()):
        values = [world.objects.get(one, DEFAULTS.get(one, [])) for one in arguments]
        for chosen in product(*values):
            try:
                found.append(reverse(name, kwargs=dict(zip(arguments, chosen, strict=True))))
            except NoReverseMatch:
                continue
    return found


DEFAULTS: dict[str, list[Any]] = {"position": [1], "number": [1], "step": [0]}


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif isinstance(pattern, URLPattern) and pattern.name and is_ours(pattern.callback):
            yield f"{prefix}{pattern.name}", tuple(pattern.pattern.converters)


def is_ours(view: Any) -> bool:
    return getattr(view, "view_class", view).__module__.split(".")[0] in PACKAGES


def files(world: World) -> list[tuple[str, dict[str, str]]]:
    """What is taken home by a POST: one's own data, and the attempts at a check."""
    quizzes = [reverse("assessment_statistics:export", args=[pk]) for pk in world.objects["pk"]]
    forms = [{"form": form, "format": "csv", "tries": "all"} for form in ("attempts", "answers")]
    return [(reverse("privacy:export"), {}), *((url, form) for url in quizzes for form in forms)]
