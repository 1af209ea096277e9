from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from lms.common import health

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _forget_what_was_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_MIGRATED", [])


def test_healthz_is_well_and_is_not_kept(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"well\n")
    assert "no-store" in response["Cache-Control"]


def test_healthz_leaves_no_probe_behind(client: Client) -> None:
    client.get("/healthz")
    assert not [path for path in Path(settings.PRIVATE_ROOT).rglob("*") if path.is_file()]


def test_healthz_tells_an_outsider_nothing_when_a_migration_is_missing(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    MigrationRecorder.Migration.objects.filter(app="people").delete()
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"not well\n")
    assert "migrations" in caplog.text


def test_healthz_is_not_well_when_a_storage_cannot_be_written(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    # A file where the folder should be: root may write anywhere, but not into a file.
    Path(settings.PRIVATE_ROOT).parent.mkdir(parents=True, exist_ok=True)
    Path(settings.PRIVATE_ROOT).write_text("in the way")
    try:
        assert client.get("/healthz").status_code == 503
    finally:
        Path(settings.PRIVATE_ROOT).unlink()
    assert "storage" in caplog.text


def test_storage_is_tried_once_a_minute(client: Client) -> None:
    client.get("/healthz")
    assert cache.get("health.storage")


def test_healthz_costs_one_query_once_migrations_were_seen(client: Client, django_assert_num_queries) -> None:
    client.get("/healthz")
    with django_assert_num_queries(1):
        client.get("/healthz")
