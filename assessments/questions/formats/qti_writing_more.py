"""Ranked judgement, gaps, transcripts, scales and long answers as QTI. No database."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from assessments.questions.formats.passages import AFTER, bare, joined
from assessments.questions.formats.qti_names import GAPPED, RANKED, RESPONSE
from assessments.questions.formats.xml_tree import words
from assessments.questions.kinds.base import Part

if TYPE_CHECKING:
    from assessments.questions.formats.qti_writing import Writer

# Declarations, body, what is earned.
Written = tuple[str, str, str]


def put_in_order(item: "Writer") -> Written:
    """The order is the key; the ratings stand in a mapping, which other programs have no use for."""
    steps = [item.tag("simpleChoice", one["text"], identifier=key) for key, one in item.options]
    body = item.tag("orderInteraction", *steps, responseIdentifier=RANKED, shuffle="true")
    best_first = sorted(item.options, key=lambda pair: -pair[1]["rating"])
    inside = item.right(*(key for key, _one in best_first))
    inside += item.mapping([(key, str(one["rating"])) for key, one in item.options])
    declared = item.declare(inside, cardinality="ordered", base="identifier", name=RANKED)
    return declared, body, item.earn_if("match", RANKED)


def in_a_passage(item: "Writer") -> Written:
    """Each gap is a response of its own and earns its share; the choices stand in alphabetical order."""
    names = [f"{GAPPED}{key}" for key, _one in item.options]
    share = f"{1 / len(names):.7f}" if names else "0"
    declared = []

    def gap(place: int, one: Part) -> str:
        name = names[place - 1]
        texts = sorted([one["right"], *one["others"].splitlines()], key=lambda text: (text.casefold(), text))
        offered = [(f"{name}_{number}", text) for number, text in enumerate(texts, start=1)]
        right = f"{name}_{texts.index(one['right']) + 1}"
        key = item.right(right) + item.mapping([(right, share)])
        declared.append(item.declare(key, cardinality="single", base="identifier", name=name))
        choices = [item.tag("inlineChoice", words(text), identifier=choice) for choice, text in offered]
        return item.tag("inlineChoiceInteraction", *choices, responseIdentifier=name, shuffle="true")

    body = item.tag("p", joined(item.draft.options, gap, lambda html: item.tag("span", html, class_=AFTER)))
    return "".join(declared), body, item.earn_mapped(*names)


def in_a_transcript(item: "Writer") -> Written:
    """Every line can be marked; a speaker stands before the line, with a colon."""
    rights, others = item.keys(right=True), item.keys(right=False)
    share = 1 / max(1, len(rights))
    shares = [(key, f"{share:.7f}") for key in rights] + [(key, f"{-share:.7f}") for key in others]
    turns: list[str] = []
    for key, one in item.options:
        line = item.tag("hottext", bare(one["text"]), identifier=key)
        if one["speaker"] or not turns:
            turns.append(f"{words(one['speaker'])}: {line}" if one["speaker"] else line)
        else:
            turns[-1] += f" {line}"
    said = [item.tag("p", turn) for turn in turns]
    body = item.tag("hottextInteraction", *said, responseIdentifier=RESPONSE, maxChoices="0")
    declared = item.declare(item.right(*rights) + item.mapping(shares), cardinality="multiple", base="identifier")
    return declared, body, item.earn_mapped()


def on_a_scale(item: "Writer") -> Written:
    """A choice without a key: nothing is earned."""
    item.most = None
    points = [item.tag("simpleChoice", words(one["text"]), identifier=key) for key, one in item.options]
    body = item.tag("choiceInteraction", *points, responseIdentifier=RESPONSE, shuffle="false", maxChoices="1")
    return item.declare("", cardinality="single", base="identifier"), body, ""


def in_words(item: "Writer") -> Written:
    """The rubric goes to whoever scores: a list for each criterion, told apart by classes."""
    one = item.draft.options[0]
    item.most = str(sum(max((level["points"] for level in each["levels"]), default=0) for each in one["criteria"]))
    item.most = None if item.most == "0" else item.most
    lengths = {"aim": _("About how many words"), "most": _("Most words")}
    said = [
        item.tag("p", words(f"{label}: "), item.tag("span", str(one[name]), class_=name))
        for name, label in lengths.items()
        if one[name]
    ]
    said += [_criterion(item, each) for each in one["criteria"]]
    said += [item.tag("div", one["model"], class_="model")] if one["model"] else []
    inside = "".join(said)
    rubric = item.tag("rubricBlock", item.tag("contentBody", inside) if item.dialect.kebab else inside, **_views(item))
    body = rubric + item.tag("extendedTextInteraction", responseIdentifier=RESPONSE)
    return item.declare("", cardinality="single", base="string"), body, ""


def _views(item: "Writer") -> dict[str, str]:
    return {"view": "scorer", "use": "scoring"} if item.dialect.kebab else {"view": "scorer"}


def _criterion(item: "Writer", one: Part) -> str:
    levels = [
        item.tag(
            "li",
            item.tag("span", str(level["points"]), class_="points"),
            ": ",
            item.tag("span", words(level["words"]), class_="enough" if level["enough"] else "words"),
        )
        for level in one["levels"]
    ]
    return item.tag("div", item.tag("p", words(one["text"])), item.tag("ul", *levels), class_="criterion")
