"""Print views of questions and quizzes, for their editors."""

from random import Random
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from assessments.questions.media import with_media
from assessments.questions.models import Question, QuestionRevision
from assessments.quizzes import queries, services
from assessments.quizzes.drawing import draw
from assessments.quizzes.errors import BankTooSmall
from assessments.quizzes.models import Quiz
from assessments.quizzes.paging import section_lines
from assessments.quizzes.printing import Sheet, sheet

MOST_DRAWS = 9999


class PrintView(View):
    """What stands on paper; `?key=1` adds what is right and why."""

    model: type[models.Model]
    permission = ""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm(self.permission):
            raise Http404
        row = get_object_or_404(self.model, pk=pk)
        with_key = request.GET.get("key") == "1"
        context = {"with_key": with_key, "back": self.back(row), "title": str(row), "problem": "", "number": 0}
        return render(request, "assessments/printing/print.html", context | self.content(request, row, with_key))

    def back(self, row: Any) -> str:
        return reverse(f"wagtailsnippets_assessments_{self.model._meta.model_name}:list")

    def content(self, request: HttpRequest, row: Any, with_key: bool) -> dict[str, Any]:
        raise NotImplementedError


class PrintQuestion(PrintView):
    """A question as its newest draft has it."""

    model = Question
    permission = "assessments.view_question"

    def content(self, request: HttpRequest, row: Question, with_key: bool) -> dict[str, Any]:
        question = row.get_latest_revision_as_object() if row.latest_revision_id else row
        body, problem = question.draft()
        return {
            "problem": problem,
            "sheets": [
                sheet(
                    question.kind,
                    body,
                    number=1,
                    code=question.code,
                    safety_critical=question.safety_critical,
                    with_key=with_key and not problem,
                )
            ],
        }


class PrintQuiz(PrintView):
    """All questions that a quiz may ask; or (`?draw=7`) one draw, the same for the same number: paper and key match."""

    model = Quiz
    permission = "assessments.view_quiz"

    def content(self, request: HttpRequest, row: Quiz, with_key: bool) -> dict[str, Any]:
        number = _number(request.GET.get("draw", ""))
        try:
            chosen = _chosen(row, number)
        except BankTooSmall as shortage:
            return {"problem": str(shortage), "sheets": []}
        return {
            "number": number,
            "next_number": number % MOST_DRAWS + 1,
            "subtitle": _("Draw %(number)d") % {"number": number} if number else _("All questions it may ask"),
            "sheets": _sheets(chosen, with_key=with_key),
        }


def _number(text: str) -> int:
    """The number of a draw; 0 for what is none."""
    return min(int(text), MOST_DRAWS) if text.isascii() and text.isdecimal() and len(text) < 6 else 0


def _chosen(quiz: Quiz, number: int) -> list[QuestionRevision]:
    """The questions to print. Raises `BankTooSmall`."""
    blueprint = queries.blueprint_from(quiz.blueprint)
    settings = queries.settings_of(quiz)
    pool = services.check_quiz(quiz=quiz)
    lines, entries = queries.lines_of(blueprint), queries.entries_of(pool)
    if not number:
        asked = {entry.revision for entry in entries if any(line.fits(entry) for line in lines)}
        fitting = [one for one in pool if one.pk in asked]
        return sorted(fitting, key=lambda one: (one.body.get("vignette", {}).get("code", ""), one.question.code))
    revisions = {one.pk: one for one in pool}
    parts, shuffle = section_lines(settings), settings.get("shuffle_questions", True)
    drawn = draw(lines, entries, seen=(), rng=Random(number), sections=parts, shuffle=shuffle)  # noqa: S311
    return [revisions[entry.revision] for entry in drawn]


def _sheets(revisions: list[QuestionRevision], *, with_key: bool) -> list[Sheet]:
    bodies = with_media([one.body for one in revisions])
    return [
        sheet(
            one.kind,
            body,
            number=number,
            code=one.question.code,
            safety_critical=one.safety_critical,
            with_key=with_key,
        )
        for number, (one, body) in enumerate(zip(revisions, bodies, strict=True), start=1)
    ]
