"""GIFT, Moodle's text format, read. Writing is in `gift_writing`. No database.

One function for each form of answers; a new kind is one more entry in `FORMS`.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from assessments.questions.choices import QuestionKind
from assessments.questions.formats.draft import Draft, Limits, Problem, Reading, Unreadable
from assessments.questions.formats.gift_text import Block, blocks, show
from assessments.questions.formats.labels import slug_of
from assessments.questions.formats.parts import Collector, choice_kind, only_best, weighed
from assessments.questions.formats.text import decode, from_plain, html_of, plain_of

TRUTH = re.compile(r"(T|TRUE|F|FALSE)\s*(#.*)?", re.IGNORECASE | re.DOTALL)
ANSWER = re.compile(r"\s*([=~])\s*(?:%(-?\d+(?:[.,]\d+)?)%)?([^#]*)(?:#(.*))?", re.DOTALL)
# A percentage says that it is a short answer in which an arrow happens to stand.
PAIRS = re.compile(r"=(?!\s*%)[^~]*->[^~]*\Z", re.DOTALL)
RANGE = re.compile(r"\s*(\S+?)\s*\.\.\s*(\S+)\s*")
ORDER = re.compile(r">\s*(?:ALL|\d+|RANDOM|EXACT|REL|CONTIGUOUS|VERTICAL|HORIZONTAL|ABSOLUTE\w*|[A-Z_]{3,}|[ \t])*\n?")
MARKDOWN = MarkdownIt("commonmark", {"html": False})


def read_gift(data: bytes, limits: Limits) -> Reading:
    """The questions of a GIFT file. Raises `Unreadable` for a file that can't be read at all."""
    reading = Reading()
    for block in blocks(decode(data)):
        limits.check_count(len(reading.drafts) + 1, block.line)
        name = _name_of(block)
        try:
            draft, problems = _question(block, name)
        except Unreadable as error:
            reading.problems.append(error.problem(name, block.line))
            continue
        reading.drafts.append(draft)
        reading.problems.extend(problems)
    if not reading.drafts and not reading.problems:
        raise Unreadable(_("There is no question in this file."))
    return reading


def _name_of(block: Block) -> str:
    titled = re.match(r"::(.*?)::", block.text, re.DOTALL)
    return block.code or (" ".join(show(titled[1]).split()) if titled else "")


def _question(block: Block, name: str) -> tuple[Draft, list[Problem]]:
    collector = Collector(line=block.line, name=name)
    collector.tags = block.tags
    text = re.sub(r"^::.*?::", "", block.text, count=1, flags=re.DOTALL).strip()
    before, answers, after = _cut(text)
    markup, before = _format_of(before)
    words = f"{before}_____{after}" if after.strip() else before
    answers, _hashes, general = answers.partition("####")
    form = next((read for fits, read in FORMS if fits(answers.strip())), None)
    if form is None:
        raise Unreadable(_("We don't know this form of answers: {%(text)s}") % {"text": show(answers.strip())[:60]})
    kind = form(collector, answers.strip(), markup)
    draft, problems = collector.draft(
        kind, stem=_html(words.strip(), markup), feedback=_html(*_own_format(general, markup))
    )
    return replace(draft, topic=draft.topic or slug_of(block.category)), problems


def _cut(text: str) -> tuple[str, str, str]:
    """(before, inside, after) the braces. Raises `Unreadable`."""
    opened, closed = text.count("{"), text.count("}")
    if not opened and not closed:
        raise Unreadable(_("This has no answers in { }: a description is not a question."))
    if opened > closed or (opened and "}" not in text[text.index("{") :]):
        raise Unreadable(_("The answers begin with { and do not end with }. An empty line ends a question."))
    if closed > opened:
        raise Unreadable(_("There is a } without a {. Write \\} for the character itself."))
    if opened > 1:
        raise Unreadable(
            _("There are several { }. A question has one; write \\{ and \\} for the characters themselves.")
        )
    before, _brace, rest = text.partition("{")
    inside, _brace, after = rest.partition("}")
    return before, inside, after


def _format_of(text: str) -> tuple[str, str]:
    """(html, plain, markdown or moodle, the text without it)."""
    found = re.match(r"\s*\[(html|plain|markdown|moodle)\]", text, re.IGNORECASE)
    return (found[1].lower(), text[found.end() :]) if found else ("moodle", text)


def _own_format(text: str, inherited: str) -> tuple[str, str]:
    """(text, format): a part may say its own."""
    found = re.match(r"\s*\[(html|plain|markdown|moodle)\]", text, re.IGNORECASE)
    return (text[found.end() :], found[1].lower()) if found else (text, inherited)


def _html(text: str, markup: str) -> str:
    shown = show(text).strip()
    if markup == "markdown":
        return MARKDOWN.render(shown)
    if markup == "html":
        return shown
    return from_plain(shown) if markup == "plain" else html_of(shown)


