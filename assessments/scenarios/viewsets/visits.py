"""Which moments somebody came through in the sandbox: kept in their session, so that nothing of it is a record."""

from collections.abc import Iterable

from django.http import HttpRequest

from assessments.scenarios.models import Scenario

KEY = "scenario_visits"
# How many scenarios an author's session remembers, and how far it counts.
MOST_SCENARIOS, MOST_VISITS = 3, 99


def visits_of(request: HttpRequest, scenario: Scenario) -> dict[str, int]:
    """Moment → how often."""
    return dict(request.session.get(KEY, {}).get(str(scenario.pk), {}))


def note_visits(request: HttpRequest, scenario: Scenario, nodes: Iterable[str]) -> None:
    visits = visits_of(request, scenario)
    for node in nodes:
        visits[node] = min(visits.get(node, 0) + 1, MOST_VISITS)
    if not visits:
        return
    kept = {key: value for key, value in request.session.get(KEY, {}).items() if key != str(scenario.pk)}
    latest = dict(list(kept.items())[-(MOST_SCENARIOS - 1) :])
    request.session[KEY] = {**latest, str(scenario.pk): visits}
