"""The form of one moment, from its JSON as it is stored or as it was just sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.scenarios.choices import NodeKind, Quality, Tag
from assessments.scenarios.desk.editing import Json, new_choice_key
from assessments.scenarios.desk.fields import BEHAVIOURS_LIST, NODES_LIST, SUBJECTS_LIST, VALUES_LIST, FieldMaker
from assessments.scenarios.desk.inputs import Condition, Input, Rows, grouped, options
from assessments.scenarios.desk.markup import Option
from assessments.scenarios.desk.parts import PARTS
from assessments.scenarios.desk.subjects import value_words

# The three cards of a choice that nobody has written yet.
FIRST_TAGS = (Tag.HELPFUL, Tag.NEUTRAL, Tag.HARMFUL)

ASKED = gettext_lazy("What is asked")
TEXT_LABELS = {
    NodeKind.NARRATION: gettext_lazy("What happens"),
    NodeKind.SAY: gettext_lazy("What they say"),
    NodeKind.CHAT: gettext_lazy("What they write"),
    NodeKind.CHOICE: ASKED,
    NodeKind.CHECK: ASKED,
    NodeKind.LINE: ASKED,
    NodeKind.REFLECTION: gettext_lazy("What to think about"),
    NodeKind.ENDING: gettext_lazy("How it ends"),
}


@dataclass(frozen=True)
class ChoiceForm:
    """One card: what one may say or do."""

    key: str
    heading: str
    tag: str
    is_blank: bool
    text: Input
    tag_input: Input
    feedback: tuple[Input, ...]
    routes: Rows
    behaviours: Rows
    effects: Rows
    repairs: Input | None
    when: Condition
    marks: tuple[Input, ...]
    gone: Input | None
    errors: tuple[str, ...]


@dataclass(frozen=True)
class MomentForm:
    """`errors` are those that stand at no field of it."""

    key: str
    kind: str
    head: tuple[Input, ...]
    text: Input
    more: tuple[Input, ...]
    rows: tuple[Rows, ...]
    repairs: Input | None
    choices: tuple[ChoiceForm, ...]
    errors: tuple[str, ...]


class MomentPresenter(FieldMaker):
    """Lays out what a moment of its kind is made of."""

    def form(self, node: Json) -> MomentForm:
        kind = node.get("kind") or NodeKind.NARRATION
        parts = PARTS.get(kind, ())
        head = [
            self.line("title", _("Name, for you and other authors"), node),
            self.select("kind", _("Kind"), node, NodeKind.choices),
        ]
        if "member" in parts:
            members = [(one["key"], one.get("name") or one["key"]) for one in self.graph.get("members", ())]
            head.append(self.select("member", _("Who"), node, members, blank=_("Choose somebody")))
        if "quality" in parts:
            head.append(self.select("quality", _("What kind of ending"), node, Quality.choices, blank=_("Choose one")))
        made: dict[str, Any] = {
            "head": tuple(head),
            "text": self.area("text", str(TEXT_LABELS.get(kind, "")), node, rows=4),
            "more": tuple(self.more(node, parts)),
            "rows": tuple(self.row_sets(node, parts)),
            "repairs": self.repairs("", node) if "repairs" in parts else None,
            "choices": self.choices(node) if "choices" in parts else (),
        }
        # Last, when each field has taken what is said about it.
        return MomentForm(key=node["key"], kind=kind, errors=tuple(self.complaints.left), **made)

    def more(self, node: Json, parts: Sequence[str]) -> list[Input]:
        found = []
        if "star" in parts:
            help_text = _("A partly helpful choice then leads to a prompt, and a harmful one has to be repaired first.")
            found.append(self.check("star", _("Safety-critical ★"), node, help_text=help_text))
        if "seconds" in parts:
            help_text = _(
                "Leave empty for no clock, which is almost always right. People with more time granted get it."
            )
            found.append(self.line("seconds", _("Seconds to choose"), node, kind="number", help_text=help_text))
            if node.get("seconds") or node.get("late"):
                found.append(self.target("late", _("When the time is over"), node.get("late", "")))
        if "model" in parts:
            found.append(self.area("model", _("A line that works, to compare with"), node))
            look_for = {"look_for": "\n".join(node.get("look_for", ()))}
            found.append(self.area("look_for", _("What to look for in it, one on each line"), look_for, rows=3))
        return found

    def row_sets(self, node: Json, parts: Sequence[str]) -> list[Rows]:
        found = []
        if "routes" in parts:
            found.append(self.routes("routes", node))
        if "tellings" in parts:
            found.append(self.tellings(node))
        if "effects" in parts:
            found.append(self.effects("effects", node))
        return found

    # --- choices

    def choices(self, node: Json) -> tuple[ChoiceForm, ...]:
        found = list(node.get("choices", ()))
        keys = [one["key"] for one in found]
        tags: Sequence[str] = ("",) if found else FIRST_TAGS
        if node.get("kind") == NodeKind.CHECK and not found:
            tags = FIRST_TAGS[:2]
        forms = [self.choice(one, node, is_blank=False) for one in found]
        for tag in tags:
            key = new_choice_key(keys)
            keys.append(key)
            forms.append(self.choice({"key": key, "tag": tag}, node, is_blank=True))
        return tuple(forms)

    def choice(self, one: Json, node: Json, *, is_blank: bool) -> ChoiceForm:
        prefix = f"choices.{one['key']}."
        tag = one.get("tag", "")
        heading = _("One more") if is_blank and not tag else self.tag_words(tag, node)
        return ChoiceForm(
            key=one["key"],
            heading=heading,
            tag=tag,
            is_blank=is_blank,
            text=self.area(f"{prefix}text", _("What one says or does"), one),
            tag_input=self.select(f"{prefix}tag", _("It is"), one, self.tags(node), blank=_("Choose one")),
            feedback=(
                self.area(f"{prefix}happened", _("What happens then"), one),
                self.area(f"{prefix}why", _("Why"), one),
                self.area(f"{prefix}next_line", _("A better next line, for the debrief"), one),
            ),
            routes=self.routes(f"{prefix}routes", one),
            behaviours=self.behaviour_rows(f"{prefix}behaviours", one),
            effects=self.effects(f"{prefix}effects", one),
            repairs=self.repairs(prefix, one),
            when=self.when(prefix.removesuffix("."), one),
            marks=(
                self.spoken(f"{prefix}spoken", one),
                self.check(f"{prefix}reference", _("It is on the reference path"), one),
            ),
            gone=None if is_blank else Input(f"{prefix}gone", _("Take this one out when saving"), "check"),
            errors=self.complaints.at(prefix.removesuffix(".")),
        )

    def tags(self, node: Json) -> list[tuple[str, str]]:
        if node.get("kind") == NodeKind.CHECK:
            return [(Tag.HELPFUL, _("Right")), (Tag.NEUTRAL, _("Not right"))]
        return [(value, str(label)) for value, label in Tag.choices]

    def tag_words(self, tag: str, node: Json) -> str:
        return dict(self.tags(node)).get(tag, _("Not said yet"))

    def spoken(self, name: str, one: Json) -> Input:
        chosen = "yes" if one.get("spoken", True) else "no"
        pairs = [("yes", _("said aloud")), ("no", _("something done"))]
        return Input(name, _("This is"), "select", chosen, options(pairs, chosen), errors=self.complaints.at(name))


def suggestions(presenter: MomentPresenter) -> dict[str, tuple[Option, ...]]:
    """What fields offer while one writes, once for the whole page."""
    codes = {code: f"{code} · {text}" for code, (_kind, text) in presenter.behaviours.items()}
    return {
        BEHAVIOURS_LIST: grouped(codes, ()),
        NODES_LIST: () if presenter.listed else grouped(dict(presenter.targets), ()),
        VALUES_LIST: grouped({word: word for word in value_words(presenter.graph)}, ()),
        SUBJECTS_LIST: () if presenter.listed else grouped(dict(presenter.subjects), ()),
    }
