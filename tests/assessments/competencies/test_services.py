import copy
import datetime as dt
import uuid

import pytest

from assessments.competencies import queries
from assessments.competencies.errors import RecordInvalid, VersionTaken
from assessments.competencies.models import Competency, CompetencyRecord, CompetencyVersion, FrameworkVersion
from assessments.competencies.services import publish_framework, record_competency
from assessments.signals import competency_recorded
from lms.common import clock
from lms.common.ledger import RowIsFinal
from tests.factories.assessments import CompetencyFactory

FRAMEWORK = {
    "code": "circle",
    "title": "Circle framework",
    "version": "1.0",
    "level4_requires": "any",
    "informed_by": ["A source"],
    "levels": [{"number": 1, "name": "Potential harm", "description": "Something could hurt.", "mark": "▲"}],
    "domains": [
        {
            "code": "A",
            "title": "Safety",
            "competencies": [
                {
                    "code": "SAFE-1",
                    "title": "Role and scope",
                    "description": "Being clear.",
                    "safety_critical": True,
                    "method": "observed",
                    "behaviours": [
                        {"code": "SAFE-1.H1", "kind": "harmful", "text": "Names a diagnosis"},
                        {"code": "SAFE-1.B1", "kind": "basic", "text": "Says what the group is"},
                    ],
                }
            ],
        }
    ],
}


def record(learner, competency, **changes):
    facts = {
        "kind": "knowledge",
        "met": True,
        "source": "quiz_attempt",
        "source_uuid": uuid.uuid4(),
        "observed_at": clock.now(),
    }
    return record_competency(learner=learner, competency=competency, **{**facts, **changes})


@pytest.fixture
def heard():
    records = []

    def listen(sender, record, **kwargs):
        records.append(record)

    competency_recorded.connect(listen)
    yield records
    competency_recorded.disconnect(listen)


def test_publish_framework_lays_every_part(db):
    version = publish_framework(data=FRAMEWORK)
    words = CompetencyVersion.objects.get(version=version)
    assert (words.competency.code, words.domain.title, words.safety_critical) == ("SAFE-1", "Safety", True)
    assert [behaviour.code for behaviour in words.behaviours.all()] == ["SAFE-1.H1", "SAFE-1.B1"]
    assert queries.current_version() == version


def test_publish_framework_twice_gives_the_same_version(db):
    assert publish_framework(data=FRAMEWORK) == publish_framework(data=copy.deepcopy(FRAMEWORK))
    assert FrameworkVersion.objects.count() == 1


def test_publish_framework_refuses_other_words_under_the_same_number(db):
    publish_framework(data=FRAMEWORK)
    with pytest.raises(VersionTaken, match=r"1\.0"):
        publish_framework(data={**FRAMEWORK, "title": "Another"})


def test_publish_framework_as_a_new_version_keeps_the_old_words(db):
    old = publish_framework(data=FRAMEWORK)
    changed = copy.deepcopy(FRAMEWORK) | {"version": "1.1"}
    changed["domains"][0]["competencies"][0]["title"] = "Role, scope and limits"
    new = publish_framework(data=changed)
    assert queries.current_version() == new
    assert Competency.objects.get().title == "Role, scope and limits"
    assert CompetencyVersion.objects.get(version=old).title == "Role and scope"


def test_record_notes_the_words_in_force_and_tells_once(learner, heard):
    publish_framework(data=FRAMEWORK)
    competency = Competency.objects.get()
    source = uuid.uuid4()
    first = record(learner, competency, source_uuid=source)
    assert record(learner, competency, source_uuid=source) == first
    assert first.competency_version == CompetencyVersion.objects.get()
    assert heard == [first]


@pytest.mark.parametrize("facts", [{"level": 3}, {"met": None}, {"kind": "observed", "level": 5}])
def test_record_refuses_what_makes_no_sense(learner, facts):
    with pytest.raises(RecordInvalid):
        record(learner, CompetencyFactory(), **facts)
    assert not CompetencyRecord.objects.exists()


def test_record_is_never_changed_or_deleted(learner):
    stored = record(learner, CompetencyFactory())
    stored.met = False
    for forbidden in (
        stored.save,
        stored.delete,
        CompetencyRecord.objects.all().delete,
        lambda: CompetencyRecord.objects.update(met=False),
    ):
        with pytest.raises(RowIsFinal):
            forbidden()
    assert CompetencyRecord.objects.get().met is True


def test_knowledge_met_follows_the_newest_record_by_the_day_it_was_shown(learner):
    competency, other = CompetencyFactory(), CompetencyFactory()
    record(learner, competency, met=False)
    record(learner, competency, met=True, observed_at=clock.now() - dt.timedelta(days=1))
    record(learner, other, met=True)
    assert queries.standing_of(learner).knowledge_met == {other.pk}


def test_knowledge_met_leaves_out_what_was_superseded(learner):
    competency = CompetencyFactory()
    wrong = record(learner, competency, met=True)
    correction = record(learner, competency, met=False, supersedes=wrong, source_uuid=wrong.source_uuid)
    assert record(learner, competency, met=False, supersedes=wrong, source_uuid=wrong.source_uuid) == correction
    assert queries.standing_of(learner).knowledge_met == set()


def test_observed_levels_takes_the_newest_observation(learner):
    competency = CompetencyFactory()
    record(learner, competency, kind="observed", met=None, level=2)
    record(learner, competency, kind="observed", met=None, level=4, observed_at=clock.now() - dt.timedelta(days=9))
    assert queries.standing_of(learner).levels == {competency.pk: 2}
