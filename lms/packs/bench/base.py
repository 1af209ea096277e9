"""What every part of the bench has in common."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class Bench:
    """What a part gets: where to write a line, and how many trainees are many."""

    write: Callable[[str], None]
    many: int


# A part lays what it needs into the bench's own database (other parts may have been there before), measures, writes its
# table, and gives every aim that was missed as a sentence. It raises `BenchError` when a flow did not go its way.
Part = Callable[[Bench], list[str]]


def tidy_statistics() -> None:
    """What a database does by itself in the night, so that its planner knows how many rows there are."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
