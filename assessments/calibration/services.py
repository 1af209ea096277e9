"""Everything that changes what raters learn on, and who may rate."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import F, Max, QuerySet
from django.utils.translation import gettext as _

from assessments.calibration import queries
from assessments.calibration.certifying import read_rule
from assessments.calibration.choices import RaterState
from assessments.calibration.comparing import verdict_of
from assessments.calibration.errors import CalibrationSheetRefused, PauseRefused, PerformanceRefused, SignatureRefused
from assessments.calibration.models import (
    CalibrationRun,
    CalibrationSheet,
    Performance,
    PerformanceVersion,
    RaterPause,
    RaterRules,
    ReferenceComment,
    ReferenceSignature,
)
from assessments.competencies.queries import competencies_in, current_version
from assessments.instruments.sheets import MARKS, State, Tap, fold, marks_of, missing, rate
from lms.common import audit, clock
from lms.common.hashing import content_hash
from lms.people.models import User

CONTENT = ("title", "instrument", "content_note", "minutes", "setting", "items", "lines")


@transaction.atomic
def publish_performance(*, data: Mapping[str, Any], actor: User | None = None) -> PerformanceVersion:
    """Publish a performance (see the pack's `calibration/*.yaml`) as a new version by the framework in force.

    The same by the same framework again gives back the version that is there. Raises `PerformanceRefused` where the
    reference leaves a behaviour out, or names one that is not in the framework.
    """
    framework = current_version()
    if framework is None:
        raise PerformanceRefused(_("No framework is in force yet: publish one first."))
    words = {row.competency.code: row for row in competencies_in(framework)}
    reference = data["reference"]["behaviours"]
    expected = {line.code for code in data["items"] if code in words for line in words[code].behaviours.all()}
    for code in [*(code for code in data["items"] if code not in words), *sorted(expected ^ set(reference))]:
        text = _("%(code)s: every behaviour of every item needs a reference, and no other has one.")
        raise PerformanceRefused(text % {"code": code})
    content = {name: data.get(name, "") for name in CONTENT}
    digest = content_hash([content, reference])
    performance, _created = Performance.objects.select_for_update().get_or_create(
        code=data["code"], defaults={"title": data["title"]}
    )
    newest = performance.versions.order_by("-number").first()
    if newest is not None and newest.content_hash == digest and newest.framework_version_id == framework.pk:
        return newest
    performance.title = data["title"]
    performance.save(update_fields=["title", "updated"])
    version = PerformanceVersion.objects.create(
        performance=performance,
        number=(performance.versions.aggregate(last=Max("number"))["last"] or 0) + 1,
        framework_version=framework,
        content=content,
        reference=reference,
        content_hash=digest,
        published_by=actor,
    )
    audit.record("performance.publish", version, actor=actor, data={"code": performance.code, "number": version.number})
    return version


@transaction.atomic
def set_rater_rules(*, rule: Mapping[str, Any], actor: User | None = None) -> RaterRules:
    """Put rules for raters in force; those in force again change nothing. Raises `certifying.RuleInvalid`."""
    clean = asdict(read_rule(rule))
    newest = RaterRules.objects.order_by("-pk").first()
    if newest is not None and newest.rule == clean:
        return newest
    rules = RaterRules.objects.create(rule=clean, set_by=actor)
    audit.record("raters.rules", rules, actor=actor)
    return rules


@transaction.atomic
def sign_reference(*, version: PerformanceVersion, reviewer: User) -> ReferenceSignature:
    """Put one's name to a reference. Again, it gives back what was signed. Raises `SignatureRefused`."""
    stored = version.signatures.filter(reviewer=reviewer).first()
    if stored is not None:
        return stored
    if version.performance.versions.filter(number__gt=version.number).exists():
        raise SignatureRefused(_("There is a newer version. Look at that one."))
    if not reviewer.full_name.strip():
        raise SignatureRefused(_("Your account has no name to sign with."))
    signature = ReferenceSignature.objects.create(
        version=version, reviewer=reviewer, name=reviewer.full_name, signed_at=clock.now()
    )
    audit.record("reference.sign", version, actor=reviewer)
    return signature


@transaction.atomic
def begin_run(*, rater: User) -> CalibrationRun:
    """Begin a run through all performances, or through as few as a refresher asks for; go on with one that is open.

    A refresher takes those that the rater has rated least lately. Raises `CalibrationSheetRefused` where there is
    nothing to rate or nothing is asked for.
    """
    User.objects.select_for_update().get(pk=rater.pk)
    run = queries.open_run(rater)
    if run is not None:
        return run
    rule = queries.rule_in_force()
    versions = list(queries.newest_versions())
    if rule is None or not versions:
        raise CalibrationSheetRefused(_("There is nothing to rate here yet."))
    refresher = queries.standing_of(rater).state == RaterState.REFRESH_DUE
    run = CalibrationRun.objects.create(rater=rater, refresher=refresher, rule=asdict(rule), started_at=clock.now())
    if refresher:
        seen = dict(
            CalibrationSheet.objects.filter(run__rater=rater).values_list("version__performance").annotate(Max("pk"))
        )
        versions = sorted(versions, key=lambda one: (seen.get(one.performance_id, 0), one.performance.code))
        versions = versions[: rule.refresher_performances]
    CalibrationSheet.objects.bulk_create(CalibrationSheet(run=run, version=version) for version in versions)
    return run


@transaction.atomic
def keep_marks(*, sheet: CalibrationSheet, marks: Mapping[str, str], seen: set[str], sequence: int) -> CalibrationSheet:
    """Keep what is ticked so far ({behaviour: mark}; `seen`: items looked at). What comes late is dropped.

    Raises `CalibrationSheetRefused` for a sheet that was handed in.
    """
    sheet = _locked(sheet)
    if sheet.submitted_at is not None:
        raise CalibrationSheetRefused(_("You handed this one in already."))
    if sequence <= sheet.sequence:
        return sheet
    items = [row.item for row in queries.items_of(sheet.version)]
    known = {code for item in items for code in item.behaviours}
    taps = [
        Tap(f"{sequence}:{code}", "form", sequence, "mark", {"behaviour": code, "mark": mark})
        for code, mark in marks.items()
        if code in known and mark in MARKS
    ]
    taps += [Tap(f"{sequence}:{code}", "form", sequence, "touch", {"competency": code}) for code in sorted(seen)]
    sheet.state, sheet.sequence = fold(State(), taps).to_json(), sequence
    sheet.save(update_fields=["state", "sequence", "updated"])
    return sheet


@transaction.atomic
def submit_marks(*, sheet: CalibrationSheet) -> CalibrationSheet:
    """Hand a sheet in; again, it changes nothing. The last one finishes the run. Raises `CalibrationSheetRefused`."""
    sheet = _locked(sheet)
    if sheet.submitted_at is not None:
        return sheet
    items, rules = [row.item for row in queries.items_of(sheet.version)], queries.rules_of(sheet.version)
    state = State.from_json(sheet.state)
    open_points = [row for row in missing(items, state, rules) if row.what == "untouched"]
    if open_points:
        raise CalibrationSheetRefused(_("Something is still open on your sheet."), missing=open_points)
    sheet.marks = {code: mark for item in items for code, mark in marks_of(item, state.marks).items()}
    sheet.levels = {item.code: rate(item, state, rules).level for item in items}
    sheet.submitted_at = clock.now()
    sheet.save(update_fields=["marks", "levels", "submitted_at", "updated"])
    _finish(sheet.run)
    return sheet


def _locked(sheet: CalibrationSheet) -> CalibrationSheet:
    rows = CalibrationSheet.objects.select_for_update(of=("self",))
    return rows.select_related("version__framework_version", "run__rater").get(pk=sheet.pk)


def _finish(run: CalibrationRun) -> None:
    sheets = queries.sheets_of(run)
    if run.finished_at is not None or any(sheet.submitted_at is None for sheet in sheets):
        return
    verdict = verdict_of(run, sheets)
    run.finished_at, run.passed = clock.now(), verdict.passed
    run.verdict = [asdict(condition) for condition in verdict.conditions]
    run.save(update_fields=["finished_at", "passed", "verdict", "updated"])
    audit.record("rater.calibrate", run, actor=run.rater, data={"passed": verdict.passed})


@transaction.atomic
def count_rating(*, rater: User) -> None:
    """A sheet that counts was handed in: one less until the next refresher."""
    newest = CalibrationRun.objects.filter(rater=rater, passed=True).order_by("-finished_at").values("pk")[:1]
    CalibrationRun.objects.filter(pk__in=list(newest.values_list("pk", flat=True))).update(
        ratings_since=F("ratings_since") + 1, updated=clock.now()
    )


@transaction.atomic
def pause_rater(*, rater: User, paused: bool, reason: str, actor: User) -> RaterPause:
    """Pause somebody as a rater, or let them go on; where they stand so, nothing changes. Raises `PauseRefused`."""
    if rater.pk == actor.pk:
        raise PauseRefused(_("Nobody pauses themselves. Ask another lead."))
    if not reason.strip():
        raise PauseRefused(_("Please say why: they will read it."))
    newest = RaterPause.objects.filter(rater=rater).order_by("-pk").first()
    if newest is not None and newest.paused == paused:
        return newest
    pause = RaterPause.objects.create(rater=rater, paused=paused, reason=reason.strip(), actor=actor)
    audit.record("rater.pause" if paused else "rater.resume", pause, actor=actor)
    return pause


@transaction.atomic
def comment_on_reference(*, sheet: CalibrationSheet, behaviour: str, text: str) -> ReferenceComment:
    """Say what one thinks of one mark of a reference. The same words again are said once.

    Raises `CalibrationSheetRefused` before one's own sheet is in, for nothing said, and for an unknown behaviour.
    """
    if sheet.submitted_at is None or behaviour not in sheet.version.reference or not text.strip():
        raise CalibrationSheetRefused(_("Hand your own sheet in first, then say something in words."))
    comment, _created = ReferenceComment.objects.get_or_create(
        version=sheet.version, behaviour=behaviour, author=sheet.run.rater, text=text.strip()[:1000]
    )
    return comment


def forget_signed_reference(*, reviewer: User) -> None:
    """Take the name out of what somebody signed: the one change of a ledger that law asks for."""
    QuerySet(ReferenceSignature).filter(reviewer=reviewer).update(name="")
