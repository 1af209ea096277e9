"""How the fields of a moment's form are made: texts, picks, conditions, and rows of these."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from assessments.scenarios.choices import NodeKind, Operation, Test
from assessments.scenarios.desk.editing import NEW, Json, harmful_choices, keys_of
from assessments.scenarios.desk.inputs import Complaints, Condition, Input, Row, Rows, grouped, options
from assessments.scenarios.desk.naming import clip
from assessments.scenarios.desk.subjects import askable, changeable, words_of
from assessments.scenarios.graph import VISITED_PREFIX

# More moments than this are not listed in each field, but offered while one writes.
MOST_LISTED = 60
NODES_LIST, SUBJECTS_LIST, VALUES_LIST, BEHAVIOURS_LIST = "list-nodes", "list-subjects", "list-values", "list-codes"


class FieldMaker:
    """`behaviours`: code → (kind, text); `complaints` by the names of fields; `titles` of the moments, in order."""

    def __init__(
        self, graph: Json, behaviours: dict[str, tuple[str, str]], complaints: Complaints, titles: Sequence[str]
    ) -> None:
        self.graph, self.behaviours, self.complaints, self.titles = graph, behaviours, complaints, titles

    @cached_property
    def listed(self) -> bool:
        return len(self.graph.get("nodes", ())) <= MOST_LISTED

    @cached_property
    def moments(self) -> list[tuple[str, str]]:
        nodes = self.graph.get("nodes", ())
        return [(node["key"], f"{node['key']} · {title}") for node, title in zip(nodes, self.titles, strict=True)]

    @cached_property
    def targets(self) -> list[tuple[str, str]]:
        return [
            *self.moments,
            *((f"{NEW}{kind}", _("New: %(kind)s") % {"kind": label}) for kind, label in NodeKind.choices),
        ]

    @cached_property
    def changeable(self) -> list[tuple[str, str]]:
        return list(changeable(self.graph))

    @cached_property
    def subjects(self) -> list[tuple[str, str]]:
        words = _("Came through %(node)s")
        seen = [(f"{VISITED_PREFIX}{key}", words % {"node": key}) for key in keys_of(self.graph)]
        return [*askable(self.graph), *seen]

    @cached_property
    def harms(self) -> dict[str, str]:
        return {key: clip(f"{key} · {text}", 90) for key, text in harmful_choices(self.graph)}

    # --- single fields

    def line(self, name: str, label: str, data: Json, *, kind: str = "line", help_text: str = "") -> Input:
        value = data.get(name.rpartition(".")[2], "")
        return Input(name, label, kind, words_of(value), help=help_text, errors=self.complaints.at(name))

    def area(self, name: str, label: str, data: Json, *, rows: int = 2, help_text: str = "") -> Input:
        value = data.get(name.rpartition(".")[2], "")
        return Input(name, label, "area", value, rows=rows, help=help_text, errors=self.complaints.at(name))

    def check(self, name: str, label: str, data: Json, *, help_text: str = "") -> Input:
        chosen = "on" if data.get(name.rpartition(".")[2]) else ""
        return Input(name, label, "check", chosen, help=help_text, errors=self.complaints.at(name))

    def select(
        self, name: str, label: str, data: Json, pairs: Any, *, blank: str | None = None, help_text: str = ""
    ) -> Input:
        chosen = str(data.get(name.rpartition(".")[2], ""))
        found = options(pairs, chosen, blank=blank)
        return Input(name, label, "select", chosen, found, help=help_text, errors=self.complaints.at(name))

    def target(self, name: str, label: str, value: str) -> Input:
        errors = self.complaints.at(name)
        if self.listed:
            return Input(name, label, "select", value, options(self.targets, value, blank="—"), errors=errors)
        return Input(name, label, "pick", value, list_id=NODES_LIST, errors=errors)

    def repairs(self, prefix: str, data: Json) -> Input | None:
        name, chosen = f"{prefix}repairs", data.get("repairs", ())
        if not self.harms and not chosen:
            return None
        errors = self.complaints.at(name)
        return Input(name, _("Makes good what was harmful"), "several", "", grouped(self.harms, chosen), errors=errors)

    # --- rows

    def routes(self, name: str, data: Json) -> Rows:
        rows = [
            Row((self.target(f"{place}.to", _("Goes on to"), one.get("to", "")),), self.when(place, one), not one)
            for place, one in self.places(name, data.get("routes", ()))
        ]
        help_text = _("The first whose condition holds is taken; the last one has no condition.")
        return self.rows(name, _("Where it goes on"), _("One more way"), rows, help_text)

    def tellings(self, node: Json) -> Rows:
        rows = [
            Row((self.area(f"{place}.text", _("Other words"), one),), self.when(place, one), not one)
            for place, one in self.places("tellings", node.get("tellings", ()))
        ]
        help_text = _("Instead of the text above, while their condition holds.")
        return self.rows("tellings", _("Other words on a condition"), _("More words"), rows, help_text)

    def effects(self, name: str, data: Json) -> Rows:
        rows = []
        for place, one in self.places(name, data.get("effects", ())):
            inputs = (
                self.select(f"{place}.subject", _("What changes"), one, self.changeable, blank="—"),
                self.select(f"{place}.operation", _("How"), one, Operation.choices),
                self.value(f"{place}.value", one),
            )
            rows.append(Row(inputs, None, not one, self.complaints.at(place)))
        return self.rows(name, _("What it changes"), _("One more change"), rows)

    def behaviour_rows(self, name: str, data: Json) -> Rows:
        codes = [*data.get("behaviours", ()), ""]
        rows = []
        for number, code in enumerate(codes, start=1):
            words = self.behaviours.get(code, ("", ""))[1]
            errors = self.complaints.at(f"{name}.{number}")
            field = Input(name, _("Behaviour"), "pick", code, list_id=BEHAVIOURS_LIST, help=words, errors=errors)
            rows.append(Row((_numbered(field, number),), None, not code))
        help_text = _("Write a few letters, and pick it from the framework.")
        return self.rows(name, _("Behaviours"), _("One more behaviour"), rows, help_text)

    def rows(self, name: str, legend: str, add: str, rows: list[Row], help_text: str = "") -> Rows:
        return Rows(name, legend, add, tuple(rows), help_text, self.complaints.at(name))

    def places(self, name: str, items: Sequence[Json]) -> list[tuple[str, Json]]:
        return [(f"{name}.{number}", one) for number, one in enumerate([*items, {}], start=1)]

    # --- conditions

    def when(self, prefix: str, data: Json) -> Condition:
        name = f"{prefix}.when" if prefix else "when"
        condition = data.get("when") or {}
        clauses = condition.get("clauses", ())
        joined = self.select(
            f"{name}.joined", _("Holds when"), condition, [("all", _("all of these hold")), ("any", _("one holds"))]
        )
        rows = tuple(self.clause(place, one) for place, one in self.places(f"{name}.clauses", clauses))
        errors = (*self.complaints.at(name), *self.complaints.at(f"{name}.clauses"))
        return Condition(joined, rows, self.in_words(condition), bool(clauses), errors)

    def clause(self, place: str, one: Json) -> tuple[Input, ...]:
        subject = one.get("subject", "")
        field = self.select(f"{place}.subject", _("Only when"), one, self.subjects, blank="—") if self.listed else None
        return (
            field or Input(f"{place}.subject", _("Only when"), "pick", subject, list_id=SUBJECTS_LIST),
            self.select(f"{place}.test", _("Test"), one, Test.choices),
            self.value(f"{place}.value", one),
        )

    def value(self, name: str, one: Json) -> Input:
        words = words_of(one.get("value", ""))
        return Input(name, _("Value"), "pick", words, list_id=VALUES_LIST, errors=self.complaints.at(name))

    def in_words(self, condition: Json) -> str:
        labels, tests = dict(self.subjects), dict(Test.choices)
        joiner = _(" or ") if condition.get("joined") == "any" else _(" and ")
        return joiner.join(
            " ".join(
                [
                    labels.get(one.get("subject", ""), str(one.get("subject", ""))),
                    str(tests.get(one.get("test", ""), "")),
                    words_of(one.get("value")),
                ]
            )
            for one in condition.get("clauses", ())
        )


def _numbered(field: Input, number: int) -> Input:
    """Several fields of one name: each still has an id of its own."""
    return NumberedInput(**{**field.__dict__, "number": number})


@dataclass(frozen=True)
class NumberedInput(Input):
    number: int = 0

    @property
    def id(self) -> str:
        return f"{super().id}-{self.number}"
