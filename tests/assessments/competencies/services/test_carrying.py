"""Evidence goes over to the next version: added, never changed, never twice."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from assessments.competencies.models import CompetencyRecord
from assessments.competencies.queries import standing_of
from assessments.competencies.services.carrying import carry_over, carry_person
from lms.common import clock
from tests.factories.frameworks import MARCH, draft_of, evidence, published
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def lines():
    rows = CompetencyRecord.objects.filter(source="migration").order_by("competency__code", "kind", "pk")
    return [(one.competency.code, one.kind, one.level, one.harm, one.met) for one in rows]


def test_split_hands_each_part_the_evidence_and_the_old_line_stays(django_assert_num_queries):
    draft = draft_of(2, without=(2,), new=(3, 4))
    learner, rater = UserFactory(), UserFactory()
    old = evidence(learner, "SAFE-2", level=3, rater=rater, occasion="mid")
    evidence(learner, "SAFE-2", kind="knowledge", met=True, source="quiz_attempt")
    mapping = published(draft, {"SAFE-2": ["SAFE-3", "SAFE-4"]})
    assert carry_over(mapping=mapping) == 4
    assert carry_over(mapping=mapping) == 0
    assert lines() == [
        ("SAFE-3", "knowledge", None, False, True),
        ("SAFE-3", "observed", 3, False, None),
        ("SAFE-4", "knowledge", None, False, True),
        ("SAFE-4", "observed", 3, False, None),
    ]
    new = CompetencyRecord.objects.get(source="migration", competency__code="SAFE-3", kind="observed")
    assert (new.source_uuid, new.observed_at, new.rater, new.occasion) == (old.uuid, MARCH, rater, "mid")
    assert (new.supersedes, new.competency_version.version) == (None, mapping.new)
    assert not hasattr(CompetencyRecord.objects.get(pk=old.pk), "superseded_by")


def test_merged_takes_the_lowest_and_harm_wins():
    draft = draft_of(3, without=(2, 3), new=(4,))
    both, harmed, half = UserFactory(), UserFactory(), UserFactory()
    evidence(both, "SAFE-2", level=4)
    evidence(both, "SAFE-3", level=2)
    evidence(harmed, "SAFE-2", level=4)
    evidence(harmed, "SAFE-3", level=1, harm=True)
    evidence(half, "SAFE-2", level=4)
    carry_over(mapping=published(draft, {"SAFE-2": ["SAFE-4"], "SAFE-3": ["SAFE-4"]}))
    assert lines() == [("SAFE-4", "observed", 2, False, None), ("SAFE-4", "observed", 1, True, None)]
    assert list(standing_of(both).levels.values()) == [4, 2, 2]
    assert len(standing_of(harmed).harm) == 2


def test_dropped_same_code_and_a_refusal_to_carry_write_nothing():
    draft = draft_of(3, without=(2, 3), new=(4,))
    learner = UserFactory()
    for code in ("SAFE-1", "SAFE-2", "SAFE-3"):
        evidence(learner, code, level=3)
    mapping = published(draft, {"SAFE-2": [], "SAFE-3": ["SAFE-4"]}, carry=False)
    assert carry_over(mapping=mapping) == 0
    assert lines() == []
    # Whoever decides otherwise for one person finds the same rule.
    assert carry_person(mapping=mapping, learner=learner) == 1
    assert lines() == [("SAFE-4", "observed", 3, False, None)]


def test_command_goes_on_where_it_stopped_and_leaves_later_and_erased_alone(capsys):
    draft = draft_of(2, without=(2,), new=(3,))
    first, second, erased = UserFactory(), UserFactory(), UserFactory(erased_at=clock.now())
    for learner in (first, second, erased):
        evidence(learner, "SAFE-2", level=3)
    mapping = published(draft, {"SAFE-2": ["SAFE-3"]})
    assert carry_person(mapping=mapping, learner=first) == 1
    evidence(first, "SAFE-2", level=4, at=mapping.created + timedelta(days=1))
    call_command("carry_over_evidence")
    assert "1.0 → 2.0: 1 lines added." in capsys.readouterr().out
    call_command("carry_over_evidence", version_name="9.9")
    assert len(lines()) == 2
