from assessments.scenarios.views.debriefs import debrief, replay, send, share
from assessments.scenarios.views.library import begin_scenario, library, scenario
from assessments.scenarios.views.people import person_role_plays
from assessments.scenarios.views.playing import role_play
from assessments.scenarios.views.texts import role_play_text, scenario_text
from assessments.scenarios.views.words import keep_words

__all__ = [
    "begin_scenario",
    "debrief",
    "keep_words",
    "library",
    "person_role_plays",
    "replay",
    "role_play",
    "role_play_text",
    "scenario",
    "scenario_text",
    "send",
    "share",
]
