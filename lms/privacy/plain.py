"""Values of database fields as plain JSON values."""

import datetime as dt
from typing import Any

from django.db.models import Manager
from django.db.models.fields.files import FieldFile


def follow(row: Any, path: str) -> Any:
    """The value at the end of a look-up like "attempt__quiz", None where a step is missing."""
    for step in path.split("__"):
        if row is None:
            return None
        row = getattr(row, step, None)
    return row


def plain(value: Any) -> Any:
    """The value in an open form: texts, numbers, lists and mappings of these."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, FieldFile):
        return value.name or None
    if isinstance(value, Manager):
        return [str(row) for row in value.all()]
    if isinstance(value, dict):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [plain(entry) for entry in value]
    return str(value)
