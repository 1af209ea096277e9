"""Moodle XML, read. Writing is in `moodle_writing`. No database.

One function a type; a new kind is one more entry in `TYPES`.
"""

from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from assessments.questions.choices import QuestionKind
from assessments.questions.formats.draft import Draft, Limits, Problem, Reading, Unreadable
from assessments.questions.formats.labels import slug_of
from assessments.questions.formats.moodle_gaps import read_cloze, read_selects
from assessments.questions.formats.parts import Collector, choice_kind, only_best, weighed
from assessments.questions.formats.rubrics import MOST_WORDS
from assessments.questions.formats.text import from_plain, plain_of, to_plain
from assessments.questions.formats.xml_tree import Node, read_xml

MARKDOWN = MarkdownIt("commonmark", {"html": False})


def read_moodle_xml(data: bytes, limits: Limits) -> Reading:
    """The questions of a Moodle XML file. Raises `Unreadable` for a file that can't be read at all."""
    root = read_xml(data)
    if root.name != "quiz":
        raise Unreadable(_("This is not Moodle XML: its first element is <%(name)s>.") % {"name": root.name}, root.line)
    reading = Reading()
    topic = ""
    for node in root.all("question"):
        if node.attrs.get("type") == "category":
            topic = slug_of(next((child.text for child in node.deep("text")), ""))
            continue
        limits.check_count(len(reading.drafts) + 1, node.line)
        name = node.word("idnumber") or to_plain(node.word("name"))
        try:
            draft, problems = _question(node, name)
        except Unreadable as error:
            reading.problems.append(error.problem(name, node.line))
            continue
        reading.drafts.append(replace(draft, topic=draft.topic or topic))
        reading.problems.extend(problems)
    if not reading.drafts and not reading.problems:
        raise Unreadable(_("There is no question in this file."))
    return reading


def _question(node: Node, name: str) -> tuple[Draft, list[Problem]]:
    sort = node.attrs.get("type", "")
    if sort not in TYPES and sort not in WITH_GAPS:
        raise Unreadable(_("Questions of the type “%(type)s” can't be brought in.") % {"type": sort or "?"})
    collector = Collector(line=node.line, name=name)
    tags = node.first("tags")
    collector.tags = [tag.word("text") for tag in tags.all("tag")] if tags else []
    if any(True for _file in node.deep("file")):
        collector.note(_("Pictures and other files are not kept."))
    if node.all("hint"):
        collector.note(_("Hints are not kept."))
    stem = _html(node.first("questiontext"))
    if sort in WITH_GAPS:
        kind, stem = QuestionKind.GAPS.value, WITH_GAPS[sort](collector, node, stem)
    else:
        kind = TYPES[sort](collector, node)
    return collector.draft(kind, stem=stem, feedback=_html(node.first("generalfeedback")))


def _html(node: Node | None) -> str:
    """The HTML of an element that holds a text and says in which format."""
    if node is None:
        return ""
    text = node.word("text")
    markup = node.attrs.get("format", "html" if "<" in text else "plain_text")
    if markup == "markdown":
        return MARKDOWN.render(text)
    return from_plain(text) if markup == "plain_text" else text


def _percent(answer: Node) -> float:
    try:
        percent = float(answer.attrs.get("fraction", "0"))
    except ValueError as error:
        raise Unreadable(
            _("“%(text)s” is not a percentage.") % {"text": answer.attrs["fraction"]}, answer.line
        ) from error
    if not -100 <= percent <= 100:
        raise Unreadable(_("A percentage lies between -100 and 100, not %(n)s.") % {"n": percent}, answer.line)
    return percent


def _choices(collector: Collector, node: Node) -> str:
    single = node.word("single").casefold() not in {"false", "0"}
    answers = node.all("answer")
    percents = [_percent(answer) for answer in answers]
    rights = [percent == 100 if single else percent > 0 for percent in percents]
    for answer, right in zip(answers, rights, strict=True):
        collector.option(_html(answer), correct=right, feedback=_html(answer.first("feedback")))
    if single:
        only_best(collector, percents)
    else:
        weighed(collector, zip(percents, rights, strict=True))
    return choice_kind(sum(rights), single=single)


