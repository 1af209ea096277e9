"""Quizzes that name another as their form before: in which order they can be loaded."""

from collections.abc import Iterable

from lms.packs.reading.pack import Entry


def forms_before_first(quizzes: Iterable[Entry]) -> list[Entry]:
    """The quizzes of a pack, each after the one it names as its form before; a circle stays in the given order."""
    waiting = {entry.data["id"]: entry for entry in sorted(quizzes, key=lambda entry: entry.position)}
    ordered: list[Entry] = []
    while waiting:
        ready = [key for key, entry in waiting.items() if entry.data.get("pre_form") not in waiting]
        ordered += [waiting.pop(key) for key in ready or list(waiting)]
    return ordered


def is_circular(quiz: Entry, quizzes: Iterable[Entry]) -> bool:
    """Whether a quiz comes before itself."""
    before = {entry.data["id"]: entry.data.get("pre_form") for entry in quizzes}
    seen, here = set(), quiz.data.get("pre_form")
    while here and here not in seen:
        seen.add(here)
        here = before.get(here)
    return quiz.data["id"] in seen
