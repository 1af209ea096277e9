"""Whether a bank can fill a blueprint. Reads only."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from assessments.competencies.models import Competency
from assessments.questions.models import Question, QuestionBank, QuestionRevision
from assessments.questions.queries import latest_revisions
from assessments.quizzes import queries
from assessments.quizzes.drawing import Entry, Line, find_shortage
from assessments.quizzes.errors import BankTooSmall, NotMarkable
from assessments.quizzes.models import Quiz
from assessments.quizzes.shortages import (
    empty_sections_sentence,
    shortage_sentence,
    what_words,
    where_words,
)
from assessments.quizzes.unmarked import count_unmarked, find_mixed


def check_blueprint(
    *,
    bank: QuestionBank,
    locale_id: int,
    blueprint: Sequence[dict[str, Any]],
    sections: Sequence[Mapping[str, Any]] = (),
) -> list[QuestionRevision]:
    """The pool that this blueprint would draw from.

    Raises `BankTooSmall` when it can't be filled, or asks nothing, with a sentence that names section and line;
    `NotMarkable` when marked and unmarked questions mix in a line, or nothing is marked.
    """
    pool = list(latest_revisions(bank, locale_id))
    if not blueprint:
        raise BankTooSmall(_("Add at least one line to the blueprint."), line=1, topic="")
    empty = empty_sections_sentence(sections)
    if empty:
        raise BankTooSmall(empty, line=1, topic="")
    lines = queries.lines_of(blueprint)
    shortage = find_shortage(lines, queries.entries_of(pool))
    if shortage:
        line = lines[shortage.line - 1]
        sentence = shortage_sentence(
            shortage, where=where_words(shortage.line, sections), what=line_words(line=line), bank=str(bank)
        )
        raise BankTooSmall(sentence, line=shortage.line, topic=line.topic)
    _refuse_unmarked(lines, queries.entries_of(pool), sections)
    return pool


def _refuse_unmarked(lines: Sequence[Line], pool: Sequence[Entry], sections: Sequence[Mapping[str, Any]]) -> None:
    """Raises `NotMarkable` where nobody could say before the start how many questions are marked, or where none is."""
    mixed = find_mixed(lines, pool)
    if mixed:
        text = _(
            "%(where)s: of the questions that fit it some are marked and some are not. Draw those that are not by a "
            "line of their own."
        )
        raise NotMarkable(text % {"where": where_words(mixed, sections)}, line=mixed, topic=lines[mixed - 1].topic)
    if count_unmarked(lines, pool) == sum(line.size for line in lines):
        text = _("None of its questions is marked, so nobody could meet this check. Draw at least one that is.")
        raise NotMarkable(text, line=1, topic=lines[0].topic)


def check_quiz(*, quiz: Quiz) -> list[QuestionRevision]:
    """The pool that a quiz would draw from as it stands. Raises `BankTooSmall`."""
    return check_blueprint(
        bank=quiz.bank,
        locale_id=quiz.locale_id,
        blueprint=queries.blueprint_from(quiz.blueprint),
        sections=queries.sections_from(quiz.blueprint),
    )


def line_words(*, line: Line) -> str:
    """What a line asks for, in words; at most one query."""
    competency = question = ""
    if line.competency:
        competency = Competency.objects.filter(pk=line.competency).values_list("code", flat=True).first() or ""
    if line.question:
        question = Question.objects.filter(pk=line.question).values_list("code", flat=True).first() or ""
    return what_words(line, competency=competency, question=question)
