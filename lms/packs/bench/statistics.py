"""The statistics of a quiz over many attempts, against the cost of merely reading the same rows."""

import gc
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import islice
from random import Random
from time import process_time
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from wagtail.models import Locale

from assessments.competencies.models import Competency
from assessments.questions.models import Question, QuestionBank, QuestionRevision
from assessments.quizzes.choices import AttemptStatus
from assessments.quizzes.models import AttemptItem, Quiz, QuizAttempt, QuizVersion
from assessments.quizzes.queries.statistics import CHUNK, Selection, answers_of, selected, sittings_of
from assessments.quizzes.statistics import tally
from lms.common import clock
from lms.packs.bench.base import Bench, tidy_statistics
from lms.people.models import User

ATTEMPTS, ITEMS, BANK = 20_000, 50, 60
CODE = "bench-statistics"
ROUNDS = 2
BATCH = 5000
# What the statistics look at, as anybody would read it.
COLUMNS = ("attempt_id", "revision_id", "score", "correct", "response", "certainty", "answered_at")
# Working statistics out, against reading the same rows by `values_list`.
STATISTICS_TIMES_FLOOR = 3
MARKS = (Decimal(0), Decimal("0.5"), Decimal(1))


@dataclass(frozen=True)
class Cost:
    """Seconds of CPU for `rows` rows: to read them by `values_list`, and to read and work them out."""

    attempts: int
    rows: int
    floor: float
    seconds: float

    @property
    def times_floor(self) -> float:
        return self.seconds / self.floor


