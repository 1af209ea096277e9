"""One QTI item, read; 2.1, 2.2 and 3.0 alike. Writing is in `qti_writing`. No database.

One function an interaction; a new kind is one more entry in `INTERACTIONS`.
"""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from assessments.questions.choices import QuestionKind
from assessments.questions.formats.draft import Draft, Problem, Unreadable
from assessments.questions.formats.parts import Collector, choice_kind, only_best, weighed
from assessments.questions.formats.qti_more import is_scale, long_text, passage, ranked, scale, transcript
from assessments.questions.formats.qti_names import BEST, RANKED, WORST
from assessments.questions.formats.qti_parts import ASIDE, Item, inner, key_of, mapped, walk
from assessments.questions.formats.text import to_plain
from assessments.questions.formats.xml_tree import Node

BLANK = "_____"


def read_item(root: Node, *, name: str = "", tags: Iterable[str] = ()) -> tuple[Draft, list[Problem]]:
    """A question from an `assessmentItem` in the names of 2.1. `tags` stand in the manifest. Raises `Unreadable`."""
    collector = Collector(line=root.line, name=name)
    collector.tags = list(tags)
    feedback = {
        node.attrs.get("identifier", ""): (node.first("contentBody") or node).html()
        for node in root.all("modalFeedback")
    }
    item = Item(root, collector, feedback)
    body = root.first("itemBody")
    interactions = list(body.deep(*_names(body))) if body else []
    if body is None or not interactions:
        raise Unreadable(_("This item asks nothing: it has no interaction."))
    kind = _kind(item, interactions)
    stem = item.stem or _stem(body)
    general = "".join(item.feedback.values())
    if any(True for _node in root.deep("templateDeclaration")):
        collector.note(_("Values that the item draws by itself are not kept."))
    return collector.draft(kind, stem=stem, feedback=general)


def _names(body: Node) -> set[str]:
    return {node.name for node in walk(body) if node.name.endswith("Interaction")}


def _kind(item: Item, interactions: list[Node]) -> str:
    asked = [node.attrs.get("responseIdentifier") for node in interactions]
    if asked == [BEST, WORST] and {node.name for node in interactions} == {"choiceInteraction"}:
        return _judgement(item, interactions[0])
    if {node.name for node in interactions} == {"inlineChoiceInteraction"}:
        return passage(item, interactions)
    if len(interactions) > 1:
        words = _("This item asks %(n)s things at once; a question here asks one.")
        raise Unreadable(words % {"n": len(interactions)}, interactions[1].line)
    one = interactions[0]
    if one.name not in INTERACTIONS:
        raise Unreadable(_("A %(name)s can't be brought in.") % {"name": one.name}, one.line)
    return INTERACTIONS[one.name](item, one)


def _stem(body: Node) -> str:
    """What stands around the interaction, and its prompt. A field within a sentence becomes a line to fill."""
    return Node("", {}, _around(body.parts, alone=False)).html()


def _around(parts: "list[Node | str]", *, alone: bool) -> "list[Node | str]":
    kept: list[Node | str] = []
    for part in parts:
        if isinstance(part, str):
            kept.append(part)
        elif part.name == "textEntryInteraction":
            kept += [] if alone else [BLANK]
        elif part.name.endswith("Interaction"):
            prompt = part.first("prompt")
            kept += [Node("p", {}, prompt.parts)] if prompt else []
        elif part.name not in ASIDE and part.attrs.get("class") != "unit":
            lone = not any(_said(piece).strip() for piece in part.parts)
            kept.append(Node(part.name, part.attrs, _around(part.parts, alone=lone)))
    return kept


def _said(node: "Node | str") -> str:
    if isinstance(node, str):
        return node
    quiet = node.attrs.get("class") == "unit" or node.name in ASIDE or node.name.endswith("Interaction")
    return "" if quiet else node.text


def _choices(item: Item, interaction: Node) -> str:
    declared = item.declared(interaction)
    choices = interaction.all("simpleChoice")
    single = declared.attrs.get("cardinality") == "single"
    if is_scale(item, interaction, declared):
        return scale(item, interaction)
    earns, key = mapped(declared), key_of(declared)
    rights = set(key) or {name for name, value in earns.items() if value > 0}
    unknown = rights - {choice.attrs.get("identifier", "") for choice in choices}
    if unknown:
        raise Unreadable(_("The key names what is not offered: %(name)s.") % {"name": min(unknown)[:40]}, declared.line)
    for choice in choices:
        name = choice.attrs.get("identifier", "")
        item.collector.option(inner(choice), correct=name in rights, feedback=item.about(choice), key=name)
    top = max([1.0, *earns.values()]) if single else sum(value for value in earns.values() if value > 0) or 1.0
    percents = [100 * earns.get(choice.attrs.get("identifier", ""), 0.0) / top for choice in choices]
    if earns and single:
        only_best(item.collector, percents)
    elif not single:
        marks = [choice.attrs.get("identifier", "") in rights for choice in choices]
        weighed(item.collector, zip(percents, marks, strict=True))
    if single and len(choices) == 2 and interaction.attrs.get("shuffle", "false") == "false":
        choice_kind(len(rights), single=True)
        return QuestionKind.TRUE_FALSE
    return choice_kind(len(rights), single=single)


