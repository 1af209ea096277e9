"""Questions written as Moodle XML. A kind that is not in `WRITERS` is left out and told. No database."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from assessments.questions.choices import QuestionKind
from assessments.questions.formats.draft import Draft, Problem, Writing
from assessments.questions.formats.labels import tags_of
from assessments.questions.formats.leaving import share, told_beside, unwritable, without_feedback
from assessments.questions.formats.moodle_gaps import MOST_GROUPS, gap_choices, groups_of, with_gaps
from assessments.questions.formats.text import as_plain, to_plain
from assessments.questions.formats.xml_tree import document, element, words

Written = tuple[str, str, list[str]]


def write_moodle_xml(drafts: Sequence[Draft]) -> Writing:
    """A Moodle XML file with these questions."""
    parts: list[str] = []
    problems: list[Problem] = []
    for draft in drafts:
        stop = unwritable(draft, WRITERS, "Moodle XML") or _too_many(draft)
        if stop:
            problems.append(stop)
            continue
        problems += [*(without_feedback(draft) if draft.kind in SILENT else []), *told_beside(draft)]
        parts.append(_question(draft, *WRITERS[draft.kind](draft)))
    body = "\n".join(parts)
    return Writing(document(f"<quiz>\n{body}\n</quiz>"), problems)


def _too_many(draft: Draft) -> Problem | None:
    """Moodle knows so many groups of choices and no more."""
    if draft.kind != QuestionKind.GAPS or len({gap_choices(one) for one in draft.options}) <= MOST_GROUPS:
        return None
    words = _("Left out: Moodle takes at most %(n)s gaps with choices of their own.")
    return Problem(0, words % {"n": MOST_GROUPS}, draft.name)


def _question(draft: Draft, sort: str, answers: str, more: list[str]) -> str:
    tags = "".join(element("tag", _text(words(tag))) for tag in tags_of(draft, *more))
    return element(
        "question",
        element("name", _text(words(draft.name))),
        _rich("questiontext", with_gaps(draft) if draft.kind == QuestionKind.GAPS else draft.stem),
        _rich("generalfeedback", draft.feedback),
        element("defaultgrade", "1"),
        element("idnumber", words(draft.name)),
        answers,
        element("tags", tags) if tags else "",
        type=sort,
    ).replace("><", ">\n<")


def _text(inside: str) -> str:
    return element("text", inside)


def _rich(name: str, html: str, *inside: str, **attrs: object) -> str:
    """An element with HTML as its text, and what else stands in it."""
    return element(name, _text(words(html)), *inside, format="html", **attrs)


def _answer(one: dict, percent: str) -> str:
    return _rich("answer", one["text"], _rich("feedback", one.get("feedback", "")), fraction=percent)


def _best(draft: Draft) -> Written:
    answers = "".join(_answer(one, "100" if one["correct"] else "0") for one in draft.options)
    return "multichoice", element("single", "true") + answers, []


def _several(draft: Draft) -> Written:
    rights = sum(one["correct"] for one in draft.options)
    percents = (share(rights), f"-{share(len(draft.options) - rights)}")
    answers = "".join(_answer(one, percents[not one["correct"]]) for one in draft.options)
    return "multichoice", element("single", "false") + answers, []


def _truth(draft: Draft) -> Written:
    first, second = draft.options
    if (to_plain(first["text"]), to_plain(second["text"])) != (_("True"), _("False")):
        return *_best(draft)[:2], [f"kind:{draft.kind}"]
    answers = [
        element("answer", _text(name), _rich("feedback", one["feedback"]), fraction="100" if one["correct"] else "0")
        for name, one in (("true", first), ("false", second))
    ]
    return "truefalse", "".join(answers), []


def _pairs(draft: Draft) -> Written:
    pairs = [
        _rich("subquestion", one["text"], element("answer", _text(words(as_plain(one["match"])))))
        for one in draft.options
    ]
    return "matching", element("shuffleanswers", "true") + "".join(pairs), []


def _steps(draft: Draft) -> Written:
    return "ordering", "".join(_answer(one, str(place)) for place, one in enumerate(draft.options, start=1)), []


def _accepted(draft: Draft) -> Written:
    answers = [element("answer", _text(words(one["text"])), fraction="100") for one in draft.options]
    return "shortanswer", element("usecase", "0") + "".join(answers), []


def _number(draft: Draft) -> Written:
    one = draft.options[0]
    answer = element("answer", _text(one["value"]), element("tolerance", one["tolerance"]), fraction="100")
    unit = element("unit", element("multiplier", "1"), element("unit_name", words(one["unit"])))
    return "numerical", answer + (element("units", unit) if one["unit"] else ""), []


def _gaps(draft: Draft) -> Written:
    options = [
        element("selectoption", _text(words(as_plain(text))), element("group", str(group)))
        for group, texts in enumerate(groups_of(draft), start=1)
        for text in texts
    ]
    return "gapselect", element("shuffleanswers", "1") + "".join(options), []


# Their answers have no place for feedback in Moodle.
SILENT = {QuestionKind.MATCHING, QuestionKind.GAPS}
WRITERS: dict[str, Callable[[Draft], Written]] = {
    QuestionKind.ONE_BEST: _best,
    QuestionKind.SEVERAL_RIGHT: _several,
    QuestionKind.TRUE_FALSE: _truth,
    QuestionKind.MATCHING: _pairs,
    QuestionKind.ORDERING: _steps,
    QuestionKind.SHORT_ANSWER: _accepted,
    QuestionKind.NUMBER: _number,
    QuestionKind.GAPS: _gaps,
}
