"""Any graph that files can hold, and settings around it."""

from typing import Any

from hypothesis import strategies as st

from assessments.scenarios.choices import NodeKind, Quality, Tag
from assessments.scenarios.conditions import parse_condition
from assessments.scenarios.reading import read_graph, write_graph, write_item

WORD = st.text("abcdefghij-_ABC0123456789", min_size=1, max_size=12)
# What notations stumble over, and what people type.
TEXT = st.text(
    st.one_of(
        st.sampled_from(list("[]{}<>()|\\:%\"'#-*_&,.!?\n\t ’“”éщ漢🙂\u2028\u0085$")),
        st.characters(exclude_categories=["Cs", "Cc"]),
    ),
    max_size=40,
).map(str.strip) | st.sampled_from(
    [
        ":: Name",
        "a\n:: b",
        "%% tag: harmful",
        "[[a->b]]",
        "a -> b",
        "<<set $x>>",
        "\\:: a",
        "(set: $a)",
        '"x"',
        "null",
        "1",
        "~",
        "a\n\n\nb",
        "---",
        "a|b",
    ]
)
CONDITIONS = st.sampled_from(
    [
        "trust at least 3",
        "asked is true",
        "door is not open and mood.teo at most 1",
        "variant is b or seen.n1 is true",
        'word is "x: y"',
    ]
).map(lambda words: write_item(parse_condition(words)))
EFFECTS = st.sampled_from(
    [
        {"subject": "trust", "operation": "add", "value": -2},
        {"subject": "trust", "operation": "set", "value": 6},
        {"subject": "asked", "operation": "set", "value": True},
        {"subject": "door", "operation": "set", "value": "is"},
        {"subject": "mood.teo", "operation": "add", "value": 1},
    ]
)


def item(needed: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(needed, optional=optional)


def parts_of(key: st.SearchStrategy[str]) -> dict[NodeKind, dict[str, Any]]:
    """What a node of each kind may have; every way leads to one of `key`."""
    routes = st.lists(item({"to": key}, {"when": CONDITIONS}), max_size=3)
    step = {
        "effects": st.lists(EFFECTS, max_size=3),
        "routes": routes,
        "repairs": st.lists(st.just("n1:a"), max_size=2),
    }
    choice = item(
        {"key": WORD, "text": TEXT, "tag": st.sampled_from(Tag.values)},
        {
            **step,
            **dict.fromkeys(("happened", "why", "next_line"), TEXT),
            "behaviours": st.lists(st.sampled_from(["SAFE-2.B1", "GRP-1.H2"]), max_size=2),
            "when": CONDITIONS,
            "reference": st.booleans(),
            "spoken": st.booleans(),
        },
    )
    choices = st.lists(choice, max_size=3, unique_by=lambda one: one["key"])
    told = {"text": TEXT, "title": TEXT, "tellings": st.lists(item({"text": TEXT, "when": CONDITIONS}, {}), max_size=2)}
    return {
        NodeKind.NARRATION: {**told, **step},
        NodeKind.SAY: {**told, **step, "member": WORD},
        NodeKind.CHAT: {**told, **step, "member": WORD},
        NodeKind.CHOICE: {
            **told,
            "choices": choices,
            "star": st.booleans(),
            "seconds": st.integers(0, 60),
            "late": key,
        },
        NodeKind.CHECK: {**told, "choices": choices},
        NodeKind.LINE: {**told, "model": TEXT, "look_for": st.lists(TEXT, max_size=2), "routes": routes},
        NodeKind.REFLECTION: {**told, "routes": routes},
        NodeKind.ENDING: {**told, "quality": st.sampled_from(Quality.values)},
    }


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, Any]:
    """As `write_graph` gives it; every way leads to a node that is there."""
    keys = draw(st.lists(WORD, min_size=1, max_size=6, unique=True))
    key = st.sampled_from(keys)
    more = parts_of(key)
    nodes = []
    for name in keys:
        kind = draw(st.sampled_from(NodeKind.values))
        nodes.append(draw(item({"key": st.just(name), "kind": st.just(kind)}, more[NodeKind(kind)])))
    members = st.lists(
        item({"key": WORD, "name": TEXT}, {"about": TEXT, "mood": st.integers(0, 4), "anonymous": st.booleans()}),
        max_size=2,
        unique_by=lambda one: one["key"],
    )
    variables = [
        {"key": "trust", "kind": "number", "start": 3, "least": -1, "most": 9, "label": draw(TEXT)},
        {"key": "asked", "kind": "flag", "start": False},
        {"key": "door", "kind": "choice", "start": "open", "values": ["open", "is"]},
    ]
    variants = st.lists(
        item({"key": WORD}, {"label": TEXT, "weight": st.integers(1, 9)}), max_size=2, unique_by=lambda one: one["key"]
    )
    given = {
        "start": draw(key),
        "nodes": nodes,
        "members": draw(members),
        "variables": variables,
        "variants": draw(variants),
    }
    return write_graph(read_graph(given))


SETTINGS = st.fixed_dictionaries(
    {
        "number": st.integers(1, 99),
        "title": st.just("First night"),
        "summary": st.just("Your first session."),
        "setting": TEXT,
        "minutes": st.integers(1, 60),
        "competencies": st.lists(st.sampled_from(["SAFE-2", "GRP-1"]), unique=True),
        "safety_critical": st.booleans(),
        "content_note": TEXT,
        "way_round": st.sampled_from(["", "<h3>The case</h3><p>One <b>bold</b> thing.</p><ul><li>a</li></ul>"]),
        "enough": st.sampled_from(["good", "fair"]),
        "repair_all": st.booleans(),
    }
)
