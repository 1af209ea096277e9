"""Who may rate, and what there is to learn on. Nothing here changes anything."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from django.db.models import Max, OuterRef, Prefetch, QuerySet, Subquery

from assessments.calibration.certifying import DriftTerms, RaterRule, read_rule
from assessments.calibration.choices import MAY_HAND_IN, RaterState
from assessments.calibration.models import (
    CalibrationRun,
    CalibrationSheet,
    PerformanceVersion,
    RaterPause,
    RaterRules,
    ReferenceComment,
)
from assessments.competencies.models import BehaviourVersion, CompetencyVersion
from assessments.instruments.queries import item_of
from assessments.instruments.sheets import Item, Rules
from lms.common import clock
from lms.common.months import add_months
from lms.people.choices import Role
from lms.people.models import User
from lms.people.queries import people_of


def rule_in_force() -> RaterRule | None:
    """What raters have to show; None where the programme asks for nothing. One query."""
    newest = RaterRules.objects.order_by("-pk").values_list("rule", flat=True).first()
    return read_rule(newest) if newest else None


def drift_terms() -> DriftTerms:
    """By the rules in force. One query."""
    rule = rule_in_force()
    return DriftTerms(rule.drift_ratings, rule.drift_from) if rule else DriftTerms()


def signatures_needed() -> int:
    """How many named reviewers have to sign a reference until it is theirs, by the rules in force. One query."""
    rule = rule_in_force()
    return rule.signatures if rule else RaterRule.signatures


@dataclass(frozen=True)
class Standing:
    """Where a rater stands. `until` and `ratings_left`: for how long; `reason`: why they are paused."""

    state: RaterState
    until: dt.datetime | None = None
    ratings_left: int | None = None
    last: CalibrationRun | None = None
    reason: str = ""

    @property
    def may_hand_in(self) -> bool:
        return self.state in MAY_HAND_IN


def standing_of(rater: User, now: dt.datetime | None = None) -> Standing:
    """Where somebody stands as a rater. Without rules everybody may rate. At most three queries."""
    pause = RaterPause.objects.filter(rater=rater.pk).order_by("-pk").first()
    run = CalibrationRun.objects.filter(rater=rater.pk, passed=True).order_by("-finished_at").first()
    return _standing(run, pause, rule_in_force(), now or clock.now())


def _standing(
    run: CalibrationRun | None, pause: RaterPause | None, rule: RaterRule | None, now: dt.datetime
) -> Standing:
    if pause is not None and pause.paused:
        return Standing(RaterState.PAUSED, last=run, reason=pause.reason)
    if rule is None:
        return Standing(RaterState.CERTIFIED, last=run)
    if run is None or run.finished_at is None:
        return Standing(RaterState.PROVISIONAL)
    until = add_months(run.finished_at, rule.valid_months)
    left = max(0, rule.valid_ratings - run.ratings_since)
    state = RaterState.CERTIFIED if now < until and left else RaterState.REFRESH_DUE
    return Standing(state, until, left, run)


def newest_versions() -> QuerySet[PerformanceVersion]:
    """The newest version of each performance in use, in order."""
    newest = PerformanceVersion.objects.filter(performance=OuterRef("performance")).order_by("-number").values("pk")[:1]
    rows = PerformanceVersion.objects.filter(pk=Subquery(newest), performance__retired_at=None)
    return rows.select_related("performance", "framework_version").order_by("performance__code")


def open_run(rater: User) -> CalibrationRun | None:
    return CalibrationRun.objects.filter(rater=rater.pk, finished_at=None).first()


def sheets_of(run: CalibrationRun) -> list[CalibrationSheet]:
    rows = CalibrationSheet.objects.filter(run=run).select_related("version__performance", "version__framework_version")
    return list(rows.order_by("version__performance__code"))


@dataclass(frozen=True)
class Row:
    code: str
    kind: str
    text: str


@dataclass(frozen=True)
class RatedItem:
    """One competency of a performance, with the words of its framework."""

    item: Item
    title: str
    rows: tuple[Row, ...]


@lru_cache(maxsize=64)
def _items(framework_version: UUID, codes: tuple[str, ...]) -> tuple[RatedItem, ...]:
    """Remembered per process: versions never change."""
    behaviours = Prefetch("behaviours", queryset=BehaviourVersion.objects.order_by("order"))
    words = CompetencyVersion.objects.filter(version__uuid=framework_version, competency__code__in=codes)
    found = {row.competency.code: row for row in words.select_related("competency").prefetch_related(behaviours)}
    return tuple(_item(found[code]) for code in codes if code in found)


def _item(words: CompetencyVersion) -> RatedItem:
    rows = tuple(Row(line.code, line.kind, line.text) for line in words.behaviours.all())
    return RatedItem(item_of(words), words.title, rows)


def items_of(version: PerformanceVersion) -> tuple[RatedItem, ...]:
    """The competencies that a performance is rated in, in its order."""
    return _items(version.framework_version.uuid, tuple(version.content["items"]))


def rules_of(version: PerformanceVersion) -> Rules:
    return Rules(level4=version.framework_version.level4_requires)


def signatures_of(version: PerformanceVersion) -> list[str]:
    """Names of those who signed a reference, in the order in which they did."""
    return list(version.signatures.order_by("signed_at").values_list("name", flat=True))


def comments_on(version: PerformanceVersion) -> dict[str, list[ReferenceComment]]:
    """What raters said about a reference, by behaviour. One query."""
    found: dict[str, list[ReferenceComment]] = {}
    for comment in version.comments.select_related("author"):
        found.setdefault(comment.behaviour, []).append(comment)
    return found


@dataclass
class RaterLine:
    """One rater in the list of those who look after raters."""

    rater: User
    standing: Standing
    runs: int = 0
    verdict: list[dict[str, object]] = field(default_factory=list)


def raters_in_reach(user: User) -> list[RaterLine]:
    """Everybody who rates and whom `user` looks after, with where they stand. Four queries, however many."""
    raters = people_of(user).filter(is_active=True, groups__name__in=[Role.SUPERVISOR, Role.LEAD_SUPERVISOR])
    people = list(raters.distinct().order_by("full_name", "pk"))
    runs: dict[int, list[CalibrationRun]] = {}
    finished = CalibrationRun.objects.filter(rater__in=people, finished_at__isnull=False)
    for run in finished.order_by("finished_at"):
        runs.setdefault(run.rater_id, []).append(run)
    rule, now, pauses = rule_in_force(), clock.now(), _newest_pauses(people)
    return [_line(person, runs.get(person.pk, []), pauses.get(person.pk), rule, now) for person in people]


def standings_of(raters: Sequence[User]) -> dict[int, Standing]:
    """Rater (primary key) → where they stand. Four queries at the most, however many."""
    runs = CalibrationRun.objects.filter(rater__in=[rater.pk for rater in raters], passed=True)
    newest = {run.rater_id: run for run in runs.order_by("finished_at")}
    pauses, rule, now = _newest_pauses(raters), rule_in_force(), clock.now()
    return {rater.pk: _standing(newest.get(rater.pk), pauses.get(rater.pk), rule, now) for rater in raters}


def _newest_pauses(people: Sequence[User]) -> dict[int, RaterPause]:
    newest = RaterPause.objects.filter(rater__in=people).values("rater").annotate(last=Max("pk")).values("last")
    return {pause.rater_id: pause for pause in RaterPause.objects.filter(pk__in=newest)}


def _line(
    person: User, runs: list[CalibrationRun], pause: RaterPause | None, rule: RaterRule | None, now: dt.datetime
) -> RaterLine:
    passed = [run for run in runs if run.passed]
    standing = _standing(passed[-1] if passed else None, pause, rule, now)
    return RaterLine(person, standing, len(runs), runs[-1].verdict if runs else [])
