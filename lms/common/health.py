"""Is the site able to work? Asked by a load balancer or a monitor every few seconds."""

import logging
from collections.abc import Callable

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from lms.common import clock

logger = logging.getLogger("lms.health")
STORAGE_SECONDS = 60
PROBE = "health/probe.txt"


def trouble() -> list[str]:
    """Names of the checks that failed; empty when all is well. The reasons go to the log only."""
    return [name for name, check in CHECKS.items() if not _passes(name, check)]


def _passes(name: str, check: Callable[[], bool]) -> bool:
    try:
        passed = check()
    except Exception:
        logger.exception("health check %s broke", name)
        return False
    if not passed:
        logger.error("health check %s failed", name)
    return passed


def database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def migrations_are_applied() -> bool:
    """Read from the database until it is true once; it cannot become untrue while this code runs."""
    if not _MIGRATED:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _MIGRATED.append(True)
    return True


def storage_is_writable() -> bool:
    """Write and delete a small file in both storages, at most once a minute."""
    if cache.get("health.storage"):
        return True
    for alias in ("default", "private"):
        storage = storages[alias]
        storage.delete(storage.save(PROBE, ContentFile(clock.now().isoformat().encode())))
    cache.set("health.storage", True, STORAGE_SECONDS)
    return True


_MIGRATED: list[bool] = []
CHECKS = {"database": database_answers, "migrations": migrations_are_applied, "storage": storage_is_writable}
