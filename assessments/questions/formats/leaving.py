"""What a file can't hold of a question, and other things that writers share. No database."""

from collections.abc import Container

from django.utils.translation import gettext as _

from assessments.questions.choices import QuestionKind
from assessments.questions.formats.draft import Draft, Problem


def left_out(draft: Draft, form: str) -> Problem:
    """A question of a kind that a format does not know."""
    kind = QuestionKind(draft.kind).label if draft.kind in QuestionKind.values else draft.kind
    words = _("Left out: %(format)s has no form for the kind “%(kind)s”.") % {"format": form, "kind": kind}
    return Problem(0, words, draft.name)


def unwritable(draft: Draft, known: Container[str], form: str) -> Problem | None:
    """Why a question can't be in the file at all; None for one that can."""
    if draft.kind not in known:
        return left_out(draft, form)
    if not draft.options:
        return Problem(0, _("Left out: it has no answers yet."), draft.name)
    # The second half of a pair may stand alone.
    wordless = any(one.get("text") == "" and not one.get("match") and "criteria" not in one for one in draft.options)
    if wordless:
        return Problem(0, _("Left out: one of its answers is without words."), draft.name)
    return None


def without_feedback(draft: Draft) -> list[Problem]:
    """Told where answers have feedback and the format has no place for it."""
    words = _("The feedback to single answers is not in the file: it has no place for it.")
    return [Problem(0, words, draft.name, stops=False)] if any(one.get("feedback") for one in draft.options) else []


def told_beside(draft: Draft) -> list[Problem]:
    """What a question has beside it that a file does not hold: pictures, a vignette …"""
    words = _("Not in the file: %(things)s.") % {"things": ", ".join(draft.beside)}
    return [Problem(0, words, draft.name, stops=False)] if draft.beside else []


def told_ties(draft: Draft) -> list[Problem]:
    """Told where several orders are right and the format knows one."""
    ratings = [one["rating"] for one in draft.options]
    words = _("Answers with the same rating may change places here; other programs take one order for right.")
    return [Problem(0, words, draft.name, stops=False)] if len(set(ratings)) < len(ratings) else []


def share(parts: int) -> str:
    """A hundred shared among so many, in percent, as Moodle writes it.

    >>> share(4), share(3)
    ('25', '33.33333')
    """
    return f"{100 / parts:.5f}".rstrip("0").rstrip(".") if parts else "0"
