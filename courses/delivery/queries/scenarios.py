"""The role-plays of a lesson, as one reader stands with them."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from assessments.scenarios.choices import Way
from assessments.scenarios.models import Scenario, ScenarioAttempt
from assessments.scenarios.queries import RunState
from assessments.scenarios.queries.placed import ScenarioFacts, facts_of, runs_at
from courses.catalogue.choices import ActivityKind, LessonKind
from courses.catalogue.models import Activity, LessonPage
from courses.delivery.roleplays import ScenarioCard, ScenarioStand, enough_words, signed_words
from courses.delivery.standing import LessonAccess
from lms.people.models import User


def scenario_cards(
    lesson: LessonPage, activities: Sequence[Activity], user: User, access: LessonAccess
) -> dict[str, ScenarioCard]:
    """The scenarios of a lesson by block id. One query for all of them, none where there are none.

    What they say of themselves is remembered; until it is, three queries for each.
    """
    placed = {row.block_id: row for row in activities if row.kind == ActivityKind.SCENARIO}
    if not placed:
        return {}
    enrolment = access.enrolment
    places = [row.uuid for row in placed.values()]
    runs = runs_at(user, places, cycle=enrolment.cycle) if enrolment else {}
    main = lesson.kind == LessonKind.CHECK
    cards = {}
    for child in lesson.body:
        activity = placed.get(child.id) if child.block_type == "scenario" else None
        if activity is not None and child.value["scenario"] is not None:
            mine = runs.get(activity.uuid)
            cards[child.id] = scenario_card(activity, child.value["scenario"], mine, access, main=main)
    return cards


def scenario_card(
    activity: Activity, scenario: Scenario, runs: RunState | None, access: LessonAccess, *, main: bool
) -> ScenarioCard:
    """How somebody with these `runs` (None: they read along) stands with a scenario here."""
    facts = facts_of(scenario)
    asked: dict[str, Any] = {"main": main, "optional": not activity.required}
    if facts is None:
        words: dict[str, Any] = {"title": scenario.title, "summary": scenario.summary, "minutes": scenario.minutes}
        sentence = _("This role-play is not open yet.")
        return ScenarioCard(**words, **asked, practises="", takes="", stand="closed", sentence=sentence)
    asked |= _asked(facts)
    if runs is None:
        return ScenarioCard(**asked, stand="closed", sentence=_("You are reading along: nothing is recorded."))
    stand, sentence = _stand(runs, paused=not access.records, retired=bool(scenario.retired_at))
    start = reverse("courses:activity_start", kwargs={"activity_uuid": activity.uuid})
    return ScenarioCard(
        **asked,
        stand=stand,
        sentence=sentence,
        start_url=start if _may_start(runs, stand, scenario, access) else None,
        debrief_url=reverse("assessments:role_play_debrief", args=[runs.best.uuid]) if runs.best else None,
    )


def _asked(facts: ScenarioFacts) -> dict[str, Any]:
    signed = [f"{name} ({date_format(localtime(at), 'DATE_FORMAT')})" for name, at in facts.signed]
    return {
        "title": facts.title,
        "summary": facts.summary,
        "minutes": facts.minutes,
        "practises": get_text_list(list(facts.practises), _("and")),
        "takes": enough_words(facts.enough, repair_all=facts.repair_all),
        "note": facts.content_note,
        "has_text": facts.has_text,
        "safety": signed_words(get_text_list(signed, _("and"))) if facts.safety_critical else "",
    }


def _may_start(runs: RunState, stand: ScenarioStand, scenario: Scenario, access: LessonAccess) -> bool:
    """A role-play may be played again and again; what is out of use can only be played to its end."""
    return access.records and stand != "closed" and (runs.open is not None or not scenario.retired_at)


def _stand(runs: RunState, *, paused: bool, retired: bool) -> tuple[ScenarioStand, str]:
    if runs.best and runs.met and not runs.open:
        return "met", _met_words(runs.best)
    if paused:
        return "closed", _("Your training is paused.")
    if runs.open:
        text = _("Met before, and under way again.") if runs.met else _("Under way. You go on where you stopped.")
        return "under_way", text
    if retired:
        return "closed", _("This role-play is no longer in use.")
    if runs.last:
        return "not_yet", _("Not yet. Play it again, or from any moment that its debrief shows.")
    return "open", _("Not started yet.")


def _met_words(run: ScenarioAttempt) -> str:
    day = date_format(localtime(run.finished_at), "DATE_FORMAT")
    if run.way == Way.READ:
        return _("Met, read as a text · %(day)s") % {"day": day}
    return _("Met · %(day)s") % {"day": day}
