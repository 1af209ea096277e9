"""What a condition may ask for and an effect may change, as an author picks it. Pure."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from assessments.scenarios.choices import VariableKind
from assessments.scenarios.graph import MOOD_PREFIX, OPEN_HARMS, VARIANT, VISITED_PREFIX

Json = dict[str, Any]
LONGEST_NUMBER = 7


def kind_of(graph: Json, subject: str) -> str:
    """number, flag or choice (a word); empty for what the story doesn't keep."""
    if subject == OPEN_HARMS or subject.startswith(MOOD_PREFIX):
        return VariableKind.NUMBER
    if subject.startswith(VISITED_PREFIX):
        return VariableKind.FLAG
    if subject == VARIANT:
        return VariableKind.CHOICE
    return next((one.get("kind", "") for one in graph.get("variables", ()) if one.get("key") == subject), "")


def typed(graph: Json, subject: str, words: str) -> int | bool | str:
    """What somebody wrote beside a subject, as it takes it; as it was written where it takes no such thing."""
    kind = kind_of(graph, subject)
    plain = words.replace("−", "-").removeprefix("+")
    if kind == VariableKind.NUMBER and plain.removeprefix("-").isdecimal() and len(plain) <= LONGEST_NUMBER:
        return int(plain)
    if kind == VariableKind.FLAG and words.lower() in {"yes", "true", _("yes").lower()}:
        return True
    if kind == VariableKind.FLAG and words.lower() in {"no", "false", _("no").lower()}:
        return False
    return words


def words_of(value: Any) -> str:
    """The same the other way round."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(value)


def changeable(graph: Json) -> Iterator[tuple[str, str]]:
    """(subject, label) of what an effect may change."""
    for one in graph.get("variables", ()):
        yield one["key"], one.get("label") or one["key"]
    for one in graph.get("members", ()):
        yield f"{MOOD_PREFIX}{one['key']}", _("Mood of %(name)s") % {"name": one.get("name") or one["key"]}


def askable(graph: Json) -> Iterator[tuple[str, str]]:
    """(subject, label) of what a condition may ask for, but which moments were seen."""
    yield from changeable(graph)
    if graph.get("variants"):
        yield VARIANT, _("Which variant is played")
    yield OPEN_HARMS, _("How many harms are open")


def value_words(graph: Json) -> list[str]:
    """Words that a value can be."""
    words = [_("yes"), _("no")]
    for one in graph.get("variables", ()):
        words += one.get("values", ())
    return [*dict.fromkeys([*words, *(one["key"] for one in graph.get("variants", ()))])]
