"""The picture of a story in numbers: boxes for moments, lines for ways. Pure: a layout in, whole pixels out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assessments.scenarios.desk.layout import Layout, lay_out

BOX_WIDTH, BOX_HEIGHT = 148, 50
COLUMN, LAYER = 172, 98
MARGIN = 30
# How far lines between the same two moments stand from each other, and how far a line that turns back bows out.
BESIDE, BOW = 14, 46


@dataclass(frozen=True)
class Way:
    """From one moment to another; `tag` of the choice that goes there, empty for a route."""

    source: str
    target: str
    tag: str = ""


@dataclass(frozen=True)
class Box:
    key: str
    x: int
    y: int

    @property
    def middle(self) -> int:
        return self.x + BOX_WIDTH // 2


@dataclass(frozen=True)
class Line:
    """`path` is the `d` of an SVG path; it ends at its target."""

    path: str
    tag: str


@dataclass(frozen=True)
class Drawing:
    """`boxes` from the top down, as somebody reads them."""

    width: int
    height: int
    boxes: tuple[Box, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.boxes


def draw(keys: Sequence[str], start: str, ways: Iterable[Way]) -> Drawing:
    """Boxes for all `keys` and a line for each way between two of them; two ways alike are one line."""
    return _draw(tuple(keys), start, tuple(dict.fromkeys(ways)))


# Most of what authors change is words: the picture stays where it is, and laying it out anew takes longest of all.
@lru_cache(maxsize=16)
def _draw(keys: tuple[str, ...], start: str, kept: tuple[Way, ...]) -> Drawing:
    layout = lay_out(keys, start, [(way.source, way.target) for way in kept])
    boxes = {key: _box(key, *place) for key, place in layout.places.items()}
    lines = tuple(_lines(kept, boxes, layout))
    in_order = tuple(sorted(boxes.values(), key=lambda box: (box.y, box.x)))
    width = round(layout.columns * COLUMN) + BOX_WIDTH + 2 * MARGIN + (BOW if lines else 0)
    return Drawing(width, max(layout.layers, 1) * LAYER - (LAYER - BOX_HEIGHT) + 2 * MARGIN, in_order, lines)


def _box(key: str, column: float, layer: int) -> Box:
    return Box(key, MARGIN + round(column * COLUMN), MARGIN + layer * LAYER)


def _lines(ways: Iterable[Way], boxes: Mapping[str, Box], layout: Layout) -> Iterable[Line]:
    together: dict[tuple[str, str], list[Way]] = {}
    for way in ways:
        if way.source in boxes and way.target in boxes:
            together.setdefault((way.source, way.target), []).append(way)
    for pair, several in together.items():
        for number, way in enumerate(several):
            aside = round((number - (len(several) - 1) / 2) * BESIDE)
            yield Line(_path(boxes[pair[0]], boxes[pair[1]], layout.bends.get(pair), aside), way.tag)


def _path(source: Box, target: Box, bends: Sequence[float] | None, aside: int) -> str:
    if source == target:
        return _loop(source, aside)
    if bends is None or target.y <= source.y:
        return _bow(source, target, aside)
    points = [(source.middle + aside, source.y + BOX_HEIGHT)]
    layer = source.y
    for column in bends:
        layer += LAYER
        x = MARGIN + round(column * COLUMN) + BOX_WIDTH // 2 + aside
        points += [(x, layer), (x, layer + BOX_HEIGHT)]
    points.append((target.middle + aside, target.y))
    return _through(points)


def _through(points: Sequence[tuple[int, int]]) -> str:
    """A soft line: straight where it goes down beside a moment, bent between two layers."""
    (x, y), *rest = points
    parts = [f"M{x} {y}"]
    for to_x, to_y in rest:
        half = (y + to_y) // 2
        parts.append(f"V{to_y}" if x == to_x else f"C{x} {half} {to_x} {half} {to_x} {to_y}")
        x, y = to_x, to_y
    return "".join(parts)


def _bow(source: Box, target: Box, aside: int) -> str:
    """Out at the right of one, in at the right of the other."""
    x, y = source.x + BOX_WIDTH, source.y + BOX_HEIGHT // 2 + aside
    to_x, to_y = target.x + BOX_WIDTH, target.y + BOX_HEIGHT // 2 + aside
    out = max(x, to_x) + BOW
    return f"M{x} {y}C{out} {y} {out} {to_y} {to_x} {to_y}"


def _loop(box: Box, aside: int) -> str:
    x, y = box.x + BOX_WIDTH, box.y + BOX_HEIGHT // 2
    return f"M{x} {y - 10}c{BOW} {-14 + aside} {BOW} {34 + aside} 0 20"
