"""The databases of the tests: laid once, copied, put back."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission

from tests import database
from tests.database import Database, SQLite, fingerprint
from tests.factories.people import UserFactory

User = get_user_model()


class Copies(Database):
    """Lays at once: a file with one table in place of the migrations."""

    walks = 0

    def _migrate(self, name: str, *, keepdb: bool = True) -> None:
        self.walks += not keepdb
        with closing(sqlite3.connect(name)) as file:
            file.execute("CREATE TABLE IF NOT EXISTS thing (name)")
            file.commit()

    def _let_go(self) -> None:
        """Nothing is open."""


@pytest.fixture
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Copies:
    monkeypatch.setattr(database, "LAID_BY", tmp_path / "laid-by")
    made = Copies("gw0")
    made.store = SQLite()
    made.own, made.base, made.laid = (str(tmp_path / name) for name in ("own", "own_base", "laid_"))
    return made


def things(name: str) -> list[str]:
    with closing(sqlite3.connect(name)) as file:
        return [row[0] for row in file.execute("SELECT name FROM thing")]


def add_thing(name: str) -> None:
    with closing(sqlite3.connect(name)) as file:
        file.execute("INSERT INTO thing VALUES ('new')")
        file.commit()


def test_database_is_laid_once_for_all_workers_and_runs(copies: Copies) -> None:
    for run in ("first", "first", "second"):
        copies.make(run)
    assert copies.walks == 1


def test_database_is_laid_anew_once_in_a_run(copies: Copies) -> None:
    for run in ("first", "second", "second"):
        copies.make(run, anew=True)
    assert copies.walks == 2


def test_other_migrations_are_laid_anew_and_the_old_ones_go(copies: Copies, monkeypatch: pytest.MonkeyPatch) -> None:
    copies.make("first")
    monkeypatch.setattr(database, "fingerprint", lambda: "other")
    copies.make("first")
    assert copies.walks == 2
    assert [Path(name).name for name in copies.store.names(copies.laid)] == ["laid_other"]


def test_half_laid_database_is_not_used(copies: Copies) -> None:
    add = sqlite3.connect(f"{copies.laid}half")
    add.execute("CREATE TABLE other (name)")
    add.close()
    copies.make("first")
    assert copies.walks == 1
    assert things(copies.own) == []


def test_restore_puts_back_what_was_there_before_also_for_open_connections(copies: Copies) -> None:
    copies.make("first")
    with closing(sqlite3.connect(copies.own)) as file:
        file.execute("PRAGMA journal_mode=WAL")
        add_thing(copies.own)
        assert len(file.execute("SELECT * FROM thing").fetchall()) == 1
        copies.restore()
        assert file.execute("SELECT * FROM thing").fetchall() == []
    copies.drop()
    assert [Path(name).name for name in copies.store.names(str(Path(copies.own).parent / "own"))] == []


def test_restore_waits_for_a_writer_and_says_so_in_the_end(copies: Copies, monkeypatch: pytest.MonkeyPatch) -> None:
    copies.make("first")
    monkeypatch.setattr(database, "PATIENCE", 0)
    with closing(sqlite3.connect(copies.own, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(TimeoutError, match="still being written to"):
            copies.restore()
        writer.execute("ROLLBACK")
        copies.restore()


def test_fingerprint_is_the_same_each_time_and_short_enough_for_a_name() -> None:
    assert fingerprint() == fingerprint()
    assert len(fingerprint()) == 12


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_transactional_test_leaves_nothing_behind(turn: int) -> None:
    """Nor takes it anything away: rows of the migrations are back, those that were changed too."""
    assert not User.objects.exists()
    assert not Group.objects.filter(name="changed").exists()
    assert Permission.objects.exists()
    UserFactory()
    group = Group.objects.earliest("pk")
    group.name = "changed"
    group.save()
    Permission.objects.all().delete()
