"""Drafts of the framework as plain values for their pages. No query."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.competencies.choices import BehaviourKind, DraftState
from assessments.competencies.crosswalks import BY_KEY, name_of
from assessments.competencies.drafts import FrameworkDraft
from assessments.competencies.editing import mark_of, part_at
from assessments.competencies.formats.comparing import (
    BEHAVIOUR,
    CHANGED,
    COMPETENCY,
    DOMAIN,
    LEVEL,
    MISSING,
    NEW,
    WHOLE,
)
from assessments.competencies.planning import InForce, Plan, plan_draft
from assessments.competencies.presenting_transfer import dry_run

NAMES = "frameworkversion"
MARKS = {BehaviourKind.HARMFUL: "▲", BehaviourKind.BASIC: "●", BehaviourKind.ADVANCED: "★"}


@dataclass(frozen=True)
class Waiting:
    """A draft in the list. `sums`: what it would change, in short; `waits`: it is for a reviewer to decide."""

    title: str
    state: str
    sums: str
    note: str
    url: str
    waits: bool


@dataclass(frozen=True)
class Entry:
    """A part on a page of a draft. `state`: how it differs from what is in force; `seen`: its mark."""

    sort: str
    code: str
    words: str
    url: str
    state: str = ""
    more: str = ""
    sign: str = ""
    seen: str = ""
    problems: int = 0


@dataclass(frozen=True)
class Group:
    """A domain with its competencies."""

    head: Entry
    rows: list[Entry]
    add_url: str
    empty: bool


@dataclass(frozen=True)
class Outline:
    whole: Entry
    levels: list[Entry]
    groups: list[Group] = field(default_factory=list)


def day(moment: datetime | None) -> str:
    return date_format(moment.astimezone(timezone.get_current_timezone()), "DATETIME_FORMAT") if moment else ""


def title_of(draft: FrameworkDraft) -> str:
    """“Peer framework, after version 1.0”, or the name of its file."""
    if draft.file_name:
        return _("%(title)s, from %(file)s") % {"title": draft.data["title"], "file": draft.file_name}
    base = draft.base.version if draft.base else "–"
    return _("%(title)s, after version %(version)s") % {"title": draft.data["title"], "version": base}


def state_words(draft: FrameworkDraft) -> str:
    """Where it stands, in a sentence."""
    who, when = str(draft.started_by), day(draft.created)
    if draft.state == DraftState.WAITING:
        who, when = str(draft.sent_by), day(draft.sent_at)
        return _("%(who)s sent it to clinical review on %(when)s.") % {"who": who, "when": when}
    if draft.state == DraftState.PUBLISHED:
        words = _("Published as version %(version)s.")
        return words % {"version": draft.published.version if draft.published else ""}
    if draft.state == DraftState.DISCARDED:
        return _("Put away. Begun by %(who)s on %(when)s.") % {"who": who, "when": when}
    if draft.answer:
        who, when = str(draft.answered_by), day(draft.answered_at)
        return _("Being written. %(who)s sent it back on %(when)s.") % {"who": who, "when": when}
    return _("Being written. Begun by %(who)s on %(when)s.") % {"who": who, "when": when}


def headline(draft: FrameworkDraft) -> tuple[str, str, str]:
    """(title, where it stands, where it is decided) in one line."""
    return title_of(draft), state_words(draft), reverse(f"{NAMES}:draft_review", args=[draft.uuid])


def waiting_rows(drafts: Iterable[FrameworkDraft], now: InForce) -> list[Waiting]:
    """The list of what waits and what is written."""
    rows = []
    for draft in drafts:
        report, waits = dry_run(plan_draft(draft.data, now)), draft.state == DraftState.WAITING
        name = "draft_review" if waits else "draft"
        sums = _("It says the same as the version in force.") if report.same else ", ".join(report.sums)
        note = draft.note if waits else draft.answer
        url = reverse(f"{NAMES}:{name}", args=[draft.uuid])
        rows.append(Waiting(title_of(draft), state_words(draft), sums, note, url, waits))
    return rows


def outline(draft: FrameworkDraft, plan: Plan) -> Outline:
    """The whole draft as links to its parts."""
    page = _Page(draft, plan)
    return Outline(
        whole=page.entry(WHOLE, "-", draft.data["title"]),
        levels=[page.entry(LEVEL, str(one["number"]), one["name"], sign=one["mark"]) for one in draft.data["levels"]],
        groups=[page.group(domain) for domain in draft.data["domains"]],
    )


def behaviour_rows(draft: FrameworkDraft, plan: Plan, code: str) -> list[Entry]:
    """The behaviours of one competency."""
    page = _Page(draft, plan)
    rows = (one for domain in draft.data["domains"] for one in domain["competencies"] if one["code"] == code)
    return [
        page.entry(
            BEHAVIOUR,
            item["code"],
            item["text"],
            sign=MARKS.get(item["kind"], ""),
            more=str(dict(BehaviourKind.choices).get(item["kind"], item["kind"])),
        )
        for one in rows
        for item in one["behaviours"]
    ]


class _Page:
    def __init__(self, draft: FrameworkDraft, plan: Plan) -> None:
        self.draft = draft
        names = {NEW: _("new"), CHANGED: _("changed"), MISSING: _("changed")}
        self.states: dict[tuple[str, str], str] = {}
        for one in plan.changes:
            self.states[one.sort, one.code] = names[one.state]
            if one.sort == BEHAVIOUR:
                self.states.setdefault((COMPETENCY, one.code.rpartition(".")[0]), _("changed"))
        self.places = [problem.place for problem in plan.stops]

    def entry(self, sort: str, code: str, words: str, **more: Any) -> Entry:
        state = self.states.get((sort, "" if sort == WHOLE else code), "")
        seen = mark_of(part_at(self.draft.data, sort, code))
        return Entry(sort, code, words, part_url(self.draft, sort, code), state, seen=seen, **more)

    def group(self, domain: dict[str, Any]) -> Group:
        rows = []
        for one in domain["competencies"]:
            n = len(one["behaviours"])
            said = ngettext("%(n)s behaviour", "%(n)s behaviours", n) % {"n": n}
            if one["safety_critical"]:
                said = _("safety-critical, %(more)s") % {"more": said}
            inside = {one["code"], *(item["code"] for item in one["behaviours"])}
            problems = sum(place in inside for place in self.places)
            rows.append(self.entry(COMPETENCY, one["code"], one["title"], more=said, problems=problems))
        add = reverse(f"{NAMES}:draft_add", args=[self.draft.uuid, COMPETENCY, domain["code"]])
        return Group(self.entry(DOMAIN, domain["code"], domain["title"]), rows, add, not rows)


def part_url(draft: FrameworkDraft, sort: str, code: str) -> str:
    return reverse(f"{NAMES}:draft_part", args=[draft.uuid, sort, code])


def problem_rows(draft: FrameworkDraft, plan: Plan) -> list[tuple[str, str, str]]:
    """(what it concerns, what is wrong, where it can be mended) of everything that stops publishing."""
    sorts: dict[str, str] = {}
    for domain in draft.data["domains"]:
        sorts[domain["code"]] = DOMAIN
        for one in domain["competencies"]:
            sorts[one["code"]] = COMPETENCY
            sorts.update({item["code"]: BEHAVIOUR for item in one["behaviours"]})
    return [
        (problem.place, problem.words, part_url(draft, sorts.get(problem.place, WHOLE), problem.place or "-"))
        for problem in plan.stops
    ]


def crosswalk_words(crosswalk: dict[str, list[Any]]) -> list[tuple[str, str]]:
    """(set, its targets) that a competency points at."""
    return [
        (str(BY_KEY[key].short) if key in BY_KEY else key, ", ".join(name_of(key, part) for part in parts))
        for key, parts in crosswalk.items()
        if parts
    ]
