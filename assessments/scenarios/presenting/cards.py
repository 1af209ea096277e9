"""Scenarios before one plays them: in the library, and on their own card."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.scenarios.choices import Quality, RunStatus, Way
from assessments.scenarios.models import Scenario, ScenarioAttempt
from assessments.scenarios.queries import RunState, Signed


@dataclass(frozen=True)
class Standing:
    """Where somebody stands with a scenario, as a sentence with a mark."""

    word: str
    icon: str
    style: str
    more: str = ""


@dataclass(frozen=True)
class Card:
    """A scenario in the library."""

    number: int
    title: str
    summary: str
    minutes: int
    practises: tuple[str, ...]
    content_note: str
    standing: Standing
    url: str


@dataclass(frozen=True)
class RunLine:
    """One run in a list of them. `url` is empty where there is nothing to open."""

    title: str
    standing: Standing
    when: str
    words: tuple[str, ...]
    url: str


def card_of(scenario: Scenario, settings: Mapping[str, Any], state: RunState, practises: Sequence[str]) -> Card:
    """A scenario with the words that its newest version has."""
    return Card(
        number=scenario.number,
        title=settings["title"],
        summary=settings["summary"],
        minutes=settings["minutes"],
        practises=tuple(practises),
        content_note=settings["content_note"],
        standing=standing_of(state),
        url=reverse("assessments:scenario", args=[scenario.code]),
    )


def standing_of(state: RunState) -> Standing:
    """Not begun, under way, complete, or played and not yet complete."""
    more = _("Best run: %(words)s") % {"words": outcome_words(state.best)} if state.best else ""
    if state.open:
        return Standing(_("Under way"), "half", "is-open", more)
    if state.met:
        return Standing(_("Complete"), "check", "is-met", more)
    if state.best:
        return Standing(_("Played, not yet complete"), "half", "is-open", more)
    return Standing(_("Not begun"), "ring", "is-waiting")


def outcome_words(run: ScenarioAttempt) -> str:
    """How a run came out, in a few words."""
    if run.way == Way.READ:
        return _("read as a text")
    endings = {
        Quality.GOOD: _("a good ending"),
        Quality.FAIR: _("a fair ending"),
        Quality.POOR: _("an ending that asks for another go"),
    }
    return ", ".join(filter(None, [endings.get(Quality(run.quality)) if run.quality else "", harm_words(run)]))


def harm_words(run: ScenarioAttempt) -> str:
    """How many different harms were done, each counted once however often, and what became of them."""
    if not run.harms:
        return _("nothing harmful")
    count = ngettext("%(n)d harm", "%(n)d different harms", run.harms) % {"n": run.harms}
    if not run.open_harms:
        return _("%(count)s, made good") % {"count": count}
    return _("%(count)s, %(open)d not made good") % {"count": count, "open": run.open_harms}


def run_line(run: ScenarioAttempt, state: RunState | None = None, *, with_title: bool = False) -> RunLine:
    """A run for a list. `state` tells which one is the first and which the best."""
    ended = run.status == RunStatus.FINISHED
    sent = _("sent to the supervisors") if run.sent_at else ""
    tokens = [outcome_words(run) if ended else "", _replayed(run), sent]
    if state and ended:
        tokens += [_("first run") if run == state.first else "", _("best run") if run == state.best else ""]
    label = run.version.settings["title"] if with_title else _("Run %(number)d") % {"number": run.number}
    return RunLine(
        title=label,
        standing=_standing_of_run(run),
        when=date_format(localtime(run.finished_at or run.started_at), "DATE_FORMAT"),
        words=tuple(token for token in tokens if token),
        url=reverse("assessments:role_play_debrief", args=[run.uuid]) if ended else "",
    )


def _replayed(run: ScenarioAttempt) -> str:
    if run.replay_of_id is None:
        return ""
    return _("replayed from moment %(number)d") % {"number": run.replay_from + 1}


def _standing_of_run(run: ScenarioAttempt) -> Standing:
    if run.status == RunStatus.IN_PROGRESS:
        return Standing(_("Under way"), "half", "is-open")
    if run.status == RunStatus.LEFT:
        return Standing(_("Left for another try"), "dash", "is-waiting")
    if run.is_met:
        return Standing(_("Complete"), "check", "is-met")
    return Standing(_("Not yet complete"), "half", "is-waiting")


def safety_words(settings: Mapping[str, Any], signed: Signed) -> str:
    """Whether a named person has looked at the safety content; empty where there is none."""
    if not settings["safety_critical"]:
        return ""
    if not signed.safety_reviewed:
        return _("Not yet reviewed by a named person: check with your programme before you rely on it.")
    last = signed.safety[-1]
    when = date_format(localtime(last.signed_at), "DATE_FORMAT")
    return _("Reviewed by %(name)s, %(when)s") % {"name": last.name, "when": when}


def path_name(signed: Signed) -> str:
    """What the reference path may be called."""
    return _("The reviewed path") if signed.reference_reviewed else _("The authors’ path")


def kicker(number: int, minutes: int) -> str:
    """What stands above the title of a scenario."""
    return _("Role-play %(number)d · about %(minutes)d min · replay as often as you like") % {
        "number": number,
        "minutes": minutes,
    }


def way_missing(run: ScenarioAttempt) -> list[str]:
    """What a run still lacks to be complete, in words; empty when nothing does."""
    rules = run.version.settings
    missing: list[str] = []
    if run.is_met:
        return missing
    if rules["enough"] == Quality.GOOD and run.quality != Quality.GOOD:
        missing.append(_("It takes a good ending. This run came to another one."))
    elif run.quality == Quality.POOR:
        missing.append(_("It takes a good or a fair ending. This run came to another one."))
    if rules["repair_all"] and run.open_harms:
        missing.append(
            ngettext("%(n)d harm was not made good.", "%(n)d different harms were not made good.", run.open_harms)
            % {"n": run.open_harms}
        )
    return missing or [_("It is complete once a run comes to a good enough ending.")]
