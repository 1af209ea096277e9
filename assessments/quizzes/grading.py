"""What several tries at a quiz come to, and whether it is met by them. Pure.

A quiz that is met stays met, and opens no further try: whatever the method, nobody loses what they have reached.
So every method asks only how the first "met" comes about:

* highest: the first try that passes by itself (pass mark, and every safety-critical question right). The best counts;
* last: the same, since a passed try is the last one;
* first: the first try passes; later ones are for practice;
* average: the mean of all tries reaches the pass mark, and the newest leaves no safety-critical question not right,
  because no average makes up for that.
"""

from collections.abc import Sequence
from decimal import Decimal

from assessments.quizzes.choices import Grading


def grade_of(method: str, shares: Sequence[Decimal]) -> Decimal | None:
    """The share of the marks (0 to 1) that counts. `shares`: those of all finished tries, the oldest first."""
    if not shares:
        return None
    if method == Grading.FIRST:
        return shares[0]
    if method == Grading.LAST:
        return shares[-1]
    if method == Grading.AVERAGE:
        return sum(shares, Decimal(0)) / len(shares)
    return max(shares)


def is_met(method: str, shares: Sequence[Decimal], *, passed: bool, critical_missed: bool, pass_mark: int) -> bool:
    """Whether the quiz is met by the newest try. `shares` as for `grade_of`, the newest included; `passed`: that one
    passes by itself; `pass_mark` in hundredths."""
    if method == Grading.FIRST:
        return passed and len(shares) == 1
    if method == Grading.AVERAGE:
        mean = grade_of(method, shares)
        return mean is not None and mean * 100 >= pass_mark and not critical_missed
    return passed
