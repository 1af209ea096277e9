"""Ranked judgement, gaps, transcripts, scales and long answers, read from QTI. No database."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from assessments.questions.choices import QuestionKind
from assessments.questions.formats.draft import Unreadable
from assessments.questions.formats.parts import only_best
from assessments.questions.formats.passages import GAP, asked, cut, unmarked
from assessments.questions.formats.qti_names import GAPPED
from assessments.questions.formats.qti_parts import ASIDE, Item, inner, key_of, mapped
from assessments.questions.formats.rubrics import rubric, whole
from assessments.questions.formats.text import to_plain
from assessments.questions.formats.xml_tree import Node
from assessments.questions.kinds.base import Part


def ranked(item: Item, interaction: Node) -> str:
    """An order from the best to the worst, as we write it: the mapping holds the ratings."""
    ratings = mapped(item.declared(interaction))
    for choice in interaction.all("simpleChoice"):
        name = choice.attrs.get("identifier", "")
        rating = ratings.get(name, 0.0)
        whole_one = int(rating) if rating == int(rating) else 0
        item.collector.judged(inner(choice), rating=whole_one, feedback=item.about(choice), key=name)
    return QuestionKind.RANKING


def passage(item: Item, interactions: Sequence[Node]) -> str:
    """A text in which each gap is a list to choose from."""
    body = item.root.first("itemBody") or Node("itemBody")
    stem, around, lost = cut(Node("", {}, _with_gaps(body.parts)).html(), len(interactions))
    item.collector.lost |= lost
    item.stem = asked(stem)
    for words, interaction in zip(around, interactions, strict=True):
        _gap(item, words, interaction)
    return QuestionKind.GAPS


def _gap(item: Item, around: tuple[str, str], interaction: Node) -> None:
    declared = item.declared(interaction)
    texts = {one.attrs.get("identifier", ""): to_plain(inner(one)) for one in interaction.all("inlineChoice")}
    earns = mapped(declared)
    top = max(earns, key=lambda name: earns[name], default="")
    right = next(iter(key_of(declared)), top)
    if right not in texts:
        raise Unreadable(_("The key names what is not offered: %(name)s.") % {"name": right[:40]}, declared.line)
    most = earns.get(right) or 1.0
    only_best(item.collector, [100 * earns.get(name, 0.0) / most for name in texts if name != right])
    key = interaction.attrs.get("responseIdentifier", "")
    key = key.removeprefix(GAPPED) if key.startswith(GAPPED) else ""
    others = [text for name, text in texts.items() if name != right]
    item.collector.gap(around, texts[right], others, feedback=item.feedback.pop(key, ""), key=key)


def _with_gaps(parts: "Sequence[Node | str]") -> "list[Node | str]":
    kept: list[Node | str] = []
    for part in parts:
        if isinstance(part, str):
            kept.append(unmarked(part))
        elif part.name == "inlineChoiceInteraction":
            kept.append(GAP)
        elif part.name not in ASIDE:
            kept.append(Node(part.name, part.attrs, _with_gaps(part.parts)))
    return kept


def transcript(item: Item, interaction: Node) -> str:
    """Lines to mark. Whoever speaks stands before a line, with a colon."""
    rights = set(key_of(item.declared(interaction)))
    rights |= {name for name, value in mapped(item.declared(interaction)).items() if value > 0}
    before = ""
    for part in _spoken(interaction):
        if isinstance(part, str):
            before += part
            continue
        speaker = " ".join(before.split())
        if speaker and not speaker.endswith(":"):
            raise _unmarkable(speaker, part)
        name, before = part.attrs.get("identifier", ""), ""
        speaker = speaker.removesuffix(":").strip()
        item.collector.spoken(inner(part), speaker=speaker, correct=name in rights, feedback=item.about(part), key=name)
    if before.strip():
        raise _unmarkable(before, interaction)
    return QuestionKind.SPOT


def _unmarkable(text: str, node: Node) -> Unreadable:
    words = _(
        "“%(text)s …” stands outside of what can be marked; here every line can be, and names stand before a colon."
    )
    return Unreadable(words % {"text": " ".join(text.split())[:40]}, node.line)


def _spoken(node: Node) -> "Iterator[Node | str]":
    """The lines, and the words between them."""
    for part in node.parts:
        if isinstance(part, str) or part.name == "hottext":
            yield part
        elif part.name != "prompt":
            yield from _spoken(part)


def is_scale(item: Item, interaction: Node, declared: Node) -> bool:
    """Whether a choice of one has no key and nothing of it is ever earned: then it only asks."""
    keyed = (
        declared.first("correctResponse") or declared.first("mapping") or declared.attrs.get("cardinality") != "single"
    )
    processing = item.root.first("responseProcessing")
    scored = processing is not None and (
        processing.attrs.get("template")
        or any(node.attrs.get("identifier") == "SCORE" for node in processing.deep("setOutcomeValue"))
    )
    return not keyed and not scored


def scale(item: Item, interaction: Node) -> str:
    for choice in interaction.all("simpleChoice"):
        item.collector.point(to_plain(inner(choice)), key=choice.attrs.get("identifier", ""))
    return QuestionKind.LIKERT


def long_text(item: Item, interaction: Node) -> str:
    """A long answer; its rubric only where it has the form in which we write one."""
    blocks = [node for node in item.root.deep("rubricBlock") if "scorer" in node.attrs.get("view", "").split()]
    divs = [node for block in blocks for node in block.deep("div")]
    criteria = [_criterion(node) for node in divs if node.attrs.get("class") == "criterion"]
    if not criteria:
        said = to_plain(" ".join(node.html() for node in blocks))
        if said:
            words = _("What it tells those who score is not a rubric of ours; put it into one: “%(text)s”")
            item.collector.note(words % {"text": said[:500]})
        item.collector.no_rubric()
        return QuestionKind.LONG_ANSWER
    lengths = {name: whole(_of_class(blocks, "span", name) or "0") for name in ("aim", "most")}
    model = next((node.html() for node in divs if node.attrs.get("class") == "model"), "")
    item.collector.rubric(rubric(criteria, **lengths, model=model))
    return QuestionKind.LONG_ANSWER


def _criterion(node: Node) -> Part:
    levels = []
    for line in node.deep("li"):
        enough = _of_class([line], "span", "enough")
        words = enough or _of_class([line], "span", "words")
        levels.append({"points": whole(_of_class([line], "span", "points")), "words": words, "enough": bool(enough)})
    return {"text": node.word("p"), "levels": levels}


def _of_class(nodes: Sequence[Node], name: str, wanted: str) -> str:
    found = (one for node in nodes for one in node.deep(name) if one.attrs.get("class") == wanted)
    return next((one.text.strip() for one in found), "")
