"""Words for what a story keeps as numbers and tags. Pure."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.scenarios.choices import NodeKind, Tag
from assessments.scenarios.graph import Choice, Node

MOOD_WORDS = (
    gettext_lazy("withdrawn"),
    gettext_lazy("wary"),
    gettext_lazy("attentive"),
    gettext_lazy("at ease"),
    gettext_lazy("warm"),
)
COUNTS = {
    2: gettext_lazy("Two"),
    3: gettext_lazy("Three"),
    4: gettext_lazy("Four"),
    5: gettext_lazy("Five"),
    6: gettext_lazy("Six"),
}
ICONS = {Tag.HELPFUL: "check", Tag.NEUTRAL: "level-2", Tag.HARMFUL: "level-1"}
SPOKEN_MARK = "“"


def mood_word(mood: int) -> str:
    """0 to 4 as a word; anything beyond stops at the ends."""
    return str(MOOD_WORDS[max(0, min(mood, len(MOOD_WORDS) - 1))])


def quoted(choice: Choice) -> str:
    """A choice as it stands on its card: what is said in quotes, unless its author mixed speech with action."""
    return f"“{choice.text}”" if choice.spoken and SPOKEN_MARK not in choice.text else choice.text


def tag_word(node: Node, tag: str) -> str:
    """What a choice turned out to be."""
    if node.kind == NodeKind.CHECK:
        return _("That’s right") if tag == Tag.HELPFUL else _("Not yet")
    return str(Tag(tag).label) if tag in Tag.values else ""


def why_title(node: Node, tag: str) -> str:
    """The heading above the reason."""
    if node.kind == NodeKind.CHECK:
        return _("Why it fits") if tag == Tag.HELPFUL else _("Why it doesn’t fit yet")
    titles = {
        Tag.HELPFUL.value: _("Why this helps"),
        Tag.NEUTRAL.value: _("Why this works only partly"),
        Tag.HARMFUL.value: _("Why this can do harm"),
    }
    return titles.get(tag, _("Why"))


def options_note(choices: tuple[Choice, ...], seconds: int) -> str:
    """What stands under the question: how many ways there are, that their order says nothing, and about time."""
    count = len(choices)
    if count < min(COUNTS):
        return "" if seconds else _("No clock is running.")
    number = COUNTS.get(count, count)
    if all(one.spoken for one in choices):
        ways = _("%(number)s lines, in no particular order.") % {"number": number}
    else:
        ways = _("%(number)s ways to go on, in no particular order.") % {"number": number}
    return ways if seconds else f"{ways} {_('No clock is running.')}"


def button_word(node: Node, choices: tuple[Choice, ...]) -> str:
    """What the one button says."""
    if node.kind == NodeKind.CHOICE:
        return _("Say this") if choices and all(one.spoken for one in choices) else _("Do this")
    if node.kind == NodeKind.CHECK:
        return _("Answer")
    if node.kind == NodeKind.LINE:
        return _("Compare with a model line")
    return _("Go on")


def seconds_left(seconds: int) -> str:
    """Time in words, rounded up: seconds below two minutes, whole minutes above."""
    if seconds < 120:
        return ngettext("%(n)d second left", "%(n)d seconds left", seconds) % {"n": seconds}
    minutes = -(-seconds // 60)
    return ngettext("%(n)d min left", "%(n)d min left", minutes) % {"n": minutes}
