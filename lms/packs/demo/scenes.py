"""The role-plays of the demo's people: through the services, on the days on which they played them."""

from typing import Any

from assessments.scenarios.choices import NodeKind, RunStatus, Tag
from assessments.scenarios.graph import Graph
from assessments.scenarios.models import Scenario, ScenarioAttempt
from assessments.scenarios.playing import Moment, State, moment
from assessments.scenarios.queries import graph_of, words_of
from assessments.scenarios.queries.library import open_scenarios
from assessments.scenarios.services import read_instead, send_run, share_words, start_run, take_step
from assessments.scenarios.walking import reference_choice
from courses.catalogue.models import Activity
from courses.enrolment.models import Enrolment
from lms.packs.demo.cast import Scene
from lms.packs.demo.days import days_ago
from lms.people.models import User

# From one step to the next, in days: about twenty seconds. No clock of a story is shorter.
STEP = 0.00023
LONGEST = 200


def play_scene(learner: User, scene: Scene) -> ScenarioAttempt | None:
    """Play a role-play as the scene says, in the lesson it stands in, else on its own. None where there is none."""
    scenario = open_scenarios().filter(code=scene.code).first()
    if scenario is None:
        return None
    with days_ago(scene.days):
        run = start_run(scenario=scenario, learner=learner, **_place(scenario, learner))
        if scene.reads:
            return read_instead(attempt=run)
    graph, been = graph_of(run.version), set[str]()
    while run.status == RunStatus.IN_PROGRESS and run.position < (scene.steps or LONGEST):
        here = _moment(graph, run)
        words = scene.words if here.node.kind == NodeKind.LINE else ""
        with days_ago(scene.days - STEP * (run.position + 1)):
            run = take_step(attempt=run, position=run.position, choice=_choice(here, scene, been), words=words)
        been.add(here.node.key)
    with days_ago(scene.days - STEP * (run.position + 2)):
        return _hand_on(run, scene)


def _place(scenario: Scenario, learner: User) -> dict[str, Any]:
    """The activity of a lesson that leads to it, where the learner takes that course."""
    rows = Activity.objects.filter(target=scenario.uuid, active=True)
    for activity in rows.select_related("lesson").order_by("lesson__path", "position"):
        courses = activity.lesson.get_ancestors()
        enrolment = Enrolment.objects.filter(learner=learner, course__in=courses).first()
        if enrolment is not None:
            path = activity.lesson.get_url() or ""
            return {"placement": activity.uuid, "return_path": path, "cycle": enrolment.cycle}
    return {}


def _moment(graph: Graph, run: ScenarioAttempt) -> Moment:
    state = State.from_json(run.state)
    return moment(graph, state, graph.nodes[state.node], ())


def _choice(here: Moment, scene: Scene, been: set[str]) -> str:
    """Harm first, as often as the scene says; then what the authors would do, or what leaves a harm as it is."""
    made = here.state.harms
    keys = {tag: [one.key for one in here.choices if one.tag == tag] for tag in Tag}
    if here.node.kind != NodeKind.CHOICE:
        return reference_choice(here)
    if keys[Tag.HARMFUL] and len(made) < scene.harms:
        return keys[Tag.HARMFUL][-1]
    mends = any(key in made for one in here.choices for key in one.repairs)
    # A story that asks a second time is not to be left without what it asks for.
    if scene.leaves and mends and keys[Tag.NEUTRAL] and here.node.key not in been:
        return keys[Tag.NEUTRAL][0]
    return reference_choice(here)


def _hand_on(run: ScenarioAttempt, scene: Scene) -> ScenarioAttempt:
    for words in words_of(run).values() if scene.shares else ():
        share_words(words=words)
    return send_run(attempt=run) if scene.sends else run
