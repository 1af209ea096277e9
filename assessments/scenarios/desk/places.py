"""At which field of a form something is said."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy

from assessments.scenarios.desk.inputs import Complaints
from assessments.scenarios.errors import Problem


def complaints_from(problems: Iterable[Problem], findings: Iterable[Any], node: str) -> Complaints:
    """Problems stand where the reader found them; findings of the lint at their choice, or above the moment's form."""
    complaints = Complaints()
    for problem in problems:
        where = problem.where
        for lead in (f"nodes.{node}.", f"changes.{node}."):
            where = where.removeprefix(lead)
        complaints.add(where, str(WORDS.get(where.rpartition(".")[2]) or problem.message))
    for one in findings:
        if one.node == node and one.level == "error":
            complaints.add(field_of(one), str(one.message))
    return complaints


# What the reader of a graph would say in its own words.
WORDS = {"tag": gettext_lazy("Say whether it helps, works partly or harms.")}
# Findings that have a field of their own; all others stand at their choice or moment.
FIELDS = {
    "harm_without_why": "why",
    "harm_without_repair": "routes",
    "star_without_repair": "routes",
    "star_without_prompt": "routes",
    "dead_end": "routes",
    "lost_route": "routes",
    "route_unfinished": "routes",
    "conditional_end": "routes",
    "text_missing": "text",
    "no_question": "text",
    "no_model": "model",
    "member_missing": "member",
    "ending_without_quality": "quality",
    "unknown_behaviour": "behaviours",
    "other_kind": "behaviours",
    "wrong_effect": "effects",
    "unknown_repair": "repairs",
    "clock_leads_nowhere": "seconds",
    "harm_in_check": "tag",
}


def field_of(finding: Any) -> str:
    """The name of the field that a finding is about."""
    name = FIELDS.get(finding.code, "")
    if finding.choice:
        return f"choices.{finding.choice}.{name or 'text'}"
    return name


def by_id(complaints: Complaints) -> dict[str, list[str]]:
    """What is said, by the id of the field or set of rows it stands at; by "" what no field has taken."""
    found = {
        f"f-{place.replace('.', '-')}": said for place, said in complaints.by_place.items() if place in complaints.taken
    }
    return {**found, "": complaints.left}
