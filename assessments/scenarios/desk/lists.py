"""Forms of the people of a story, of what it keeps, and of its variants. One card for each; the last is empty."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.text import format_lazy, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.scenarios.choices import VariableKind
from assessments.scenarios.desk.editing import Json, new_key
from assessments.scenarios.desk.inputs import Complaints, Input, options
from assessments.scenarios.desk.subjects import typed, words_of
from assessments.scenarios.presenting.words import MOOD_WORDS

# The words that stand under a name in the room.
MOODS = [(str(mood), format_lazy("{} · {}", mood, word)) for mood, word in enumerate(MOOD_WORDS)]
KEY_HELP = gettext_lazy("Short, for conditions and files; left empty, it is made by itself.")


@dataclass(frozen=True)
class Spec:
    """`kind` as in `Input`, or number (whole), words (comma between them)."""

    name: str
    label: Any
    kind: str = "line"
    help: Any = ""
    pairs: Sequence[tuple[str, Any]] = ()
    default: str = ""


SPECS: dict[str, tuple[Spec, ...]] = {
    "members": (
        Spec("name", gettext_lazy("Name"), help=gettext_lazy("Always made up.")),
        Spec("pronouns", gettext_lazy("Pronouns"), help=gettext_lazy("e.g. she/her")),
        Spec("about", gettext_lazy("In a few words")),
        Spec("place", gettext_lazy("Under the name"), help=gettext_lazy("e.g. camera off")),
        Spec("mood", gettext_lazy("Mood at the start"), "select", pairs=MOODS, default="2"),
        Spec("anonymous", gettext_lazy("Is not known by name to the group"), "check"),
        Spec("key", gettext_lazy("Key"), help=KEY_HELP),
    ),
    "variables": (
        Spec("label", gettext_lazy("What it is"), help=gettext_lazy("e.g. Trust in you")),
        Spec("kind", gettext_lazy("Kind"), "select", pairs=VariableKind.choices, default=VariableKind.NUMBER),
        Spec("start", gettext_lazy("At the start"), help=gettext_lazy("A number, yes or no, or one of the words")),
        Spec("least", gettext_lazy("At least (numbers)"), "number", default="0"),
        Spec("most", gettext_lazy("At most (numbers)"), "number", default="10"),
        Spec("values", gettext_lazy("Words"), "words", help=gettext_lazy("For one of several words: open, shut")),
        Spec("key", gettext_lazy("Key"), help=KEY_HELP),
    ),
    "variants": (
        Spec("label", gettext_lazy("What is different")),
        Spec("weight", gettext_lazy("How often, beside the others"), "number", default="1"),
        Spec("key", gettext_lazy("Key"), help=KEY_HELP),
    ),
}
STEMS = {"members": "m", "variables": "v", "variants": "a"}
HEADINGS = {
    "members": gettext_lazy("People"),
    "variables": gettext_lazy("What the story keeps"),
    "variants": gettext_lazy("Variants"),
}
LEADS = {
    "members": gettext_lazy("Who is in the group, and how they are when it begins."),
    "variables": gettext_lazy("Numbers, yes or no, and words that choices change and conditions ask for."),
    "variants": gettext_lazy("Ways the story may go, one of them drawn for each run. Conditions ask which it is."),
}


@dataclass(frozen=True)
class Card:
    heading: str
    inputs: tuple[Input, ...]
    was: str
    was_name: str
    gone: Input | None
    errors: tuple[str, ...]


@dataclass(frozen=True)
class ListForm:
    part: str
    heading: str
    lead: str
    cards: tuple[Card, ...]
    errors: tuple[str, ...]


def list_from(data: QueryDict, part: str) -> list[Json]:
    """The rows as JSON, each with the key it had as `was`. What is empty or to go is left out."""
    numbers = sorted({int(n) for name in data if name.startswith(f"{part}.") and (n := name.split(".")[1]).isdecimal()})
    rows = [row for number in numbers if (row := _row(data, part, f"{part}.{number}."))]
    taken = [row["key"] for row in rows if row.get("key")]
    for row in rows:
        if not row.get("key"):
            row["key"] = _key(row, taken, part)
            taken.append(row["key"])
    return rows


def _row(data: QueryDict, part: str, prefix: str) -> Json:
    if data.get(f"{prefix}gone"):
        return {}
    given = {spec.name: data.get(f"{prefix}{spec.name}", "").strip() for spec in SPECS[part]}
    if all(not given[spec.name] or given[spec.name] == spec.default for spec in SPECS[part] if spec.name != "start"):
        return {}
    row = {spec.name: value for spec in SPECS[part] if (value := _read(spec, given)) not in ("", [], False)}
    was = data.get(f"{prefix}was", "")
    row |= {"was": was} if was else {}
    return _variable(row, given) if part == "variables" else {"name": "", **row} if part == "members" else row


def _read(spec: Spec, given: dict[str, str]) -> Any:
    words = given[spec.name]
    if spec.kind == "words":
        return [word.strip() for word in words.split(",") if word.strip()]
    if spec.kind == "check":
        return bool(words)
    if words == spec.default:
        return ""
    return _whole(words) if spec.kind == "number" or spec.name == "mood" else words


def _whole(words: str) -> int | str:
    plain = words.removeprefix("-")
    return int(words) if plain.isascii() and plain.isdigit() and len(plain) < 8 else words


def _variable(row: Json, given: dict[str, str]) -> Json:
    """The kind is always said; the start is what the kind takes."""
    kind = given["kind"] or VariableKind.NUMBER
    start = typed({"variables": [{"key": "it", "kind": kind}]}, "it", given["start"])
    if start == "":
        first = row.get("values", [""])[0]
        starts: Json = {VariableKind.NUMBER: row.get("least", 0), VariableKind.FLAG: False}
        start = starts.get(kind, first)
    row |= {"kind": kind, "start": start}
    if kind != VariableKind.NUMBER:
        row = {name: value for name, value in row.items() if name not in {"least", "most"}}
    if kind != VariableKind.CHOICE:
        row.pop("values", None)
    return row


def _key(row: Json, taken: Sequence[str], part: str) -> str:
    key = slugify(row.get("name") or row.get("label") or "")[:40].replace("-", "_").strip("_")
    return key if key and key not in taken else new_key(taken, key or STEMS[part])


def list_form(part: str, rows: Sequence[Json], complaints: Complaints) -> ListForm:
    """`complaints` name a row by its key, as the reader of a graph does."""
    cards = tuple(_card(part, row, number, complaints) for number, row in enumerate([*rows, {}], start=1))
    return ListForm(part, str(HEADINGS[part]), str(LEADS[part]), cards, tuple(complaints.left))


def _card(part: str, row: Json, number: int, complaints: Complaints) -> Card:
    prefix, place = f"{part}.{number}.", f"{part}.{row.get('key') or number}"
    inputs = tuple(_input(spec, row, prefix, complaints.at(f"{place}.{spec.name}")) for spec in SPECS[part])
    return Card(
        heading=row.get("name") or row.get("label") or row.get("key") or _("One more"),
        inputs=inputs,
        was=row.get("was") or row.get("key", ""),
        was_name=f"{prefix}was",
        gone=Input(f"{prefix}gone", _("Take out when saving"), "check") if row else None,
        errors=complaints.at(place),
    )


def _input(spec: Spec, row: Json, prefix: str, errors: tuple[str, ...]) -> Input:
    value = row.get(spec.name, spec.default)
    if isinstance(value, list):
        value = ", ".join(value)
    words = ("on" if value else "") if spec.kind == "check" else words_of(value)
    kind = {"words": "line"}.get(spec.kind, spec.kind)
    return Input(
        f"{prefix}{spec.name}",
        str(spec.label),
        kind,
        words,
        options(spec.pairs, words) if spec.pairs else (),
        help=str(spec.help),
        errors=errors,
    )
