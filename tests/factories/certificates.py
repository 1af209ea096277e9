"""Programmes and awards, made through the services."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import factory

from assessments.competencies.models import Competency, CompetencyRecord
from assessments.competencies.services import record_competency
from certificates.awards.choices import EventKind
from certificates.awards.models import Award, AwardEvent
from certificates.documents.models import Certificate
from certificates.documents.services import issue_certificate
from certificates.programmes.models import ProgrammeVersion
from certificates.programmes.services import publish_programme
from lms.common import clock
from tests.factories.assessments import CompetencyFactory
from tests.factories.people import UserFactory


def programme_data(**changes: Any) -> dict[str, Any]:
    """A programme as it stands in a pack; asks for knowledge of SAFE-1 unless told otherwise."""
    data = {
        "code": "foundations",
        "title": "Foundations of peer support",
        "version": "1.0",
        "attests": "The holder has shown knowledge of role and scope. This certificate attests knowledge.",
        "validity_months": 24,
        "requirements": [{"knowledge": "SAFE-1"}],
        "signatories": [{"name": "Imani Castellan", "role": "Programme lead"}],
    }
    return {**data, **changes}


def named_competencies(requirements: list[dict[str, Any]]) -> Iterator[str]:
    """The codes of all competencies in a requirement tree."""
    for row in requirements:
        yield from (row[kind] for kind in ("knowledge", "observed") if kind in row)
        for fork in ("all", "any"):
            yield from named_competencies(row.get(fork, []))


class ProgrammeVersionFactory(factory.Factory):
    """A published version; keywords as in `programme_data`. The competencies it names are made if they are missing."""

    class Meta:
        model = ProgrammeVersion

    code = factory.Sequence(lambda n: f"programme-{n + 1}")

    @classmethod
    def _create(cls, model_class: type[ProgrammeVersion], *args: Any, **kwargs: Any) -> ProgrammeVersion:
        service = {key: kwargs.pop(key) for key in ("organisation", "is_demo", "actor") if key in kwargs}
        data = programme_data(**kwargs)
        for code in named_competencies(data["requirements"]):
            CompetencyFactory(code=code)
        return publish_programme(data=data, **service)


class AwardFactory(factory.django.DjangoModelFactory):
    """An award in the ledger, without the evidence for it. `events=["suspended"]` adds what happened since."""

    class Meta:
        model = Award
        skip_postgeneration_save = True

    learner = factory.SubFactory(UserFactory, roles=["trainee"])
    version = factory.SubFactory(ProgrammeVersionFactory)
    programme = factory.LazyAttribute(lambda award: award.version.programme)
    granted_at = factory.LazyFunction(clock.now)
    valid_until = factory.LazyFunction(lambda: date(2099, 12, 31))

    @factory.post_generation
    def events(self: Award, create: bool, extracted: list[str] | None, **kwargs: Any) -> None:
        for place, kind in enumerate([EventKind.GRANTED, *(extracted or [])]):
            AwardEvent.objects.create(
                award=self,
                kind=kind,
                at=self.granted_at + timedelta(minutes=place),
                data={"version": self.version.version} if kind == EventKind.GRANTED else {},
                reason="" if kind == EventKind.GRANTED else "Asked for by the lead",
            )


def make_certificate(award: Award | None = None, **award_fields: Any) -> Certificate:
    """A certificate as the service draws it up; keywords go to `AwardFactory`, `full_name`, `name_public` and
    `is_demo` to its holder."""
    for name in ("full_name", "name_public", "is_demo"):
        if name in award_fields:
            award_fields[f"learner__{name}"] = award_fields.pop(name)
    return issue_certificate(award=award or AwardFactory(**award_fields))


def know(learner: Any, code: str = "SAFE-1", *, met: bool = True, at: datetime | None = None) -> CompetencyRecord:
    """Knowledge of a competency, as a finished check records it."""
    return record_competency(
        learner=learner,
        competency=_competency(code),
        kind="knowledge",
        met=met,
        source="quiz_attempt",
        source_uuid=uuid4(),
        observed_at=at or clock.now(),
    )


def observe(
    learner: Any, code: str = "SAFE-1", level: int = 3, *, harm: bool = False, at: datetime | None = None, **facts: Any
) -> CompetencyRecord:
    """What an observer saw."""
    return record_competency(
        learner=learner,
        competency=_competency(code),
        kind="observed",
        level=level,
        harm=harm,
        source="observation",
        source_uuid=uuid4(),
        observed_at=at or clock.now(),
        **facts,
    )


def _competency(code: str) -> Competency:
    return Competency.objects.filter(code=code).first() or CompetencyFactory(code=code)
