"""The dry run of an import as plain values for its page."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.scenarios.formats.checking import Found
from assessments.scenarios.services.importing import CHANGED, NEW, SAME, STOPPED, Plan


@dataclass(frozen=True)
class Report:
    """What the page says. `errors` and `hints` are the lint's: a draft may have them."""

    title: str
    code: str
    outcome: str
    sums: list[str]
    problems: list[Found]
    notes: list[Found]
    errors: list[Found]
    hints: list[Found]
    possible: bool


def dry_run(plan: Plan) -> Report:
    """The plan in words."""
    errors = [one for one in plan.findings if one.stops]
    hints = [one for one in plan.findings if not one.stops]
    return Report(
        title=plan.settings.get("title", ""),
        code=plan.code,
        outcome=_outcome(plan),
        sums=_sums(plan),
        problems=sorted(plan.problems),
        notes=plan.notes,
        errors=errors,
        hints=hints,
        possible=plan.state in {NEW, CHANGED},
    )


def _outcome(plan: Plan) -> str:
    there = plan.scenario.title if plan.scenario else ""
    words = {
        NEW: _("It would become a new scenario, as a draft."),
        CHANGED: _("It would become the draft of “%(title)s”, which has this code. What is published stays as it is."),
        SAME: _("“%(title)s” says all this already. There is nothing to bring in."),
        STOPPED: _("It can’t be brought in. Mend the file and choose it again."),
    }
    return words[plan.state] % {"title": there}


def _sums(plan: Plan) -> list[str]:
    if plan.story is None:
        return []
    nodes = plan.story.graph["nodes"]
    choices = sum(len(node.get("choices", [])) for node in nodes)
    said = [
        (len(nodes), ngettext("%(n)s moment", "%(n)s moments", len(nodes))),
        (choices, ngettext("%(n)s choice", "%(n)s choices", choices)),
    ]
    return [words % {"n": n} for n, words in said]
