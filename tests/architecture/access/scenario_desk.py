"""The authors' desk of scenarios in Wagtail."""

from typing import Any

from tests.architecture.access import HIDDEN, LOGIN, OK, Line
from tests.factories.scenarios import ScenarioFactory

SCENARIO = "wagtailsnippets_assessments_scenario"
# Whoever may not come to the desk at all is sent to its door; Wagtail sends others back itself, which counts as OK.
READERS = {"content_editor": OK, "clinical_reviewer": OK, "programme_manager": OK, "auditor": OK}
AUTHORS = READERS | {"programme_manager": HIDDEN, "auditor": HIDDEN}
SIGNERS = AUTHORS | {"content_editor": HIDDEN}
MAKERS = AUTHORS | {"clinical_reviewer": HIDDEN}
AT_THE_DESK = ("desk", "desk_save", "desk_do", "desk_lint", "desk_play", "compare")
POSTED = {
    "desk_save": {"part": "variants", "variants.1.label": "Afraid of tonight"},
    "desk_do": {"do": "add", "kind": "say"},
    "desk_lint": {"node": "first", "kind": "choice"},
}


def scenario(knocking: Any) -> dict[str, Any]:
    return {"pk": ScenarioFactory().pk}


LINES = [
    Line(f"{SCENARIO}:add", everybody=LOGIN, roles=READERS),
    Line(f"{SCENARIO}:edit", kwargs=scenario, everybody=LOGIN, roles=READERS),
    *(Line(f"{SCENARIO}:{name}", kwargs=scenario, everybody=LOGIN, roles=AUTHORS) for name in AT_THE_DESK),
    *(
        Line(f"{SCENARIO}:{name}", "send", scenario, post, everybody=LOGIN, roles=AUTHORS)
        for name, post in POSTED.items()
    ),
    Line(f"{SCENARIO}:sign", kwargs=scenario, everybody=LOGIN, roles=SIGNERS),
    Line(f"{SCENARIO}:sign", "put a name to nothing", scenario, {}, everybody=LOGIN, roles=SIGNERS),
    Line(f"{SCENARIO}:duplicate", kwargs=scenario, everybody=LOGIN, roles=MAKERS),
    Line(f"{SCENARIO}:duplicate", "make a copy", scenario, {}, everybody=LOGIN, roles=MAKERS),
    Line(f"{SCENARIO}:retire", kwargs=scenario, everybody=LOGIN, roles=AUTHORS),
]
