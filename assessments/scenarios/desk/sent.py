"""One moment as its form at the desk sends it. Names of fields are where a problem is, as `reading` says it:
"text", "routes.1.to", "choices.a.routes.2.when.clauses.1.value". Empty rows are left out. Total: nothing here raises.
"""

from collections.abc import Iterable

from django.http import QueryDict

from assessments.scenarios.desk.editing import Json, find, is_key
from assessments.scenarios.desk.parts import PARTS
from assessments.scenarios.desk.subjects import typed

CHOICE_PARTS = (
    "text",
    "tag",
    "happened",
    "why",
    "next_line",
    "behaviours",
    "effects",
    "routes",
    "when",
    "repairs",
    "reference",
    "spoken",
)


class NodeData:
    """Reads one form; `graph` says of which kind a subject is."""

    def __init__(self, data: QueryDict, graph: Json) -> None:
        self.data, self.graph = data, graph
        self.readers = {
            "tellings": self.tellings,
            "effects": self.effects,
            "repairs": self.several,
            "behaviours": self.several,
            "routes": self.routes,
            "when": self.condition,
            "choices": self.choices,
            "look_for": self.lines,
            "star": self.flag,
            "reference": self.flag,
            "seconds": self.number,
        }

    def node(self, key: str) -> Json:
        kind = self.text("kind")
        node = {"key": key, "kind": kind} | self.given("", ("title", "text", *PARTS.get(kind, ())))
        self.link_to_the_rest(node, key)
        return node

    def given(self, prefix: str, names: Iterable[str]) -> Json:
        """Fields that are not empty, which is their default."""
        read = {name: self.readers.get(name, self.text)(f"{prefix}{name}") for name in names if name != "spoken"}
        return {name: value for name, value in read.items() if value}

    def text(self, name: str) -> str:
        return self.data.get(name, "").replace("\r\n", "\n").strip()

    def flag(self, name: str) -> bool:
        return bool(self.data.get(name))

    def number(self, name: str) -> int | str:
        words = self.text(name)
        return int(words) if words.isascii() and words.isdigit() and len(words) < 9 else words

    def several(self, name: str) -> list[str]:
        return list(dict.fromkeys(one.strip() for one in self.data.getlist(name) if one.strip()))

    def lines(self, name: str) -> list[str]:
        return [line.strip() for line in self.text(name).split("\n") if line.strip()]

    def names(self, prefix: str) -> list[str]:
        """What comes next behind "prefix." in the names of fields, each once."""
        start = f"{prefix}."
        return list(dict.fromkeys(name[len(start) :].partition(".")[0] for name in self.data if name.startswith(start)))

    def rows(self, prefix: str) -> list[str]:
        numbers = sorted({int(name) for name in self.names(prefix) if name.isascii() and name.isdigit()})
        return [f"{prefix}.{number}." for number in numbers]

    def routes(self, name: str) -> list[Json]:
        rows = [self.with_condition({"to": self.text(f"{row}to")}, row) for row in self.rows(name)]
        return [row for row in rows if row["to"]]

    def tellings(self, name: str) -> list[Json]:
        rows = [self.with_condition({"text": self.text(f"{row}text")}, row) for row in self.rows(name)]
        return [row for row in rows if row["text"] or "when" in row]

    def with_condition(self, row: Json, prefix: str) -> Json:
        when = self.condition(f"{prefix}when")
        return row | ({"when": when} if when else {})

    def condition(self, name: str) -> Json | None:
        clauses = [
            {
                "subject": subject,
                "test": self.text(f"{row}test"),
                "value": typed(self.graph, subject, self.text(f"{row}value")),
            }
            for row in self.rows(f"{name}.clauses")
            if (subject := self.text(f"{row}subject"))
        ]
        if not clauses:
            return None
        return {"clauses": clauses} | ({"joined": "any"} if self.text(f"{name}.joined") == "any" else {})

    def effects(self, name: str) -> list[Json]:
        return [
            {
                "subject": subject,
                "operation": self.text(f"{row}operation"),
                "value": typed(self.graph, subject, self.text(f"{row}value")),
            }
            for row in self.rows(name)
            if (subject := self.text(f"{row}subject"))
        ]

    def choices(self, name: str) -> list[Json]:
        found = []
        for key in self.names(name):
            prefix = f"{name}.{key}."
            choice: Json = {"key": key} | self.given(prefix, CHOICE_PARTS)
            if self.text(f"{prefix}spoken") == "no":
                choice["spoken"] = False
            # A card that was only laid out, not written on, is none.
            if is_key(key) and choice.keys() - {"key", "tag"} and not self.flag(f"{prefix}gone"):
                found.append({"text": "", "tag": "", **choice})
        return found

    def link_to_the_rest(self, node: Json, key: str) -> None:
        """A form that was opened as another kind has no fields for what this one leads to: it goes on as before."""
        before = find(self.graph, "nodes", key) or {}
        if self.data.get("was_kind") != node["kind"] and "routes" in PARTS.get(node["kind"], ()):
            routes = before.get("routes") or [
                {"to": route["to"]}
                for choice in before.get("choices", ())[:1]
                for route in choice.get("routes", ())[:1]
            ]
            if routes and "routes" not in node:
                node["routes"] = routes


def node_from(data: QueryDict, key: str, graph: Json) -> Json:
    return NodeData(data, graph).node(key)
