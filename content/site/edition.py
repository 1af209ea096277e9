"""What editors made is read once in a process and remembered until one of them changes something.

The database holds one word, the *edition*, and every change an editor makes puts another word in its place, in the
same transaction. Whoever wants something remembered asks for that word first (one query in a request): if it is
another one than before, nothing remembered counts any more. So no process shows what another one has changed, and
what a rolled-back change left in memory is never met again.

Only what is the same for everybody may be remembered: pages and their outline, never what concerns a reader.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from time import monotonic
from typing import Any, TypeVar

from asgiref.local import Local
from django.core.signals import request_finished, request_started
from django.db import models
from django.db.models.signals import post_delete, post_save

from content.site.caching import SECONDS
from content.site.models import Edition
from lms.common.sql import select

# Pages with their outline; each holds its body as far as it was shown.
MOST = 512
Kept = TypeVar("Kept")


class _Memory:
    """What this process remembers of one edition: the last used `MOST` entries, for `SECONDS` at most.

    The time is for changes made past Django (SQL by hand): they tell nobody.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._token, self._until = "", 0.0
        self._entries: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, token: str, key: Hashable) -> Any:
        with self._lock:
            self._turn_to(token)
            if key in self._entries:
                self._entries.move_to_end(key)
            return self._entries.get(key)

    def keep(self, token: str, key: Hashable, value: Any) -> None:
        with self._lock:
            self._turn_to(token)
            self._entries[key] = value
            if len(self._entries) > MOST:
                self._entries.popitem(last=False)

    def _turn_to(self, token: str) -> None:
        now = monotonic()
        if token != self._token or now > self._until:
            self._entries.clear()
            self._token, self._until = token, now + SECONDS


_memory = _Memory()
_request = Local()


def remembered(key: Hashable, read: Callable[[], Kept | None]) -> Kept | None:
    """What `read` gives for `key`, read anew after every change. None is not remembered.

    One query for the edition in a request (or in each call outside of one), and those of `read` the first time.
    What comes back is shared by all threads of the process: never change it.
    """
    token = _edition()
    if not token:
        return read()
    found: Kept | None = _memory.get(token, key)
    if found is None:
        found = read()
        if found is not None:
            _memory.keep(token, key, found)
    return found


def note_change(**kwargs: Any) -> None:
    """Begin another edition. Call it in the transaction that changes what is remembered; also a signal receiver."""
    token = secrets.token_hex(16)
    if not Edition.objects.filter(pk=Edition.ONLY).update(token=token):
        Edition.objects.update_or_create(pk=Edition.ONLY, defaults={"token": token})
    if hasattr(_request, "token"):
        _request.token = None


def watch(*senders: type[models.Model]) -> None:
    """Begin another edition whenever a row of these models is saved or deleted."""
    for sender in senders:
        for signal in (post_save, post_delete):
            signal.connect(note_change, sender=sender, dispatch_uid=f"content.edition.{sender._meta.label}")


def _edition() -> str:
    """The word of the edition; empty before anything was ever changed."""
    token: str | None = getattr(_request, "token", None)
    if token is None:
        rows = select("SELECT token FROM content_edition WHERE id = %s", Edition.ONLY)
        token = rows[0][0] if rows else ""
        if hasattr(_request, "token"):
            _request.token = token
    return token


def _begin(**kwargs: Any) -> None:
    _request.token = None


def _end(**kwargs: Any) -> None:
    if hasattr(_request, "token"):
        del _request.token


request_started.connect(_begin, dispatch_uid="content.edition.begin")
request_finished.connect(_end, dispatch_uid="content.edition.end")
