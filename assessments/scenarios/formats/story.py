"""A scenario as YAML: the form in which packs hold it, and in which authors take it away. See docs/authoring.md."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.scenarios.choices import Quality
from assessments.scenarios.conditions import format_condition, format_effects, parse_condition, parse_effects
from assessments.scenarios.errors import GraphInvalid
from assessments.scenarios.formats.lines import Lines
from assessments.scenarios.formats.spec import GRAPH, STORY
from assessments.scenarios.graph import Condition, Effect
from assessments.scenarios.reading import read_condition, read_graph, write_graph, write_item
from lms.common.texts import prose
from lms.common.texts.located import parse
from lms.common.texts.markdown import to_markdown
from lms.common.texts.problems import Problems
from lms.common.texts.schema import Place, check_mapping
from lms.common.texts.yaml_text import Signed, dump

Data = dict[str, Any]
# What a file says of a scenario, and what it is when it does not say it.
SETTINGS: Data = {
    "number": 1,
    "title": "",
    "summary": "",
    "setting": "",
    "minutes": 12,
    "competencies": [],
    "safety_critical": False,
    "content_note": "",
    "way_round": "",
    "enough": Quality.FAIR.value,
    "repair_all": True,
}


@dataclass(frozen=True)
class Story:
    """`settings`: those of SETTINGS, with `way_round` as HTML and `competencies` as codes; `graph`: as JSON."""

    code: str
    settings: Data
    graph: Data
    lines: Lines


def parse_story(text: str, file: str, problems: Problems) -> Story | None:
    """The scenario in a text; None, and problems with their lines, when it can't be read."""
    before = len(problems)
    data = parse(text, file, problems)
    if len(problems) > before:
        return None
    return read_story(data, Place(file, 1, problems))


def read_story(data: Any, place: Place) -> Story | None:
    """The scenario in a mapping that knows its lines. Says at `place` what is wrong, and gives None then."""
    before = len(place.problems)
    sound = check_mapping(data, STORY, place)
    if not isinstance(data, Mapping):
        return None
    graph = graph_from_story(data, place)
    if not sound or len(place.problems) > before:
        return None
    markdown = data.get("way_round") or ""
    prose.check(markdown, place.file, Lines(data).of("way_round"), place.problems)
    given = {name: default if data.get(name) is None else _tidy(data[name]) for name, default in SETTINGS.items()}
    settings = given | {"way_round": prose.to_html(markdown), "competencies": list(given["competencies"])}
    return Story(data["id"], settings, graph, Lines(data)) if len(place.problems) == before else None


def graph_from_story(data: Mapping[str, Any], place: Place) -> Data:
    """The graph of a story, with short forms written out. What is wrong is said at `place`; {} then."""
    before = len(place.problems)
    graph = {name: data[name] for name in GRAPH if data.get(name) is not None}
    if isinstance(graph.get("nodes"), list):
        graph["nodes"] = [_node(node, place) for node in graph["nodes"]]
    for name in ("members", "variables", "variants"):
        if isinstance(graph.get(name), list):
            graph[name] = [_filled(one) if isinstance(one, Mapping) else one for one in graph[name]]
    if len(place.problems) > before:
        return {}
    try:
        return write_graph(read_graph({"start": "", **graph}))
    except GraphInvalid as invalid:
        lines = Lines(data)
        for problem in invalid.problems:
            place.at(lines.of(problem.where)).say("%(where)s", where=str(problem))
        return {}


def _node(given: Any, place: Place) -> Any:
    if not isinstance(given, Mapping):
        return given
    node = _step(given, place)
    for name, read in (("tellings", _telling), ("choices", _choice)):
        if isinstance(node.get(name), list):
            node[name] = [read(one, place) for one in node[name]]
    return node


def _choice(given: Any, place: Place) -> Any:
    return _with_when(_step(given, place), given, place) if isinstance(given, Mapping) else given


def _telling(given: Any, place: Place) -> Any:
    return _with_when(_filled(given), given, place) if isinstance(given, Mapping) else given


