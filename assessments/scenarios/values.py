"""Single values as words: true, false, a whole number, a word, or a “word” in double quotes. Pure."""

import re

from django.utils.translation import gettext as _

from assessments.scenarios.fields import LARGEST, LONGEST_WORD, UNSTORABLE
from assessments.scenarios.graph import Value

NUMBER = re.compile(r"[+-]?[0-9]{1,7}")
PLAIN_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
RESERVED = frozenset({"true", "false", "and", "or", "not", "is", "at", "least", "most"})


def read_value(token: str) -> Value:
    """A token as a value. Raises `ValueError`."""
    if quoted := QUOTED.fullmatch(token):
        return checked_word(re.sub(r"\\(.)", r"\1", quoted[1], flags=re.DOTALL))
    if token.lower() in ("true", "false"):
        return token.lower() == "true"
    if NUMBER.fullmatch(token) and abs(int(token)) <= LARGEST:
        return int(token)
    if PLAIN_WORD.fullmatch(token):
        return checked_word(token)
    raise ValueError(_("“%(word)s” is not a value: a whole number, true, false or a word.") % {"word": clip(token)})


def checked_word(word: str) -> str:
    if len(word) > LONGEST_WORD or UNSTORABLE.search(word):
        raise ValueError(_("“%(word)s” is too long for a word.") % {"word": clip(word)})
    return word


def clip(text: str) -> str:
    return text if len(text) <= LONGEST_WORD else f"{text[:LONGEST_WORD]}…"


def write_value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if PLAIN_WORD.fullmatch(value) and value.lower() not in RESERVED:
        return value
    return '"{}"'.format(value.replace("\\", "\\\\").replace('"', '\\"'))
