"""Two states of a kit, part by part: what came, what went, what is worded otherwise. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.instruments.choices import Consensus, PassRule, Weight
from assessments.instruments.editing import FIELDS, LISTS, PROMPTS, Json
from lms.common.differences import ADDED, CHANGED, REMOVED, Difference, Field, Section, fields_of, pieces

HEADINGS = {
    "items": gettext_lazy("What is rated"),
    "actors": gettext_lazy("Actors"),
    "variants": gettext_lazy("Variants"),
}
LABELS = {
    "title": gettext_lazy("Title"),
    "summary": gettext_lazy("In a sentence"),
    "content_note": gettext_lazy("Content note"),
    "play": gettext_lazy("Minutes of play"),
    "rate": gettext_lazy("Minutes for the raters to finish"),
    "feedback": gettext_lazy("Minutes of feedback"),
    "setting": gettext_lazy("Setting"),
    "must_see": gettext_lazy("What a good run shows"),
    "pause_word": gettext_lazy("Pause word"),
    "stop_rule": gettext_lazy("When it is stopped"),
    "de_role": gettext_lazy("Stepping out of the part"),
    "summative": gettext_lazy("Raters where it counts"),
    "formative": gettext_lazy("Raters of a practice run"),
    "level4_requires": gettext_lazy("Level 4 asks for"),
    "unrated_when_missing_more_than": gettext_lazy("Unrated when more than this share had no room"),
    "levels_apart": gettext_lazy("Decided between raters from so many levels apart"),
    "any_harm": gettext_lazy("Decided whenever only one of them saw harm"),
    "consensus": gettext_lazy("Else the level is"),
    "rule": gettext_lazy("It takes"),
    "safety_minimum": gettext_lazy("Safety-critical competencies at least at level"),
    "share_at_least": gettext_lazy("Share of what was rated"),
    "share_level": gettext_lazy("Level that the share has to reach"),
    "merit_share": gettext_lazy("Share to exceed"),
    "merit_level": gettext_lazy("Level to exceed"),
    "stop_on_harm": gettext_lazy("Any harm: to be repeated after feedback"),
    "after_stop_hours": gettext_lazy("Hours until then, at least"),
    "missed_items_only": gettext_lazy("Only what was missed is looked at again"),
    "retries": gettext_lazy("How often"),
    "allowed": gettext_lazy("May be recorded, if everybody in it agrees"),
    "rate_days": gettext_lazy("Days to rate from a recording"),
    "keep_days": gettext_lazy("Days a recording is kept after the result is final"),
    "longest_days": gettext_lazy("Days a recording is kept in any case"),
    "meeting_from": gettext_lazy("A supervision meeting comes first from so many role-plays with harm on"),
    "lead_from": gettext_lazy("A programme manager decides from so many role-plays with harm on"),
    "due_days": gettext_lazy("Days until every sheet shall be in"),
    "supervises": gettext_lazy("A rater who supervises the trainee"),
    "same_organisation": gettext_lazy("A rater of the same organisation"),
    "rated_before": gettext_lazy("A rater of an earlier try"),
    "acknowledge_hours": gettext_lazy("Hours until somebody takes on a follow-up"),
    "debrief_hours": gettext_lazy("Hours until it is talked through"),
    "days_after_release": gettext_lazy("Days after the result in which actors and peers may still say what they saw"),
    "days": gettext_lazy("Days to ask for a new rater"),
    "trainee_brief": gettext_lazy("The trainee’s brief"),
    "observer_notes": gettext_lazy("Notes for the observers"),
    "scripted_out": gettext_lazy("No room for"),
    "unprompted": gettext_lazy("Seen without a prompt"),
    "name": gettext_lazy("Name"),
    "about": gettext_lazy("Who they are"),
    "wants": gettext_lazy("What they want tonight"),
    "limits": gettext_lazy("Limits"),
    "elicits": gettext_lazy("Gives room for"),
}
WORDS: dict[str, type[TextChoices]] = {
    "consensus": Consensus,
    "rule": PassRule,
    **dict.fromkeys(("supervises", "same_organisation", "rated_before"), Weight),
}


def compare_kits(old: Json, new: Json) -> list[Section]:
    """What differs, part by part; nothing for what is the same."""
    names = [name for fields in FIELDS.values() for name in fields]
    fields = tuple(fields_of(_flat({n: old.get(n) for n in names}), _flat({n: new.get(n) for n in names})))
    found = [Section(_("Title, rules and texts"), (Difference("", "", CHANGED, fields),) if fields else ())]
    found += [Section(str(heading), tuple(_in_list(part, old, new))) for part, heading in HEADINGS.items()]
    return [section for section in found if section.differences]


def _in_list(part: str, old: Json, new: Json) -> Iterator[Difference]:
    before = {str(one[LISTS[part]]): one for one in old.get(part, ())}
    after = {str(one[LISTS[part]]): one for one in new.get(part, ())}
    for key in [*after, *(key for key in before if key not in after)]:
        a, b = before.get(key), after.get(key)
        if a == b:
            continue
        change = ADDED if a is None else REMOVED if b is None else CHANGED
        title = (b or a or {}).get("title", "")
        yield Difference(key, title, change, tuple(fields_of(_flat(a or {}), _flat(b or {}))))
    if list(before) != list(after) and {*before} == {*after}:
        yield Difference("", "", CHANGED, (Field(_("Order"), tuple(pieces(" ".join(before), " ".join(after)))),))


def _flat(item: Mapping[str, Any]) -> dict[str, str]:
    """Label → words of every field; mappings are told field by field, prompts one by one by their place in time."""
    found: dict[str, str] = {}
    for name, value in item.items():
        if name == PROMPTS:
            found |= _prompts(value)
        elif name == "short":
            found |= {_("Short words of %(code)s") % {"code": code}: words for code, words in value.items()}
        elif isinstance(value, Mapping):
            found |= _flat(value)
        elif name not in ("competency", "code"):
            found[str(LABELS.get(name, name))] = _words(name, value)
    return {label: words for label, words in found.items() if words}


def _prompts(prompts: list[Json]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in prompts:
        label = _("min %(minute)s · %(who)s") % {"minute": one.get("minute", 0), "who": one.get("actor", "")}
        while label in found:
            label += " ′"
        parts = [one.get("cue", ""), one.get("if_trainee", ""), one.get("then", ""), ", ".join(one.get("elicits", ()))]
        found[label] = " → ".join(part for part in parts if part)
    return found


def _words(name: str, value: Any) -> str:
    if name in WORDS and value:
        return str(dict(WORDS[name].choices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)
