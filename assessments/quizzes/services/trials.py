"""Trying a quiz out: the real services on rows that are always taken back.

Between two pages of a trial its rows are a text (JSON) in the hands of whoever tries it out. For each page they are
laid into the database, the page does with them what it does with an attempt, they are read again, and everything that
was written is rolled back: attempt, answers, knowledge, audit trail, and whatever was to come after a commit.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain

from django.core import serializers
from django.core.serializers.base import DeserializationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from assessments.quizzes.errors import TrialGone
from assessments.quizzes.models import AttemptItem, Quiz, QuizAttempt, QuizVersion
from assessments.quizzes.services.attempts import start_attempt
from assessments.quizzes.services.publishing import publish_quiz
from lms.people.models import User

Key = tuple[object, int]


def start_trial(*, quiz: Quiz, editor: User, return_path: str = "") -> tuple[uuid.UUID, str]:
    """Draw a trial of a quiz as it stands here, published or not; its attempt's UUID and its rows as a text.

    A placement of its own keeps it apart from real attempts. Raises what publishing and starting raise: `BankTooSmall`,
    `QuizRetired` …
    """
    with _undone():
        publish_quiz(quiz=quiz, actor=editor)
        attempt = start_attempt(quiz=quiz, learner=editor, placement=uuid.uuid4(), return_path=return_path)
        return attempt.uuid, _pack(attempt.uuid)


class Played:
    """One page of a trial: the rows (a text) it began with, and then those that it left."""

    def __init__(self, rows: str) -> None:
        self.rows = rows


@contextmanager
def trial_played(*, attempt_uuid: uuid.UUID, rows: str) -> Iterator[Played]:
    """In this block the trial is in the database; afterwards it is not, and `rows` are as the block left them.

    Raises `TrialGone` for rows that can't be read, as after an upgrade.
    """
    played = Played(rows)
    with _undone():
        _lay(rows)
        yield played
        played.rows = _pack(attempt_uuid)


@contextmanager
def _undone() -> Iterator[None]:
    """Whatever the block writes is taken back, and what it left for its commit with it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _pack(attempt_uuid: uuid.UUID) -> str:
    attempt = QuizAttempt.objects.select_related("version").get(uuid=attempt_uuid)
    items = list(attempt.items.all())
    rows = chain([attempt.version, attempt], items, _belonging(QuizAttempt, [attempt]), _belonging(AttemptItem, items))
    # An item belongs to its attempt too: once is enough.
    return serializers.serialize("json", {(type(row), row.pk): row for row in rows}.values())


def _belonging(model: type[models.Model], owners: list) -> Iterator[models.Model]:
    """Rows of other tables that point at these, whatever the engine keeps there."""
    for relation in model._meta.related_objects:
        if relation.related_model is not None and relation.field.concrete and not relation.many_to_many:
            yield from relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": owners})


def _lay(rows: str) -> None:
    """Insert the rows under keys that are free now: since the last page real ones may have taken theirs."""
    try:
        objects = [row.object for row in serializers.deserialize("json", rows)]
    except DeserializationError as error:
        raise TrialGone(_("This trial is over. Please start another.")) from error
    laid: dict[Key, int] = {}
    for row in objects:
        key = (type(row), row.pk)
        if not _is_published(row):
            _insert(row, laid)
        laid[key] = row.pk


def _is_published(row: models.Model) -> bool:
    """A version that was there before the trial: it is used as it is."""
    return isinstance(row, QuizVersion) and QuizVersion.objects.filter(uuid=row.uuid).exists()


def _insert(row: models.Model, laid: dict[Key, int]) -> None:
    for field in row._meta.concrete_fields:
        if field.remote_field:
            key = (field.related_model, getattr(row, field.attname))
            setattr(row, field.attname, laid.get(key, key[1]))
    if isinstance(row, QuizVersion):
        newest = row.quiz.versions.aggregate(newest=models.Max("number"))["newest"] or 0
        row.number = newest + 1
    row.pk = None
    type(row)._base_manager.bulk_create([row])
