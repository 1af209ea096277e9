"""At which field of a form something is said."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy

from assessments.scenarios.desk.inputs import Complaints, Condition, Input, Rows
from assessments.scenarios.desk.moment import ChoiceForm, MomentForm
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
FIELDS: dict[str, str] = {}


def field_of(finding: Any) -> str:
    """The name of the field that a finding is about."""
    name = FIELDS.get(finding.code, "")
    if finding.choice:
        return f"choices.{finding.choice}.{name or 'text'}"
    return name


def every_input(form: MomentForm) -> Iterator[Input]:
    yield from form.head
    yield form.text
    yield from form.more
    for rows in form.rows:
        yield from _in_rows(rows)
    if form.repairs:
        yield form.repairs
    for choice in form.choices:
        yield from _in_choice(choice)


def _in_choice(choice: ChoiceForm) -> Iterator[Input]:
    yield from (choice.text, choice.tag_input, *choice.feedback, *choice.marks)
    for rows in (choice.routes, choice.behaviours, choice.effects):
        yield from _in_rows(rows)
    if choice.repairs:
        yield choice.repairs
    yield from _in_condition(choice.when)


def _in_rows(rows: Rows) -> Iterator[Input]:
    for row in rows.rows:
        yield from row.inputs
        if row.when:
            yield from _in_condition(row.when)


def _in_condition(when: Condition) -> Iterator[Input]:
    for clause in when.rows:
        yield from clause
