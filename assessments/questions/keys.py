"""Option ids that stay the same for the same key ("a", "b", …) of the same question, and tell a reader nothing."""

import uuid
from collections.abc import Iterable
from string import ascii_lowercase

NAMESPACE = uuid.UUID("6f6c8f5e-5a0b-4c7e-9b32-0f1c7a5d2e41")


def option_id(code: str, key: str) -> str:
    """The id of the option with this key. Same question and key, same id, on every machine."""
    return str(uuid.uuid5(NAMESPACE, f"{code}:{key}"))


def option_keys(code: str, option_ids: Iterable[str]) -> list[str]:
    """The keys of these options, in order, for writing a file: an option added in Wagtail gets the next free letter."""
    ids = list(option_ids)
    known = {option_id(code, letter): letter for letter in ascii_lowercase}
    taken = {known[one] for one in ids if one in known}
    free = (letter for letter in ascii_lowercase if letter not in taken)
    return [known.get(one) or next(free) for one in ids]
