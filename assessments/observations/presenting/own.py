"""A trainee's own role-plays in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.observations.choices import OPEN, OVER, ObservationStatus, ResponseKind
from assessments.observations.links import NextLink
from assessments.observations.models import Feedback, Observation, ObservationResult, RatingSheet, Response
from assessments.observations.models.observations import has_begun
from assessments.observations.presenting.asides import Said, said_aside
from assessments.observations.presenting.recordings import OwnLine
from assessments.observations.presenting.results import Skill, conditions_of, next_words, skills_of
from assessments.observations.presenting.states import State, moment, outcome_state
from assessments.observations.queries.own import OwnSheet
from assessments.observations.queries.sheets import SheetItem
from assessments.observations.queries.tries import NextTry
from assessments.observations.terms import appeal_within


@dataclass(frozen=True)
class ComingPage:
    """What a trainee sees before the result. `own`: "", "begun", "in" or "declined"."""

    uuid: Any
    title: str
    summary: str
    content_note: str
    when: str
    link: str
    place: str
    together: int
    does: str
    counts: bool
    brief: str
    pause_word: str
    de_role: str
    skills: Sequence[str]
    raters: Sequence[str]
    state: State
    is_over: bool
    is_out: bool
    own: str
    own_url: str
    has_begun: bool
    may_leave_out: bool
    recording: OwnLine
    asked_too: int


def coming_page(
    found: Observation,
    items: Sequence[SheetItem],
    own: OwnSheet,
    raters: Sequence[str],
    now: datetime,
    *,
    recording: OwnLine,
    together: int = 1,
    asked_too: int = 0,
) -> ComingPage:
    """`together`: how many are watched in it; `asked_too`: actors and peers who may say what they saw."""
    sitting, kit = found.sitting, found.sitting.instrument_version.kit
    stand = "declined" if own.declined else "in" if own.sheet else "begun" if own.seat_uuid else ""
    return ComingPage(
        uuid=found.uuid,
        title=sitting.instrument_version.title,
        summary=kit.get("summary", ""),
        content_note=kit.get("content_note", ""),
        when=moment(sitting.starts_at),
        link=sitting.link if found.status in OPEN else "",
        place=sitting.place if found.status in OPEN else "",
        together=together,
        does=str(found.get_part_display()),
        counts=sitting.counts,
        brief=kit.get("trainee_brief", ""),
        pause_word=kit.get("pause_word", ""),
        de_role=kit.get("de_role", ""),
        skills=[item.title for item in items],
        raters=raters,
        state=own_state(found, None),
        is_over=found.status in OVER,
        is_out=found.status == ObservationStatus.RELEASED,
        own=stand,
        own_url=reverse("assessments:my_self_rating", args=[found.uuid]),
        has_begun=has_begun(sitting, now),
        may_leave_out=found.status in OPEN,
        recording=recording,
        asked_too=asked_too,
    )


def own_state(found: Observation, result: ObservationResult | None) -> State:
    """Where it stands, without a word on what raters said before it is out."""
    if found.status == ObservationStatus.RELEASED:
        return outcome_state(result.outcome) if result else State("message", "is-open", _("Ready for you"))
    if found.status == ObservationStatus.PLANNED:
        return State("calendar", "is-open", _("Planned"))
    if found.status in OVER:
        return State("close", "is-stopped", str(ObservationStatus(found.status).label))
    return State("clock", "is-open", _("Being rated; we tell you when it is ready"))


def own_line(found: Observation, result: ObservationResult | None) -> dict[str, Any]:
    """A line of the list. The outcome stands on its page alone, where words come before it."""
    return {
        "title": found.sitting.instrument_version.title,
        "when": moment(found.sitting.held_at or found.sitting.starts_at),
        "counts": found.sitting.counts,
        "state": own_state(found, None),
        "is_out": result is not None,
        "url": reverse("assessments:my_observation", args=[found.uuid]),
    }


@dataclass(frozen=True)
class ResultPage:
    uuid: Any
    title: str
    when: str
    counts: bool
    outcome: State
    next_step: str
    conditions: Sequence[Mapping[str, Any]]
    skills: Sequence[Skill]
    harms: int
    focus: Sequence[str]
    feedback: Mapping[str, Any] | None
    replaced: bool
    read: bool
    answer: Mapping[str, str] | None
    appeal: Mapping[str, str] | None
    appeal_until: str
    has_own: bool
    recording: OwnLine
    asides: Sequence[Said]


def result_page(
    found: Observation,
    result: ObservationResult,
    *,
    items: Sequence[SheetItem],
    sheets: Sequence[RatingSheet],
    own: RatingSheet | None,
    links: Mapping[str, Sequence[NextLink]],
    again: NextTry,
    responses: Mapping[str, Response],
    recording: OwnLine,
    now: datetime,
    asides: Sequence[RatingSheet] = (),
) -> ResultPage:
    kit = found.sitting.instrument_version.kit
    skills = skills_of(items, result, sheets, own, links)
    until = (found.released_at or now) + appeal_within(kit)
    return ResultPage(
        uuid=found.uuid,
        title=found.sitting.instrument_version.title,
        when=moment(found.sitting.held_at or found.sitting.starts_at),
        counts=found.sitting.counts,
        outcome=outcome_state(result.outcome),
        next_step=next_words(result.outcome, again, now) if found.sitting.counts else "",
        conditions=conditions_of(result),
        skills=skills,
        harms=len(result.harms),
        focus=[line.text for skill in skills if skill.missed for line in (*skill.harms, *skill.to_practise)],
        feedback=_feedback(found, items),
        replaced=result.supersedes_id is not None,
        read=ResponseKind.ACKNOWLEDGED in responses,
        answer=_said(responses.get(ResponseKind.ANSWERED)),
        appeal=_said(responses.get(ResponseKind.APPEALED)),
        appeal_until=moment(until) if until > now else "",
        has_own=own is not None,
        recording=recording,
        asides=said_aside(asides, items, released_at=found.released_at, named=False, words=True),
    )


def _said(response: Response | None) -> dict[str, str] | None:
    if response is None:
        return None
    return {"words": response.words, "when": moment(response.said_at), "settled": moment(response.settled_at)}


def _feedback(found: Observation, items: Sequence[SheetItem]) -> dict[str, Any] | None:
    given = Feedback.objects.filter(observation=found, given_at__isnull=False).select_related("author").first()
    if given is None:
        return None
    texts = {line.code: line.text for item in items for line in item.behaviours}
    return {
        "author": given.author.full_name,
        "keep": [line for line in given.keep if line],
        "change": given.change,
        "step": given.step,
        "step_by": given.step_by,
        "behaviours": [texts[code] for code in given.behaviours if code in texts],
    }
