"""Option ids that stay the same for the same key ("a", "b", …) of the same question, and tell a reader nothing."""

import uuid
from collections.abc import Iterable
from string import ascii_lowercase

# a … z, aa … az: the lines of a transcript may be many.
KEYS = (*ascii_lowercase, *(f"a{letter}" for letter in ascii_lowercase))
MOST_KEYS = len(KEYS)
NAMESPACE = uuid.UUID("6f6c8f5e-5a0b-4c7e-9b32-0f1c7a5d2e41")


def option_id(code: str, key: str) -> str:
    """The id of the option with this key. Same question and key, same id, on every machine."""
    return str(uuid.uuid5(NAMESPACE, f"{code}:{key}"))


def option_keys(code: str, option_ids: Iterable[str]) -> list[str]:
    """The keys of these options, in order, for writing a file: an option added in Wagtail gets the next free key.

    There are `MOST_KEYS` of them, the most answers that a question may have.
    """
    ids = list(option_ids)
    known = {option_id(code, key): key for key in KEYS}
    taken = {known[one] for one in ids if one in known}
    free = (key for key in KEYS if key not in taken)
    return [known.get(one) or next(free) for one in ids]
