"""How a quiz is laid out, in the form that a version stores."""

from typing import Any

from assessments.quizzes.choices import Layout, Navigation
from assessments.quizzes.models import Quiz
from assessments.quizzes.queries.blueprints import sections_from


def structure_of(quiz: Quiz) -> dict[str, Any]:
    """Sections, pages, way through, order and form before. Each only where it is not what it always was."""
    sections = sections_from(quiz.blueprint)
    return {
        **({"sections": sections} if sections else {}),
        **({"per_page": quiz.per_page} if quiz.layout == Layout.SOME else {}),
        **({"navigation": quiz.navigation} if quiz.navigation != Navigation.FREE else {}),
        **({} if quiz.shuffle_questions else {"shuffle_questions": False}),
        **({} if quiz.shuffle_answers else {"shuffle_answers": False}),
        **({"pre_form": quiz.pre_form_id} if quiz.pre_form_id else {}),
    }
