"""What quizzes give evidence of, for the coverage of the framework."""

import uuid

from assessments.quizzes.models import Quiz


def touched_competencies() -> list[tuple[int, uuid.UUID]]:
    """(primary key of the competency, quiz) of every quiz in use; its translations are one quiz."""
    rows = Quiz.objects.filter(live=True, retired_at=None, competencies__isnull=False)
    return list(rows.order_by().values_list("competencies", "translation_key"))
