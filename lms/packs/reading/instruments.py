"""Checks of the observation kits in a pack: what an editor would be told, with the line in the file."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.instruments.checking import check_kit
from assessments.instruments.editing import FIELDS, LISTS, PROMPTS, prompt_key
from assessments.instruments.filling import fill_kit
from lms.common.texts.problems import Problems
from lms.packs.reading.pack import Entry, Pack
from lms.packs.reading.references import competencies

SHARES = ("share_at_least", "merit_share")


def check_instrument(entry: Entry, pack: Pack, problems: Problems) -> None:
    """Its shape is sound already (`spec.KIT`); here comes what the kit means."""
    if not _has_sound_parts(entry, problems):
        return
    kinds = {
        code: {behaviour["code"]: behaviour["kind"] for behaviour in competency["behaviours"]}
        for code, competency in competencies(pack).items()
    }
    for found in check_kit(fill_kit(entry.data), kinds if pack.of("framework") else None):
        if found.stops:
            problems.add(entry.path, _line(entry, found.path), "%(words)s", words=found.message)


def _has_sound_parts(entry: Entry, problems: Problems) -> bool:
    before = len(problems)
    for item in entry.data["items"]:
        short = item.get("short")
        if short is not None and not (isinstance(short, Mapping) and all(map(_is_text, short.values()))):
            problems.add(entry.path, item.line_of("short"), _("short is a list of codes with their words"))
    rule: Any = entry.data.get("pass_rule") or {}
    for name in SHARES:
        if name in rule and not _is_share(rule[name]):
            problems.add(entry.path, rule.line_of(name), _("%(name)s is a number from 0 to 1"), name=name)
    level4 = str(entry.data.get("level4_requires") or "any")
    if level4 not in {"any", "all"} and not level4.isdecimal():
        problems.add(entry.path, entry.line_of("level4_requires"), _("level4_requires is any, all or a number"))
    return len(problems) == before


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_share(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _line(entry: Entry, path: Sequence[str]) -> int:
    """Where a part stands in the file; the list around it, or the title, where it is not there."""
    head = path[0]
    if head in FIELDS:
        return entry.line_of(next((name for name in FIELDS[head] if name in entry.data), "title"))
    rows: Any = entry.data.get("variants" if head == PROMPTS else head) or []
    key = "code" if head == PROMPTS else LISTS[head]
    here = next((place for place, one in enumerate(rows) if len(path) > 1 and str(one.get(key)) == path[1]), None)
    if here is None:
        return entry.line_of("variants" if head == PROMPTS else head)
    if head != PROMPTS:
        return int(rows.line_of(here))
    return _prompt_line(rows[here], path[2], int(rows.line_of(here)))


def _prompt_line(variant: Any, key: str, line: int) -> int:
    prompts: Any = variant.get(PROMPTS) or []
    filled = fill_kit({"variants": [variant]})["variants"][0][PROMPTS]
    here = next((place for place, one in enumerate(filled) if prompt_key(one) == key), None)
    return line if here is None else int(prompts.line_of(here))
