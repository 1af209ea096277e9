"""What is left of long answers once their writer's account is erased."""

from django.db import transaction
from django.db.models import QuerySet

from assessments.questions.choices import QuestionKind
from assessments.quizzes.models import AttemptItem, Mark, MarkingDraft, Paper
from lms.people.models import User


@transaction.atomic
def forget_long_answers(*, learner: User) -> int:
    """Blank what somebody wrote in their own words, and what readers wrote to them. Points and results stay.

    Papers that nobody has read leave the queue: there is nothing to read any more. Gives how many answers went.
    """
    items = AttemptItem.objects.filter(attempt__learner=learner, revision__kind=QuestionKind.LONG_ANSWER)
    papers = Paper.objects.filter(item__in=items)
    MarkingDraft.objects.filter(paper__in=papers).delete()
    # A ledger of marks refuses changes; erasing is the one that law asks for.
    QuerySet(Mark).filter(paper__in=papers).update(words="")
    for paper in papers.select_for_update():
        paper.outcome = {**paper.outcome, "words": []} if paper.outcome else {}
        paper.save(update_fields=["outcome", "updated"])
    papers.filter(settled_at=None).delete()
    return items.update(response=None, tries=[])
