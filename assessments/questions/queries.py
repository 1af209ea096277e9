import uuid
from collections.abc import Sequence

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery

from assessments.questions.choices import ChangeWeight
from assessments.questions.models import Question, QuestionBank, QuestionRevision, QuestionTag
from assessments.questions.vignettes import Vignette


def latest_revisions(bank: QuestionBank, locale_id: int | None = None) -> QuerySet[QuestionRevision]:
    """The newest revision of every question of a bank that is published and not retired."""
    newest = (
        QuestionRevision.objects.filter(question=OuterRef("question"))
        .order_by()
        .values("question")
        .annotate(newest=Max("number"))
        .values("newest")
    )
    revisions = QuestionRevision.objects.filter(
        question__bank=bank, question__retired_at=None, question__live=True, number=Subquery(newest)
    )
    if locale_id is not None:
        revisions = revisions.filter(question__locale_id=locale_id)
    return revisions.select_related("question").order_by("question__code")


def questions_of(vignette: Vignette) -> QuerySet[Question]:
    """The questions in use that rest on a vignette."""
    return Question.objects.filter(vignette=vignette, live=True, retired_at=None).order_by("code")


def newest_revision(question: Question) -> QuestionRevision | None:
    """What is asked now, or None before the first publish."""
    return question.published_revisions.order_by("-number").first()


def tags_of(question: Question) -> list[str]:
    """The tags of a question as a revision keeps them: in small letters, in order, each once."""
    return sorted({tag.name.strip().lower() for tag in question.tags.all()})


def tags_in_use() -> list[str]:
    """Every tag that hangs on a question."""
    names = QuestionTag.objects.values_list("tag__name", flat=True).distinct()
    return sorted({name.strip().lower() for name in names})


def standing_questions(bank: QuestionBank) -> QuerySet[Question]:
    """All of a bank that is not retired, published or not."""
    return Question.objects.filter(bank=bank, retired_at=None).select_related("competency").order_by("code")


def questions_to_export(
    bank: QuestionBank, *, codes: Sequence[str] = (), topic: str = "", drafts: bool = False
) -> QuerySet[Question]:
    """What stands in a bank, without what is retired: those in use, with `drafts` those too that never were."""
    found = standing_questions(bank) if drafts else standing_questions(bank).filter(live=True)
    found = found.filter(code__in=codes) if codes else found
    return found.filter(topic=topic) if topic else found


def times_asked(question: Question) -> int:
    """In how many attempts this question was asked, in whichever revision. One query."""
    found = question.published_revisions.aggregate(n=Count("attempt_items"))
    return found["n"]


def regrade_target(question: Question) -> tuple[QuestionRevision, int] | None:
    """The newest revision, and the number of the last one that was more than a typo: what was asked before that one
    may be graded anew. None where there is nothing to grade by. One query.
    """
    revisions = list(question.published_revisions.order_by("-number"))
    barrier = next((one.number for one in revisions if one.number > 1 and one.change != ChangeWeight.MINOR), None)
    return (revisions[0], barrier) if barrier else None


def touched_competencies() -> list[tuple[int, uuid.UUID]]:
    """(primary key of the competency, question) of every question in use; its translations are one question."""
    rows = Question.objects.filter(live=True, retired_at=None)
    return list(rows.order_by().values_list("competency_id", "translation_key"))
