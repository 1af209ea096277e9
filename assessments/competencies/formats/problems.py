"""What can be wrong with a file that holds a framework."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """`place`: the row of a table, or the identifier of an item; empty when it concerns the file.

    `stops`: nothing can be published before it is mended; else it is only worth knowing.
    """

    place: str
    words: str
    stops: bool = True


class Unreadable(Exception):
    """A file that can't be read at all."""

    def __init__(self, words: str, place: str = "") -> None:
        super().__init__(words)
        self.problem = Problem(place, words)
