"""Two states of a story, moment by moment: what came, what went, what is worded otherwise. Pure."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.scenarios.choices import NodeKind, Operation, Quality, Tag, Test
from assessments.scenarios.desk.editing import Json
from assessments.scenarios.desk.naming import title_of
from assessments.scenarios.desk.subjects import words_of
from lms.common.differences import ADDED, CHANGED, REMOVED, Difference, Section, fields_of

PARTS = {
    "nodes": gettext_lazy("Moments"),
    "members": gettext_lazy("People"),
    "variables": gettext_lazy("What the story keeps"),
    "variants": gettext_lazy("Variants"),
}
LABELS = {
    "kind": gettext_lazy("Kind"),
    "text": gettext_lazy("Words"),
    "title": gettext_lazy("Name for authors"),
    "member": gettext_lazy("Who"),
    "star": gettext_lazy("Safety-critical"),
    "tellings": gettext_lazy("Other words"),
    "effects": gettext_lazy("Effects"),
    "repairs": gettext_lazy("Makes good"),
    "routes": gettext_lazy("Goes on to"),
    "model": gettext_lazy("A line that works"),
    "look_for": gettext_lazy("What to look for"),
    "quality": gettext_lazy("Ending"),
    "seconds": gettext_lazy("Seconds"),
    "late": gettext_lazy("When the time is over"),
    "tag": gettext_lazy("It is"),
    "happened": gettext_lazy("What happens then"),
    "why": gettext_lazy("Why"),
    "behaviours": gettext_lazy("Behaviours"),
    "when": gettext_lazy("Only when"),
    "reference": gettext_lazy("On the reference path"),
    "next_line": gettext_lazy("A better next line"),
    "spoken": gettext_lazy("Said aloud"),
    "name": gettext_lazy("Name"),
    "pronouns": gettext_lazy("Pronouns"),
    "about": gettext_lazy("In a few words"),
    "place": gettext_lazy("Under the name"),
    "mood": gettext_lazy("Mood"),
    "anonymous": gettext_lazy("Not known by name"),
    "label": gettext_lazy("Label"),
    "start": gettext_lazy("Start"),
    "least": gettext_lazy("At least"),
    "most": gettext_lazy("At most"),
    "values": gettext_lazy("Words"),
    "weight": gettext_lazy("Weight"),
    "summary": gettext_lazy("In a sentence"),
    "setting": gettext_lazy("What to know before"),
    "minutes": gettext_lazy("Minutes"),
    "safety_critical": gettext_lazy("Safety content"),
    "content_note": gettext_lazy("Content note"),
    "way_round": gettext_lazy("The same as a text"),
    "enough": gettext_lazy("Complete with"),
    "repair_all": gettext_lazy("Every harm repaired"),
    "competencies": gettext_lazy("Competencies"),
}
WORDS = {"kind": NodeKind, "tag": Tag, "quality": Quality}


def compare(old: Json, new: Json, old_settings: Json, new_settings: Json) -> list[Section]:
    """What differs, part by part; nothing for what is the same."""
    found = [Section(str(heading), tuple(_in_list(part, old, new))) for part, heading in PARTS.items()]
    settings = {"start": old.get("start", ""), **old_settings}, {"start": new.get("start", ""), **new_settings}
    fields = tuple(fields_of(_flat(settings[0]), _flat(settings[1])))
    if fields:
        found.append(Section(_("Title and rules"), (Difference("", "", CHANGED, fields),)))
    return [section for section in found if section.differences]


def _in_list(part: str, old: Json, new: Json) -> Iterator[Difference]:
    before = {one["key"]: one for one in old.get(part, ())}
    after = {one["key"]: one for one in new.get(part, ())}
    for key in [*after, *(key for key in before if key not in after)]:
        a, b = before.get(key), after.get(key)
        if a == b:
            continue
        change = ADDED if a is None else REMOVED if b is None else CHANGED
        shown = b or a or {}
        title = title_of(shown, new if b else old) if part == "nodes" else shown.get("name") or shown.get("label", "")
        yield Difference(key, title, change, tuple(fields_of(_flat(a or {}), _flat(b or {}))))


def _flat(item: Json) -> dict[str, str]:
    """Label → words of every field; those of a choice carry its key."""
    found: dict[str, str] = {}
    for name, value in item.items():
        if name == "choices":
            for choice in value:
                lead = _("Choice %(key)s") % {"key": choice["key"]}
                found |= {f"{lead} · {label}": words for label, words in _flat(choice).items()}
        elif name != "key":
            found[str(LABELS.get(name, name))] = _words(name, value)
    return {label: words for label, words in found.items() if words}


def _words(name: str, value: Any) -> str:
    if name in WORDS:
        return str(dict(WORDS[name].choices).get(value, value))
    if name == "when":
        return _condition(value)
    if isinstance(value, list):
        return "; ".join(_part(one) for one in value)
    return words_of(value)


def _part(one: Any) -> str:
    """A route, a telling, an effect, or a plain word."""
    if not isinstance(one, dict):
        return str(one)
    if "operation" in one:
        how = dict(Operation.choices).get(one["operation"], "")
        return f"{one.get('subject', '')} {how} {words_of(one.get('value'))}"
    when = _("(only when %(words)s)") % {"words": _condition(one["when"])} if one.get("when") else ""
    return f"{one.get('to') or one.get('text', '')} {when}".strip()


def _condition(condition: Json) -> str:
    joiner = _(" or ") if condition.get("joined") == "any" else _(" and ")
    tests = dict(Test.choices)
    return joiner.join(
        f"{one.get('subject', '')} {tests.get(one.get('test', ''), '')} {words_of(one.get('value'))}"
        for one in condition.get("clauses", ())
    )
