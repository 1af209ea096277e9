"""How far one agrees with those who rated beside one: for oneself, and for the leads who look after raters."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.calibration.access import access_rater
from assessments.calibration.queries import drift_terms
from assessments.observations.access import observations_at_desk
from assessments.observations.monitoring import Figures, figures_of
from assessments.observations.presenting import monitoring as presenting
from assessments.observations.queries.monitoring import double_ratings
from lms.common.navigation import be_under
from lms.people.access import role_required
from lms.people.choices import Role
from lms.people.models import User


@require_safe
@role_required(Role.SUPERVISOR, Role.LEAD_SUPERVISOR)
@never_cache
def my_agreement(request: HttpRequest) -> HttpResponse:
    """One's own figures, of all that somebody rated beside one."""
    user: Any = request.user
    return _page(request, user, figures_of(double_ratings(user), drift_terms()))


@require_safe
@login_required
@never_cache
def rater_agreement(request: HttpRequest, rater_uuid: uuid.UUID) -> HttpResponse:
    """A rater's figures for a lead supervisor; words of a sheet only where the lead looks after the trainee too."""
    user: Any = request.user
    rater = access_rater(user, rater_uuid)
    be_under(request, "assessments:seats")
    found = figures_of(double_ratings(rater), drift_terms())
    newest = {one.observation for one in found.overrides[:100]}
    told = set(observations_at_desk(user).filter(pk__in=newest).values_list("pk", flat=True))
    return _page(request, rater, found, None if rater.pk == user.pk else told)


def _page(request: HttpRequest, rater: User, found: Figures, told: set[int] | None = None) -> HttpResponse:
    context = {
        "rater": rater,
        "own": rater.pk == request.user.pk,
        "found": found,
        "lead": presenting.lead_words(found),
        "lines": presenting.agreement_lines(found),
        "leaning": presenting.leaning_words(found),
        "harm": presenting.harm_lines(found),
        "turnaround": presenting.turnaround_words(found),
        "overrides": presenting.override_lines(found, told),
    }
    return render(request, "assessments/observations/agreement.html", context)
