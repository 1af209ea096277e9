"""Questions written as GIFT. One function a kind; a kind that is not in `WRITERS` is left out and told. No database."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from assessments.questions.choices import QuestionKind
from assessments.questions.formats.draft import Draft, Problem, Writing
from assessments.questions.formats.gift_text import escape_gift
from assessments.questions.formats.labels import tags_of
from assessments.questions.formats.leaving import share, told_beside, unwritable, without_feedback
from assessments.questions.formats.text import as_plain, to_plain


def write_gift(drafts: Sequence[Draft]) -> Writing:
    """A GIFT file with these questions."""
    parts: list[str] = []
    problems: list[Problem] = []
    for draft in drafts:
        stop = unwritable(draft, WRITERS, "GIFT")
        if stop:
            problems.append(stop)
            continue
        answers, more = WRITERS[draft.kind](draft)
        problems += [*(without_feedback(draft) if draft.kind in SILENT else []), *told_beside(draft)]
        parts.append(_written(draft, answers, more))
    return Writing("\n".join(parts).encode(), problems)


def _written(draft: Draft, answers: str, more: list[str]) -> str:
    tags = "".join(f" [tag:{tag.replace(']', chr(92) + ']')}]" for tag in tags_of(draft, *more))
    feedback = f"\n\t####{escape_gift(draft.feedback)}" if draft.feedback else ""
    head = f"// [id:{draft.name}]{tags}\n::{escape_gift(draft.name)}::[html]{escape_gift(draft.stem)}"
    return f"{head}{{{answers}{feedback}\n}}\n"


def _feedback(html: str) -> str:
    return f"#{escape_gift(html)}" if html else ""


def _truth(draft: Draft) -> tuple[str, list[str]]:
    first, second = draft.options
    if (to_plain(first["text"]), to_plain(second["text"])) != (_("True"), _("False")):
        return _best(draft)[0], [f"kind:{draft.kind}"]
    right, wrong = (first, second) if first["correct"] else (second, first)
    letter = "T" if first["correct"] else "F"
    tail = f"#{escape_gift(wrong['feedback'])}#{escape_gift(right['feedback'])}"
    return f"{letter}{tail if tail != '##' else ''}", []


def _best(draft: Draft) -> tuple[str, list[str]]:
    lines = [
        f"\n\t{'=' if one['correct'] else '~'}{escape_gift(one['text'])}{_feedback(one['feedback'])}"
        for one in draft.options
    ]
    return "".join(lines), []


def _several(draft: Draft) -> tuple[str, list[str]]:
    rights = sum(one["correct"] for one in draft.options)
    lines = []
    for one in draft.options:
        percent = share(rights) if one["correct"] else f"-{share(len(draft.options) - rights)}"
        lines.append(f"\n\t~%{percent}%{escape_gift(one['text'])}{_feedback(one['feedback'])}")
    return "".join(lines), []


def _pairs(draft: Draft) -> tuple[str, list[str]]:
    lines = [f"\n\t={escape_gift(one['text'])} -> {escape_gift(as_plain(one['match']))}" for one in draft.options]
    return "".join(lines), []


def _steps(draft: Draft) -> tuple[str, list[str]]:
    return ">ALL" + "".join(f"\n\t{escape_gift(one['text'])}" for one in draft.options), []


def _accepted(draft: Draft) -> tuple[str, list[str]]:
    return "".join(f"\n\t=%100%{escape_gift(one['text'])}" for one in draft.options), []


def _number(draft: Draft) -> tuple[str, list[str]]:
    one = draft.options[0]
    return f"#{one['value']}:{one['tolerance']}", [f"unit:{one['unit']}"] if one["unit"] else []


# Their answers have no place for feedback in GIFT.
SILENT = {QuestionKind.MATCHING, QuestionKind.ORDERING}
WRITERS: dict[str, Callable[[Draft], tuple[str, list[str]]]] = {
    QuestionKind.ONE_BEST: _best,
    QuestionKind.SEVERAL_RIGHT: _several,
    QuestionKind.TRUE_FALSE: _truth,
    QuestionKind.MATCHING: _pairs,
    QuestionKind.ORDERING: _steps,
    QuestionKind.SHORT_ANSWER: _accepted,
    QuestionKind.NUMBER: _number,
}
