"""Observed role-plays: taps and sheets, a cohort's heat-map, one person's record, agreement of two raters."""

import gc
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from statistics import median
from time import process_time
from typing import Any

from django.urls import reverse

from assessments.calibration.agreement import exact_agreement, icc_average, icc_single, weighted_kappa, within_one
from assessments.observations.models import Seat
from assessments.observations.queries import items_of
from lms.packs.bench import evidence
from lms.packs.bench.base import Bench, tidy_statistics
from lms.packs.bench.evidence import Stage
from lms.packs.bench.exams import Cost, cost_of, middle
from lms.packs.bench.stories import floor_path
from lms.packs.bench.visitor import Answer, BenchError, Visitor
from lms.people.models import User

PEOPLE, LINES, DOUBLE = 500, 2000, 5000
PACKETS = (1, 60)
WARM_UP, COUNTED, TIMED = 2, 3, 9
SAVE_QUERIES, HEATMAP_QUERIES, PROFILE_QUERIES = 10, 8, 10
HEATMAP_TIMES_FLOOR = 40
# CPU time wobbles: what is to stay the same may be half as much again.
FLAT, SLACK_MS = 1.5, 1.0
DEVICE = str(uuid.UUID(int=7))


@dataclass(frozen=True)
class Saves:
    """What tapping and handing in cost with `rated` role-plays in the tables; by name, e.g. "60 taps, all skills"."""

    rated: int
    costs: dict[str, Cost]


@dataclass(frozen=True)
class Figures:
    """Working out agreement over `pairs` pairs of levels: ms of CPU, and against the floor."""

    pairs: int
    milliseconds: float
    times_floor: float


def run(bench: Bench) -> list[str]:
    """Lay what is observed, measure it, print the tables; give the aims that were missed."""
    stage = evidence.build()
    few = _saves(stage, "few", 0)
    evidence.lay_double_ratings(stage, DOUBLE)
    tidy_statistics()
    many = _saves(stage, "many", DOUBLE)
    cohort = evidence.lay_cohort(stage, PEOPLE)
    veteran = evidence.lay_long_record(stage, LINES)
    tidy_statistics()
    gc.collect()
    heatmap = reverse("cohort_levels", args=[cohort.uuid])
    profile = reverse("profile", args=[veteran.uuid])
    pages = {
        f"heat-map of {PEOPLE}": _page(stage.manager, f"{heatmap}?occasion=end"),
        "levels as a file": _page(stage.manager, f"{heatmap}?occasion=end&format=csv"),
        f"profile of {LINES} lines": _page(veteran, profile),
        "record as a file": _page(veteran, f"{profile}?format=csv"),
        f"agreement of {DOUBLE}": _page(stage.raters[0], reverse("assessments:my_agreement")),
    }
    figures = _figures(DOUBLE)
    _print(bench, few, many, pages, figures)
    return [*missed_saves(few, many), *missed_pages(pages)]


def missed_saves(few: Saves, many: Saves) -> list[str]:
    """Every aim of saving that was not reached, as a sentence."""
    sentences = [
        f"{name} needs {cost.queries} queries, and may {SAVE_QUERIES} ({saves.rated} rated)"
        for saves in (few, many)
        for name, cost in saves.costs.items()
        if name.startswith("save") and cost.queries > SAVE_QUERIES
    ]
    for name, cost in many.costs.items():
        before = few.costs[name]
        if cost.queries > before.queries or cost.milliseconds > before.milliseconds * FLAT + SLACK_MS:
            sentences.append(
                f"{name} costs {cost.queries} queries and {cost.milliseconds:.1f} ms with {many.rated} rated, "
                f"{before.queries} and {before.milliseconds:.1f} with few"
            )
    return sentences


def missed_pages(pages: dict[str, Cost]) -> list[str]:
    limits = {"heat-map": HEATMAP_QUERIES, "profile": PROFILE_QUERIES}
    sentences = [
        f"the {name} needs {cost.queries} queries, and may {limit}"
        for name, cost in pages.items()
        for kind, limit in limits.items()
        if name.startswith(kind) and cost.queries > limit
    ]
    sentences += [
        f"the {name} costs {cost.times_floor:.3g} times the floor, and may {HEATMAP_TIMES_FLOOR}"
        for name, cost in pages.items()
        if name.startswith("heat-map") and cost.times_floor > HEATMAP_TIMES_FLOOR
    ]
    return sentences


def _saves(stage: Stage, name: str, rated: int) -> Saves:
    one = [stage.skills[0].competency.code]
    costs: dict[str, Cost] = {}
    for words, items in (("one skill", one), ("all skills", None)):
        names = [f"{evidence.CODE}-{name}-{words[:3]}-{n}" for n in range(WARM_UP + COUNTED + TIMED)]
        seats = evidence.lay_seats(stage, names, items=items)
        costs |= {f"{step}, {words}": cost for step, cost in _tap_through(seats).items()}
    return Saves(rated, costs)