def _judgement(item: Item, interaction: Node) -> str:
    """Two lists of the same choices: which is the best, which the worst. The mapping of the first are the ratings."""
    ratings = mapped(item.declared(interaction))
    for choice in interaction.all("simpleChoice"):
        name = choice.attrs.get("identifier", "")
        rating = ratings.get(name, 0.0)
        item.collector.judged(
            inner(choice), rating=int(rating) if rating == int(rating) else 0, feedback=item.about(choice), key=name
        )
    return QuestionKind.JUDGEMENT


def _order(item: Item, interaction: Node) -> str:
    choices = {choice.attrs.get("identifier", ""): choice for choice in interaction.all("simpleChoice")}
    key = key_of(item.declared(interaction))
    if sorted(key) != sorted(choices):
        raise Unreadable(_("The right order does not name each step once."), interaction.line)
    if interaction.attrs.get("responseIdentifier") == RANKED:
        return ranked(item, interaction)
    for name in key:
        item.collector.step(inner(choices[name]), feedback=item.about(choices[name]), key=name)
    return QuestionKind.ORDERING


def _match(item: Item, interaction: Node) -> str:
    sets = interaction.all("simpleMatchSet")
    if len(sets) != 2:
        raise Unreadable(_("A matching question has two lists."), interaction.line)
    first, second = (
        {one.attrs.get("identifier", ""): one for one in each.all("simpleAssociableChoice")} for each in sets
    )
    pairs = [value.split() for value in key_of(item.declared(interaction))]
    if any(len(pair) != 2 or pair[0] not in first or pair[1] not in second for pair in pairs):
        raise Unreadable(_("The key pairs what is not offered."), interaction.line)
    belongs = dict(pairs)
    if len(belongs) != len(pairs) or set(belongs) != set(first):
        raise Unreadable(_("Each line of the first list has to belong to one of the second."), interaction.line)
    for name, choice in first.items():
        match = second[belongs[name]]
        item.collector.pair(inner(choice), to_plain(inner(match)), feedback=item.about(choice), key=name)
    for name, match in second.items():
        if name not in belongs.values():
            item.collector.pair("", to_plain(inner(match)))
    return QuestionKind.MATCHING


def _entry(item: Item, interaction: Node) -> str:
    declared = item.declared(interaction)
    if declared.attrs.get("baseType") in {"float", "integer"}:
        return _number(item, declared)
    earns = mapped(declared)
    top = max(earns.values(), default=0.0)
    if any(entry.attrs.get("caseSensitive") == "true" for entry in declared.deep("mapEntry")):
        item.collector.note(_("Capitals make no difference here; in the file they do."))
    partial = [name for name, value in earns.items() if value < top]
    if partial:
        words = _("Accepted there for part of the mark and left out here: %(list)s.")
        item.collector.note(words % {"list": ", ".join(partial)})
    for text in dict.fromkeys([*key_of(declared), *(name for name, value in earns.items() if 0 < value == top)]):
        item.collector.accepted(text)
    return QuestionKind.SHORT_ANSWER


def _number(item: Item, declared: Node) -> str:
    key = key_of(declared)
    if not key:
        raise Unreadable(_("The right number is missing."), declared.line)
    equal = next(iter(item.root.deep("equal")), Node("equal"))
    tolerance = equal.attrs.get("tolerance", "0").split() or ["0"]
    body = item.root.first("itemBody")
    unit = next((to_plain(node.html()) for node in walk(body) if node.attrs.get("class") == "unit"), "") if body else ""
    if equal.attrs.get("toleranceMode") == "relative":
        raise Unreadable(_("A tolerance in percent can't be brought in: write it as a number."), equal.line)
    if len(set(tolerance)) > 1:
        raise Unreadable(_("A tolerance that differs above and below can't be brought in."), equal.line)
    item.collector.number(key[0], tolerance[0], unit)
    return QuestionKind.NUMBER


INTERACTIONS: dict[str, Callable[[Item, Node], str]] = {
    "choiceInteraction": _choices,
    "orderInteraction": _order,
    "matchInteraction": _match,
    "textEntryInteraction": _entry,
    "hottextInteraction": transcript,
    "extendedTextInteraction": long_text,
}
