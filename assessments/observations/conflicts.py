"""Who may rate whom. Pure: what is known of two people in, what speaks against it out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessments.instruments.choices import Weight
from assessments.observations.choices import Conflict


@dataclass(frozen=True)
class Ties:
    """What ties a rater to a trainee."""

    is_learner: bool = False
    supervises: bool = False
    same_organisation: bool = False
    rated_before: bool = False


@dataclass(frozen=True)
class Found:
    """What speaks against a rater. `blocking` can't be overridden; `warning` can, with a written reason."""

    blocking: tuple[Conflict, ...] = ()
    warning: tuple[Conflict, ...] = ()

    @property
    def codes(self) -> list[str]:
        return [code.value for code in (*self.blocking, *self.warning)]

    @property
    def words(self) -> list[str]:
        return [str(code.label) for code in (*self.blocking, *self.warning)]


def weigh(ties: Ties, weights: Mapping[Conflict, Weight], *, counts: bool) -> Found:
    """What these ties come to. In a practice run only rating oneself as others' is out of the question."""
    there = [code for code in Conflict if getattr(ties, code.value)]
    blocking = [code for code in there if weights[code] == Weight.BLOCK and (counts or code == Conflict.IS_LEARNER)]
    warning = [code for code in there if weights[code] == Weight.WARN and counts]
    return Found(tuple(blocking), tuple(warning))


def only_their_own(supervising: Sequence[bool], *, counts: bool) -> bool:
    """Whether what counts would rest on one person alone, who supervises the trainee. One flag per counted rater."""
    return counts and len(supervising) == 1 and supervising[0]
