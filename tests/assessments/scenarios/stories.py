"""Small stories for tests, and random ones for hypothesis. Plain values, no database."""

from hypothesis import strategies as st

from assessments.scenarios.choices import NodeKind
from assessments.scenarios.graph import (
    Choice,
    Clause,
    Condition,
    Effect,
    Graph,
    Member,
    Node,
    Route,
    Telling,
    Variable,
    Variant,
)

TEO = Member("teo", "Teo", pronouns="he/him", place="here", mood=3)
TRUST = Variable("trust", "number", 2, least=0, most=5)
ASKED = Variable("asked", "flag", start=False)
DOOR = Variable("door", "choice", "open", values=("open", "shut"))


def story(*nodes, **more):
    """Begins with the first node. Teo, trust, asked and door are there."""
    parts = {"members": (TEO,), "variables": (TRUST, ASKED, DOOR)} | more
    return Graph(start=nodes[0].key if nodes else "", nodes={one.key: one for one in nodes}, **parts)


def tell(key, *to, **more):
    words = {"text": f"Told at {key}."}
    return Node(key, "narration", routes=routes(*to), **(words | more))


def ask(key, *choices, **more):
    return Node(key, "choice", text="What do you say?", choices=choices, **more)


def check(key, *choices, **more):
    return Node(key, "check", text="Which is right?", choices=choices, **more)


def pick(key, tag, *to, **more):
    words = {"text": f"I say {key}.", "happened": "They nod.", "why": "It helps.", "behaviours": ("SAFE-2.B1",)}
    return Choice(key, tag=tag, routes=routes(*to), **(words | more))


def end(key="end", quality="good"):
    return Node(key, "ending", text="It is over.", quality=quality)


def routes(*to):
    return tuple(Route(one) if isinstance(one, str) else one for one in to)


def when(subject, test, value):
    return Condition((Clause(subject, test, value),))


def chain(length, last):
    """So many narrations, one after another, up to `last`."""
    keys = [f"t{number}" for number in range(length)]
    return [tell(key, to) for key, to in zip(keys, [*keys[1:], last.key], strict=True)]


def repaired_story():
    """One choice at a safety-critical moment with its prompt and its repair: nothing is wrong with it."""
    return story(
        tell("hello", "ask"),
        ask(
            "ask",
            pick("kind", "helpful", "end", reference=True, behaviours=("SAFE-2.B1", "GRP-1.A1")),
            pick("vague", "neutral", "prompt", next_line="Say what stays here."),
            pick("sharp", "harmful", "sorry", behaviours=("SAFE-2.H1",), effects=(Effect("mood.teo", "add", -2),)),
            star=True,
        ),
        Node("prompt", "say", member="teo", text="And what stays here?", routes=routes("look")),
        tell("look", "ask"),
        ask("sorry", pick("own", "helpful", "end", repairs=("ask:sharp",))),
        end(),
        variables=(),
    )


# Random stories

UNSTORABLE = "\n\r\t"
texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], include_characters=UNSTORABLE), max_size=40
)
values = st.one_of(st.integers(-9, 9), st.booleans(), st.sampled_from(["open", "shut", "a", "b"]), texts)
subjects = st.sampled_from(
    ["trust", "asked", "door", "mood.teo", "seen.n0", "seen.n3", "variant", "open_harms", "nobody", "mood.nobody"]
)
clauses = st.builds(Clause, subjects, st.sampled_from(["is", "is_not", "at_least", "at_most"]), values)
conditions = st.builds(Condition, st.lists(clauses, min_size=1, max_size=3).map(tuple), st.sampled_from(["all", "any"]))
effects = st.one_of(
    st.builds(Effect, subjects, st.just("add"), st.integers(-9, 9)),
    st.builds(Effect, subjects, st.just("set"), values),
)
some_effects = st.lists(effects, max_size=3).map(tuple)


@st.composite
def graphs(draw, *, tidy=False, most=8):
    """Up to `most` nodes and endings. `tidy`: what happens by itself, and the first choice, only lead onwards."""
    count = draw(st.integers(1, most))
    names = [f"n{number}" for number in range(count)] + ["end", "poor"]
    nodes = [draw(nodes_at(names, number, tidy)) for number in range(count)] + [end(), end("poor", "poor")]
    variants = draw(st.sampled_from([(), (Variant("a"), Variant("b", weight=2))]))
    return story(*nodes, variants=variants)


@st.composite
def nodes_at(draw, names, number, tidy):
    kind = draw(st.sampled_from([one for one in NodeKind.values if one != "ending"]))
    anywhere = names if draw(st.booleans()) else names[number + 1 :]
    onwards = names[number + 1 :] if tidy else anywhere
    common = {"text": draw(texts), "title": draw(texts), "star": draw(st.booleans())}
    if kind in ("choice", "check"):
        first = draw(choices_to(onwards, "a", tidy=True, tag="helpful" if kind == "check" or tidy else None))
        others = [draw(choices_to(anywhere, key)) for key in draw(st.sampled_from(["", "b", "bc"]))]
        clock = (
            {"seconds": 30, "late": draw(st.sampled_from(onwards))} if kind == "choice" and draw(st.booleans()) else {}
        )
        return Node(names[number], kind, choices=(first, *others), **common, **clock)
    told = draw(st.lists(st.builds(Telling, texts, conditions), max_size=2).map(tuple))
    given = {"effects": draw(some_effects), "repairs": draw(st.sampled_from([(), ("n0:b",)]))}
    member = "teo" if kind in ("say", "chat") else ""
    return Node(names[number], kind, member=member, tellings=told, routes=draw(routes_to(onwards)), **given, **common)


@st.composite
def choices_to(draw, names, key, *, tidy=False, tag=None):
    return Choice(
        key,
        draw(texts),
        tag or draw(st.sampled_from(["helpful", "neutral", "harmful"])),
        effects=draw(some_effects),
        routes=draw(routes_to(names)),
        when=None if tidy else draw(st.none() | conditions),
        repairs=draw(st.sampled_from([(), ("n0:b", "n1:b")])),
        spoken=draw(st.booleans()),
    )


@st.composite
def routes_to(draw, names):
    """At most one with a condition, then one without."""
    to = st.sampled_from(names)
    before = draw(st.lists(st.builds(Route, to, conditions), max_size=1))
    return (*before, Route(draw(to)))


names = st.sampled_from(["key", "kind", "to", "when", "start", "nodes", "choices", "x"])
any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["key", "kind", "to", "when", "start", "nodes", "choices", "x"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@st.composite
def broken(draw, data):
    """`data` as JSON with one spot replaced by anything."""
    if isinstance(data, dict) and data and draw(st.booleans() | st.just(True)):
        key = draw(st.sampled_from(sorted(data)))
        return {**data, key: draw(broken(data[key]))}
    if isinstance(data, list) and data:
        number = draw(st.integers(0, len(data) - 1))
        return [*data[:number], draw(broken(data[number])), *data[number + 1 :]]
    return draw(any_json)


def refusal(kind, function, *given):
    """What `function` raises of that kind of exception, or None. Anything else goes through."""
    try:
        function(*given)
    except kind as refused:
        return refused
    return None
