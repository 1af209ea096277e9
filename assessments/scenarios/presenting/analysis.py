"""The ways that people went through a scenario, as the page about them shows them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.scenarios.choices import NodeKind, Quality, Tag
from assessments.scenarios.graph import Choice, Graph, Node
from assessments.scenarios.paths import NodePaths, Part, Paths, hidden_parts, is_small, shown_flows
from assessments.scenarios.ribbons import Picture, Strand, columns_of, picture
from lms.common.figures import NONE, hundredths, seconds_words, share_words

LONGEST = 110
# No key of a choice looks like this.
STOPPED = "!stopped"
PLAIN = "plain"


@dataclass(frozen=True)
class OptionRow:
    """One thing that could be done at a node. `n` is None where too few did it; `width` of its bar in percent."""

    key: str
    text: str
    tag: str
    look: str
    n: int | None
    share: str
    width: float = 0


@dataclass(frozen=True)
class NodeRow:
    """A node that waits. `hidden`: why it has no numbers, else empty."""

    number: int
    key: str
    text: str
    kind: str
    star: bool
    hidden: str = ""
    arrivals: int = 0
    options: Sequence[OptionRow] = ()
    worst: str = ""
    stopped: str = ""
    median: str = ""
    seconds: float | None = None


@dataclass(frozen=True)
class EndingRow:
    number: int
    key: str
    text: str
    quality: str
    n: int | None
    share: str


@dataclass(frozen=True)
class PathsPage:
    """`hidden`: why there is nothing to see, else empty."""

    runs: int
    hidden: str = ""
    figures: Sequence[tuple[str, str, str]] = ()
    rows: Sequence[NodeRow] = ()
    endings: Sequence[EndingRow] = ()
    picture: Picture | None = None
    labels: Sequence[tuple[float, float, int]] = ()


def paths_page(paths: Paths, graph: Graph, least: int) -> PathsPage:
    """Everything, with nothing of fewer people than `least`."""
    if not paths.people or is_small(paths.people, least):
        return PathsPage(paths.runs, hidden=hidden_words(least) if paths.people else "")
    columns = _ordered(graph)
    waiting = [key for key in columns if graph.nodes[key].kind != NodeKind.ENDING]
    rows = [_node_row(n, graph.nodes[key], paths.nodes.get(key), least) for n, key in enumerate(waiting, start=1)]
    ends = [key for key in columns if graph.nodes[key].kind == NodeKind.ENDING]
    endings = _ending_rows(ends, graph, paths, least, first=len(rows) + 1)
    drawn = picture(_strands(paths, graph, least), columns)
    numbers = {row.key: row.number for row in rows} | {row.key: row.number for row in endings}
    return PathsPage(
        runs=paths.runs,
        figures=_figures(paths, least),
        rows=rows,
        endings=endings,
        picture=drawn if drawn.bars else None,
        labels=[(bar.middle, bar.above, numbers[bar.key]) for bar in drawn.bars],
    )


def hidden_words(least: int) -> str:
    """Why numbers are not shown."""
    return _("Numbers are shown from %(least)d people on: fewer could be read as one person’s choices.") % {
        "least": least
    }


def _ordered(graph: Graph) -> dict[str, int]:
    """Columns in the order of the table: by how far into the story, then as the authors have them."""
    columns = columns_of(graph)
    places = {key: place for place, key in enumerate(graph.nodes)}
    return dict(sorted(columns.items(), key=lambda item: (item[1], places[item[0]])))


def _figures(paths: Paths, least: int) -> list[tuple[str, str, str]]:
    people = ngettext("by %(n)d person", "by %(n)d people", paths.people) % {"n": paths.people}
    ended = sum(part.n for part in paths.endings)
    figures = [(_("Runs"), str(paths.runs), people), (_("Came to an ending"), share_words(ended, paths.runs), "")]
    if is_small(paths.runs - ended, least):
        figures.pop()
    read = _("too few to show") if is_small(paths.read.people, least) else str(paths.read.n)
    return [*figures, (_("Read as a text instead"), read, _("not among the runs"))]


def _node_row(number: int, node: Node, found: NodePaths | None, least: int) -> NodeRow:
    asked = {
        "number": number,
        "key": node.key,
        "text": Truncator(node.title or node.text).chars(LONGEST),
        "kind": str(NodeKind(node.kind).label),
        "star": node.star,
    }
    if found is None or not found.arrivals:
        return NodeRow(**asked, hidden=_("Nobody came here."))  # type: ignore[arg-type]
    if max(found.people, found.stopped.people) < least:
        return NodeRow(**asked, hidden=_("Too few came here."))  # type: ignore[arg-type]
    stopped = Part(STOPPED, found.stopped.n, found.stopped.people)
    hidden = hidden_parts([*found.parts, stopped], least)
    options = list(_options(node, found, hidden))
    return NodeRow(
        **asked,  # type: ignore[arg-type]
        arrivals=found.arrivals,
        options=options,
        worst=_worst(node, options),
        stopped=_("too few to show") if STOPPED in hidden else _part_words(stopped.n, found.arrivals),
        median=seconds_words(found.median) if found.people >= least else _("too few to show"),
        seconds=found.median if found.people >= least else None,
    )


def _options(node: Node, found: NodePaths, hidden: set[str]) -> Iterator[OptionRow]:
    """All that the node offers, chosen or not, in the authors' order; then what else there is."""
    chosen = {part.key: part.n for part in found.parts}
    for choice in node.choices:
        yield _option(choice, chosen.pop(choice.key, 0), found.arrivals, is_hidden=choice.key in hidden)
    for key, n in chosen.items():
        text = _("Waited until the clock ran out") if node.choices else _("Went on")
        yield _option(Choice(key, text, ""), n, found.arrivals, is_hidden=key in hidden)


