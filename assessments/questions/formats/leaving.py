"""What a file can't hold of a question, and other things that writers share. No database."""

from django.utils.translation import gettext as _

from assessments.questions.choices import QuestionKind
from assessments.questions.formats.draft import Draft, Problem


def left_out(draft: Draft, form: str) -> Problem:
    """A question of a kind that a format does not know."""
    kind = QuestionKind(draft.kind).label if draft.kind in QuestionKind.values else draft.kind
    words = _("Left out: %(format)s has no form for the kind “%(kind)s”.") % {"format": form, "kind": kind}
    return Problem(0, words, draft.name)


def without_feedback(draft: Draft) -> list[Problem]:
    """Told where answers have feedback and the format has no place for it."""
    words = _("The feedback to single answers is not in the file: it has no place for it.")
    return [Problem(0, words, draft.name, stops=False)] if any(one.get("feedback") for one in draft.options) else []


def share(parts: int) -> str:
    """A hundred shared among so many, in percent, as Moodle writes it.

    >>> share(4), share(3)
    ('25', '33.33333')
    """
    return f"{100 / parts:.5f}".rstrip("0").rstrip(".") if parts else "0"
