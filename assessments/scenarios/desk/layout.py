"""Where the moments of a story stand in its picture. Pure: keys and pairs of keys in, places out.

Layered, from the top down: a moment stands below all that lead to it, except where the story turns back. Edges over
several layers get a place of their own in each of them, so that they run between the moments; long ones bow aside.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

# Longer edges would need more places than the picture has moments.
LONGEST = 6
SWEEPS = 8
# How many moments that nothing leads to stand side by side.
STRAYS_IN_ROW = 6

Pair = tuple[str, str]


@dataclass(frozen=True)
class Layout:
    """`places`: column (any number, from 0) and layer (whole, from 0) of each moment; `bends`: the columns that an edge
    runs through in the layers between its ends; `back`: edges that turn back; `strays`: what nothing leads to."""

    places: Mapping[str, tuple[float, int]]
    bends: Mapping[Pair, tuple[float, ...]] = field(default_factory=dict)
    back: frozenset[Pair] = frozenset()
    strays: tuple[str, ...] = ()

    @property
    def columns(self) -> float:
        return max((column for column, _layer in self.places.values()), default=0.0)

    @property
    def layers(self) -> int:
        return max((layer for _column, layer in self.places.values()), default=-1) + 1


def lay_out(keys: Sequence[str], start: str, pairs: Iterable[Pair]) -> Layout:
    """Places for all `keys`. Pairs that name anything else are left out; so is an edge from a moment to itself."""
    known = dict.fromkeys(keys)
    edges = [(a, b) for a, b in dict.fromkeys(pairs) if a in known and b in known and a != b]
    after = _neighbours(edges)
    order, back = _walk(start, after) if start in known else ([], set())
    reached = set(order)
    forward = [(a, b) for a, b in edges if a in reached and (a, b) not in back]
    depth = _depths(order, forward)
    layers, links, chains = _with_bends(order, depth, forward)
    layers = _fewer_crossings(layers, links)
    columns = _columns(layers, links)
    places = {key: (columns[key], depth[key]) for key in order}
    strays = tuple(key for key in known if key not in depth)
    below = max(depth.values(), default=-1) + 1
    for number, key in enumerate(strays):
        places[key] = (float(number % STRAYS_IN_ROW), below + number // STRAYS_IN_ROW)
    bends = {pair: tuple(columns[bend] for bend in chain) for pair, chain in chains.items()}
    return Layout(places, bends, frozenset(back), strays)


def _neighbours(edges: Iterable[Pair]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for a, b in edges:
        found.setdefault(a, []).append(b)
    return found


def _walk(start: str, after: Mapping[str, Sequence[str]]) -> tuple[list[str], set[Pair]]:
    """What can be reached, each before all it leads to; and the edges that had to be left out for that."""
    finished: list[str] = []
    back: set[Pair] = set()
    state = {start: "open"}
    stack = [(start, iter(after.get(start, ())))]
    while stack:
        key, rest = stack[-1]
        for other in rest:
            if other not in state:
                state[other] = "open"
                stack.append((other, iter(after.get(other, ()))))
                break
            if state[other] == "open":
                back.add((key, other))
        else:
            state[key] = "done"
            finished.append(key)
            stack.pop()
    return finished[::-1], back


def _depths(order: Sequence[str], forward: Iterable[Pair]) -> dict[str, int]:
    """The longest way to each; `order` has each before all it leads to."""
    after = _neighbours(forward)
    depth = dict.fromkeys(order, 0)
    for key in order:
        for other in after.get(key, ()):
            depth[other] = max(depth[other], depth[key] + 1)
    return depth


def _with_bends(
    order: Sequence[str], depth: Mapping[str, int], forward: Iterable[Pair]
) -> tuple[list[list[str]], list[Pair], dict[Pair, list[str]]]:
    """Layers of moments and bends, the short links between neighbouring layers, and the bends of each edge."""
    layers: list[list[str]] = [[] for _layer in range(max(depth.values(), default=-1) + 1)]
    for key in order:
        layers[depth[key]].append(key)
    links: list[Pair] = []
    chains: dict[Pair, list[str]] = {}
    for a, b in forward:
        between = range(depth[a] + 1, depth[b])
        if len(between) >= LONGEST:
            continue
        # A key is a slug, so no moment can have such a name.
        chain = [f"{a}>{b}>{layer}" for layer in between]
        for layer, bend in zip(between, chain, strict=True):
            layers[layer].append(bend)
        links.extend(zip([a, *chain], [*chain, b], strict=True))
        chains[a, b] = chain
    return layers, links, chains


def _fewer_crossings(layers: list[list[str]], links: Sequence[Pair]) -> list[list[str]]:
    """Sort each layer by the middle of its neighbours, down and up; the best order that was met."""
    down, up = _neighbours(links), _neighbours((b, a) for a, b in links)
    best, fewest = layers, _crossings(layers, down)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        upwards = sweep % 2 == 1
        layers = _sweep(layers[::-1], down)[::-1] if upwards else _sweep(layers, up)
        crossings = _crossings(layers, down)
        if crossings < fewest:
            best, fewest = layers, crossings
    return best


def _sweep(layers: Sequence[Sequence[str]], towards: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Each layer sorted by where its neighbours stand in the layer before; without any, by where it stands."""
    sorted_layers: list[list[str]] = []
    rank: dict[str, float] = {}
    for layer in layers:
        middles: dict[str, float] = {}
        for number, key in enumerate(layer):
            ranks = [rank[other] for other in towards.get(key, ()) if other in rank]
            middles[key] = sum(ranks) / len(ranks) if ranks else (number + 0.5) / len(layer)
        new = sorted(layer, key=middles.__getitem__)
        # Layers differ in length: what counts is where in its layer something stands.
        rank |= {key: (number + 0.5) / len(new) for number, key in enumerate(new)}
        sorted_layers.append(new)
    return sorted_layers


def _crossings(layers: Sequence[Sequence[str]], down: Mapping[str, Sequence[str]]) -> int:
    total = 0
    for upper, lower in zip(layers, layers[1:], strict=False):
        rank = {key: number for number, key in enumerate(lower)}
        seen: list[int] = []
        for key in upper:
            ends = sorted(rank[other] for other in down.get(key, ()) if other in rank)
            total += sum(len(seen) - bisect_left(seen, end + 1) for end in ends)
            for end in ends:
                insort(seen, end)
    return total


def _columns(layers: Sequence[Sequence[str]], links: Sequence[Pair]) -> dict[str, float]:
    """Columns at least one apart, in order, each as near as can be to the middle of its neighbours."""
    around = _neighbours([*links, *((b, a) for a, b in links)])
    column = {key: number - (len(layer) - 1) / 2 for layer in layers for number, key in enumerate(layer)}
    for sweep in range(SWEEPS):
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            wanted = []
            for key in layer:
                others = [column[other] for other in around.get(key, ())]
                wanted.append(sum(others) / len(others) if others else column[key])
            column |= dict(zip(layer, _apart(wanted), strict=True))
    least = min(column.values(), default=0.0)
    return {key: round(value - least, 2) for key, value in column.items()}


def _apart(wanted: Sequence[float]) -> list[float]:
    """The nearest columns (least squares) that keep the order and stand one apart: pool adjacent violators."""
    pools: list[tuple[float, int]] = []
    for number, value in enumerate(wanted):
        total, size = value - number, 1
        while pools and pools[-1][0] / pools[-1][1] > total / size:
            earlier, count = pools.pop()
            total, size = total + earlier, size + count
        pools.append((total, size))
    flat = [total / size for total, size in pools for _one in range(size)]
    return [value + number for number, value in enumerate(flat)]
