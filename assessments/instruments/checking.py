"""What stands against publishing a kit, and what is worth a second look. Pure: a kit as JSON, the framework's codes.

Every problem leads to the part it is about (a path, see `editing`), so that a desk can link to it and a file can name
the line.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from assessments.competencies.choices import BehaviourKind
from assessments.instruments.choices import InstrumentKind
from assessments.instruments.editing import PROMPTS, Json, prompt_key

# What a phone shows in one line.
LONGEST_SHORT = 60
# By code of the competency: the kind of each of its behaviours, by code.
Kinds = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class KitProblem:
    """`stops`: it speaks against publishing; else it is worth a look. `path` as in `editing`."""

    message: str
    path: tuple[str, ...] = ("basics",)
    stops: bool = True


def check_kit(kit: Json, kinds: Kinds | None) -> list[KitProblem]:
    """Everything that is wrong or odd about a kit, in the order of its parts. `kinds` None: no framework to ask."""
    found = [*_basics(kit), *_rules(kit), *_texts(kit), *_items(kit, kinds)]
    if kit.get("kind") == InstrumentKind.ROLE_PLAY:
        found += [*_actors(kit), *_variants(kit), *_prompts(kit, kinds), *_room(kit, kinds)]
    return found


def _basics(kit: Json) -> Iterator[KitProblem]:
    if not str(kit.get("title", "")).strip():
        yield KitProblem(_("It has no title yet."))
    if kit.get("kind") != InstrumentKind.ROLE_PLAY:
        return
    needed = {
        "setting": _("Say what the setting is: where the trainee is, and what has gone before."),
        "pause_word": _("It needs a word that anybody can say to pause."),
        "stop_rule": _("Say when it is stopped."),
        "de_role": _("Say how everybody steps out of their part afterwards."),
    }
    for name, words in needed.items():
        if not str(kit.get(name, "")).strip():
            yield KitProblem(words)


def _rules(kit: Json) -> Iterator[KitProblem]:
    if _number(kit.get("raters"), "summative") < 1:
        yield KitProblem(_("At least one person has to rate."), ("rules",))
    if kit.get("kind") == InstrumentKind.ROLE_PLAY and _number(kit.get("minutes"), "play") < 1:
        yield KitProblem(_("It has to be played for at least a minute."))


def _number(mapping: Any, name: str) -> int:
    value = mapping.get(name) if isinstance(mapping, Mapping) else None
    return value if isinstance(value, int) else 0


def _texts(kit: Json) -> Iterator[KitProblem]:
    if not str(kit.get("trainee_brief", "")).strip():
        yield KitProblem(_("The trainee’s brief is empty."), ("brief",))


def _items(kit: Json, kinds: Kinds | None) -> Iterator[KitProblem]:
    items = kit.get("items", [])
    if not items:
        yield KitProblem(_("Nothing is rated yet: add a competency."), ("items",))
    for code in _twice(one.get("competency") for one in items):
        yield KitProblem(_("%(code)s is there twice.") % {"code": code}, ("items", code))
    for item in items:
        yield from _item(item, kinds)


def _item(item: Json, kinds: Kinds | None) -> Iterator[KitProblem]:
    code = str(item.get("competency", ""))
    path = ("items", code)
    if kinds is not None and code not in kinds:
        yield KitProblem(_("%(code)s is not in the framework in force.") % {"code": code}, path)
        return
    named = [*item.get("scripted_out", ()), *item.get("unprompted", ()), *item.get("short", ())]
    for unknown in _unknown(named, kinds[code] if kinds else None):
        yield KitProblem(_("%(code)s is no behaviour of %(item)s.") % {"code": unknown, "item": code}, path)
    for behaviour, words in item.get("short", {}).items():
        if len(words) > LONGEST_SHORT:
            text = _("The short words of %(code)s have %(count)d letters; at most %(most)d fit on a phone.")
            yield KitProblem(text % {"code": behaviour, "count": len(words), "most": LONGEST_SHORT}, path)
    for behaviour in sorted({*item.get("scripted_out", ())} & {*item.get("unprompted", ())}):
        text = _("%(code)s can’t both have no room and be seen without a prompt.")
        yield KitProblem(text % {"code": behaviour}, path)
    if kinds and not _left(item, kinds[code], BehaviourKind.BASIC):
        text = _("No basic behaviour of %(code)s has room: it will never get a level, only harm is noted.")
        yield KitProblem(text % {"code": code}, path, stops=False)


def _unknown(codes: Iterable[str], known: Mapping[str, str] | None) -> list[str]:
    return sorted({code for code in codes if known is not None and code not in known})


def _left(item: Json, kinds: Mapping[str, str], kind: str) -> list[str]:
    """The behaviours of a kind that the script is to give room for."""
    out = {*item.get("scripted_out", ())}
    return [code for code, its in kinds.items() if its == kind and code not in out]


def _actors(kit: Json) -> Iterator[KitProblem]:
    actors = kit.get("actors", [])
    if not actors:
        yield KitProblem(_("Nobody plays yet: add an actor."), ("actors",))
    for name in _twice(one.get("name") for one in actors):
        yield KitProblem(_("Two actors are called %(name)s.") % {"name": name}, ("actors", name))
    for actor in actors:
        if not str(actor.get("about", "")).strip():
            text = _("Say who %(name)s is.") % {"name": actor.get("name", "")}
            yield KitProblem(text, ("actors", str(actor.get("name", ""))))


def _variants(kit: Json) -> Iterator[KitProblem]:
    variants = kit.get("variants", [])
    if not variants:
        yield KitProblem(_("It has no variant yet, and so no prompts."), ("variants",))
    for code in _twice(one.get("code") for one in variants):
        yield KitProblem(_("Two variants are called %(name)s.") % {"name": code}, ("variants", code))
    for variant in variants:
        if not variant.get(PROMPTS):
            text = _("Variant %(variant)s has no prompts yet.") % {"variant": variant.get("code", "")}
            yield KitProblem(text, ("variants", str(variant.get("code", ""))))


def _prompts(kit: Json, kinds: Kinds | None) -> Iterator[KitProblem]:
    names = {one.get("name") for one in kit.get("actors", ())}
    rated = {code for item in kit.get("items", ()) for code in (kinds or {}).get(item.get("competency"), ())}
    out = {code for item in kit.get("items", ()) for code in item.get("scripted_out", ())}
    play = _number(kit.get("minutes"), "play")
    for variant in kit.get("variants", ()):
        for prompt in variant.get(PROMPTS, ()):
            path = (PROMPTS, str(variant.get("code", "")), prompt_key(prompt))
            place = {"variant": variant.get("code", ""), "minute": prompt.get("minute", 0)}
            for words, stops in _prompt(prompt, names, play, rated if kinds is not None else None, out):
                text = _("Variant %(variant)s, minute %(minute)s: %(words)s") % {**place, "words": words}
                yield KitProblem(text, path, stops)


def _prompt(
    prompt: Json, names: set[Any], play: int, rated: set[str] | None, out: set[str]
) -> Iterator[tuple[str, bool]]:
    minute = prompt.get("minute")
    if type(minute) is not int or not 0 <= minute <= play:
        yield _("the minute lies outside the %(play)d minutes of play.") % {"play": play}, True
    if prompt.get("actor") not in names:
        yield _("no actor is called %(name)s.") % {"name": prompt.get("actor", "") or "–"}, True
    if not str(prompt.get("cue", "")).strip():
        yield _("nothing is said or done."), True
    for code in prompt.get("elicits", ()):
        if rated is not None and code not in rated:
            yield _("%(code)s is not rated in this kit.") % {"code": code}, True
        elif code in out:
            yield _("%(code)s is said to have no room in this kit.") % {"code": code}, False
    if not prompt.get("elicits"):
        yield _("it gives room for nothing that is rated."), False


def _room(kit: Json, kinds: Kinds | None) -> Iterator[KitProblem]:
    """Every behaviour that is rated needs its moment, in every variant."""
    for variant in kit.get("variants", ()) if kinds is not None else ():
        elicited = {code for prompt in variant.get(PROMPTS, ()) for code in prompt.get("elicits", ())}
        for item in kit.get("items", ()):
            code = str(item.get("competency", ""))
            known = (kinds or {}).get(code, {})
            shown = elicited | {*item.get("unprompted", ())}
            for kind, stops in ((BehaviourKind.BASIC, True), (BehaviourKind.ADVANCED, False)):
                lacking = [one for one in _left(item, known, kind) if one not in shown]
                if lacking and variant.get(PROMPTS):
                    yield KitProblem(_room_words(variant, lacking), ("items", code), stops)


def _room_words(variant: Json, lacking: list[str]) -> str:
    text = _("In variant %(variant)s no prompt gives room for %(codes)s.")
    return text % {"variant": variant.get("code", ""), "codes": get_text_list(lacking, _("and"))}


def _twice(names: Iterable[Any]) -> list[str]:
    counted = Counter(str(name) for name in names)
    return [name for name, count in counted.items() if count > 1]