def _truth(collector: Collector, node: Node) -> str:
    answers = sorted(node.all("answer"), key=lambda answer: answer.word("text").casefold() != "true")
    if [answer.word("text").casefold() for answer in answers] != ["true", "false"]:
        raise Unreadable(_("True or false takes two answers: one for true, one for false."))
    for answer, shown in zip(answers, (_("True"), _("False")), strict=True):
        collector.option(shown, correct=_percent(answer) == 100, feedback=_html(answer.first("feedback")))
    return QuestionKind.TRUE_FALSE


def _pairs(collector: Collector, node: Node) -> str:
    for pair in node.all("subquestion"):
        answer = pair.first("answer")
        collector.pair(
            _html(pair), plain_of(answer.word("text")) if answer else "", feedback=_html(pair.first("feedback"))
        )
    return QuestionKind.MATCHING


def _steps(collector: Collector, node: Node) -> str:
    for answer in sorted(node.all("answer"), key=lambda one: _place(one)):
        collector.step(_html(answer), feedback=_html(answer.first("feedback")))
    return QuestionKind.ORDERING


def _place(answer: Node) -> float:
    try:
        return float(answer.attrs.get("fraction", "0"))
    except ValueError as error:
        raise Unreadable(_("A step says no place in the order."), answer.line) from error


def _accepted(collector: Collector, node: Node) -> str:
    if node.word("usecase") == "1":
        collector.note(_("Capitals make no difference here; in the file they do."))
    for answer in node.all("answer"):
        if to_plain(_html(answer.first("feedback"))):
            collector.note(_("Feedback to single answers is not kept for this kind of question."))
        percent, text = _percent(answer), answer.word("text")
        if percent == 100:
            collector.accepted(text)
        else:
            words = _("“%(text)s” earns %(n)s%% there and is left out: here an answer is right or not.")
            collector.note(words % {"text": text, "n": f"{percent:g}"})
    return QuestionKind.SHORT_ANSWER


def _number(collector: Collector, node: Node) -> str:
    whole = [answer for answer in node.all("answer") if _percent(answer) == 100]
    if not whole:
        raise Unreadable(_("None of the numbers counts as wholly right."))
    if len(node.all("answer")) > 1:
        collector.note(_("Only the first wholly right number is kept."))
    if any(to_plain(_html(answer.first("feedback"))) for answer in node.all("answer")):
        collector.note(_("Feedback to single answers is not kept for this kind of question."))
    units = [unit.word("unit_name") for unit in node.deep("unit")]
    if len(units) > 1:
        collector.note(_("Only the first unit is kept."))
    tagged = [tag.partition(":")[2] for tag in collector.tags if tag.startswith("unit:")]
    collector.number(whole[0].word("text"), whole[0].word("tolerance") or "0", next(iter([*units, *tagged]), ""))
    return QuestionKind.NUMBER


def _essay(collector: Collector, node: Node) -> str:
    """Moodle has no rubric in the file; what it tells those who grade is told, for an editor to make one of."""
    said = to_plain(_html(node.first("graderinfo")))
    if said:
        words = _("What it tells those who grade is not a rubric; put it into one: “%(text)s”")
        collector.note(words % {"text": said[:500]})
    if to_plain(_html(node.first("responsetemplate"))):
        collector.note(_("The text that stands in the field beforehand is not kept."))
    if node.word("minwordlimit") not in {"", "0"}:
        collector.note(_("The least number of words is not kept."))
    most = node.word("maxwordlimit")
    number = int(most) if most.isdecimal() and len(most) < 6 else 0
    collector.no_rubric(most=number if 0 < number <= MOST_WORDS else None)
    return QuestionKind.LONG_ANSWER


# Their text is both what is asked and what is answered.
WITH_GAPS: dict[str, Callable[[Collector, Node, str], str]] = {
    "gapselect": read_selects,
    "ddwtos": read_selects,
    "cloze": read_cloze,
}
TYPES: dict[str, Callable[[Collector, Node], str]] = {
    "multichoice": _choices,
    "truefalse": _truth,
    "matching": _pairs,
    "ordering": _steps,
    "shortanswer": _accepted,
    "numerical": _number,
    "essay": _essay,
}
