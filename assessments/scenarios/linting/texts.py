"""Whether the words are there, short enough, and in their own language."""

from collections.abc import Iterator

from assessments.scenarios.choices import NodeKind, Tag
from assessments.scenarios.graph import Choice, Node
from assessments.scenarios.linting.findings import Check, Finding, Look, find
from assessments.scenarios.linting.sentences import PARTS

ASKING = (NodeKind.CHOICE, NodeKind.CHECK, NodeKind.LINE, NodeKind.REFLECTION)
# Parts without a limit of their own, and whose they share.
LIMITS = {"next_line": "choice", "look_for": "prompt"}

Parts = Iterator[tuple[str, str]]


def node_parts(node: Node) -> Parts:
    """The texts of a node itself, each with the name of its part."""
    part = "prompt" if node.kind in ASKING else "node"
    yield part, node.text
    yield from ((part, one.text) for one in node.tellings)
    yield "model", node.model
    yield from (("look_for", text) for text in node.look_for)


def choice_parts(choice: Choice) -> Parts:
    yield "choice", choice.text
    yield "happened", choice.happened
    yield "why", choice.why
    yield "next_line", choice.next_line


def placed_parts(node: Node) -> Iterator[tuple[str, str, str]]:
    """Every text of a node with its choice and its part."""
    yield from (("", part, text) for part, text in node_parts(node))
    for choice in node.choices:
        yield from ((choice.key, part, text) for part, text in choice_parts(choice))


def check_lengths(look: Look) -> Iterator[Finding]:
    for node in look.graph.nodes.values():
        for choice, part, text in placed_parts(node):
            most = look.limits[LIMITS.get(part, part)]
            if len(text) > most:
                yield find("text_too_long", node.key, choice, part=PARTS[part], length=len(text), most=most)


def check_present(look: Look) -> Iterator[Finding]:
    for node in look.graph.nodes.values():
        if not node.text.strip():
            yield find("no_question" if node.kind == NodeKind.CHOICE else "text_missing", node.key)
        for one in node.choices:
            if not one.text.strip():
                yield find("text_missing", node.key, one.key)
        if any(not one.text.strip() for one in node.tellings):
            yield find("text_missing", node.key)
        if node.kind == NodeKind.LINE and not node.model.strip():
            yield find("no_model", node.key)


def check_told(look: Look) -> Iterator[Finding]:
    for node, one in look.choices(Tag.HELPFUL, Tag.HARMFUL):
        lacks_why = one.tag == Tag.HELPFUL and not one.why.strip()
        if lacks_why or not one.happened.strip():
            yield find("untold", node.key, one.key)


def check_offered(look: Look) -> Iterator[Finding]:
    """A single choice that repairs something is a step, not a choice: it may stand alone."""
    for node in look.of_kind(NodeKind.CHOICE, NodeKind.CHECK):
        if len(node.choices) == 1 and not node.choices[0].repairs:
            yield find("only_choice", node.key)


def check_alternative(look: Look) -> Iterator[Finding]:
    if look.settings.content_note.strip() and not look.settings.way_round.strip():
        yield find("alternative_missing")


def check_translated(look: Look) -> Iterator[Finding]:
    if look.source is None:
        return
    for node in look.graph.nodes.values():
        before = look.source.nodes.get(node.key)
        if before is None:
            continue
        if has_same_words(node_parts(node), node_parts(before)):
            yield find("untranslated", node.key)
        for choice in node.choices:
            original = before.choice(choice.key)
            if original and has_same_words(choice_parts(choice), choice_parts(original)):
                yield find("untranslated", node.key, choice.key)


def has_same_words(now: Parts, before: Parts) -> bool:
    """Whether a text is word for word in both. What has no letters (“…”) is the same in every language."""
    words = {text for _part, text in now if any(character.isalpha() for character in text)}
    return not words.isdisjoint(text for _part, text in before)


CHECKS: tuple[Check, ...] = (
    check_lengths,
    check_present,
    check_told,
    check_offered,
    check_alternative,
    check_translated,
)
