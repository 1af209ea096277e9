"""A framework in force, drafts of its next version, and people with evidence on it."""

import uuid
from datetime import UTC, datetime
from typing import Any

from assessments.competencies.drafts import FrameworkDraft, VersionMapping
from assessments.competencies.models import Competency, CompetencyRecord
from assessments.competencies.planning import in_force, plan_draft
from assessments.competencies.services import publish_framework, record_competency
from assessments.competencies.services.drafts import send_draft, start_draft
from assessments.competencies.services.publishing import decide_successors, digest_of, publish_draft
from lms.people.models import User
from tests.assessments.competencies.frameworks import competency, small_framework
from tests.factories.people import UserFactory

MARCH = datetime(2026, 3, 1, 9, tzinfo=UTC)


def draft_of(count: int = 2, *, without: tuple[int, ...] = (), new: tuple[int, ...] = ()) -> FrameworkDraft:
    """A draft after a framework of `count` competencies: `without` leaves some out, `new` adds others."""
    publish_framework(data=small_framework(count))
    draft = start_draft(actor=UserFactory(roles=["content_editor"]))
    rows = draft.data["domains"][0]["competencies"]
    gone = {f"SAFE-{number}" for number in without}
    kept = [one for one in rows if one["code"] not in gone]
    draft.data["domains"][0]["competencies"] = kept + [competency(number) for number in new]
    draft.save(update_fields=["data"])
    return draft


def evidence(learner: User, code: str, *, at: datetime = MARCH, **more: Any) -> CompetencyRecord:
    """An observed level, unless it is said to be something else."""
    kind = more.pop("kind", "observed")
    return record_competency(
        learner=learner,
        competency=Competency.objects.get(code=code),
        kind=kind,
        source=more.pop("source", "observation"),
        source_uuid=uuid.uuid4(),
        observed_at=at,
        **more,
    )


def published(draft: FrameworkDraft, successors: dict[str, list[str]], *, carry: bool = True) -> VersionMapping:
    """The draft in force, with what was decided."""
    reviewer = UserFactory(roles=["clinical_reviewer"])
    draft = decide_successors(draft=draft, successors=successors, actor=reviewer)
    draft = send_draft(draft=draft, note="", actor=reviewer)
    expected = digest_of(draft=draft, plan=plan_draft(draft.data, in_force()))
    _version, mapping = publish_draft(draft=draft, version="2.0", expected=expected, carry=carry, actor=reviewer)
    assert mapping is not None
    return mapping
