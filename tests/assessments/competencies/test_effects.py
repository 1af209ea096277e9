"""Who would be touched, before anything is decided."""

import pytest

from assessments.competencies.effects import people_to_show, preview
from assessments.competencies.models import Competency
from certificates.programmes.models import Requirement
from tests.factories.certificates import AwardFactory, ProgrammeVersionFactory
from tests.factories.frameworks import draft_of, evidence
from tests.factories.people import SupervisionLinkFactory, UserFactory

pytestmark = pytest.mark.django_db
OLD, NEW = ["SAFE-1", "SAFE-2", "SAFE-3"], ["SAFE-1", "SAFE-4"]
MERGED = {"SAFE-2": ["SAFE-4"], "SAFE-3": ["SAFE-4"]}


@pytest.fixture
def programme():
    draft_of(3)
    version = ProgrammeVersionFactory()
    competency = Competency.objects.get(code="SAFE-2")
    Requirement.objects.create(version=version, kind="observed", competency=competency, level=3)
    return version


def look(successors=MERGED, needs="all"):
    return preview(OLD, NEW, successors, needs)


def test_who_takes_over_who_is_asked_again_and_who_loses_a_requirement(programme):
    whole, low, half, other = UserFactory.create_batch(4)
    for learner, levels in ((whole, (4, 3)), (low, (3, 2)), (half, (3, None))):
        evidence(learner, "SAFE-2", level=levels[0])
        if levels[1]:
            evidence(learner, "SAFE-3", level=levels[1])
    evidence(other, "SAFE-1", level=3)
    AwardFactory(learner=low, version=programme)
    found = look()
    assert dict(found.counts) == {"touched": 3, "over": 2, "again": 1, "lost": 2, "holders": 1}
    assert found.people[half.pk].again == ("SAFE-2",)
    assert not found.people[whole.pk].lost
    (lost,) = found.people[low.pk].lost
    assert (lost.programme, lost.holds) == (programme.programme.title, True)
    assert not found.people[half.pk].lost[0].holds
    assert not look(needs="any").people[half.pk].lost


def test_what_is_dropped_is_told_with_its_programme_and_stays_met(programme):
    learner = UserFactory()
    evidence(learner, "SAFE-2", level=3)
    found = look({"SAFE-2": [], "SAFE-3": []})
    assert [title for title, _words in found.left_behind] == [programme.programme.title]
    assert (found.people[learner.pk].lost, found.people[learner.pk].again) == ((), ("SAFE-2",))


def test_what_goes_on_under_its_code_touches_nobody(django_assert_num_queries):
    draft_of(3)
    evidence(UserFactory(), "SAFE-1", level=3)
    with django_assert_num_queries(0):
        assert not preview(OLD, OLD, {}, "all").people


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_queries_however_many_people(programme, django_assert_num_queries, count):
    for learner in UserFactory.create_batch(count):
        evidence(learner, "SAFE-2", level=3)
        evidence(learner, "SAFE-3", level=2)
        AwardFactory(learner=learner, version=programme)
    with django_assert_num_queries(5):
        assert look().counts["lost"] == count


def test_names_are_for_those_in_reach_in_order(programme):
    supervisor = UserFactory(roles=["supervisor"])
    reached = [UserFactory(full_name=name) for name in ("Zora Ahn", "Abel Ruiz")]
    for learner in [*reached, UserFactory()]:
        evidence(learner, "SAFE-2", level=3)
    for learner in reached:
        SupervisionLinkFactory(supervisor=supervisor, trainee=learner)
    found = look()
    assert [person.full_name for person, _effect in people_to_show(supervisor, found)] == ["Abel Ruiz", "Zora Ahn"]
    assert people_to_show(supervisor, found, only="over") == []
    assert people_to_show(UserFactory(roles=["clinical_reviewer"]), found) == []