def _tap_through(seats: list[Seat]) -> dict[str, Cost]:
    """Packets of each size into every sheet, then it is handed in."""
    seats = list(Seat.objects.filter(pk__in=[seat.pk for seat in seats]).select_related(
        "rater", "observation__sitting__instrument_version__framework_version"
    ))  # fmt: skip
    rounds = [_tap(seat, counted=WARM_UP <= n < WARM_UP + COUNTED) for n, seat in enumerate(seats)]
    counted, timed = rounds[WARM_UP : WARM_UP + COUNTED], rounds[WARM_UP + COUNTED :]
    floor = middle(one["floor"] for one in timed)
    return {
        step: cost_of([one[step] for one in counted], [one[step] for one in timed], floor)
        for step in timed[0]
        if step != "floor"
    }


def _tap(seat: Seat, *, counted: bool) -> dict[str, Answer]:
    visitor, taps = Visitor(seat.rater), _taps(seat)
    visitor.get(floor_path())
    found = {"floor": _checked("floor", visitor.get(floor_path(), counted=counted))}
    url = reverse("assessments:sheet_taps", args=[seat.uuid])
    # The first tap begins the sheet; it is not what an evening is made of.
    _checked("begin", visitor.send(url, {"taps": [next(taps)]}))
    for size in PACKETS:
        packet = {"taps": [next(taps) for _n in range(size)]}
        name = f"save {size} tap{'s' * (size > 1)}"
        found[name] = _checked(name, visitor.send(url, packet, counted=counted))
    last = {"taps": list(_touches(seat))}
    url = reverse("assessments:sheet_submit", args=[seat.uuid])
    found["hand in"] = _checked("hand in", visitor.send(url, last, counted=counted))
    return found


def _taps(seat: Seat) -> Iterator[dict[str, Any]]:
    """Basic behaviours ticked and ticked off again, for as long as somebody asks."""
    codes = [code for item in items_of(seat.observation) for code in item.basic]
    number = 0
    while True:
        for code in codes:
            number += 1
            data = {"behaviour": code, "mark": "obs" if number // len(codes) % 2 == 0 else "not"}
            yield _one_tap(number, "mark", data)


def _touches(seat: Seat) -> Iterator[dict[str, Any]]:
    """So that every skill is rated, whatever was ticked before."""
    for number, item in enumerate(items_of(seat.observation)):
        for place, code in enumerate(item.basic):
            yield _one_tap(10_000 + number * 100 + place, "mark", {"behaviour": code, "mark": "obs"})


def _one_tap(number: int, kind: str, data: dict[str, Any]) -> dict[str, Any]:
    return {"client_id": str(uuid.uuid4()), "device": DEVICE, "sequence": number, "kind": kind, "data": data}


def _page(user: User, path: str) -> Cost:
    visitor = Visitor(user)
    for _warm_up in range(WARM_UP):
        _checked(path, visitor.get(path))
    counted = [_checked(path, visitor.get(path, counted=True)) for _n in range(COUNTED)]
    rounds = [(visitor.get(floor_path()), _checked(path, visitor.get(path))) for _n in range(TIMED)]
    floors, pages = zip(*rounds, strict=True)
    return cost_of(counted, list(pages), middle(floors))


def _checked(name: str, answer: Answer) -> Answer:
    if answer.status != 200:
        raise BenchError(f"{name} answered {answer.status} instead of 200, {answer.location or answer.body[:300]!r}")
    return answer


def _figures(pairs: int) -> Figures:
    """The statistics alone, without a database or a page; against the floor of a page of the site."""
    chance = Random(4)  # noqa: S311
    rated = [(level := chance.choice((1, 2, 3, 4)), max(1, level - (chance.random() < 0.25))) for _n in range(pairs)]
    rows = [list(pair) for pair in rated]
    visitor = Visitor()
    visitor.get(floor_path())
    floor = middle(visitor.get(floor_path()) for _n in range(TIMED))

    def work_out() -> object:
        return (
            exact_agreement(rated), within_one(rated), weighted_kappa(rated), weighted_kappa(rated, "linear"),
            icc_single(rows), icc_average(rows),
        )  # fmt: skip

    spent = median(_milliseconds(work_out) for _n in range(TIMED))
    return Figures(pairs, spent, spent / floor)


def _milliseconds(action: Callable[[], object]) -> float:
    began = process_time()
    action()
    return (process_time() - began) * 1000


def _print(bench: Bench, few: Saves, many: Saves, pages: dict[str, Cost], figures: Figures) -> None:
    for saves in (few, many):
        _table(bench, f"{saves.rated} rated before", saves.costs)
    _table(bench, "pages", pages)
    bench.write(
        f"\nAgreement over {figures.pairs} pairs of levels: {figures.milliseconds:.1f} ms of CPU, "
        f"{figures.times_floor:.1f} × floor"
    )


def _table(bench: Bench, head: str, costs: dict[str, Cost]) -> None:
    bench.write(f"\n{head:<28}{'queries':>8}{'CPU ms':>9}{'× floor':>9}{'KiB':>8}")
    for name, cost in costs.items():
        bench.write(f"{name:<28}{cost.queries:>8}{cost.milliseconds:>9.2f}{cost.times_floor:>9.1f}{cost.kib:>8.1f}")
