"""Rows out of the database and into it, on SQLite and PostgreSQL alike, without signals and without `save()`."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.base import ModelState
from django.db.models.sql import InsertQuery
from django.utils.encoding import is_protected_type

BATCH = 500
# Search indexes differ between databases and are built anew; sessions end: after a restore everybody signs in again.
LEFT_OUT = {"wagtailsearch", "modelsearch", "sessions", "usersessions"}


def kept_models() -> list[type[models.Model]]:
    """Every table of the site, also those between two models, that a backup holds."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in LEFT_OUT
    ]


def applied_migrations() -> list[str]:
    """All migrations that this database has seen, as "app.name"."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def dump(model: type[models.Model]) -> Iterator[dict[str, Any]]:
    """The rows of one table in the order of their keys, each as {column: plain value}."""
    fields = _columns(model)
    for row in model._base_manager.order_by("pk").iterator(chunk_size=BATCH):
        yield {field.attname: _plain(field, row) for field in fields}


def load(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows as they were: keys, times and all. Parent tables are filled by their own models."""
    fields = _columns(model)
    size = max(1, min(BATCH, connection.ops.bulk_batch_size(fields, [model] * BATCH)))
    rows = iter(rows)
    while batch := list(islice(rows, size)):
        objects = [_instance(model, fields, row) for row in batch]
        # What bulk_create does for one table; bulk_create itself refuses tables that inherit from others.
        query = InsertQuery(model)
        query.insert_values(fields, objects, raw=True)
        query.get_compiler(connection=connection).execute_sql()


def empty(tables: list[type[models.Model]]) -> None:
    """Delete all rows of these tables, and of those that a backup leaves out."""
    sessions = [model for model in apps.get_models() if model._meta.app_label in {"sessions", "usersessions"}]
    # PostgreSQL truncates no table that has checks still to come.
    connection.check_constraints()
    names = {model._meta.db_table for model in [*tables, *sessions]}
    for statement in connection.ops.sql_flush(no_style(), sorted(names), reset_sequences=True, allow_cascade=True):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def reset_sequences(tables: list[type[models.Model]]) -> None:
    """Let new rows count on from the highest key."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


def _plain(field: models.Field, row: models.Model) -> Any:
    value = field.value_from_object(row)
    return value if is_protected_type(value) or isinstance(field, models.JSONField) else field.value_to_string(row)


def _columns(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def _instance(model: type[models.Model], fields: Iterable[models.Field], row: dict[str, Any]) -> models.Model:
    # Past __init__ and the descriptors: defaults look for rows, and images for files, that are not back yet.
    instance = model.__new__(model)
    instance._state = ModelState()
    for field in fields:
        instance.__dict__[field.attname] = field.to_python(row[field.attname])
    return instance
