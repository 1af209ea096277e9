"""Gaps in a text as Moodle has them: `gapselect`, `ddwtos`, and `cloze` as far as it asks to choose. No database."""

import re
from html import unescape

from django.utils.translation import gettext as _

from assessments.questions.formats.draft import Draft, Unreadable
from assessments.questions.formats.parts import Collector, only_best
from assessments.questions.formats.passages import AFTER, GAP, asked, cut, joined, unmarked
from assessments.questions.formats.text import plain_of
from assessments.questions.formats.xml_tree import Node, element
from assessments.questions.kinds.base import Part

MOST_GROUPS = 20
PLACE = re.compile(r"\[\[(\d{1,3})\]\]")
CLOZE = re.compile(r"\{(\d*):([A-Z_]+):((?:\\.|[^\\}])*)\}", re.DOTALL)
CHOOSING = re.compile(r"MULTICHOICE(_[VH]?S?)?|MC[VH]?S?")
ANSWER = re.compile(r"(=|%(-?\d+(?:\.\d+)?)%)?((?:\\.|[^\\#])*)(?:#(.*))?", re.DOTALL)


def gap_choices(one: Part) -> tuple[str, ...]:
    """What may be chosen in a gap; the right one first."""
    return (one["right"], *one["others"].splitlines())


def groups_of(draft: Draft) -> list[tuple[str, ...]]:
    """The choices of the question: gaps with the same choices and the same right one share them."""
    return list(dict.fromkeys(gap_choices(one) for one in draft.options))


def with_gaps(draft: Draft) -> str:
    """The stem and the text below it, with [[n]] for each gap: n counts the choices of all groups."""
    first_of: dict[tuple[str, ...], int] = {}
    count = 1
    for texts in groups_of(draft):
        first_of[texts] = count
        count += len(texts)
    # The marks stay until the words of the question can't be taken for gaps any more.
    numbers = iter([first_of[gap_choices(one)] for one in draft.options])
    text = joined(draft.options, lambda place, one: GAP, lambda html: element("span", html, class_=AFTER))
    harmless = f"{draft.stem}<p>{text}</p>".replace("[[", "&#91;[")
    return re.sub(GAP, lambda found: f"[[{next(numbers)}]]", harmless)


def read_selects(collector: Collector, node: Node, html: str) -> str:
    """`gapselect` and `ddwtos`; gives the stem. `html`: the text with [[n]]."""
    texts, groups = [], []
    for option in node.all("selectoption", "dragbox"):
        texts.append(plain_of(option.word("text")))
        groups.append(option.word("group") or "1")
    html = unmarked(html)
    places = [int(found[1]) for found in PLACE.finditer(html)]
    if not places:
        raise Unreadable(_("There is no [[1]] in the text: nothing is to be filled in."))
    if any(not 1 <= place <= len(texts) for place in places):
        raise Unreadable(_("The text has a gap for a choice that is not there."))
    stem, around, lost = cut(PLACE.sub(GAP, html), len(places))
    collector.lost |= lost
    for place, words in zip(places, around, strict=True):
        here = [number for number, group in enumerate(groups, start=1) if group == groups[place - 1]]
        collector.gap(words, texts[place - 1], [texts[number - 1] for number in here if number != place])
    return asked(stem)


def read_cloze(collector: Collector, node: Node, html: str) -> str:
    """`cloze` in which every gap is a list to choose from; gives the stem."""
    html = unmarked(html)
    found = list(CLOZE.finditer(html))
    if not found:
        raise Unreadable(_("There is no gap in the text."))
    other = next((gap[2] for gap in found if not CHOOSING.fullmatch(gap[2])), "")
    if other:
        words = _("A gap of the type %(type)s can't be brought in: here one chooses what belongs into a gap.")
        raise Unreadable(words % {"type": other[:40]})
    if len({gap[1] or "1" for gap in found}) > 1:
        collector.note(_("The gaps count differently there; here each counts the same."))
    stem, around, lost = cut(CLOZE.sub(GAP, html), len(found))
    collector.lost |= lost
    for gap, beside in zip(found, around, strict=True):
        _cloze_gap(collector, gap[3], beside)
    return asked(stem)


def _cloze_gap(collector: Collector, inside: str, around: tuple[str, str]) -> None:
    rights: list[str] = []
    others: list[str] = []
    percents: list[float] = []
    for piece in re.findall(r"(?:\\.|[^\\~])+", unescape(inside), re.DOTALL):
        found = ANSWER.fullmatch(piece)
        if found is None:
            raise Unreadable(_("We don't know this form of a gap: %(text)s") % {"text": piece[:60]})
        percent = 100.0 if found[1] == "=" else float(found[2] or 0)
        percents.append(percent)
        (rights if percent == 100 else others).append(plain_of(re.sub(r"\\(.)", r"\1", found[3])))
        if found[4]:
            collector.note(_("Feedback to single answers is not kept for this kind of question."))
    if len(rights) != 1:
        raise Unreadable(_("A gap asks for one answer and has %(n)s right ones.") % {"n": len(rights)})
    only_best(collector, percents)
    collector.gap(around, rights[0], others)
