from typing import Any

from tests.architecture.access import OK, Line
from tests.assessments.scenarios.nights import night
from tests.factories.people import OrganisationFactory, SupervisionLinkFactory, UserFactory
from tests.factories.scenarios import RunFactory, ScenarioFactory

WAY_ROUND = {"content_note": "Somebody cries.", "way_round": "<p>Teo cries.</p>"}
# Who guides people of no organisation; managers and auditors see ways through a scenario counted together.
LEAD = {"lead_supervisor": OK}


def open_one() -> dict[str, Any]:
    return {"code": ScenarioFactory(**WAY_ROUND).code}


def draft() -> dict[str, Any]:
    return {"code": ScenarioFactory(publish=False, **WAY_ROUND).code}


def run_of(learner: Any, **fields: Any) -> dict[str, Any]:
    return {"run_uuid": RunFactory(learner=learner or UserFactory(), **fields).uuid}


def own_open(knocking: Any) -> dict[str, Any]:
    return run_of(knocking, path=(), scenario=ScenarioFactory(**WAY_ROUND))


def own(knocking: Any) -> dict[str, Any]:
    return run_of(knocking)


def own_line(knocking: Any) -> dict[str, Any]:
    found = run_of(knocking, scenario=ScenarioFactory(graph=night()), path=("two-minutes",))
    return found | {"kind": "line", "step": 2}


def of_another() -> dict[str, Any]:
    return run_of(UserFactory(organisation=OrganisationFactory()), scenario=ScenarioFactory(**WAY_ROUND))


def line_of_another() -> dict[str, Any]:
    return own_line(UserFactory(organisation=OrganisationFactory()))


def of_a_newcomer() -> dict[str, Any]:
    return run_of(None)


def supervised(knocking: Any) -> Any:
    trainee = UserFactory(organisation=OrganisationFactory())
    if knocking is not None:
        SupervisionLinkFactory(supervisor=knocking, trainee=trainee)
    return trainee


def of_somebody_supervised(knocking: Any) -> dict[str, Any]:
    return run_of(supervised(knocking))


def open_of_somebody_supervised(knocking: Any) -> dict[str, Any]:
    return run_of(supervised(knocking), path=())


def person_supervised(knocking: Any) -> dict[str, Any]:
    return {"person_uuid": supervised(knocking).uuid}


def person_elsewhere() -> dict[str, Any]:
    return {"person_uuid": UserFactory(organisation=OrganisationFactory()).uuid}


def newcomer() -> dict[str, Any]:
    return {"person_uuid": UserFactory().uuid}


def myself(knocking: Any) -> dict[str, Any]:
    return {"person_uuid": (knocking or UserFactory()).uuid}


LINES = [
    Line("assessments:scenarios", everybody=OK),
    Line("assessments:scenario", "open", open_one, everybody=OK),
    Line("assessments:scenario", "draft", draft),
    Line("assessments:scenario_begin", "open", open_one, {}, everybody=OK),
    Line("assessments:scenario_begin", "draft", draft, {}),
    Line("assessments:scenario_text", "open", open_one, everybody=OK),
    Line("assessments:scenario_text", "draft", draft, {}),
    Line("assessments:role_play", "my own", own_open, everybody=OK),
    Line("assessments:role_play", "of another", of_another),
    Line("assessments:role_play", "of somebody I supervise", of_somebody_supervised),
    Line("assessments:role_play", "step for another", of_another, {"position": 0, "choice": "sharp"}),
    Line("assessments:role_play_text", "my own", own_open, everybody=OK),
    Line("assessments:role_play_text", "for another", of_another, {}),
    Line("assessments:role_play_words", "my own", own_line, {"value": "x", "sequence": 1}, everybody=OK),
    Line("assessments:role_play_words", "for another", line_of_another, {"value": "x", "sequence": 1}),
    Line("assessments:role_play_debrief", "my own", own, everybody=OK),
    Line("assessments:role_play_debrief", "of somebody I supervise", of_somebody_supervised, everybody=OK),
    Line("assessments:role_play_debrief", "not ended, of somebody I supervise", open_of_somebody_supervised),
    Line("assessments:role_play_debrief", "of a newcomer", of_a_newcomer, roles=LEAD),
    Line("assessments:role_play_debrief", "of somebody elsewhere", of_another),
    Line("assessments:role_play_replay", "my own", own, {"step": 0}, everybody=OK),
    Line("assessments:role_play_replay", "of somebody I supervise", of_somebody_supervised, {"step": 0}),
    Line("assessments:role_play_share", "my own", own, {"value": "x", "sequence": 1}, everybody=OK),
    Line("assessments:role_play_share", "of somebody I supervise", of_somebody_supervised, {"value": "x"}),
    Line("assessments:role_play_send", "my own", own, {}, everybody=OK),
    Line("assessments:role_play_send", "of somebody I supervise", of_somebody_supervised, {}),
    Line("assessments:person_role_plays", "my own", myself, everybody=OK),
    Line("assessments:person_role_plays", "of somebody I supervise", person_supervised, everybody=OK),
    Line("assessments:person_role_plays", "of a newcomer", newcomer, roles=LEAD),
    Line("assessments:person_role_plays", "of somebody elsewhere", person_elsewhere),
]
