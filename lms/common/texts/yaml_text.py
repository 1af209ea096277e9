"""YAML as a person would write it: in the given order, long lines unbroken, short lists on one line."""

import re
from typing import Any

import yaml

SHORT_LIST = 100
LONG_TEXT = 100
WORD = re.compile(r"^[\w.-]+$")
TEXT = "tag:yaml.org,2002:str"


class Signed(int):
    """A whole number that is written with its sign: +1. Read again it is a number like any other."""


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    style = "|" if "\n" in value else None if _is_plain(dumper, value) else '"'
    return dumper.represent_scalar(TEXT, value, style=style)


def _is_plain(dumper: yaml.SafeDumper, value: str) -> bool:
    """Whether a text can stand without quotes, and is short enough to look well so."""
    tag = dumper.resolve(yaml.ScalarNode, value, (True, False))
    return bool(dumper.analyze_scalar(value).allow_block_plain) and tag == TEXT and len(value) < LONG_TEXT


def _list(dumper: yaml.SafeDumper, value: list[Any]) -> yaml.Node:
    short = all(isinstance(entry, str) and WORD.match(entry) for entry in value)
    flow = short and sum(map(len, value)) < SHORT_LIST
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=flow)


def _signed(dumper: yaml.SafeDumper, value: Signed) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:int", f"{int(value):+d}")


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Signed, _signed)
_Dumper.add_representer(list, _list)


def dump(data: Any) -> str:
    """The YAML text of plain data."""
    return str(
        yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100_000, default_flow_style=False)
    )


def front_matter(data: dict[str, Any], body: str) -> str:
    """A Markdown file: keys and values, then the body."""
    return f"---\n{dump(data)}---\n\n{body.strip()}\n" if body.strip() else f"---\n{dump(data)}---\n"


def without_empty(data: Any) -> Any:
    """The same data without keys that say nothing (null, "", [], {}): what a file need not spell out.

    White space at the ends of a text says nothing either.
    """
    if isinstance(data, str):
        return data.strip()
    if isinstance(data, dict):
        pairs = ((key, without_empty(value)) for key, value in data.items())
        return {key: value for key, value in pairs if value not in (None, "", [], {})}
    if isinstance(data, list):
        return [without_empty(entry) for entry in data]
    return data
