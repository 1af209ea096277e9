"""Several editors and reviewers at the same time: real threads on real connections."""

import pytest

from assessments.competencies.drafts import FrameworkDraft
from assessments.competencies.editing import mark_of, part_at
from assessments.competencies.errors import PartStale
from assessments.competencies.models import CompetencyRecord
from assessments.competencies.services.carrying import carry_over
from assessments.competencies.services.drafts import change_part
from tests.assessments.quizzes.test_concurrency import at_once
from tests.factories.frameworks import draft_of, evidence, published
from tests.factories.people import UserFactory

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def test_every_change_of_another_part_is_kept_and_of_one_part_one_comes_first():
    draft, actor = draft_of(2), UserFactory()
    codes = ["SAFE-1.B1", "SAFE-1.A1", "SAFE-2.B1", "SAFE-2.A1"]

    def writer(code, words):
        part = part_at(draft.data, "behaviour", code)
        change = {"sort": "behaviour", "code": code, "seen": mark_of(part), "part": {**part, "text": words}}
        return lambda: change_part(draft=draft, **change, actor=actor)

    at_once(*[writer(code, f"Words of {code}") for code in codes])
    draft = FrameworkDraft.objects.get()
    texts = [part_at(draft.data, "behaviour", code)["text"] for code in codes]
    assert texts == [f"Words of {code}" for code in codes]
    results = at_once(*[writer("SAFE-1.B1", f"Words of {n}") for n in range(3)])
    assert sum(isinstance(one, PartStale) for one in results) == 2


def test_two_who_carry_over_at_once_add_each_line_once():
    draft = draft_of(2, without=(2,), new=(3,))
    for learner in UserFactory.create_batch(3):
        evidence(learner, "SAFE-2", level=3)
    mapping = published(draft, {"SAFE-2": ["SAFE-3"]})
    results = at_once(*[lambda: carry_over(mapping=mapping)] * 3)
    assert sum(results) == 3
    assert CompetencyRecord.objects.filter(source="migration").count() == 3
