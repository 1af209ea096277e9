from assessments.scenarios.models.attempts import NO_PLACEMENT, ScenarioAttempt, ScenarioStep, ScenarioWords
from assessments.scenarios.models.scenario import DraftEdit, Scenario, ScenarioDraft, ScenarioSignature, ScenarioVersion
from assessments.scenarios.models.settings import PathSettings

__all__ = [
    "NO_PLACEMENT",
    "DraftEdit",
    "PathSettings",
    "Scenario",
    "ScenarioAttempt",
    "ScenarioDraft",
    "ScenarioSignature",
    "ScenarioStep",
    "ScenarioVersion",
    "ScenarioWords",
]
