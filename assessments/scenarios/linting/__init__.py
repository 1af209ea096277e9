"""What speaks against publishing a story (errors), and what is worth a second look (warnings). Pure.

A story without errors can always be finished: see `finishing`.
"""

from collections.abc import Mapping

from assessments.scenarios.graph import Graph
from assessments.scenarios.linting import harms, names, shape, texts
from assessments.scenarios.linting.findings import ERROR, WARNING, Finding, LintSettings, Look, default_limits

__all__ = ["ERROR", "WARNING", "Finding", "LintSettings", "default_limits", "lint"]

CHECKS = (*shape.CHECKS, *harms.CHECKS, *names.CHECKS, *texts.CHECKS)


def lint(
    graph: Graph,
    *,
    limits: Mapping[str, int] | None = None,
    behaviours: Mapping[str, str] | None = None,
    settings: LintSettings | None = None,
    source: Graph | None = None,
) -> list[Finding]:
    """All findings, errors first, each kind in the order of the nodes.

    `limits`: what differs from `default_limits()`; `behaviours`: the kind of each behaviour in force by its code (None:
    not to be checked); `source`: the story this one was translated from.
    """
    look = Look(graph, {**default_limits(), **(limits or {})}, behaviours, settings or LintSettings(), source)
    found = dict.fromkeys(finding for check in CHECKS for finding in check(look))
    place = {key: number for number, key in enumerate(graph.nodes)}
    return sorted(found, key=lambda one: (one.level != ERROR, place.get(one.node, -1)))
