"""Questions of each kind as drafts, plain ones and odd ones."""

from hypothesis import strategies as st

from assessments.questions.formats.draft import Draft
from assessments.questions.formats.text import from_plain, label, rich, to_plain
from assessments.questions.kinds import KINDS

# What a format has no form for; everything else has to come back.
NOT_MOODLE = {"judgement", "judgement_rank", "spot", "likert", "long_answer"}
CANNOT = {"gift": {*NOT_MOODLE, "gap_select"}, "moodle": NOT_MOODLE, "qti21": set(), "qti3": set(), "csv": set()}
HARD = "A = b ~ c # {d} : \\ -> % // $CATEGORY <x> & \"y\" 'z' é ✓"


def _option(text, correct=False, feedback=""):
    return {"text": from_plain(text), "correct": correct, "feedback": from_plain(feedback)}


def _level(points, words, enough=False):
    return {"points": points, "words": words, "enough": enough}


OPTIONS = {
    "one_best": [_option(HARD, True, f"Because {HARD}"), _option("-> Ask"), _option("%50% wait", False, "Why?")],
    "several_right": [
        _option("Ask", True, "Yes."),
        _option("Wait", True),
        _option("Go"),
        _option("Talk"),
        _option(HARD),
    ],
    "true_false": [_option("True", False, "It is not."), _option("False", True, "Right.")],
    "matching": [
        {"text": "<p>Fire = hot</p>", "match": "Leave -> now", "feedback": ""},
        {"text": "<p>Flood</p>", "match": "Go <up>", "feedback": ""},
        {"text": "<p>Smoke</p>", "match": "Leave -> now", "feedback": ""},
        {"text": "", "match": "=Wait", "feedback": ""},
    ],
    "ordering": [{"text": from_plain(text), "feedback": ""} for text in ("One", "Two > 1", HARD, "@four")],
    "short_answer": [{"text": "*safeguarding lead*"}, {"text": "%5% = café"}, {"text": "a -> b"}],
    "number": [{"value": "-7.5", "tolerance": "0.25", "unit": "minutes"}],
    "judgement": [
        {"text": f"<p>Response {rating}</p>", "rating": rating, "feedback": f"<p>Why {rating}</p>"}
        for rating in (4, 2, 1, 3)
    ],
    "judgement_rank": [
        {"text": f"<p>Response {rating}</p>", "rating": rating, "feedback": f"<p>Why {rating}</p>"}
        for rating in (2, 4, 1, 3)
    ],
    "gap_select": [
        {
            "before": "<p>A <b>person</b> [[1]] ____ may</p>",
            "right": "always | <pass>",
            "others": "never [x]\nonly {once}",
            "after": "",
            "feedback": "",
        },
        {"before": "<p>, and so &amp; on</p>", "right": "b", "others": "a", "after": "<p>;</p>", "feedback": ""},
        {"before": "", "right": "b", "others": "a", "after": "<p>the <i>end</i>.<br/>Really.</p>", "feedback": ""},
    ],
    "spot": [
        {"speaker": "Ana: B", "text": "<p>It is <b>fine</b>.</p>", "correct": False, "feedback": "<p>No.</p>"},
        {"speaker": "", "text": from_plain('Why: "did" you <not> go?'), "correct": True, "feedback": ""},
        {"speaker": "Ben", "text": from_plain(HARD), "correct": False, "feedback": ""},
        {"speaker": "Ben", "text": "<p>You should.</p>", "correct": True, "feedback": "<p>Advice.</p>"},
    ],
    "likert": [{"text": text} for text in ("Not at all", "= a | <b> & little", "Wholly")],
    "long_answer": [
        {
            "criteria": [
                {
                    "text": "Names the risk: | <now>",
                    "levels": [_level(0, "Not"), _level(2, "Does: so | <b> & on", True)],
                },
                {"text": "Stays calm", "levels": [_level(3, "Yes"), _level(1, "Half"), _level(0, "No")]},
            ],
            "aim": 150,
            "most": None,
            "model": "<p>One <b>way</b>.</p><ul><li>ask</li></ul>",
        }
    ],
}


def draft_of(kind, **changes):
    facts = {
        "name": f"q-{kind.replace('_', '-')}",
        "stem": "<p>A member says: <b>no</b> {x}.</p><ul><li>one</li><li>two</li></ul><p>What now = ?</p>",
        "options": tuple(OPTIONS[kind]),
        "feedback": '<p>See <a href="https://example.org/?a=1&amp;b=2">there</a>.</p>',
        "topic": "role-limits",
        "competency": "SAFE-1",
        "difficulty": 3,
        "reread": "a-lesson",
        "safety_critical": True,
    }
    return Draft(kind=kind, **{**facts, **changes})


