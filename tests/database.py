"""The databases of the tests: migrations are walked once, the rest are copies.

*laid* is what the migrations make. It is kept for later runs, as long as migrations and packages stay the same.
*own* is the database of one worker: a copy of *laid*, with what follows migrations (permissions, roles) up to date.
*base* is *own* before the first test. After a transactional test it is put back whole, by copying: to empty each
table and fill some of them again takes many times as long.
"""

import hashlib
import platform
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.metadata import distributions
from pathlib import Path
from typing import Protocol, TextIO

import django
from django.apps import apps
from django.conf import settings
from django.core.files import locks
from django.db import connection, connections

LAID_BY = Path(settings.VAR_DIR, "test", "laid-by")
PATIENCE = 20  # seconds that a copy waits for whoever still writes


class Store(Protocol):
    """Where databases lie, by name."""

    def names(self, prefix: str) -> list[str]: ...
    def copy(self, source: str, target: str) -> None: ...
    def rename(self, name: str, new: str) -> None: ...
    def drop(self, name: str) -> None: ...


class SQLite:
    def names(self, prefix: str) -> list[str]:
        path = Path(prefix)
        found = path.parent.glob(f"{path.name}*")
        return [str(file) for file in found if not file.name.endswith(("-wal", "-shm", "-journal"))]

    def copy(self, source: str, target: str) -> None:
        """Page by page into the same file, so that connections to it stay good."""
        ends = time.monotonic() + PATIENCE

        def give_up(status: int, remaining: int, total: int) -> None:
            if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > ends:
                message = f"{target} is still being written to"
                raise TimeoutError(message)

        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target, timeout=0)) as new:
            # Also this waits for whoever writes at the moment; the copying itself asks again page by page.
            new.execute(f"PRAGMA busy_timeout={PATIENCE * 1000:.0f}")
            new.execute("PRAGMA synchronous=OFF")
            new.execute("PRAGMA busy_timeout=0")
            old.backup(new, progress=give_up)

    def rename(self, name: str, new: str) -> None:
        Path(name).rename(new)

    def drop(self, name: str) -> None:
        for ending in ("", "-wal", "-shm", "-journal"):
            Path(name + ending).unlink(missing_ok=True)


class PostgreSQL:
    def _do(self, statement: str, *names: str) -> None:
        with connection._nodb_cursor() as cursor:  # outside of a transaction, and of the database it is about
            cursor.execute(statement.format(*map(connection.ops.quote_name, names)))

    def names(self, prefix: str) -> list[str]:
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
            return [name for (name,) in cursor.fetchall()]

    def copy(self, source: str, target: str) -> None:
        self.drop(target)
        self._do("CREATE DATABASE {} TEMPLATE {}", target, source)

    def rename(self, name: str, new: str) -> None:
        self._do("ALTER DATABASE {} RENAME TO {}", name, new)

    def drop(self, name: str) -> None:
        self._do("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


class Database:
    """What one worker works on. `worker` is its name, empty without xdist."""

    def __init__(self, worker: str, verbosity: int = 0) -> None:
        self.verbosity = verbosity
        self.own = str(connection.creation._get_test_db_name())
        self.base = f"{self.own}_base"
        self.laid = f"{self.own.removesuffix(f'_{worker}')}_laid_"
        self.store: Store = PostgreSQL() if connection.vendor == "postgresql" else SQLite()

    def make(self, run: str, *, anew: bool = False) -> None:
        """With `anew` the first worker of this `run` walks the migrations in any case."""
        self.store.copy(self.lay(run, anew=anew), self.own)
        self._migrate(self.own)
        self._let_go()
        self.store.copy(self.own, self.base)

    def lay(self, run: str, *, anew: bool = False) -> str:
        """The name of the laid database, which is made if it is not there yet."""
        laid = self.laid + fingerprint()
        with _one_at_a_time() as last:
            last.seek(0)
            if laid not in self.store.names(self.laid) or (anew and last.read() != run):
                self._walk(laid)
                last.truncate(0)
                last.write(run)
        return laid

    def _walk(self, laid: str) -> None:
        """Under another name until it is whole: an interrupted run leaves nothing that looks finished."""
        for old in self.store.names(self.laid):
            self.store.drop(old)
        half = f"{self.laid}half"
        self._migrate(half, keepdb=False)
        self._let_go()
        self.store.rename(half, laid)

    def _migrate(self, name: str, *, keepdb: bool = True) -> None:
        connection.settings_dict["TEST"]["NAME"] = name
        connection.creation.create_test_db(self.verbosity, autoclobber=True, serialize=False, keepdb=keepdb)

    def _let_go(self) -> None:
        # By the name of today: once Playwright's loop runs, Django opens another connection in this thread.
        connections.close_all()

    def restore(self) -> None:
        self._let_go()
        self.store.copy(self.base, self.own)

    def drop(self, *, keep_own: bool = False) -> None:
        self._let_go()
        for name in [self.base] if keep_own else [self.base, self.own]:
            self.store.drop(name)


def fingerprint() -> str:
    """Changes with whatever a laid database rests on: migrations of all apps, packages, Python, kind of database."""
    said = [connection.vendor, platform.python_version(), sqlite3.sqlite_version]
    said += sorted(f"{package.name} {package.version}" for package in distributions())
    digest = hashlib.sha256("\n".join(said).encode())
    for config in apps.get_app_configs():
        for file in sorted(Path(config.path, "migrations").rglob("*.py")):
            digest.update(f"\n{config.label} {file.name}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def _one_at_a_time() -> Iterator[TextIO]:
    """One worker lays, the others wait; in the file stands the run that laid last. A process that dies lets go."""
    LAID_BY.parent.mkdir(parents=True, exist_ok=True)
    with LAID_BY.open("a+") as file:
        locks.lock(file, locks.LOCK_EX)
        yield file


if __name__ == "__main__":
    # `DJANGO_SETTINGS_MODULE=lms.settings.test python -m tests.database` lays ahead of the tests.
    django.setup()
    Database("").lay("ahead")