def lay(attempts: int = ATTEMPTS, items: int = ITEMS) -> Quiz:
    """A quiz that draws `items` from a bank a fifth larger, and so many attempts at it. Seeded: runs compare."""
    quiz, revisions = _quiz(items, items * BANK // ITEMS)
    version = QuizVersion.objects.create(
        quiz=quiz,
        number=1,
        settings={"title": quiz.title, "pass_mark": 80},
        blueprint=[{"topic": "bench", "count": items, "safety_critical": 0}],
        pool=[one.pk for one in revisions],
        content_hash="",
    )
    rng, began = Random(1), clock.now() - timedelta(days=1)  # noqa: S311
    people = (
        User(email=f"s{n}@bench.example", full_name=f"Sitter {n}", password="!unusable")  # noqa: S106
        for n in range(attempts)
    )
    sittings = (_sitting(version, person, began) for batch in _insert(User, people) for person in batch)
    for batch in _insert(QuizAttempt, sittings):
        _write_items(batch, revisions, items, rng)
    return quiz


def measure(quiz: Quiz) -> Cost:
    """The best of some rounds of each, one after the other."""
    attempts = selected(QuizAttempt.objects.filter(quiz=quiz), Selection())
    items = AttemptItem.objects.filter(attempt__quiz=quiz).order_by("attempt_id", "position")

    def read() -> int:
        return sum(1 for _row in items.values_list(*COLUMNS).iterator(CHUNK))

    def work_out() -> int:
        found = tally(sittings_of(attempts), answers_of(attempts))
        return found.quiz().n + len(found.questions())

    floors, costs = zip(*[(_seconds(read), _seconds(work_out)) for _round in range(ROUNDS)], strict=True)
    return Cost(attempts.count(), items.count(), min(floors), min(costs))


def _seconds(action: Callable[[], int]) -> float:
    gc.collect()
    began = process_time()
    action()
    return process_time() - began


def _quiz(items: int, bank_size: int) -> tuple[Quiz, list[QuestionRevision]]:
    bank = QuestionBank.objects.create(code=CODE, title="Bench")
    competency, _made = Competency.objects.get_or_create(code="BENCH-1", defaults={"title": "Bench"})
    locale = Locale.get_default()
    questions = Question.objects.bulk_create(
        Question(
            code=f"{CODE}-{n}", bank=bank, stem=f"<p>{n}?</p>", topic="bench", competency=competency, locale=locale
        )
        for n in range(bank_size)
    )
    revisions = QuestionRevision.objects.bulk_create(
        QuestionRevision(
            question=question,
            number=1,
            kind="one_best",
            topic="bench",
            competency=competency,
            content_hash="",
            body={"story": "", "ask": question.code, "feedback": "", "options": _options(question.code)},
        )
        for question in questions
    )
    return Quiz.objects.create(code=CODE, title="Bench", bank=bank, locale=locale), revisions


def _options(code: str) -> list[dict[str, Any]]:
    ids = [str(uuid.uuid5(uuid.NAMESPACE_OID, f"{code}{letter}")) for letter in "abcd"]
    return [{"id": one, "text": one[:8], "correct": one == ids[0], "feedback": ""} for one in ids]


def _sitting(version: QuizVersion, person: User, began: Any) -> QuizAttempt:
    return QuizAttempt(
        version=version,
        quiz_id=version.quiz_id,
        learner=person,
        number=1,
        status=AttemptStatus.FINISHED,
        started_at=began,
        finished_at=began + timedelta(hours=1),
        passed=True,
    )


def _write_items(attempts: list[QuizAttempt], revisions: list[QuestionRevision], items: int, rng: Random) -> None:
    """A million rows: each sort of row is made once by the model, the rest is what tells its copies apart."""
    fields = [field for field in AttemptItem._meta.concrete_fields if not field.primary_key]
    names = [field.name for field in fields]
    at_attempt, at_uuid = names.index("attempt"), names.index("uuid")
    identifier, sorts = fields[at_uuid], {}

    def rows() -> Iterator[list[Any]]:
        for attempt in attempts:
            for place, number in enumerate(rng.sample(range(len(revisions)), items), start=1):
                sort = (place, number, rng.randrange(4))
                if sort not in sorts:
                    item = _item(attempt, revisions[number], place, sort[2])
                    values = [(field, field.pre_save(item, add=True)) for field in fields]
                    sorts[sort] = [field.get_db_prep_save(value, connection) for field, value in values]
                row = [*sorts[sort]]
                row[at_attempt] = attempt.pk
                row[at_uuid] = identifier.get_db_prep_save(uuid.UUID(int=rng.getrandbits(128)), connection)
                yield row

    quote = connection.ops.quote_name
    columns, marks = ", ".join(quote(str(field.column)) for field in fields), ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(AttemptItem._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608
    with transaction.atomic(), connection.cursor() as cursor:
        left = rows()
        while batch := list(islice(left, BATCH)):
            cursor.executemany(sql, batch)


def _item(attempt: QuizAttempt, revision: QuestionRevision, place: int, chosen: int) -> AttemptItem:
    return AttemptItem(
        attempt=attempt,
        position=place,
        revision=revision,
        response={"chosen": [revision.body["options"][chosen]["id"]]},
        certainty=("low", "middle", "high")[place % 3],
        answered_at=attempt.started_at + timedelta(seconds=40 * place),
        score=MARKS[2] if chosen == 0 else MARKS[place % 2],
        correct=chosen == 0,
    )


def _insert(model: type[Model], rows: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(rows, BATCH)):
        yield model._base_manager.bulk_create(batch)


def missed_statistics(cost: Cost) -> list[str]:
    """The aim of the statistics, as a sentence if it was not reached."""
    if cost.times_floor <= STATISTICS_TIMES_FLOOR:
        return []
    return [f"statistics cost {cost.times_floor:.3g} times reading the rows, and may {STATISTICS_TIMES_FLOOR}"]


def run(bench: Bench) -> list[str]:
    """The part of the bench by this name."""
    quiz = lay(ATTEMPTS)
    tidy_statistics()
    cost = measure(quiz)
    bench.write(
        f"\nStatistics of {cost.attempts} attempts, {cost.rows} answers: {cost.seconds:.2f} s of CPU, "
        f"{cost.times_floor:.2f} × reading the same rows by values_list ({cost.floor:.2f} s)"
    )
    return missed_statistics(cost)