def plain(draft):
    """A draft for comparing: without the line it came from and the names of its options."""
    options = [{name: value for name, value in one.items() if name != "key"} for one in draft.options]
    return {**vars(draft), "line": 0, "options": options}


words = st.text(max_size=30).map(lambda text: label(from_plain(text))[0]).filter(lambda html: to_plain(html))
prose = st.lists(st.text(max_size=40), max_size=3).map(lambda texts: rich("".join(map(from_plain, texts)))[0])
short = st.text(max_size=30).map(lambda text: " ".join(to_plain(from_plain(text)).split())).filter(bool)


@st.composite
def drafts(draw, feedback=prose):
    """Any question of any kind, as an editor could have written it."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    texts = draw(st.lists(words, min_size=3, max_size=5, unique=True))
    options = draw(OF_KIND[kind](texts, feedback))
    stem = draw(prose.filter(bool))
    return draft_of(kind, options=tuple(options), stem=stem, feedback=draw(prose))


def _options(texts, feedback, rights):
    return st.tuples(st.lists(feedback, min_size=len(texts), max_size=len(texts)), rights).map(
        lambda given: [
            {"text": text, "correct": place in given[1], "feedback": said}
            for place, (text, said) in enumerate(zip(texts, given[0], strict=True))
        ]
    )


def _each(texts, feedback, **more):
    one = st.fixed_dictionaries({**more, "feedback": feedback})
    return st.lists(one, min_size=len(texts), max_size=len(texts)).map(
        lambda rows: [{"text": text, **row} for text, row in zip(texts, rows, strict=True)]
    )


def _ranked(texts, feedback):
    return st.tuples(_each(texts[:4], feedback), st.permutations([1, 2, 3, 4])).map(
        lambda given: [{**one, "rating": rating} for one, rating in zip(*given, strict=False)]
    )


choices = st.lists(short, min_size=2, max_size=4, unique=True).map(
    lambda found: {"right": found[0], "others": "\n".join(sorted(found[1:], key=lambda one: (one.casefold(), one)))}
)


def _gaps(texts, feedback):
    around = st.sampled_from(["", *texts])
    one = st.tuples(choices, st.fixed_dictionaries({"before": around, "after": around, "feedback": st.just("")}))
    return st.lists(one.map(lambda pair: {**pair[0], **pair[1]}), min_size=1, max_size=3)


def _transcript(texts, feedback):
    """The first line is somebody's."""
    rest = _each(texts[1:], feedback, correct=st.booleans(), speaker=st.one_of(st.just(""), short))
    first = _each(texts[:1], feedback, correct=st.booleans(), speaker=short)
    return st.tuples(first, rest).map(lambda both: [*both[0], *both[1]])


def _rubrics(texts, feedback):
    level = st.builds(_level, st.integers(0, 100), short, st.booleans())
    criterion = st.fixed_dictionaries({"text": short, "levels": st.lists(level, min_size=2, max_size=4)})
    lengths = st.one_of(st.none(), st.integers(1, 5000))
    facts = {"criteria": st.lists(criterion, min_size=1, max_size=3), "aim": lengths, "most": lengths}
    return st.fixed_dictionaries({**facts, "model": feedback}).map(lambda one: [one])


places = st.integers(0, 2)
numbers = st.decimals(-10_000, 10_000, places=3).map(lambda number: f"{number:f}")
OF_KIND = {
    "one_best": lambda texts, feedback: _options(texts, feedback, places.map(lambda place: {place})),
    "several_right": lambda texts, feedback: _options(texts, feedback, st.sets(places, min_size=1)),
    "true_false": lambda texts, feedback: _options(texts[:2], feedback, st.integers(0, 1).map(lambda place: {place})),
    "matching": lambda texts, feedback: _each(texts, st.just(""), match=short),
    "ordering": lambda texts, feedback: _each(texts, st.just("")),
    "short_answer": lambda texts, feedback: st.lists(short, min_size=1, max_size=3, unique=True).map(
        lambda found: [{"text": text} for text in found]
    ),
    "number": lambda texts, feedback: st.fixed_dictionaries(
        {
            "value": numbers,
            "tolerance": numbers.map(lambda text: text.lstrip("-")),
            "unit": st.sampled_from(["", "min", "€ a day"]),
        }
    ).map(lambda one: [one]),
    "judgement": lambda texts, feedback: _each(texts, feedback, rating=st.integers(1, 4)),
    "judgement_rank": _ranked,
    "gap_select": _gaps,
    "spot": _transcript,
    "likert": lambda texts, feedback: st.lists(short, min_size=2, max_size=5).map(
        lambda found: [{"text": text} for text in found]
    ),
    "long_answer": _rubrics,
}
