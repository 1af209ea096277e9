from zoneinfo import ZoneInfo

from django.db import transaction

from certificates.awards import derive, queries
from certificates.awards.choices import AwardStatus, EventKind
from certificates.awards.errors import AwardClosed, OwnAward, ReasonMissing
from certificates.awards.models import Award, AwardEvent
from certificates.programmes.models import ProgrammeVersion
from certificates.programmes.queries import facts_for, rules_of, versions_for
from certificates.programmes.rules import is_met
from certificates.signals import award_changed, award_granted
from lms.common import audit, clock
from lms.common.months import add_months
from lms.people.models import User

LONGEST_REASON = 500
AUDIT_WORDS = {EventKind.SUSPENDED: "suspend", EventKind.REINSTATED: "reinstate", EventKind.REVOKED: "revoke"}
FINAL_STATUSES = {status for _kind, status in derive.FINAL}


@transaction.atomic
def evaluate(*, learner: User) -> list[Award]:
    """Grant `learner` every award whose rules are met and that was not granted before. Returns the new ones.

    Idempotent: an award is granted once per programme and cycle, also when several courses and checks end at the
    same moment (the person's row is locked). One that was revoked or given back is not granted again by itself.
    Where several versions are met the newest counts. Nothing is granted while harm that was seen is still to be talked
    through (`queries.is_on_hold`): closing it evaluates anew. Sends `award_granted` for each.
    """
    learner = User.objects.select_for_update().get(pk=learner.pk)
    if learner.erased_at is not None:
        return []
    awarded = queries.awarded_programmes(learner)
    versions = [version for version in versions_for(learner) if version.programme_id not in awarded]
    if not versions or queries.is_on_hold(learner):
        return []
    rules, facts = rules_of(versions), facts_for(learner)
    granted: dict[int, Award] = {}
    for version in versions:
        if version.programme_id not in granted and is_met(rules[version.pk], facts):
            granted[version.programme_id] = _grant(learner, version)
    return list(granted.values())


def _grant(learner: User, version: ProgrammeVersion) -> Award:
    now, months = clock.now(), version.validity_months
    day = now.astimezone(ZoneInfo(learner.time_zone)).date()
    award = Award(
        learner=learner,
        programme=version.programme,
        version=version,
        granted_at=now,
        valid_until=add_months(day, months) if months else None,
    )
    award.full_clean(exclude=["learner", "programme", "version"])
    award.save()
    AwardEvent.objects.create(award=award, kind=EventKind.GRANTED, at=now, data={"version": version.version})
    audit.record("award.grant", award, data={"programme": version.programme.code, "version": version.version})
    award_granted.send(sender=Award, award=award)
    return award


def suspend_award(*, award: Award, actor: User, reason: str) -> Award:
    """Take an award out of force until it is reinstated. Idempotent; shows at once where certificates are checked.

    Raises ReasonMissing, OwnAward, AwardClosed.
    """
    return _decide(award, EventKind.SUSPENDED, actor, reason)


def reinstate_award(*, award: Award, actor: User, reason: str) -> Award:
    """End a suspension. Idempotent. Raises ReasonMissing, OwnAward, AwardClosed."""
    return _decide(award, EventKind.REINSTATED, actor, reason)


def revoke_award(*, award: Award, actor: User, reason: str) -> Award:
    """End an award for good. Idempotent. Raises ReasonMissing, OwnAward, AwardClosed."""
    return _decide(award, EventKind.REVOKED, actor, reason)


@transaction.atomic
def _decide(award: Award, kind: EventKind, actor: User, reason: str) -> Award:
    """Add one event, unless it would change nothing (a double click, two people at once)."""
    reason = " ".join(reason.split())[:LONGEST_REASON]
    if not reason:
        raise ReasonMissing
    locked = Award.objects.select_for_update().get(pk=award.pk)
    if locked.learner_id == actor.pk:
        raise OwnAward
    events = list(locked.events.all())
    now = derive.status(events, locked.valid_until, clock.today())
    if now == AwardStatus.REVOKED and kind == EventKind.REVOKED:
        return locked
    if now in FINAL_STATUSES:
        raise AwardClosed
    if kind != EventKind.REVOKED and derive.is_suspended(events) == (kind == EventKind.SUSPENDED):
        return locked
    event = AwardEvent.objects.create(award=locked, kind=kind, at=clock.now(), actor=actor, reason=reason)
    audit.record(f"award.{AUDIT_WORDS[kind]}", locked, actor=actor, data={"event": str(event.uuid)})
    award_changed.send(sender=Award, award=locked, event=event)
    return locked
