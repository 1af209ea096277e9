"""Putting the raters' sheets together: agreed at once, or by a third rater who decides; and what an appeal changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.calibration.queries import standing_of
from assessments.instruments.sheets import Item
from assessments.observations import queries
from assessments.observations.choices import OPEN, ObservationStatus, RatingStatus, ResponseKind, SeatRole
from assessments.observations.conflicts import only_their_own
from assessments.observations.consensus import Agreed, Dispute, Said, agree, disputes, pass_result, said_in
from assessments.observations.errors import RaterNotReady, SettlingRefused
from assessments.observations.models import Observation, ObservationResult, RatingSheet, Response, Seat
from assessments.observations.services.evidence import record_evidence
from assessments.observations.services.seats import leave_seat
from assessments.observations.terms import Kit, raters_needed
from assessments.signals import appeal_settled, observation_agreed, raters_differ
from lms.common import audit, clock
from lms.people.models import User
from lms.people.queries import current_links

LONGEST_REASON = 500


@dataclass(frozen=True)
class Decision:
    """What a third rater says of one competency: its level (None: can't be rated), the harm they saw, and why."""

    level: int | None
    reason: str
    harms: tuple[str, ...] = field(default=())


@transaction.atomic
def settle_observation(*, observation: Observation) -> ObservationResult | None:
    """Put the counted sheets together once all are in; None while one is missing or the raters differ too much.

    Called again it changes nothing. Tells who listens: `observation_agreed`, or `raters_differ`.
    """
    observation = _locked(observation)
    if observation.status not in OPEN:
        return queries.result_of(observation)
    sheets = queries.counted_sheets(observation)
    if not _is_complete(observation, sheets):
        return None
    open_points = _disputes(observation, sheets)
    if open_points:
        _be(observation, ObservationStatus.ADJUDICATING)
        audit.record("observation.differ", observation, data={"items": [one.code for one in open_points]})
        raters_differ.send(sender=Observation, observation=observation)
        return None
    agreed = agree(queries.items_of(observation), [_said(sheet) for sheet in sheets], _kit(observation)["consensus"])
    return _agree_on(observation, agreed, sheets, why={}, decided_by=None)


def _locked(observation: Observation) -> Observation:
    rows = Observation.objects.select_for_update(of=("self",))
    return rows.select_related("learner", "sitting__instrument_version__framework_version").get(pk=observation.pk)


def _kit(observation: Observation) -> Kit:
    return observation.sitting.instrument_version.kit


def _is_complete(observation: Observation, sheets: Sequence[RatingSheet]) -> bool:
    """Whether every counted seat has handed in, there are enough, and not one supervisor alone."""
    seats = list(Seat.objects.filter(observation=observation, role=SeatRole.RATER, left_at=None))
    sitting = observation.sitting
    if len(sheets) < len(seats) or len(sheets) < raters_needed(_kit(observation), counts=sitting.counts):
        return False
    supervising = set(current_links().filter(trainee=observation.learner_id).values_list("supervisor", flat=True))
    return not only_their_own([seat.rater_id in supervising for seat in seats], counts=sitting.counts)


def _said(sheet: RatingSheet) -> Said:
    return said_in(sheet.levels, sheet.harms)


def _disputes(observation: Observation, sheets: Sequence[RatingSheet]) -> list[Dispute]:
    rule = _kit(observation).get("adjudicate", {})
    return disputes(queries.items_of(observation), [_said(sheet) for sheet in sheets], rule)


def _be(observation: Observation, status: str) -> None:
    observation.status = status
    observation.save(update_fields=["status", "updated"])


def _agree_on(
    observation: Observation,
    agreed: Agreed,
    sheets: Sequence[RatingSheet],
    *,
    why: Mapping[str, str],
    decided_by: User | None,
) -> ObservationResult:
    result = _add_result(observation, agreed, sheets, why=why, decided_by=decided_by)
    _be(observation, ObservationStatus.AGREED)
    audit.record("observation.agree", observation, actor=decided_by, data={"outcome": str(result.outcome)})
    observation_agreed.send(sender=Observation, observation=observation, result=result)
    return result


def _add_result(
    observation: Observation,
    agreed: Agreed,
    sheets: Sequence[RatingSheet],
    *,
    why: Mapping[str, str],
    decided_by: User | None,
    supersedes: ObservationResult | None = None,
) -> ObservationResult:
    found = pass_result(queries.items_of(observation), agreed, _kit(observation)["pass_rule"])
    return ObservationResult.objects.create(
        observation=observation,
        outcome=found.outcome,
        levels=agreed.levels,
        harms=agreed.harms,
        sheets=[str(sheet.uuid) for sheet in sheets],
        why=dict(why),
        explained=found.to_json(),
        rule=observation.sitting.instrument_version.rules,
        decided_by=decided_by,
        supersedes=supersedes,
    )


@transaction.atomic
def go_on_with_one(*, observation: Observation, actor: User) -> ObservationResult | None:
    """In a practice run, settle with the sheets that are in once their day is over; who is missing gives up the seat.

    Raises `SettlingRefused` for what counts (another rater is needed then), before the day, and without a sheet.
    """
    observation = _locked(observation)
    if observation.status not in OPEN:
        return queries.result_of(observation)
    if observation.sitting.counts:
        raise SettlingRefused(_("This counts, so it needs every rater. Ask somebody else in place of who is missing."))
    if observation.due_at is None or clock.now() < observation.due_at:
        raise SettlingRefused(_("There is still time to hand in. Remind whoever is missing."))
    if not queries.counted_sheets(observation):
        raise SettlingRefused(_("No sheet is in yet."))
    owing = Seat.objects.filter(observation=observation, role=SeatRole.RATER, left_at=None)
    for seat in owing.exclude(rating__status=RatingStatus.SUBMITTED):
        leave_seat(seat=seat, actor=actor)
    return settle_observation(observation=observation)


@transaction.atomic
def decide_between(*, seat: Seat, decisions: Mapping[str, Decision]) -> ObservationResult:
    """Decide what the raters differ on, competency by competency, each with a reason. Their sheets stay as they are.

    What they agree on stays by the kit's rule. Called again it gives back the result that is there. Raises
    `SettlingRefused`; `missing` then names the competencies without a decision that can be used. Raises `RaterNotReady`
    for who is not certified as a rater.
    """
    observation = _locked(seat.observation)
    stored = queries.result_of(observation)
    if stored is not None:
        return stored
    if seat.role != SeatRole.ADJUDICATOR or observation.status != ObservationStatus.ADJUDICATING:
        raise SettlingRefused(_("There is nothing to decide here any more."))
    if Seat.objects.filter(pk=seat.pk).exclude(left_at=None).exists():
        raise SettlingRefused(_("Somebody else decides here now."))
    if observation.sitting.counts and not standing_of(seat.rater).may_hand_in:
        text = _("You can’t decide what counts yet: rate the transcripts under “Learning to rate” first.")
        raise RaterNotReady(text)
    sheets, items = queries.counted_sheets(observation), queries.items_of(observation)
    wanted = [one.code for one in _disputes(observation, sheets)]
    by_code = {item.code: item for item in items}
    missing = [code for code in wanted if not _is_usable(decisions.get(code), by_code[code])]
    if missing:
        text = _("Something is still open: choose a level and say why; level 1 goes with the harm that was seen.")
        raise SettlingRefused(text, missing=missing)
    chosen = {code: decisions[code] for code in wanted}
    agreed = _with_decisions(items, [_said(sheet) for sheet in sheets], _kit(observation)["consensus"], chosen)
    why = {code: one.reason.strip()[:LONGEST_REASON] for code, one in chosen.items()}
    return _agree_on(observation, agreed, sheets, why=why, decided_by=seat.rater)


def _is_usable(decision: Decision | None, item: Item) -> bool:
    """A reason, a level, and harm exactly where the level is 1."""
    if decision is None or not decision.reason.strip() or decision.level not in (None, 1, 2, 3, 4):
        return False
    return set(decision.harms) <= set(item.harm) and bool(decision.harms) == (decision.level == 1)


def _with_decisions(items: Sequence[Item], sheets: Sequence[Said], rule: str, chosen: Mapping[str, Decision]) -> Agreed:
    plain = agree(items, sheets, rule)
    levels = plain.levels | {code: one.level for code, one in chosen.items()}
    harms: list[str] = []
    for item in items:
        seen = chosen[item.code].harms if item.code in chosen else plain.harms
        harms += [code for code in item.harm if code in seen]
    return Agreed(levels, harms)


@transaction.atomic
def settle_appeal(*, seat: Seat, sheet: RatingSheet) -> ObservationResult:
    """Let a new rater's sheet answer an appeal: the result stands, or is replaced by one that rests on this sheet.

    Evidence that changes is superseded, never edited. Again, it changes nothing. Tells who listens (`appeal_settled`).
    """
    observation = _locked(seat.observation)
    standing = queries.result_of(observation)
    appeal = Response.objects.select_for_update().filter(observation=observation, kind=ResponseKind.APPEALED).first()
    if standing is None or appeal is None:
        raise SettlingRefused(_("There is no appeal to answer."))
    if appeal.settled_at is not None:
        return standing
    agreed = agree(queries.items_of(observation), [_said(sheet)], _kit(observation)["consensus"])
    changed = agreed.levels != standing.levels or agreed.harms != standing.harms
    result = standing
    if changed:
        result = _add_result(observation, agreed, [sheet], why={}, decided_by=seat.rater, supersedes=standing)
        record_evidence(observation=observation, result=result)
    appeal.settled_at = clock.now()
    appeal.save(update_fields=["settled_at", "updated"])
    audit.record("appeal.settle", observation, actor=seat.rater, data={"changed": changed})
    appeal_settled.send(sender=Observation, observation=observation, result=result, changed=changed)
    return result
