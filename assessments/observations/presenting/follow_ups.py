"""Follow-ups of harm in words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.observations.choices import FollowUpStatus
from assessments.observations.models import FollowUp
from assessments.observations.presenting.states import State, moment
from assessments.observations.queries.sheets import SheetItem


def follow_up_state(row: FollowUp, now: datetime) -> State:
    """What is to be done, by when, and whether that is past."""
    if row.status == FollowUpStatus.OPEN:
        late = row.acknowledge_by < now
        words = _("Nobody takes care yet; by %(when)s") % {"when": moment(row.acknowledge_by)}
        return State("alert", "is-stopped", _("%(words)s; overdue") % {"words": words} if late else words, late)
    if row.status == FollowUpStatus.ACKNOWLEDGED:
        late = row.debrief_by < now
        facts = {"name": row.owner, "when": moment(row.debrief_by)}
        words = _("%(name)s takes care; to be talked through by %(when)s") % facts
        return State("half", "is-open", _("%(words)s; overdue") % {"words": words} if late else words, late)
    if row.status == FollowUpStatus.DEBRIEFED:
        words = _("Talked through on %(when)s; to be closed") % {"when": moment(row.debriefed_at)}
        return State("half", "is-open", words)
    return State("check", "is-met", _("Closed on %(when)s") % {"when": moment(row.closed_at)})


def follow_up_line(row: FollowUp, now: datetime) -> dict[str, Any]:
    return {
        "name": row.observation.learner.full_name,
        "kit": row.observation.sitting.instrument_version.title,
        "state": follow_up_state(row, now),
        "url": reverse("assessments:follow_up", args=[row.uuid]),
    }


def follow_up_page(row: FollowUp, items: Sequence[SheetItem], now: datetime, *, words: bool) -> dict[str, Any]:
    """The page of one. Without `words` what was agreed is left out."""
    texts = {line.code: line.text for item in items for line in item.behaviours}
    facts = [
        (_("Opened"), moment(row.created)),
        (_("Taken care of by"), str(row.owner) if row.owner else ""),
        (_("Passed on to who is on call"), moment(row.fallback_at)),
        (_("Talked through"), moment(row.debriefed_at)),
        (_("Closed"), moment(row.closed_at)),
        (_("Agreed"), row.agreed if words else ""),
    ]
    return {
        **follow_up_line(row, now),
        "behaviours": [texts.get(code, code) for code in row.behaviours],
        "facts": [(name, value) for name, value in facts if value],
        "status": row.status,
        "observation_url": reverse("assessments:observation", args=[row.observation.uuid]),
        "person_url": reverse("people:person", args=[row.observation.learner.uuid]),
    }
