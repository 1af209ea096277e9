"""YAML whose mappings and lists remember their lines, and which refuses what hides mistakes or harm."""

from typing import Any

import yaml
from django.utils.translation import gettext_lazy as _

from lms.common.texts.problems import Problems

# How often lists and mappings may stand in each other: far more than any file needs, and less than Python can follow.
DEEPEST = 100
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Mapping(dict[str, Any]):
    """A dict that knows the line of itself and of each key."""

    line = 1

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.lines: dict[str, int] = {}

    def line_of(self, key: str) -> int:
        return self.lines.get(key, self.line)


class Sequence(list[Any]):
    """A list that knows the line of itself and of each entry."""

    line = 1

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.lines: list[int] = []

    def line_of(self, position: int) -> int:
        return self.lines[position] if position < len(self.lines) else self.line


def on_line(value: Any, line: int) -> Any:
    """Plain data as if all of it stood on one line: for what comes from elsewhere and is checked like YAML."""
    if isinstance(value, dict):
        found = Mapping({str(key): on_line(one, line) for key, one in value.items()})
        found.line, found.lines = line, dict.fromkeys(found, line)
        return found
    if isinstance(value, list):
        entries = Sequence([on_line(one, line) for one in value])
        entries.line, entries.lines = line, [line] * len(value)
        return entries
    return value


def parse(text: str, file: str, problems: Problems, *, first_line: int = 1) -> Any:
    """The data of a YAML text; None (and problems) when it is not sound.

    `first_line` is the line of the file on which the text begins. Aliases are refused: a few lines of them can
    unfold to gigabytes, and no author needs them.
    """
    offset = first_line - 1
    depth = 0
    try:
        for event in yaml.parse(text, Loader=LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                problems.add(file, _line(event) + offset, _("lists and keys stand in each other too deeply"))
                return None
            if isinstance(event, yaml.AliasEvent):
                problems.add(file, _line(event) + offset, _("aliases (*name) are not read here"))
                return None
        node = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problems.add(file, line + offset, _("not YAML: %(why)s"), why=getattr(error, "problem", None) or "?")
        return None
    return _Builder(file, problems, offset).build(node) if node is not None else None


class _Builder:
    def __init__(self, file: str, problems: Problems, offset: int) -> None:
        self.file, self.problems, self.offset = file, problems, offset
        self.scalars = LOADER("")

    def build(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return self._sequence(node)
        try:
            return self.scalars.construct_object(node)
        except (yaml.YAMLError, ValueError):
            self.problems.add(self.file, self._line(node), _("can't be read: put it in quotes"))
            return None

    def _mapping(self, node: yaml.MappingNode) -> Mapping:
        found = Mapping()
        found.line = self._line(node)
        for key_node, value_node in node.value:
            key, line = self.build(key_node), self._line(key_node)
            if not isinstance(key, str):
                self.problems.add(self.file, line, _("the key %(key)s is not a word: put it in quotes"), key=key)
            elif key in found:
                self.problems.add(self.file, line, _("%(key)s stands here twice"), key=key)
            else:
                found[key], found.lines[key] = self.build(value_node), line
        return found

    def _sequence(self, node: yaml.SequenceNode) -> Sequence:
        found = Sequence()
        found.line = self._line(node)
        for entry in node.value:
            found.append(self.build(entry))
            found.lines.append(self._line(entry))
        return found

    def _line(self, node: yaml.Node) -> int:
        return int(node.start_mark.line) + 1 + self.offset


def _line(event: yaml.Event) -> int:
    """The line an event begins on, counted from 1."""
    return event.start_mark.line + 1 if event.start_mark else 1
