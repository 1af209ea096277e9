"""Make a backup, and put one back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.files import File
from django.core.files.storage import Storage, storages
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from lms.common import clock
from lms.common.backup import rows
from lms.common.backup.archive import BackupError, Reader, Writer

STORAGES = ("default", "private")


def make_backup(*, path: Path) -> dict[str, Any]:
    """Write everything into `path` and give back the manifest. Raises BackupError when there is a file already.

    Rows are read in one transaction, so they fit together; files come after them, so none that a row names is missing.
    """
    if path.exists():
        raise BackupError(_("%(path)s exists already.") % {"path": path})
    partial = path.with_name(path.name + ".partial")
    try:
        with Writer(partial) as writer:
            _write_rows(writer)
            for alias in STORAGES:
                for name in stored_names(storage=storages[alias]):
                    with storages[alias].open(name) as file:
                        writer.add_file(alias, name, file)
            manifest = writer.finish(
                made_at=clock.now(), database=connection.vendor, migrations=rows.applied_migrations()
            )
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def restore_backup(*, path: Path, force: bool = False) -> dict[str, Any]:
    """Put a backup back: all rows or none, then the files. Returns the manifest.

    Raises BackupError when the archive is damaged, was made by another version, or when the database holds something
    and `force` is not given.
    """
    reader = Reader(path)
    _refuse_other_version(reader)
    if not force and not is_empty():
        raise BackupError(_("The database is not empty. With --force all of it is replaced by the backup."))
    tables = rows.kept_models()
    with transaction.atomic():
        rows.empty(tables)
        for model in tables:
            if model._meta.label in reader.manifest["rows"]:
                rows.load(model, reader.rows(model._meta.label))
        rows.reset_sequences(tables)
        connection.check_constraints()
    ContentType.objects.clear_cache()
    for alias, name, file in reader.files():
        # Away with what has the name now: a storage gives a second file of a name another one.
        storages[alias].delete(name)
        storages[alias].save(name, File(file))
    cache.clear()
    call_command("wagtail_update_index", verbosity=0)
    return reader.manifest


def is_empty() -> bool:
    """Whether nobody and nothing is here yet: no person, no page of ours. What `migrate` itself lays does not count."""
    pages = (model for model in rows.kept_models() if issubclass(model, Page) and model is not Page)
    return not any(model._base_manager.exists() for model in (get_user_model(), *pages))


def stored_names(*, storage: Storage, folder: str = "") -> Iterator[str]:
    """Every file of a storage, by name."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from (prefix + name for name in sorted(files))
    for name in sorted(folders):
        yield from stored_names(storage=storage, folder=prefix + name)


def _write_rows(writer: Writer) -> None:
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for model in rows.kept_models():
            writer.add_rows(model._meta.label, rows.dump(model))


def _refuse_other_version(reader: Reader) -> None:
    here, there = {*rows.applied_migrations()}, {*reader.manifest["migrations"]}
    if here != there:
        example = sorted(here ^ there)[0]
        raise BackupError(
            _("This backup was made by another version (%(migration)s): restore with that one, then migrate.")
            % {"migration": example}
        )
