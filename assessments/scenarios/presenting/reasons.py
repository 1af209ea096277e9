"""Why a choice helped, worked partly or did harm: tag, reason, and what was seen of which behaviour. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.scenarios.choices import NodeKind, Tag
from assessments.scenarios.graph import Choice, Node
from assessments.scenarios.presenting import words

# Code → (kind, words), as `queries.behaviours_in_force` gives it.
Behaviours = dict[str, tuple[str, str]]

SEEN, NOT_YET, HARM = "seen", "not_yet", "harm"
HARMFUL_LETTER, ADVANCED_LETTER = "H", "A"


@dataclass(frozen=True)
class Sign:
    """A behaviour of the framework, and whether it was seen. `word` stands before it, `icon` beside."""

    code: str
    text: str
    state: str
    word: str
    icon: str


@dataclass(frozen=True)
class Why:
    """What one learns of a choice afterwards. `tag` is for the style only: `word` and `icon` say it."""

    tag: str
    word: str
    icon: str
    title: str
    text: str
    signs: tuple[Sign, ...]
    marked: bool = False


def letter_of(code: str) -> str:
    """H, B or A: "SAFE-2.B1" gives B."""
    return code.rpartition(".")[2][:1].upper()


def competency_of(code: str) -> str:
    """The competency of a behaviour: "SAFE-2.B1" gives SAFE-2."""
    return code.partition(".")[0]


def why_of(node: Node, choice: Choice, known: Behaviours) -> Why:
    """The reason behind a choice at `node`."""
    return Why(
        tag=choice.tag,
        word=words.tag_word(node, choice.tag),
        icon=words.ICONS.get(Tag(choice.tag), "dash") if choice.tag in Tag.values else "dash",
        title=words.why_title(node, choice.tag),
        text=choice.why,
        signs=tuple(_signs(node, choice, known)),
        marked=choice.tag == Tag.HARMFUL,
    )


def _signs(node: Node, choice: Choice, known: Behaviours) -> list[Sign]:
    signs = [sign_of(code, known) for code in choice.behaviours]
    if choice.tag == Tag.HELPFUL or node.kind != NodeKind.CHOICE:
        return signs
    missing = [code for code in _asked_for(node) if code not in choice.behaviours]
    return [*signs, *(sign_of(code, known, missing=True) for code in missing)]


def _asked_for(node: Node) -> tuple[str, ...]:
    """What the line on the authors' path shows; else the first helpful one."""
    helpful = [one for one in node.choices if one.tag == Tag.HELPFUL]
    best = next((one for one in helpful if one.reference), next(iter(helpful), None))
    return best.behaviours if best else ()


def sign_of(code: str, known: Behaviours, *, missing: bool = False) -> Sign:
    """A behaviour with its words; only its code where the framework in force has none."""
    text = known.get(code, ("", ""))[1]
    if missing:
        return Sign(code, text, NOT_YET, _("Not yet:"), "dash")
    if letter_of(code) == HARMFUL_LETTER:
        return Sign(code, text, HARM, _("Harmful:"), "level-1")
    if letter_of(code) == ADVANCED_LETTER:
        return Sign(code, text, SEEN, _("Seen, advanced:"), "star")
    return Sign(code, text, SEEN, _("Seen:"), "check")
