"""Plain SQL for the few questions that every page asks.

To make such a short query out of a queryset costs Django about ten times what the database needs to answer it, and the
same three stood for a sixth of a lesson. Everything else stays with querysets: here is no place for joins of rules.
"""

from typing import Any

from django.db import connection


def select(query: str, *values: Any) -> list[tuple[Any, ...]]:
    """The rows that a SELECT gives, with `values` in place of each %s. Both databases have to understand it."""
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
