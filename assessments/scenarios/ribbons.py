"""The picture of the paths: where its bars and ribbons lie. Pure: numbers in, points of an SVG out.

Time runs to the right: a node stands right of all that leads to it, endings in the last column. A ribbon is as wide as
often it was gone, only ways back are thin lines. Bars are as high as the ribbons that are drawn, no higher: what is
left out because too few people went there can't be measured from the picture.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from assessments.scenarios.choices import PASSIVE, NodeKind
from assessments.scenarios.graph import Graph, Node

COLUMN, BAR, GAP = 150, 14, 16
# Room for the numbers above bars, and for the ways back under them.
TOP, BOTTOM, SIDE = 28, 56, 24
# The fullest column is so high.
HIGHEST = 340
THINNEST = 1.5
# How far a way back swings out before it turns, and how thick it is at the most.
SWING, BACK = 60, 6


@dataclass(frozen=True)
class Strand:
    """What is drawn: `n` times from one key to another; `look` is the class of its ribbon."""

    source: str
    target: str
    n: int
    look: str


@dataclass(frozen=True)
class Bar:
    """A node or ending. `middle` is where its number stands."""

    key: str
    x: float
    y: float
    height: float
    middle: float
    above: float


@dataclass(frozen=True)
class Ribbon:
    """`d`: the line of a path; `width`: how thick it is."""

    d: str
    width: float
    look: str


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    bar: int
    bars: list[Bar]
    ribbons: list[Ribbon]


def columns_of(graph: Graph) -> dict[str, int]:
    """In which column each node that waits, or ends the story, stands; nodes that nothing leads to are left out.

    The column is the most waits on any way there; ways back are not counted.
    """
    forward = _forward(graph)
    found = dict.fromkeys(forward, 0)
    for key, targets in forward.items():
        step = 0 if graph.nodes[key].kind in PASSIVE else 1
        for target in targets:
            found[target] = max(found[target], found[key] + step)
    last = max(found.values(), default=0)
    return {
        key: last if graph.nodes[key].kind == NodeKind.ENDING else column
        for key, column in found.items()
        if graph.nodes[key].kind not in PASSIVE
    }


def _forward(graph: Graph) -> dict[str, list[str]]:
    """What is reached from the start, each before all that it leads to, with its targets but for ways back."""
    targets: dict[str, list[str]] = {}
    done: list[str] = []
    open_here: set[str] = set()
    stack = [(graph.start, False)] if graph.start in graph.nodes else []
    while stack:
        key, left = stack.pop()
        if left:
            open_here.discard(key)
            done.append(key)
        elif key not in targets:
            open_here.add(key)
            ahead = [target for target in dict.fromkeys(_targets(graph.nodes[key])) if target in graph.nodes]
            targets[key] = [target for target in ahead if target not in open_here]
            stack.append((key, True))
            stack += [(target, False) for target in reversed(targets[key])]
    return {key: targets[key] for key in reversed(done)}


def _targets(node: Node) -> list[str]:
    routes = [*node.routes, *(route for choice in node.choices for route in choice.routes)]
    return [*(route.to for route in routes), *([node.late] if node.late else [])]


def picture(strands: Sequence[Strand], columns: Mapping[str, int]) -> Picture:
    """Strands between keys that have a column; `columns` gives the order within one, too."""
    drawn = [one for one in strands if one.source in columns and one.target in columns]
    sizes = _sizes(drawn)
    by_column: defaultdict[int, list[str]] = defaultdict(list)
    for key, column in columns.items():
        if key in sizes:
            by_column[column].append(key)
    scale = _scale(by_column.values(), sizes)
    places = {column: place for place, column in enumerate(sorted(by_column))}
    bars = {
        key: bar
        for column, keys in by_column.items()
        for key, bar in _stack(keys, SIDE + places[column] * COLUMN, sizes, scale).items()
    }
    height = round(max((bar.y + bar.height for bar in bars.values()), default=0) + BOTTOM)
    width = 2 * SIDE + max(len(places) - 1, 0) * COLUMN + BAR
    return Picture(width, height, BAR, list(bars.values()), _ribbons(drawn, bars, scale, height))


def _sizes(strands: Sequence[Strand]) -> dict[str, int]:
    """How often each key was come to or left, whichever is more, as far as it is drawn."""
    gone: defaultdict[str, int] = defaultdict(int)
    come: defaultdict[str, int] = defaultdict(int)
    for one in strands:
        gone[one.source] += one.n
        come[one.target] += one.n
    return {key: max(gone[key], come[key]) for key in {*gone, *come}}


def _scale(columns: Collection[list[str]], sizes: Mapping[str, int]) -> float:
    fullest = max((sum(sizes[key] for key in keys) for keys in columns), default=0)
    return HIGHEST / fullest if fullest else 1.0


def _stack(keys: list[str], x: float, sizes: Mapping[str, int], scale: float) -> dict[str, Bar]:
    bars: dict[str, Bar] = {}
    y = float(TOP)
    for key in keys:
        height = round(max(sizes[key] * scale, THINNEST), 1)
        bars[key] = Bar(key, x, round(y, 1), height, x + BAR / 2, round(y - 6, 1))
        y += height + GAP + 10
    return bars


def _ribbons(strands: Sequence[Strand], bars: Mapping[str, Bar], scale: float, height: int) -> list[Ribbon]:
    """Each leaves its bar under the one before it, and comes in the same way: those that go higher lie higher."""
    widths = [_width(one.n * scale, bars[one.source], bars[one.target]) for one in strands]
    order = range(len(strands))
    starts = _offsets(sorted(order, key=lambda n: _height_of(bars[strands[n].target])), strands, widths, "source")
    ends = _offsets(sorted(order, key=lambda n: _height_of(bars[strands[n].source])), strands, widths, "target")
    return [
        Ribbon(_line(bars[one.source], bars[one.target], starts[n], ends[n], height), round(widths[n], 1), one.look)
        for n, one in enumerate(strands)
    ]


def _width(width: float, source: Bar, target: Bar) -> float:
    return max(width if target.x > source.x else min(width, BACK), THINNEST)


def _height_of(bar: Bar) -> tuple[float, float]:
    return (bar.y, bar.x)


def _offsets(order: Sequence[int], strands: Sequence[Strand], widths: Sequence[float], side: str) -> dict[int, float]:
    """The middle of each ribbon, from the top of its bar."""
    used: defaultdict[str, float] = defaultdict(float)
    found = {}
    for number in order:
        key = getattr(strands[number], side)
        found[number] = used[key] + widths[number] / 2
        used[key] += widths[number]
    return found


def _line(source: Bar, target: Bar, start: float, end: float, height: int) -> str:
    x1, y1 = source.x + BAR, round(source.y + start, 1)
    x2, y2 = target.x, round(target.y + end, 1)
    if x2 > x1:
        middle = round((x1 + x2) / 2, 1)
        return f"M{x1:g} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}"
    # A way back goes round under everything.
    low = height - 12
    return f"M{x1:g} {y1:g}C{x1 + SWING:g} {low:g} {x2 - SWING:g} {low:g} {x2:g} {y2:g}"