def _option(choice: Choice, n: int, of: int, *, is_hidden: bool) -> OptionRow:
    look = choice.tag or PLAIN
    tag = str(Tag(choice.tag).label) if choice.tag else ""
    if is_hidden:
        return OptionRow(choice.key, choice.text, tag, look, None, _("too few to show"))
    return OptionRow(choice.key, choice.text, tag, look, n, hundredths(n / of), round(100 * n / of, 1))


def _worst(node: Node, options: Sequence[OptionRow]) -> str:
    """The harmful option that was chosen most often."""
    harmful = [option for option in options if option.tag and option.look == Tag.HARMFUL]
    if not harmful:
        return NONE
    chosen = [option for option in harmful if option.n]
    if chosen:
        most = max(chosen, key=lambda option: option.n or 0)
        return f"{Truncator(most.text).chars(LONGEST)} ({most.share})"
    return _("too few to show") if any(option.n is None for option in harmful) else _("nobody chose one")


def _part_words(n: int, of: int) -> str:
    return f"{share_words(n, of)} ({hundredths(n / of)})" if n else _("nobody")


def _ending_rows(keys: Sequence[str], graph: Graph, paths: Paths, least: int, *, first: int) -> list[EndingRow]:
    found = {part.key: part for part in paths.endings}
    hidden = hidden_parts(list(found.values()), least)
    of = sum(part.n for part in paths.endings)
    rows = []
    for number, key in enumerate(keys, start=first):
        node, n = graph.nodes[key], found[key].n if key in found else 0
        quality = str(Quality(node.quality).label) if node.quality else ""
        text = Truncator(node.title or node.text).chars(LONGEST)
        shown = _("too few to show") if key in hidden else _part_words(n, of)
        rows.append(EndingRow(number, key, text, quality, None if key in hidden else n, shown))
    return rows


def _strands(paths: Paths, graph: Graph, least: int) -> list[Strand]:
    """Ways between the same two nodes that are of one sort are one ribbon."""
    sums: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    for flow in shown_flows(paths, least):
        sums[flow.source, flow.target, _look_of(graph.nodes, flow.source, flow.choice)] += flow.n
    return [Strand(source, target, n, look) for (source, target, look), n in sorted(sums.items())]


def _look_of(nodes: Mapping[str, Node], source: str, choice: str) -> str:
    node = nodes.get(source)
    taken = node.choice(choice) if node else None
    return taken.tag if taken else PLAIN


HEADER = ("node", "node_text", "kind", "arrivals", "median_seconds", "choice", "choice_text", "tag", "times", "share")


def csv_rows(page: PathsPage) -> Iterator[tuple[object, ...]]:
    """A line for each choice; numbers that are not shown are empty here as well."""
    for row in page.rows:
        seconds = None if row.seconds is None else round(row.seconds)
        head = (row.key, row.text, row.kind, None if row.hidden else row.arrivals, seconds)
        if row.hidden:
            yield (*head, "", "", "", None, None)
        for option in row.options:
            share = None if option.n is None else round(option.n / row.arrivals, 4)
            yield (*head, option.key, option.text, option.tag, option.n, share)
