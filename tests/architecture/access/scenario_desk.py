"""The authors' desk of scenarios in Wagtail."""

from typing import Any

from assessments.scenarios.access import UPLOADS
from lms.common.uploads import keep_upload
from tests.architecture.access import HIDDEN, LOGIN, OK, Line
from tests.factories.people import UserFactory
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


def scenario() -> dict[str, Any]:
    return {"pk": ScenarioFactory().pk}


def review_of_nothing() -> dict[str, Any]:
    return {**scenario(), "action_name": "approve", "task_state_id": 1}


def own_upload(knocking: Any) -> dict[str, Any]:
    owner = knocking or UserFactory()
    facts = {"file_name": "a.yaml", "format_name": "yaml", "code": ""}
    # As text: the desk's door answers whoever may not come in before anything is looked up.
    return {"upload_uuid": str(keep_upload(data=b"id: a", owner=owner.pk, purpose=UPLOADS, **facts).uuid)}


def upload_of_another() -> dict[str, Any]:
    return own_upload(None)


NOBODY = dict.fromkeys(READERS, HIDDEN)
LINES = [
    Line(f"{SCENARIO}:list", everybody=LOGIN, roles=READERS),
    Line(f"{SCENARIO}:list_results", everybody=LOGIN, roles=READERS),
    Line(f"{SCENARIO}:import", everybody=LOGIN, roles=MAKERS),
    Line(f"{SCENARIO}:import", "upload", post={}, everybody=LOGIN, roles=MAKERS),
    Line(f"{SCENARIO}:import_check", "my own", own_upload, everybody=LOGIN, roles=MAKERS),
    Line(f"{SCENARIO}:import_check", "of another", upload_of_another, everybody=LOGIN, roles=NOBODY),
    Line(f"{SCENARIO}:import_check", "decide for another", upload_of_another, {}, everybody=LOGIN, roles=NOBODY),
    Line(f"{SCENARIO}:export", kwargs=scenario, everybody=LOGIN, roles=READERS),
    Line(f"{SCENARIO}:add", everybody=LOGIN, roles=READERS),
    Line(f"{SCENARIO}:edit", kwargs=scenario, everybody=LOGIN, roles=READERS),
    *(Line(f"{SCENARIO}:{name}", kwargs=scenario, everybody=LOGIN, roles=AUTHORS) for name in AT_THE_DESK),
    *(
        Line(f"{SCENARIO}:{name}", "send", scenario, post, everybody=LOGIN, roles=AUTHORS)
        for name, post in POSTED.items()
    ),
    Line(f"{SCENARIO}:workflow_action", "of no review", review_of_nothing, everybody=LOGIN, roles=NOBODY),
    Line(f"{SCENARIO}:sign", kwargs=scenario, everybody=LOGIN, roles=SIGNERS),
    Line(f"{SCENARIO}:sign", "put a name to nothing", scenario, {}, everybody=LOGIN, roles=SIGNERS),
    Line(f"{SCENARIO}:duplicate", kwargs=scenario, everybody=LOGIN, roles=MAKERS),
    Line(f"{SCENARIO}:duplicate", "make a copy", scenario, {}, everybody=LOGIN, roles=MAKERS),
    Line(f"{SCENARIO}:retire", kwargs=scenario, everybody=LOGIN, roles=AUTHORS),
    Line(f"{SCENARIO}:unpublish", kwargs=scenario, everybody=LOGIN, roles=READERS),
]
