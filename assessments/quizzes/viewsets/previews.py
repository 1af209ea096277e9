"""A quiz as its learners would meet it, before anything is stored."""

from random import SystemRandom
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.snippets.views.snippets import (
    PreviewOnCreateView,
    PreviewOnEditView,
    PreviewRevisionView,
)

from assessments.questions.presenting import asked
from assessments.quizzes import presenting, queries, services
from assessments.quizzes.drawing import draw
from assessments.quizzes.errors import BankTooSmall
from assessments.quizzes.models import Quiz


def quiz_preview(quiz: Quiz) -> dict[str, Any]:
    """Start card and one possible draw of a draft; nothing is stored. A shortage is told instead of the draw."""
    blueprint = queries.blueprint_from(quiz.blueprint)
    context = {"card": presenting.start_card_of(queries.settings_of(quiz), blueprint), "problem": "", "questions": []}
    try:
        pool = services.check_blueprint(bank=quiz.bank, locale_id=quiz.locale_id, blueprint=blueprint)
    except BankTooSmall as shortage:
        return context | {"problem": str(shortage)}
    settings = queries.settings_of(quiz) | queries.unmarked_setting(blueprint, pool)
    context["card"] = presenting.start_card_of(settings, blueprint)
    revisions = {one.pk: one for one in pool}
    entries = draw(queries.lines_of(blueprint), queries.entries_of(pool), seen=(), rng=SystemRandom())
    chosen = [revisions[entry.revision] for entry in entries]
    context["questions"] = [
        asked(one.kind, one.body, number=place, safety_critical=one.safety_critical)
        for place, one in enumerate(chosen, start=1)
    ]
    return context


class QuizPreview:
    """Hands the draw to the preview of a quiz, which must not look into the bank itself."""

    object: Quiz

    def get_extra_request_attrs(self) -> dict[str, Any]:
        return {**super().get_extra_request_attrs(), "quiz_preview": quiz_preview(self.object)}  # type: ignore[misc]


class QuizPreviewOnCreate(QuizPreview, PreviewOnCreateView):
    pass


class QuizPreviewOnEdit(QuizPreview, PreviewOnEditView):
    pass


class QuizPreviewRevision(PreviewRevisionView):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        attrs = {"quiz_preview": quiz_preview(self.revision_object)}
        return self.revision_object.make_preview_request(request, self.revision_object.default_preview_mode, attrs)
