"""One question as a QTI item, in either dialect. A kind that is not in `WRITERS` is left out and told. No database.

Written from the information models of 1EdTech (QTI 2.1 and QTI 3.0, Assessment, Section and Item).
"""

from collections.abc import Callable, Iterable
from string import ascii_lowercase

from assessments.questions.choices import QuestionKind
from assessments.questions.formats.draft import Draft
from assessments.questions.formats.qti_names import BEST, GENERAL, RESPONSE, WORST, Dialect
from assessments.questions.formats.qti_writing_more import (
    Written,
    in_a_passage,
    in_a_transcript,
    in_words,
    on_a_scale,
    put_in_order,
)
from assessments.questions.formats.xml_tree import document, words
from assessments.questions.kinds.base import Part

# Before the identifiers of the second list, where the worst is asked for.
LEAST = "worst-"


def write_item(draft: Draft, dialect: Dialect) -> bytes:
    """The file of one item. Raises KeyError for a kind that is not in `WRITERS`."""
    return document(Writer(draft, dialect).written())


class Writer:
    """One item while it is written: declarations, body, processing, feedback."""

    def __init__(self, draft: Draft, dialect: Dialect) -> None:
        self.draft, self.dialect, self.tag = draft, dialect, dialect.tag
        self.namespace = dialect.item_namespace
        self.options = list(zip(keys_of(draft.options), draft.options, strict=True))
        # None where nothing is earned.
        self.most: str | None = "1"

    def written(self) -> str:
        declared, body, score = WRITERS[self.draft.kind](self)
        outcomes = self.tag(
            "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float", normalMaximum=self.most
        ) + self.tag("outcomeDeclaration", identifier="FEEDBACK", cardinality="multiple", baseType="identifier")
        return self.tag(
            "assessmentItem",
            declared,
            outcomes,
            self.tag("itemBody", self.draft.stem, body),
            self.tag("responseProcessing", score, self._say()),
            self._feedback(),
            xmlns=self.namespace,
            identifier=self.draft.name,
            title=self.draft.name,
            adaptive="false",
            timeDependent="false",
        )

    def declare(self, inside: str, *, cardinality: str, base: str, name: str = RESPONSE) -> str:
        return self.tag("responseDeclaration", inside, identifier=name, cardinality=cardinality, baseType=base)

    def right(self, *values: str) -> str:
        return self.tag("correctResponse", *(self.tag("value", words(value)) for value in values))

    def mapping(self, entries: Iterable[tuple[str, str]], **attrs: str) -> str:
        written = [self.tag("mapEntry", mapKey=key, mappedValue=value, **attrs) for key, value in entries]
        return self.tag("mapping", *written, defaultValue="0", lowerBound="0")

    def earn(self, *inside: str) -> str:
        return self.tag("setOutcomeValue", *inside, identifier="SCORE")

    def earn_mapped(self, *names: str) -> str:
        """What the responses earn by their mappings; without a name, the only one."""
        mapped = [self.tag("mapResponse", identifier=name) for name in names or (RESPONSE,)]
        return self.earn(self.tag("sum", *mapped) if names else mapped[0])

    def earn_if(self, test: str, name: str = RESPONSE, **attrs: str) -> str:
        """One mark where the response passes a comparison with the key."""
        both = self.tag("variable", identifier=name) + self.tag("correct", identifier=name)
        mark = self.earn(self.tag("baseValue", "1", baseType="float"))
        return self.tag("responseCondition", self.tag("responseIf", self.tag(test, both, **attrs), mark))

    def choices(self, name: str = RESPONSE, most: str = "1", shuffle: str = "true", before: str = "") -> str:
        """The options to choose from; `before` is put before their identifiers, which an item may use once only."""
        offered = [self.tag("simpleChoice", one["text"], identifier=f"{before}{key}") for key, one in self.options]
        return self.tag("choiceInteraction", *offered, responseIdentifier=name, shuffle=shuffle, maxChoices=most)

    def keys(self, *, right: bool) -> list[str]:
        return [key for key, one in self.options if bool(one["correct"]) is right]

    def _say(self) -> str:
        """Which feedback is shown: that of what was chosen, and the general one."""
        chosen = RESPONSE if self.draft.kind in CHOSEN else ""
        said = self.tag("variable", identifier=chosen) if chosen else ""
        general = self.tag("baseValue", GENERAL, baseType="identifier")
        return self.tag("setOutcomeValue", self.tag("multiple", said, general), identifier="FEEDBACK")

    def _feedback(self) -> str:
        told = [(key, one["feedback"]) for key, one in self.options if one.get("feedback")]
        told += [(GENERAL, self.draft.feedback)] if self.draft.feedback else []
        modal = {"outcomeIdentifier": "FEEDBACK", "showHide": "show"}
        return "".join(self.tag("modalFeedback", html, identifier=key, **modal) for key, html in told)


def keys_of(options: Iterable[Part]) -> list[str]:
    """An identifier for each option: the key it has, or the next free letter."""
    given = [str(option.get("key", "")) for option in options]
    spare = (letter for letter in [*ascii_lowercase, *(f"z{n}" for n in range(1000))] if letter not in given)
    return [key or next(spare) for key in given]


