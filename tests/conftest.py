"""What every test starts from: one database per worker, a clean cache, clean storage, tasks that run at once."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.core.files.storage import storages
from django.test import Client, TransactionTestCase
from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished
from hypothesis import settings as hypothesis_settings

from tests.database import Database

# A slow machine is no mistake of the code: speed is the bench's business.
hypothesis_settings.register_profile("house", deadline=None)
hypothesis_settings.load_profile("house")


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say on the last lines what did not run, and why: a missing browser must not pass for a green run."""
    reasons = Counter(report.longrepr[2] for report in terminalreporter.stats.get("skipped", []))
    for reason, count in reasons.most_common():
        terminalreporter.write_line(f"NOT RUN: {count} × {reason.removeprefix('Skipped: ')}", yellow=True)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: Any,
    django_db_keepdb: bool,
    django_db_createdb: bool,
) -> Iterator[None]:
    """A copy of what was laid, in place of pytest-django's. `--create-db` lays anew, `--reuse-db` leaves the copy."""
    given = getattr(request.config, "workerinput", {})
    with django_db_blocker.unblock():
        database = Database(given.get("workerid", ""), request.config.option.verbose)
        database.make(given.get("testrunuid") or uuid4().hex, anew=django_db_createdb)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: database.restore())
        yield
    with django_db_blocker.unblock():
        database.drop(keep_own=django_db_keepdb)


@pytest.fixture(autouse=True)
def _clean_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _clean_storage() -> Iterator[None]:
    yield
    for folder in (django_settings.MEDIA_ROOT, django_settings.PRIVATE_ROOT):
        if Path(folder).exists():
            shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def _no_task_fails_unseen(request: pytest.FixtureRequest) -> Iterator[None]:
    """The immediate backend swallows what a task raises; a test shall not. Expect it with `@pytest.mark.task_fails`."""
    failures: list[str] = []

    def note(task_result: Any, **kwargs: Any) -> None:
        if task_result.status == TaskResultStatus.FAILED:
            failures.extend(error.traceback for error in task_result.errors)

    task_finished.connect(note, weak=False, dispatch_uid="tests.task_failures")
    yield
    task_finished.disconnect(dispatch_uid="tests.task_failures")
    if failures and not request.node.get_closest_marker("task_fails"):
        pytest.fail("A task failed:\n" + "\n".join(failures), pytrace=False)


@pytest.fixture
def client_for(db: None) -> Callable[..., Client]:
    """`client_for(user)` is a client signed in as `user`; `client_for(None)` one that is not."""

    def make(user: Any = None, **headers: Any) -> Client:
        client = Client(**headers)
        if user is not None:
            client.force_login(user)
        return client

    return make


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks: Any) -> Callable[[], AbstractContextManager[list[Any]]]:
    """`with on_commit():` runs what the block enqueued for its commit, as a real commit would."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def private_storage() -> Any:
    return storages["private"]
