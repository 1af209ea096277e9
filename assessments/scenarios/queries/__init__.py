"""What is asked of scenarios, runs and drafts."""

from assessments.scenarios.queries.framework import behaviours_in_force, competency_titles
from assessments.scenarios.queries.grants import time_factor_for
from assessments.scenarios.queries.library import LibraryLine, scenarios_for_library
from assessments.scenarios.queries.runs import (
    Harm,
    RunState,
    harms_for,
    run_state,
    runs_for,
    runs_in_reach,
    runs_to_see,
    steps_of,
    words_of,
)
from assessments.scenarios.queries.versions import (
    MAY_CHANGE,
    MAY_SEE_PATHS,
    MAY_SIGN,
    SIGNERS,
    Signed,
    current_version,
    current_versions,
    graph_of,
    graphs_of,
    settings_of,
    signed_on,
    source_graph,
)

__all__ = [
    "MAY_CHANGE",
    "MAY_SEE_PATHS",
    "MAY_SIGN",
    "SIGNERS",
    "Harm",
    "LibraryLine",
    "RunState",
    "Signed",
    "behaviours_in_force",
    "competency_titles",
    "current_version",
    "current_versions",
    "graph_of",
    "graphs_of",
    "harms_for",
    "run_state",
    "runs_for",
    "runs_in_reach",
    "runs_to_see",
    "scenarios_for_library",
    "settings_of",
    "signed_on",
    "source_graph",
    "steps_of",
    "time_factor_for",
    "words_of",
]
