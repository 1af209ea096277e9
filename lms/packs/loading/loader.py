"""Deciding, entry by entry: make, change, leave alone."""

from typing import Any

from django.db.models import Model

from lms.common.errors import DomainError
from lms.common.texts.problems import Problem
from lms.packs.errors import PackBroken
from lms.packs.loading.context import Context
from lms.packs.loading.hashing import hash_of
from lms.packs.loading.kinds import KINDS, Kind
from lms.packs.reading.forms import forms_before_first
from lms.packs.reading.pack import Entry, walk_lessons
from lms.packs.writing.describe import Description

# What a file may say that the database has no field for: it stays in the ledger, so that it can be written again.
EXTRA_KEYS = {"module": ("drawing_alt",)}


def load_entries(context: Context) -> None:
    """Bring the database in step with the pack. Raises PackBroken when a service refuses an entry."""
    for kind in KINDS:
        for entry in _entries(kind.name, context):
            try:
                _load(kind, entry, context)
            except DomainError as error:
                line = entry.line_of("version")
                raise PackBroken([Problem(entry.path, line, str(error))]) from error
    keys = {entry.key for entry in context.source.entries}
    context.report.gone += sorted(key for key in context.items if key not in keys)


def _entries(kind: str, context: Context) -> list[Entry]:
    if kind == "lesson":
        return list(walk_lessons(context.source))
    if kind == "quiz":
        return forms_before_first(context.source.of(kind))
    return sorted(context.source.of(kind), key=lambda entry: entry.position)


def _load(kind: Kind, entry: Entry, context: Context) -> None:
    item = context.items.get(entry.key)
    source_hash = hash_of(entry)
    # A version of its own is looked up by its number: the row of the version before is not the one to change.
    row = kind.find(entry, context) if kind.versioned else context.stored(entry.key) or kind.find(entry, context)
    if item and row is None and not kind.versioned and not context.force:
        # Somebody took it away on purpose. It does not come back by itself.
        context.report.kept.append(entry.key)
        return
    if row is not None and not _may_write(kind, entry, row, source_hash, context):
        context.made[entry.key] = row
        return
    made = kind.save(entry, row, context)
    context.made[entry.key] = made
    extra = {key: entry.data[key] for key in EXTRA_KEYS.get(kind.name, ()) if entry.data.get(key)}
    context.note(entry, made, source_hash, describe(kind.name, made, context).digest, extra)
    (context.report.updated if row is not None else context.report.created).append(entry.key)


def _may_write(kind: Kind, entry: Entry, row: Model, source_hash: str, context: Context) -> bool:
    """Whether the row in the database is ours to overwrite; says in the report what is not."""
    item = context.items.get(entry.key)
    edited = not kind.versioned and (
        item is None or describe(kind.name, row, context).digest != item.stored_hash or kind.drafted(row)
    )
    if edited and context.force:
        return True
    if edited:
        context.report.kept.append(entry.key)
        return False
    if item and item.source_hash == source_hash and item.object_id == str(row.pk):
        context.report.unchanged.append(entry.key)
        return False
    return True


def describe(kind: str, row: Any, context: Context) -> Description:
    """What the row says now, in the words of a file."""
    description: Description = getattr(context.describer, kind)(row)
    return description
