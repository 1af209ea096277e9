"""Runs of one version as the plain rows that `paths` adds up. They are read in chunks, never all at once."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Case, CharField, Count, Exists, F, Max, OuterRef, Q, QuerySet, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from assessments.scenarios.choices import RunStatus, Way
from assessments.scenarios.models import PathSettings, Scenario, ScenarioAttempt, ScenarioStep, ScenarioVersion
from assessments.scenarios.paths import Part, Paths, Tally
from lms.common import clock

CHUNK = 2000
# Change it when what is remembered changes its form.
FORM = 1
KEEP_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Selection:
    """Which runs count: each person's first through the scenario, or all; of real people, or of the demo's."""

    first_only: bool = True
    fictional: bool = False


@dataclass(frozen=True)
class Crowd:
    """How many runs there are, of real people and of fictional ones."""

    real: int
    fictional: int


def path_settings() -> PathSettings:
    """One query."""
    return PathSettings.load()


def versions_to_choose(scenario: Scenario) -> list[ScenarioVersion]:
    """All versions, the newest first, without their stories. One query."""
    return list(scenario.versions.defer("graph").order_by("-number"))


def runs_of(version: ScenarioVersion) -> QuerySet[ScenarioAttempt]:
    return ScenarioAttempt.objects.filter(version=version)


def crowd_of(version: ScenarioVersion) -> Crowd:
    """How many runs of a version there are. One query."""
    fictional = Q(learner__is_demo=True)
    found = runs_of(version).aggregate(real=Count("pk", filter=~fictional), fictional=Count("pk", filter=fictional))
    return Crowd(**found)


def selected(version: ScenarioVersion, selection: Selection) -> QuerySet[ScenarioAttempt]:
    """The runs of a version that count. A run is somebody's first if none through the scenario began before it."""
    rows = runs_of(version).filter(learner__is_demo=selection.fictional)
    if not selection.first_only:
        return rows
    before = Q(started_at__lt=OuterRef("started_at")) | Q(started_at=OuterRef("started_at"), pk__lt=OuterRef("pk"))
    mine = ScenarioAttempt.objects.filter(before, learner=OuterRef("learner"), scenario=OuterRef("scenario"))
    return rows.filter(~Exists(mine))


def paths_of(version: ScenarioVersion, selection: Selection, settings: PathSettings) -> Paths:
    """What people did with a version. Five queries; one as long as nothing was played since it was last asked."""
    runs, now = selected(version, selection), clock.now()
    newest = runs.order_by().aggregate(n=Count("pk"), last=Max("pk"), at=Max("updated"))
    # What is under way today may be left tomorrow, without anybody doing anything.
    at = newest["at"] and newest["at"].timestamp()
    marks = (newest["n"], newest["last"], at, clock.today(), settings.stopped_days)
    place = f"{version.pk}.{version.content_hash[:12]}.{selection.first_only:d}{selection.fictional:d}"
    key = f"paths:{FORM}:{place}:" + ":".join(str(mark) for mark in marks)
    kept: Paths | None = cache.get(key)
    if kept is None:
        kept = _paths_of(runs, now - dt.timedelta(days=settings.stopped_days))
        cache.set(key, kept, KEEP_SECONDS)
    return kept


def _paths_of(runs: QuerySet[ScenarioAttempt], stale: dt.datetime) -> Paths:
    found = Tally().take(step_rows(runs, stale))
    left = runs.order_by().filter(_stopped(stale)).annotate(at=KT("state__node"))
    ended = runs.order_by().filter(status=RunStatus.FINISHED)
    read = ended.filter(way=Way.READ).aggregate(n=Count("pk"), people=Count("learner", distinct=True))
    return found.paths(
        stopped={part.key: part for part in _parts(left, "at")},
        endings=_parts(ended.filter(way=Way.PLAYED), "ending"),
        read=Part("", read["n"], read["people"]),
    )


def _stopped(stale: dt.datetime, prefix: str = "") -> Q:
    """Runs that were left for another, or that nobody has gone on with since `stale`."""
    shown = {f"{prefix}shown_at__lt": stale}
    begun = {f"{prefix}shown_at__isnull": True, f"{prefix}started_at__lt": stale}
    resting = Q(**{f"{prefix}status": RunStatus.IN_PROGRESS}) & (Q(**shown) | Q(**begun))
    return Q(**{f"{prefix}status": RunStatus.LEFT}) | resting


def _parts(runs: QuerySet[ScenarioAttempt], name: str) -> list[Part]:
    rows = runs.values(name).annotate(n=Count("pk"), people=Count("learner", distinct=True))
    return [Part(row[name] or "", row["n"], row["people"]) for row in rows.order_by(name)]


def step_rows(runs: QuerySet[ScenarioAttempt], stale: dt.datetime) -> Iterator[tuple[Any, ...]]:
    """The steps of these runs in the order and form that `paths.Tally` takes. One query, read in chunks.

    Steps that a replay took over were counted in the run they come from.
    """
    end = Case(
        When(attempt__status=RunStatus.FINISHED, then=F("attempt__ending")),
        When(_stopped(stale, "attempt__"), then=Coalesce(KT("attempt__state__node"), Value(""))),
        default=Value(""),
        output_field=CharField(),
    )
    steps = ScenarioStep.objects.filter(attempt__in=runs.order_by().values("pk"), number__gt=F("attempt__replay_from"))
    rows = steps.order_by("attempt__learner", "attempt", "number")
    return rows.values_list("attempt__learner", "attempt", "node", "choice", "seconds", end).iterator(CHUNK)
