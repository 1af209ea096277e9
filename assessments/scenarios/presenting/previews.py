"""A draft as its learners would meet it: its card, and the first moment. Nothing is stored."""

from typing import Any

from django.utils.translation import gettext as _

from assessments.scenarios.errors import GraphInvalid, StepRefused
from assessments.scenarios.playing import begin
from assessments.scenarios.presenting.room import seats
from assessments.scenarios.presenting.rooms import Player, room_of
from assessments.scenarios.presenting.trying import first_of
from assessments.scenarios.reading import read_graph

LETTERS = "·"


def preview_of(scenario: Any) -> dict[str, Any]:
    """What `preview.html` shows of a scenario that may be unfinished; `problem` says what keeps it from being played.

    `settings` are its words as a template reads them, whether or not it was ever published.
    """
    try:
        graph = read_graph(scenario.graph)
        first = begin(graph, first_of(graph, {}))
    except GraphInvalid as error:
        return {"settings": scenario, "seats": [], "room": None, "problem": str(error)}
    except StepRefused:
        problem = _("The story has no first moment yet.")
        return {"settings": scenario, "seats": seats(graph, {}, LETTERS), "room": None, "problem": problem}
    player = Player(letters=LETTERS, seed=0, known={})
    return {
        "settings": scenario,
        "seats": seats(graph, {}, LETTERS),
        "room": room_of(graph, first, [], player),
        "problem": "",
    }
