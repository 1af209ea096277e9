"""Checks of 10, 50 and 150 questions, a whole attempt of 20, and a hundred trainees who answer at once."""

import gc
from dataclasses import dataclass

from lms.packs.bench import exams, rush
from lms.packs.bench.base import Bench, tidy_statistics
from lms.packs.bench.exams import Cost

SIZES = (10, 50, 150)
SUBMIT_QUERIES = 59
ANSWER_QUERIES = 8
# CPU time wobbles: what is to stay the same may be half as much again, what is to grow in line a third more than that.
FLAT, IN_LINE, SLACK_MS = 1.5, 4 / 3, 1.0
WHOLE, PAGE = 20, 5


@dataclass(frozen=True)
class Table:
    """What the steps of an attempt cost in a check of `questions` questions."""

    questions: int
    steps: dict[str, Cost]


def run(bench: Bench) -> list[str]:
    """Lay the checks, measure them, print the tables; give the aims that were missed."""
    hall = exams.build({**dict.fromkeys(SIZES, 0), WHOLE: PAGE})
    tidy_statistics()
    gc.collect()
    tables = [Table(size, exams.measure(hall, size)) for size in SIZES]
    for table in tables:
        _print(bench, table)
    _print_whole(bench, exams.whole_attempt(hall, WHOLE, PAGE))
    return [*missed(tables), *rush.run(bench, hall)]


def missed(tables: list[Table]) -> list[str]:
    """Every aim that was not reached, as a sentence. `tables` from the smallest check to the largest."""
    sentences = []
    for table in tables:
        answer, submit = table.steps["answer"], table.steps["submit"]
        if answer.queries > ANSWER_QUERIES:
            sentences.append(
                f"an answer among {table.questions} needs {answer.queries} queries, and may {ANSWER_QUERIES}"
            )
        if table.questions <= 50 and submit.queries > SUBMIT_QUERIES:
            sentences.append(f"handing in {table.questions} needs {submit.queries} queries, and may {SUBMIT_QUERIES}")
    for before, after in zip(tables, tables[1:], strict=False):
        sentences += _grown(before, after)
    return sentences


def _grown(before: Table, after: Table) -> list[str]:
    """An answer costs no more because others are asked beside it; handing in at most as much more as is handed in."""
    sizes = f"{after.questions} questions against {before.questions}"
    answer, earlier = after.steps["answer"], before.steps["answer"]
    sentences = []
    if answer.queries > earlier.queries:
        sentences.append(f"an answer needs {answer.queries} queries, and {earlier.queries} before: {sizes}")
    if answer.milliseconds > earlier.milliseconds * FLAT + SLACK_MS:
        sentences.append(
            f"an answer costs {answer.milliseconds:.1f} ms, and {earlier.milliseconds:.1f} before: {sizes}"
        )
    submit, earlier = after.steps["submit"], before.steps["submit"]
    most = earlier.milliseconds * after.questions / before.questions * IN_LINE
    if submit.milliseconds > most:
        sentences.append(f"handing in costs {submit.milliseconds:.1f} ms, and in line would be {most:.1f}: {sizes}")
    if submit.queries > earlier.queries * after.questions / before.questions:
        sentences.append(f"handing in needs {submit.queries} queries, more than in line: {sizes}")
    return sentences


def _print(bench: Bench, table: Table) -> None:
    bench.write(f"\n{f'{table.questions} questions':<18}{'queries':>8}{'CPU ms':>9}{'× floor':>9}{'KiB':>8}")
    for name, cost in table.steps.items():
        bench.write(f"{name:<18}{cost.queries:>8}{cost.milliseconds:>9.2f}{cost.times_floor:>9.1f}{cost.kib:>8.1f}")


def _print_whole(bench: Bench, cost: Cost) -> None:
    bench.write(
        f"\nA whole attempt of {WHOLE} questions, {PAGE} on a page (lesson, start, answers, look over, hand in,"
        f" review): {cost.milliseconds:.0f} ms of CPU, {cost.queries} queries, {cost.times_floor:.0f} × floor,"
        f" {cost.kib:.0f} KiB of pages"
    )
