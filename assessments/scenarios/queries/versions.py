"""Scenarios as published: the version in force, its story, and who signed it."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from wagtail.models import Locale

from assessments.questions.compiling import headed_prose
from assessments.scenarios.choices import SignatureKind
from assessments.scenarios.graph import Graph
from assessments.scenarios.models import Scenario, ScenarioSignature, ScenarioVersion
from assessments.scenarios.reading import read_graph

MAY_CHANGE = "assessments.change_scenario"
MAY_SIGN = "assessments.sign_scenario"
MAY_SEE_PATHS = "assessments.view_paths"
# From so many names on, the authors' path may be called the reviewed one.
SIGNERS = 2

# Stories of versions, of the busiest only: one of 500 nodes takes about a megabyte.
MOST = 64


class _Shelf:
    """The stories that this process read last. A version never changes, so what stands here is never old."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._graphs: OrderedDict[int, tuple[str, Graph]] = OrderedDict()

    def get(self, version: ScenarioVersion) -> Graph | None:
        """By key and hash: a database that was emptied and filled again may give the same key to another version."""
        with self._lock:
            digest, graph = self._graphs.get(version.pk, ("", None))
            if graph is None or digest != version.content_hash:
                return None
            self._graphs.move_to_end(version.pk)
            return graph

    def put(self, version: ScenarioVersion, graph: Graph) -> None:
        with self._lock:
            self._graphs[version.pk] = (version.content_hash, graph)
            if len(self._graphs) > MOST:
                self._graphs.popitem(last=False)


_shelf = _Shelf()


def graph_of(version: ScenarioVersion) -> Graph:
    """The story of a version: read once in a process, then from memory. Shared by all: never change it.

    Leave `graph` out of what you read from the database (`defer("version__graph")`): the first one to ask fetches it.
    """
    graph = _shelf.get(version)
    if graph is None:
        graph = read_graph(version.graph)
        _shelf.put(version, graph)
    return graph


def graphs_of(versions: Iterable[ScenarioVersion]) -> dict[int, Graph]:
    """The stories of several versions by their primary keys; one query at the most."""
    found = {version.pk: _shelf.get(version) for version in versions}
    for version in ScenarioVersion.objects.filter(pk__in=[key for key, graph in found.items() if graph is None]):
        found[version.pk] = graph_of(version)
    return {key: graph for key, graph in found.items() if graph is not None}


def current_version(scenario: Scenario) -> ScenarioVersion | None:
    """The version that a new run goes by, or None before the first publish. Its story is fetched when asked for."""
    return scenario.versions.defer("graph").order_by("-number").first()


def current_versions() -> QuerySet[ScenarioVersion]:
    """The newest version of every scenario, without its story."""
    newest = ScenarioVersion.objects.filter(scenario=OuterRef("scenario")).order_by("-number").values("pk")[:1]
    return ScenarioVersion.objects.filter(pk=Subquery(newest)).defer("graph")


def settings_of(scenario: Scenario) -> dict[str, Any]:
    """The words and rules of a scenario in the form that a version stores."""
    return {
        "title": scenario.title,
        "summary": scenario.summary,
        "setting": scenario.setting,
        "minutes": scenario.minutes,
        "safety_critical": scenario.safety_critical,
        "content_note": scenario.content_note,
        "way_round": headed_prose(scenario.way_round),
        "enough": str(scenario.enough),
        "repair_all": scenario.repair_all,
        "competencies": sorted(competency.pk for competency in scenario.competencies.all()),
    }


def source_graph(scenario: Scenario) -> dict[str, Any] | None:
    """The story that a translation was made from; None for what is written in the site's first language."""
    first = Locale.get_default()
    if scenario.locale_id == first.pk:
        return None
    rows = Scenario.objects.filter(translation_key=scenario.translation_key, locale=first)
    return rows.values_list("graph", flat=True).first()


@dataclass(frozen=True)
class Signed:
    """Who put their names to a version, in the order they did."""

    safety: tuple[ScenarioSignature, ...] = ()
    reference: tuple[ScenarioSignature, ...] = ()

    @property
    def safety_reviewed(self) -> bool:
        return bool(self.safety)

    @property
    def reference_reviewed(self) -> bool:
        """Until then the reference path is the authors'."""
        return len(self.reference) >= SIGNERS


def signed_on(version: ScenarioVersion) -> Signed:
    """One query."""
    rows = list(version.signatures.order_by("signed_at", "pk"))
    return Signed(
        safety=tuple(row for row in rows if row.kind == SignatureKind.SAFETY),
        reference=tuple(row for row in rows if row.kind == SignatureKind.REFERENCE),
    )
