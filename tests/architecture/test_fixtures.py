"""The house's own fixtures keep their promises."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django_tasks import task
from django_tasks.signals import task_finished
from wagtail.models import Page, Site


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_transactional_test_finds_what_migrations_laid(turn: int) -> None:
    assert Site.objects.count() == 1
    assert Page.objects.filter(depth=1).count() == 1
    Site.objects.all().delete()


@pytest.mark.parametrize("turn", [1, 2])
def test_cache_and_private_storage_start_empty(private_storage: Any, turn: int) -> None:
    assert cache.get("left") is None
    assert not Path(settings.PRIVATE_ROOT).exists()
    cache.set("left", turn)
    private_storage.save("left.txt", ContentFile(b"left"))


def test_on_commit_runs_what_was_enqueued(db: None, on_commit: Callable[[], AbstractContextManager[Any]]) -> None:
    ran: list[str] = []
    with on_commit():
        transaction.on_commit(lambda: ran.append("now"))
        assert not ran
    assert ran == ["now"]


@task()
def breaks() -> None:
    message = "on purpose"
    raise RuntimeError(message)


@pytest.mark.task_fails
def test_failed_task_is_announced_so_that_a_test_can_fail(db: None) -> None:
    seen: list[str] = []

    def note(task_result: Any, **kwargs: Any) -> None:
        seen.append(task_result.status)

    task_finished.connect(note)
    breaks.enqueue()
    task_finished.disconnect(note)
    assert seen == ["FAILED"]


def test_client_for_nobody_is_anonymous(client_for: Callable[..., Client]) -> None:
    assert "_auth_user_id" not in client_for(None).session
