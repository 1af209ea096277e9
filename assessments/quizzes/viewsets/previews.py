"""A quiz as its learners would meet it, before anything is stored."""

from random import SystemRandom
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.snippets.views.snippets import (
    PreviewOnCreateView,
    PreviewOnEditView,
    PreviewRevisionView,
)

from assessments.questions.media import with_media
from assessments.questions.presenting import asked
from assessments.questions.queries import latest_revisions
from assessments.quizzes import presenting, queries, services
from assessments.quizzes.drawing import draw
from assessments.quizzes.errors import BankTooSmall
from assessments.quizzes.models import Quiz
from assessments.quizzes.paging import book_of, section_lines


def quiz_preview(quiz: Quiz) -> dict[str, Any]:
    """Start card, what the bank has for each line, and one possible draw of a draft; nothing is stored.

    A shortage is told instead of the draw.
    """
    blueprint, settings = queries.blueprint_from(quiz.blueprint), queries.settings_of(quiz)
    sections = settings.get("sections", ())
    pool = list(latest_revisions(quiz.bank, quiz.locale_id))
    lines, entries = queries.lines_of(blueprint), queries.entries_of(pool)
    context = {
        "card": presenting.start_card_of(settings, blueprint),
        "supply": presenting.supply(lines, entries, sections, [services.line_words(line=line) for line in lines]),
        "problem": "",
        "groups": [],
    }
    try:
        services.check_blueprint(bank=quiz.bank, locale_id=quiz.locale_id, blueprint=blueprint, sections=sections)
    except BankTooSmall as shortage:
        return context | {"problem": str(shortage)}
    context["card"] = presenting.start_card_of(settings | queries.unmarked_setting(blueprint, pool), blueprint)
    revisions, rng = {one.pk: one for one in pool}, SystemRandom()
    shuffle = settings.get("shuffle_questions", True)
    drawn = draw(lines, entries, seen=(), rng=rng, sections=section_lines(settings), shuffle=shuffle)
    chosen = [revisions[entry.revision] for entry in drawn]
    shuffle_answers = settings.get("shuffle_answers", True)
    questions = [
        asked(
            one.kind,
            body,
            number=place,
            safety_critical=one.safety_critical,
            order=services.lay_options(revision=one, rng=rng, shuffle=shuffle_answers),
        )
        for place, (one, body) in enumerate(zip(chosen, with_media([one.body for one in chosen]), strict=True), start=1)
    ]
    return context | {"groups": presenting.in_sections(book_of(settings, blueprint), questions)}


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
