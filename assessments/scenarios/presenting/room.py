"""The room: who sits in it, what is said, and what came of a step. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.scenarios.choices import NodeKind
from assessments.scenarios.graph import Choice, Graph, Member, Node
from assessments.scenarios.playing import Moment, Shown, State, find_node, moment, repeat_step
from assessments.scenarios.presenting import words
from assessments.scenarios.presenting.reasons import Behaviours, Why, why_of

NOBODY = "?"


@dataclass(frozen=True)
class Seat:
    """A place in the room: where somebody is, and how, in words."""

    name: str
    letters: str
    place: str
    mood: str = ""
    pronouns: str = ""
    own: bool = False
    absent: bool = False


@dataclass(frozen=True)
class Line:
    """Something in the conversation. `kind`: say, chat, own (one's own line), done (what one did), narration."""

    kind: str
    text: str
    who: str = ""
    letters: str = ""
    absent: bool = False


@dataclass(frozen=True)
class Compare:
    """One's own line beside the model one."""

    own: str
    model: str
    look_for: tuple[str, ...]


@dataclass(frozen=True)
class Exchange:
    """One step: what was said, what came of it, why, and what happened `after` it, up to the next thing to do."""

    number: int
    lines: tuple[Line, ...]
    why: Why | None
    compare: Compare | None
    after: tuple[Line, ...]

    @property
    def says_something(self) -> bool:
        """Whether the step left anything to look at before the story goes on."""
        return bool(self.lines or self.why or self.compare)


@dataclass(frozen=True)
class Taken:
    """A step as it was taken at `node`; `choice` may be empty, `written` holds one's own words."""

    number: int
    node: str
    choice: str
    written: str = ""


def seats(graph: Graph, moods: dict[str, int], own_letters: str) -> list[Seat]:
    """Everybody in the room, with oneself in the middle."""
    members = [_seat(member, moods.get(member.key, member.mood)) for member in graph.members]
    you = Seat(_("You"), own_letters, _("facilitating"), own=True)
    middle = (len(members) + 1) // 2
    return [*members[:middle], you, *members[middle:]]


def _seat(member: Member, mood: int) -> Seat:
    return Seat(
        name=member.name,
        letters=_letters(member),
        place=member.place,
        mood=words.mood_word(mood),
        pronouns=member.pronouns,
        absent=member.anonymous,
    )


def _letters(member: Member) -> str:
    return NOBODY if member.anonymous or not member.name else member.name[0].upper()


def told_lines(graph: Graph, shown: Iterable[Shown]) -> tuple[Line, ...]:
    """What was passed on the way, as lines of the conversation."""
    return tuple(_told(graph, one.node, one.text) for one in shown if one.text)


def _told(graph: Graph, node: Node, text: str) -> Line:
    member = graph.member(node.member)
    if node.kind == NodeKind.NARRATION or member is None:
        return Line("narration", text)
    chat = node.kind == NodeKind.CHAT
    who = _("%(name)s, in the chat") % {"name": member.name} if chat else member.name
    return Line("chat" if chat else "say", text, who, _letters(member), absent=member.anonymous)


def exchange(
    graph: Graph, before: Moment, step: Taken, after: Moment, *, own_letters: str, known: Behaviours
) -> Exchange:
    """A step between two moments."""
    node = before.node
    choice = node.choice(step.choice)
    compare = None
    lines: tuple[Line, ...] = ()
    if choice is not None:
        lines = _own_lines(choice, own_letters)
    elif node.kind == NodeKind.CHOICE:
        lines = (Line("narration", _("The time was over before you said anything.")),)
    elif node.kind == NodeKind.LINE:
        lines = (Line("own", step.written, _("You"), own_letters),) if step.written else ()
        compare = Compare(step.written, node.model, node.look_for)
    why = why_of(node, choice, known) if choice is not None else None
    return Exchange(step.number, lines, why, compare, told_lines(graph, after.shown))


def _own_lines(choice: Choice, own_letters: str) -> tuple[Line, ...]:
    own = Line("own" if choice.spoken else "done", choice.text, _("You"), own_letters)
    return (own, Line("narration", choice.happened)) if choice.happened else (own,)


def exchanges(
    graph: Graph, moments: Sequence[Moment], steps: Sequence[Taken], *, own_letters: str, known: Behaviours
) -> list[Exchange]:
    """`moments` holds one more than there are steps: the one before the first, and one after each."""
    between = zip(moments, steps, moments[1:], strict=False)
    return [
        exchange(graph, before, step, after, own_letters=own_letters, known=known) for before, step, after in between
    ]


def moments_from(graph: Graph, first: Moment, steps: Iterable[Taken]) -> list[Moment]:
    """The moment before `steps`, and one after each of them. Raises `StepRefused` for steps of another story."""
    moments = [first]
    for step in steps:
        moments.append(repeat_step(graph, moments[-1], step.node, step.choice))
    return moments


def moment_at(graph: Graph, state: State) -> Moment:
    """A moment in the middle of a story, without what was told on the way to it."""
    return moment(graph, state, find_node(graph, state.node), ())
