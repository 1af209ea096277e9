"""Effects as they are written in files: {"trust": "+1", "minutes_left": "= 6", "asked": true}. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from assessments.scenarios.choices import Operation
from assessments.scenarios.fields import A_SUBJECT, LARGEST
from assessments.scenarios.graph import Effect
from assessments.scenarios.values import PLAIN_WORD, clip, read_value, write_value

LONGEST = 200
CHANGE = re.compile(r"[+-][0-9]{1,7}")


def parse_effects(data: Any) -> tuple[Effect, ...]:
    """Effects from a mapping, or from a list of mappings when a subject comes twice.

    A whole number is added: YAML reads “+1” as one. A word needs no “=” before it. Raises `ValueError` with a sentence
    for its author.
    """
    if isinstance(data, list | tuple):
        return tuple(effect for one in data for effect in parse_mapping(one))
    return parse_mapping(data)


def parse_mapping(data: Any) -> tuple[Effect, ...]:
    if not isinstance(data, Mapping):
        raise ValueError(_("Effects are a mapping such as {trust: +1}."))
    return tuple(parse_effect(subject, value) for subject, value in data.items())


def parse_effect(subject: Any, value: Any) -> Effect:
    if not (isinstance(subject, str) and A_SUBJECT.fullmatch(subject)):
        raise ValueError(_("“%(word)s” is nothing that can change.") % {"word": clip(str(subject))})
    if isinstance(value, bool):
        return Effect(subject, str(Operation.SET), value)
    if isinstance(value, int) and abs(value) <= LARGEST:
        return Effect(subject, str(Operation.ADD), value)
    if isinstance(value, str) and len(value) <= LONGEST:
        return parse_words(subject, value.strip().replace("−", "-"))
    raise ValueError(_("Write what happens to “%(subject)s” as +1, -1 or “= 6”.") % {"subject": clip(subject)})


def parse_words(subject: str, words: str) -> Effect:
    if CHANGE.fullmatch(words) and abs(int(words)) <= LARGEST:
        return Effect(subject, str(Operation.ADD), int(words))
    if words.startswith("="):
        return Effect(subject, str(Operation.SET), read_value(words[1:].strip()))
    if PLAIN_WORD.fullmatch(words):
        return Effect(subject, str(Operation.SET), read_value(words))
    raise ValueError(
        _("“%(words)s” says not what happens to “%(subject)s”. Write +1, -1 or “= %(words)s”.")
        % {"words": clip(words), "subject": clip(subject)}
    )


def format_effects(effects: Iterable[Effect]) -> dict[str, bool | str] | list[dict[str, bool | str]]:
    """What `parse_effects` reads: one mapping, or a list of them when a subject comes twice."""
    each: list[tuple[str, bool | str]] = [(one.subject, format_effect(one)) for one in effects]
    together = dict(each)
    return together if len(together) == len(each) else [{subject: words} for subject, words in each]


def format_effect(effect: Effect) -> bool | str:
    if effect.operation == Operation.ADD:
        return f"{effect.value:+d}"
    return effect.value if isinstance(effect.value, bool) else f"= {write_value(effect.value)}"
