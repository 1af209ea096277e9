from assessments.scenarios.models.attempts import ScenarioAttempt, ScenarioStep, ScenarioWords
from assessments.scenarios.models.scenario import DraftEdit, Scenario, ScenarioDraft, ScenarioSignature, ScenarioVersion

__all__ = [
    "DraftEdit",
    "Scenario",
    "ScenarioAttempt",
    "ScenarioDraft",
    "ScenarioSignature",
    "ScenarioStep",
    "ScenarioVersion",
    "ScenarioWords",
]