def _step(given: Mapping[str, Any], place: Place) -> Data:
    """What a node and a choice have in common: effects, and where it goes on."""
    step = _filled(given)
    if "effects" in step:
        step["effects"] = [
            write_item(effect) for effect in _words(parse_effects, step["effects"], given, "effects", place) or ()
        ]
    if "to" in step and "routes" in step:
        place.at(_line(given, "to")).say(_("either to, or routes; not both"))
    if "to" in step:
        step["routes"] = [{"to": step.pop("to")}]
    elif isinstance(step.get("routes"), list):
        step["routes"] = [_telling(route, place) for route in step["routes"]]
    return step


def _filled(given: Mapping[str, Any]) -> Data:
    """Without keys that nothing stands under, and without the line end that a block of YAML brings along."""
    return {key: _tidy(value) for key, value in given.items() if value is not None}


def _tidy(value: Any) -> Any:
    if isinstance(value, list):
        return [_tidy(one) for one in value]
    return value.strip() if isinstance(value, str) else value


def _with_when(item: Data, given: Mapping[str, Any], place: Place) -> Data:
    if "when" in item:
        condition = _words(parse_condition, item["when"], given, "when", place)
        item["when"] = write_item(condition) if condition else None
    return item


def _words(read: Callable[[Any], Any], words: Any, given: Mapping[str, Any], key: str, place: Place) -> Any:
    try:
        return read(words)
    except ValueError as error:
        place.at(_line(given, key)).say("%(why)s", why=str(error))
        return None


def _line(given: Mapping[str, Any], key: str) -> int:
    return Lines(given).of(key)


def story_from_graph(code: str, settings: Mapping[str, Any], graph: Mapping[str, Any]) -> Data:
    """What `read_story` reads, as a person would write it. `settings` and `graph` as in `Story`."""
    given = {**SETTINGS, **settings}
    told: Data = {"id": code, **{name: given[name] for name in SETTINGS}}
    told["way_round"] = to_markdown(given["way_round"])
    told["competencies"] = list(given["competencies"])
    kept = {"number", "title", "summary", "minutes", "safety_critical", "enough", "repair_all"}
    told = {name: value for name, value in told.items() if value or name in kept or name == "id"}
    whole = write_graph(read_graph(graph))
    parts = {name: whole[name] for name in ("members", "variables", "variants", "start") if whole[name]}
    return {**told, **parts, "nodes": [_node_words(node) for node in whole["nodes"]]}


def write_story(code: str, settings: Mapping[str, Any], graph: Mapping[str, Any]) -> str:
    """The text of a scenario's file."""
    return dump(story_from_graph(code, settings, graph))


def _node_words(node: Data) -> Data:
    words = _item_words(node)
    if "choices" in words:
        # What is chosen from reads best at the end, under what is asked.
        words["choices"] = [_item_words(choice) for choice in words.pop("choices")]
    return words


def _item_words(item: Data) -> Data:
    """A node, choice, route or telling in short forms: one way without a condition is just where it leads."""
    words = {name: _words_of(name, value) for name, value in item.items()}
    routes = item.get("routes", [])
    if len(routes) != 1 or set(routes[0]) != {"to"}:
        return words
    words["routes"] = routes[0]["to"]
    return {("to" if name == "routes" else name): value for name, value in words.items()}


def _words_of(name: str, value: Any) -> Any:
    if name == "when":
        return _condition_words(value)
    if name == "effects":
        return effects_words(value)
    if name in {"routes", "tellings"}:
        return [_item_words(one) for one in value]
    return value


def _condition_words(value: Data) -> str:
    condition: Condition = read_condition(value)
    return format_condition(condition)


def effects_words(value: list[Data]) -> Any:
    """Effects as a file has them, with changes as numbers that keep their sign: {trust: +1}."""
    formatted = format_effects(Effect(**one) for one in value)
    if isinstance(formatted, list):
        return [{subject: _signed(words) for subject, words in one.items()} for one in formatted]
    return {subject: _signed(words) for subject, words in formatted.items()}


def _signed(words: bool | str) -> Any:
    return Signed(words) if isinstance(words, str) and words[:1] in {"+", "-"} else words
