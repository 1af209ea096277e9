"""A result in words: what was seen first, then the level, then what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.competencies.choices import BehaviourKind
from assessments.observations.choices import Outcome
from assessments.observations.links import NextLink
from assessments.observations.models import ObservationResult, RatingSheet
from assessments.observations.presenting.states import moment
from assessments.observations.queries.sheets import SheetItem
from assessments.observations.queries.tries import NextTry


@dataclass(frozen=True)
class Seen:
    """A behaviour in words. `state`: *seen*, *partly* (by one of several), *missed*, *harm*."""

    text: str
    state: str
    words: str
    said: str = ""


@dataclass(frozen=True)
class Skill:
    """One skill of a result. `own`: the level somebody gave themselves; `gap`: the difference in words."""

    code: str
    title: str
    level: int | None
    seen: Sequence[Seen]
    to_practise: Sequence[Seen]
    harms: Sequence[Seen]
    own: int | None = None
    has_own: bool = False
    gap: str = ""
    missed: bool = False
    why: str = ""
    links: Sequence[NextLink] = ()


def skills_of(
    items: Sequence[SheetItem],
    result: ObservationResult,
    sheets: Sequence[RatingSheet],
    own: RatingSheet | None,
    links: Mapping[str, Sequence[NextLink]],
) -> list[Skill]:
    """The skills of a result, in the order of the sheet."""
    from_rule = int(result.rule.get("pass_rule", {}).get("share_level", 3))
    return [_skill(item, result, sheets, own, links, from_rule) for item in items if item.item.code in result.levels]


def _skill(
    item: SheetItem,
    result: ObservationResult,
    sheets: Sequence[RatingSheet],
    own: RatingSheet | None,
    links: Mapping[str, Sequence[NextLink]],
    enough: int,
) -> Skill:
    code = item.item.code
    level = result.levels[code]
    own_level = own.levels.get(code, {}).get("level") if own else None
    lines = [_seen(line.code, line.text, line.kind, result, sheets) for line in item.behaviours]
    missed = level is not None and level < enough
    return Skill(
        code=code,
        title=item.title,
        level=level,
        seen=[line for line in lines if line and line.state in ("seen", "partly")],
        to_practise=[line for line in lines if line and line.state == "missed"],
        harms=[line for line in lines if line and line.state == "harm"],
        own=own_level,
        has_own=own is not None,
        gap=_gap(own_level, level) if own else "",
        missed=missed,
        why=result.why.get(code, ""),
        links=links.get(code, ()) if missed else (),
    )


def _seen(code: str, text: str, kind: str, result: ObservationResult, sheets: Sequence[RatingSheet]) -> Seen | None:
    """None for what says nothing: harm that was not seen, advanced things that were not shown, no opportunity."""
    marks = [sheet.marks.get(code, "not") for sheet in sheets]
    if kind == BehaviourKind.HARMFUL:
        if code not in result.harms:
            return None
        said = next((sheet.harms[code] for sheet in sheets if sheet.harms.get(code)), "")
        return Seen(text, "harm", _("Harmful: seen"), said)
    if marks and all(mark == "obs" for mark in marks):
        return Seen(text, "seen", _("seen"))
    if "obs" in marks:
        return Seen(text, "partly", _("seen by one of the raters"))
    if kind == BehaviourKind.BASIC and "not" in marks:
        return Seen(text, "missed", _("not seen yet"))
    return None


def _gap(own: int | None, level: int | None) -> str:
    if own is None or level is None:
        return ""
    if own == level:
        return _("You saw it the same way.")
    if own < level:
        return _("You were harder on yourself than the raters. That is common.")
    return _("You saw more in it than the raters did. That is common, and worth a talk.")


def condition_words(condition: Mapping[str, Any]) -> str:
    """One condition of the pass rule (`consensus.Condition` as JSON) with what was found."""
    met, found, level = condition["met"], condition["found"], condition.get("level")
    if condition["what"] == "harm":
        if met:
            return _("No harmful behaviour was seen.")
        text = ngettext(
            "%(n)d harmful behaviour was seen, so it is repeated, whatever else went well.",
            "%(n)d harmful behaviours were seen, so it is repeated, whatever else went well.",
            int(found),
        )
        return text % {"n": found}
    if condition["what"] == "safety":
        if met:
            return _("Every safety skill that was rated is at level %(level)s or above.") % {"level": level}
        text = ngettext(
            "%(n)d safety skill is below level %(level)s.", "%(n)d safety skills are below level %(level)s.", int(found)
        )
        return text % {"n": found, "level": level}
    facts = {"found": round(found * 100), "asked": round(condition["asked"] * 100), "level": level}
    if condition["what"] == "share":
        return (
            _("%(found)s %% of the rated skills are at level %(level)s or above; %(asked)s %% are asked for.") % facts
        )
    return _("%(found)s %% are at level %(level)s; from %(asked)s %% on it exceeds the standard.") % facts


def conditions_of(result: ObservationResult) -> list[dict[str, Any]]:
    """The pass rule, condition by condition; what goes beyond it only where it was reached."""
    return [
        {"met": row["met"], "words": condition_words(row)}
        for row in result.explained
        if row["what"] != "merit" or row["met"]
    ]


def next_words(outcome: str, again: NextTry, now: datetime) -> str:
    """What comes next by the kit's rule, in words."""
    if outcome in (Outcome.PASS, Outcome.MERIT):
        return _("Nothing more is needed here.")
    if outcome == Outcome.STOP:
        return _stop_words(again, now)
    if outcome == Outcome.UNRATED:
        return _("It is arranged once more, so that there is enough to see.")
    if again.items:
        text = ngettext(
            "Only what was missed is looked at again, in a short role-play. %(n)d such try is left.",
            "Only what was missed is looked at again, in a short role-play. %(n)d such tries are left.",
            again.retries_left,
        )
        return text % {"n": again.retries_left}
    return _("The whole role-play is arranged once more, when you feel ready.")


def _stop_words(again: NextTry, now: datetime) -> str:
    if again.waits_for == "lead":
        return _("It is talked through with you. Whoever runs the programme then decides with you how to go on.")
    if again.waits_for == "meeting":
        return _("First there is a supervision meeting about it; then the role-play is arranged again.")
    if again.from_when and again.from_when > now:
        text = _("It is talked through with you first. The next try is possible from %(when)s.")
        return text % {"when": moment(again.from_when)}
    return _("It is talked through with you first; then the role-play is arranged again.")
