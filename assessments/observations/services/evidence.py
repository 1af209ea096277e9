"""Turning a result into lines of evidence."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from assessments.competencies.choices import RecordKind
from assessments.competencies.models import CompetencyRecord
from assessments.competencies.services import record_competency
from assessments.instruments.models import InstrumentItem
from assessments.observations import queries
from assessments.observations.choices import SeatRole
from assessments.observations.models import Observation, ObservationResult
from lms.people.models import User

SOURCE = "observation"


@transaction.atomic
def record_evidence(*, observation: Observation, result: ObservationResult) -> list[CompetencyRecord]:
    """One line per competency that was rated, observed when the role-play was held. Practice runs leave none.

    Where a line of this observation stands already, one that says something else supersedes it; one that says the same
    adds nothing. Called again it adds nothing.
    """
    if not observation.sitting.counts:
        return []
    rows = InstrumentItem.objects.filter(version=observation.sitting.instrument_version_id).order_by("order")
    standing = _standing(observation)
    harmful = {item.code for item in queries.items_of(observation) if set(item.harm) & set(result.harms)}
    rater = result.decided_by or _first_rater(observation)
    sheets = [(str(sheet.submitted_by.uuid), sheet.levels) for sheet in queries.sheets_behind(result)]
    sitting = observation.sitting
    vignette = f"{sitting.instrument_version.instrument.code}:{sitting.variant}"
    added = []
    for row in rows.select_related("competency_version__competency"):
        competency = row.competency_version.competency
        if competency.code not in result.levels:
            continue
        level, known = result.levels[competency.code], standing.get(competency.pk)
        harm = competency.code in harmful
        if known is None and level is None:
            continue
        if known is not None and (known.level, known.harm) == (level, harm):
            continue
        added.append(
            record_competency(
                learner=observation.learner,
                competency=competency,
                competency_version=row.competency_version,
                kind=RecordKind.OBSERVED,
                level=level,
                harm=harm,
                occasion=observation.sitting.occasion,
                vignette=vignette,
                source=SOURCE,
                source_uuid=observation.uuid,
                observed_at=observation.sitting.held_at or observation.sitting.starts_at,
                rater=rater,
                ratings=_ratings(sheets, result, competency.code),
                supersedes=known,
            )
        )
    return added


def _ratings(
    sheets: Sequence[tuple[str, Mapping[str, Any]]], result: ObservationResult, code: str
) -> list[dict[str, Any]]:
    """What each rater gave, and whoever decided between them; once for each person."""
    given = {rater: levels.get(code, {}).get("level") for rater, levels in sheets}
    if result.decided_by is not None and code in result.why:
        given[str(result.decided_by.uuid)] = result.levels[code]
    return [{"rater": rater, "level": level} for rater, level in given.items()]


def _standing(observation: Observation) -> dict[int, CompetencyRecord]:
    rows = CompetencyRecord.objects.filter(source=SOURCE, source_uuid=observation.uuid, superseded_by=None)
    return {row.competency_id: row for row in rows}


def _first_rater(observation: Observation) -> User | None:
    seat = observation.seats.filter(role=SeatRole.RATER, left_at=None).select_related("rater").order_by("pk").first()
    return seat.rater if seat else None