def _answers(text: str) -> list[tuple[bool, float | None, str, str]]:
    """[(marked by =, percent or None, text, feedback)]. Raises `Unreadable`."""
    pieces = re.split(r"(?=[=~])", text)
    if pieces[0].strip():
        raise Unreadable(_("An answer begins with = or ~. Before the first one stands: %(text)s") % {"text": pieces[0]})
    found = []
    for piece in pieces[1:]:
        parts = ANSWER.fullmatch(piece)
        if parts is None or not (parts[3].strip() or parts[4]):
            raise Unreadable(_("One of the answers has no words. Write \\= and \\~ for the characters themselves."))
        percent = float(parts[2].replace(",", ".")) if parts[2] else None
        if percent is not None and not -100 <= percent <= 100:
            raise Unreadable(_("A percentage lies between -100 and 100, not %(n)s.") % {"n": parts[2]})
        found.append((parts[1] == "=", percent, parts[3].strip(), (parts[4] or "").strip()))
    return found


def _truth(collector: Collector, answers: str, markup: str) -> str:
    """Feedback stands behind #: first for whoever is wrong, then for whoever is right."""
    truth = answers.upper().startswith("T")
    wrong, _hash, right = answers.partition("#")[2].partition("#")
    for words, correct in ((_("True"), truth), (_("False"), not truth)):
        feedback = _html(*_own_format(right if correct else wrong, markup))
        collector.option(words, correct=correct, feedback=feedback)
    return QuestionKind.TRUE_FALSE


def _numbers(collector: Collector, answers: str, markup: str) -> str:
    body = answers[1:].strip()
    given = _answers(body) if re.match(r"[=~]", body) else [(True, None, *_with_feedback(body))]
    whole = [one for one in given if one[1] in (None, 100)]
    if not whole:
        raise Unreadable(_("None of the numbers counts as wholly right."))
    if len(given) > 1:
        collector.note(_("Only the first wholly right number is kept."))
    if any(one[3] for one in given):
        collector.note(_("Feedback to single answers is not kept for this kind of question."))
    text = show(whole[0][2]).strip()
    unit = next((tag.partition(":")[2] for tag in collector.tags if tag.startswith("unit:")), "")
    limits = RANGE.fullmatch(text)
    if limits:
        collector.span(limits[1], limits[2], unit)
    else:
        value, _colon, tolerance = whole[0][2].partition(":")
        collector.number(show(value).strip(), show(tolerance).strip(), unit)
    return QuestionKind.NUMBER


def _with_feedback(text: str) -> tuple[str, str]:
    value, _hash, feedback = text.partition("#")
    return value.strip(), feedback.strip()


def _steps(collector: Collector, answers: str, markup: str) -> str:
    """`{> ALL` and one step a line, as Moodle's ordering questions have it."""
    head = ORDER.match(answers)
    for line in (answers[head.end() :] if head else "").split("\n"):
        if line.strip():
            collector.step(_html(*_own_format(line, markup)))
    return QuestionKind.ORDERING


def _pairs(collector: Collector, answers: str, markup: str) -> str:
    for _marked, _percent, text, feedback in _answers(answers):
        first, arrow, second = text.partition("->")
        if not arrow:
            raise Unreadable(_("In a matching question every answer reads =one -> other."))
        collector.pair(_html(*_own_format(first, markup)), plain_of(show(second)))
        if feedback:
            collector.note(_("Feedback to single answers is not kept for this kind of question."))
    return QuestionKind.MATCHING


def _accepted(collector: Collector, answers: str, markup: str) -> str:
    for _marked, percent, text, feedback in _answers(answers):
        if feedback:
            collector.note(_("Feedback to single answers is not kept for this kind of question."))
        if percent in (None, 100):
            collector.accepted(show(text))
        else:
            words = _("“%(text)s” earns %(n)s%% there and is left out: here an answer is right or not.")
            collector.note(words % {"text": show(text), "n": f"{percent:g}"})
    return QuestionKind.SHORT_ANSWER


def _choices(collector: Collector, answers: str, markup: str) -> str:
    given = _answers(answers)
    marked = [one for one in given if one[0]]
    weighted = not marked and any((percent or 0) > 0 for _marked, percent, _text, _feedback in given)
    rights = [(percent or 0) > 0 if weighted else is_marked for is_marked, percent, _text, _feedback in given]
    for (_marked, _percent, text, feedback), right in zip(given, rights, strict=True):
        collector.option(
            _html(*_own_format(text, markup)), correct=right, feedback=_html(*_own_format(feedback, markup))
        )
    percents = [percent or 0 for _marked, percent, _text, _feedback in given]
    if weighted:
        weighed(collector, zip(percents, rights, strict=True))
    else:
        only_best(collector, percents)
    return choice_kind(sum(rights), single=not weighted)


def _essay(collector: Collector, answers: str, markup: str) -> str:
    collector.no_rubric()
    return QuestionKind.LONG_ANSWER


Form = Callable[[Collector, str, str], str]
# The first that fits reads the answers and says of which kind the question is.
FORMS: list[tuple[Callable[[str], object], Form]] = [
    (lambda answers: not answers, _essay),
    (TRUTH.fullmatch, _truth),
    (lambda answers: answers.startswith("#"), _numbers),
    (lambda answers: answers.startswith(">"), _steps),
    (PAIRS.match, _pairs),
    (lambda answers: answers.startswith("=") and "~" not in answers, _accepted),
    (lambda answers: answers[0] in "=~", _choices),
]
