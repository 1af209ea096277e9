"""What every test starts from: one database per worker, a clean cache, clean storage, tasks that run at once."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.core.files.storage import storages
from django.db import connection, connections
from django.test import Client
from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished
from hypothesis import settings as hypothesis_settings
from wagtail.models import Locale

# A slow machine is no mistake of the code: speed is the bench's business.
hypothesis_settings.register_profile("house", deadline=None)
hypothesis_settings.load_profile("house")

TRANSACTIONAL_FIXTURES = {"transactional_db", "live_server", "django_db_reset_sequences"}
BLOCKER = pytest.StashKey[Any]()


def _is_transactional(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    if marker is not None and marker.kwargs.get("transaction"):
        return True
    return bool(TRANSACTIONAL_FIXTURES & {*getattr(item, "fixturenames", ())})


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Transactional tests get back the rows that migrations laid (root page, site, locale): a flush takes them."""
    for item in items:
        if _is_transactional(item):
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say on the last lines what did not run, and why: a missing browser must not pass for a green run."""
    reasons = Counter(report.longrepr[2] for report in terminalreporter.stats.get("skipped", []))
    for reason, count in reasons.most_common():
        terminalreporter.write_line(f"NOT RUN: {count} × {reason.removeprefix('Skipped: ')}", yellow=True)


def _restore_base_rows() -> None:
    contents = getattr(connection, "_test_serialized_contents", None)
    if contents is not None and not Locale.objects.exists():
        connection.creation.deserialize_db_from_string(contents)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Any:
    """What comes after a transactional test finds the base rows too, in whatever order the tests run."""
    result = yield
    if nextitem is not None and _is_transactional(item) and not _is_transactional(nextitem):
        with item.config.stash[BLOCKER].unblock():
            _restore_base_rows()
    return result


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any, pytestconfig: pytest.Config) -> Iterator[None]:
    """Leave the database as migrations made it, so that `--reuse-db` finds it whole."""
    pytestconfig.stash[BLOCKER] = django_db_blocker
    with django_db_blocker.unblock():
        if not Locale.objects.exists():
            pytest.exit("The kept test database was left empty by an interrupted run: say --create-db once.", 4)
    # Once Playwright's loop runs, Django opens another connection in this thread: that one must know them too.
    contents = getattr(connection, "_test_serialized_contents", None)
    if contents is not None:
        type(connections["default"])._test_serialized_contents = contents
    yield
    with django_db_blocker.unblock():
        _restore_base_rows()


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
