"""Somebody's role-plays, for those who supervise them."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from assessments.scenarios import queries
from assessments.scenarios.models import ScenarioAttempt
from assessments.scenarios.presenting import cards, words
from lms.common.navigation import be_under
from lms.common.signals import person_viewed
from lms.people.access import access_guided

PER_PAGE = 25
HARMS_SHOWN = 20


@require_GET
@login_required
@never_cache
def person_role_plays(request: HttpRequest, person_uuid: uuid.UUID) -> HttpResponse:
    """A person's runs, replays and harmful moments; one's own too."""
    user: Any = request.user
    person = access_guided(user, person_uuid)
    own = person.pk == user.pk
    if not own:
        person_viewed.send(sender=ScenarioAttempt, viewer=user, subject=person, what="role-plays")
    be_under(request, "assessments:scenarios" if own else "people:list")
    runs = queries.runs_to_see().filter(learner=person).order_by("-started_at")
    page = Paginator(runs, PER_PAGE).get_page(request.GET.get("page"))
    harms = queries.harms_for(person)
    context = {
        "person": person,
        "own": own,
        "page": page,
        "runs": [cards.run_line(run, with_title=True) for run in page.object_list],
        "harms": [_harm_line(harm) for harm in harms[:HARMS_SHOWN]],
        "open_harms": sum(not harm.repaired and not harm.is_under_way for harm in harms),
        "undecided": sum(not harm.repaired and harm.is_under_way for harm in harms),
    }
    return render(request, "assessments/scenarios/person.html", context)


def _harm_line(harm: queries.Harm) -> dict[str, Any]:
    return {
        "title": harm.attempt.version.settings["title"],
        "when": date_format(localtime(harm.step.taken_at), "DATE_FORMAT"),
        "asked": harm.node.text,
        "text": words.quoted(harm.choice),
        "why": harm.choice.why,
        "behaviours": ", ".join(harm.choice.behaviours),
        "repaired": harm.repaired,
        "is_under_way": harm.is_under_way,
    }