def _one(item: Writer) -> Written:
    declared = item.declare(item.right(*item.keys(right=True)), cardinality="single", base="identifier")
    shuffle = "false" if item.draft.kind == QuestionKind.TRUE_FALSE else "true"
    return declared, item.choices(shuffle=shuffle), item.earn_if("match")


def _several(item: Writer) -> Written:
    rights, others = item.keys(right=True), item.keys(right=False)
    shares = [(key, f"{1 / len(rights):.7f}") for key in rights] + [(key, f"{-1 / len(others):.7f}") for key in others]
    declared = item.declare(item.right(*rights) + item.mapping(shares), cardinality="multiple", base="identifier")
    return declared, item.choices(most="0"), item.earn_mapped()


def _ordered(item: Writer) -> Written:
    keys = [key for key, _one in item.options]
    steps = [item.tag("simpleChoice", one["text"], identifier=key) for key, one in item.options]
    body = item.tag("orderInteraction", *steps, responseIdentifier=RESPONSE, shuffle="true")
    return item.declare(item.right(*keys), cardinality="ordered", base="identifier"), body, item.earn_if("match")


def _matched(item: Writer) -> Written:
    seconds = sorted({one["match"] for _key, one in item.options}, key=str.casefold)
    names = {match: f"M{place}" for place, match in enumerate(seconds, start=1)}
    lines = [(key, one) for key, one in item.options if one["text"]]
    pairs = [f"{key} {names[one['match']]}" for key, one in lines]
    share = f"{1 / len(pairs):.7f}"
    choice = "simpleAssociableChoice"
    first = [item.tag(choice, one["text"], identifier=key, matchMax="1") for key, one in lines]
    second = [item.tag(choice, words(match), identifier=names[match], matchMax="0") for match in seconds]
    body = item.tag(
        "matchInteraction",
        item.tag("simpleMatchSet", *first),
        item.tag("simpleMatchSet", *second),
        responseIdentifier=RESPONSE,
        shuffle="true",
        maxAssociations="0",
    )
    inside = item.right(*pairs) + item.mapping([(pair, share) for pair in pairs])
    return item.declare(inside, cardinality="multiple", base="directedPair"), body, item.earn_mapped()


def _entry(item: Writer, unit: str = "") -> str:
    behind = item.tag("span", words(unit), class_="unit") if unit else ""
    field = item.tag("textEntryInteraction", responseIdentifier=RESPONSE)
    return item.tag("p", field, f" {behind}" if behind else "")


def _short(item: Writer) -> Written:
    texts = [one["text"] for _key, one in item.options]
    inside = item.right(texts[0]) + item.mapping([(text, "1") for text in dict.fromkeys(texts)], caseSensitive="false")
    return item.declare(inside, cardinality="single", base="string"), _entry(item), item.earn_mapped()


def _number(item: Writer) -> Written:
    one = item.draft.options[0]
    declared = item.declare(item.right(one["value"]), cardinality="single", base="float")
    tolerance = f"{one['tolerance']} {one['tolerance']}"
    score = item.earn_if("equal", toleranceMode="absolute", tolerance=tolerance)
    return declared, _entry(item, one["unit"]), score


def _judged(item: Writer) -> Written:
    """The ratings are what the best earns; the worst earns them turned round. Their sum goes up with our own mark."""
    top = max(one["rating"] for _key, one in item.options)
    low = min(one["rating"] for _key, one in item.options)
    item.most = str(top + 5 - low)
    best = next(key for key, one in item.options if one["rating"] == top)
    worst = next(key for key, one in item.options if one["rating"] == low)
    up = item.mapping([(key, str(one["rating"])) for key, one in item.options])
    down = item.mapping([(f"{LEAST}{key}", str(5 - one["rating"])) for key, one in item.options])
    declared = item.declare(item.right(best) + up, cardinality="single", base="identifier", name=BEST)
    declared += item.declare(item.right(f"{LEAST}{worst}") + down, cardinality="single", base="identifier", name=WORST)
    return declared, item.choices(BEST) + item.choices(WORST, before=LEAST), item.earn_mapped(BEST, WORST)


# Their response names options, so it also says whose feedback to show.
CHOSEN = {
    QuestionKind.ONE_BEST,
    QuestionKind.TRUE_FALSE,
    QuestionKind.SEVERAL_RIGHT,
    QuestionKind.ORDERING,
    QuestionKind.SPOT,
}
WRITERS: dict[str, Callable[[Writer], Written]] = {
    QuestionKind.ONE_BEST: _one,
    QuestionKind.TRUE_FALSE: _one,
    QuestionKind.SEVERAL_RIGHT: _several,
    QuestionKind.ORDERING: _ordered,
    QuestionKind.MATCHING: _matched,
    QuestionKind.SHORT_ANSWER: _short,
    QuestionKind.NUMBER: _number,
    QuestionKind.JUDGEMENT: _judged,
    QuestionKind.RANKING: put_in_order,
    QuestionKind.GAPS: in_a_passage,
    QuestionKind.SPOT: in_a_transcript,
    QuestionKind.LIKERT: on_a_scale,
    QuestionKind.LONG_ANSWER: in_words,
}
