"""The first page after signing in: a trainee's training, everybody else's desk."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from assessments.observations.access import READING, concerns_at_desk, observations_at_desk
from assessments.observations.queries.desk import waiting_at_desk
from assessments.quizzes.queries import MAY_MARK, waiting_for
from courses.sessions.queries import hosted_by
from lms.common import clock
from lms.dashboards import desk as desks
from lms.dashboards.training import training_of
from lms.dashboards.wording import greeting, long_day
from lms.notifications.queries import unread_count
from lms.people.access import role_required
from lms.people.choices import Role

SUPERVISING = (Role.SUPERVISOR, Role.LEAD_SUPERVISOR)
MANAGING = (Role.PROGRAMME_MANAGER, Role.LEAD_SUPERVISOR)
EDITORIAL = (Role.CONTENT_EDITOR, Role.CLINICAL_REVIEWER)
DESK_ROLES = (*SUPERVISING, Role.PROGRAMME_MANAGER, *EDITORIAL, Role.AUDITOR)


def has_desk(user: Any) -> bool:
    return bool(user.is_superuser or user.has_role(*DESK_ROLES))


def _opening(user: Any) -> dict[str, str]:
    now = clock.now()
    return {"greeting": greeting(now, user.get_short_name()), "day": long_day(now)}


@login_required
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Where somebody belongs after signing in."""
    user: Any = request.user
    return redirect("desk" if has_desk(user) and not user.has_role(Role.TRAINEE) else "training")


@login_required
@require_GET
def training(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    unread = unread_count(user)  # Also for the bell of the page, which would ask again.
    context = {"training": training_of(user, unread), "unread": unread, "has_desk": has_desk(user), **_opening(user)}
    return render(request, "dashboards/training.html", context)


@role_required(*DESK_ROLES)
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    context: dict[str, Any] = _opening(user)
    if user.has_perm(MAY_MARK):
        context |= {"marks": True, "to_read": waiting_for(user, clock.now())}
    if user.has_role(*SUPERVISING):
        context |= {"supervises": True, "people": desks.my_people(user), "shared": desks.shared_reflections(user)}
        context["runs"] = desks.runs_of_my_people(user)
        context["labs"] = hosted_by(user)[: desks.MOST_ROWS]
    if user.is_superuser or user.has_role(*READING):
        context["observing"] = waiting_at_desk(observations_at_desk(user), concerns_at_desk(user))
    if user.is_superuser or user.has_role(*MANAGING, Role.AUDITOR):
        context |= {"oversees": True, "cohorts": desks.cohorts_of(user), "awards": desks.recent_awards(user)}
        context["reads_statistics"] = user.is_superuser or user.has_role(Role.PROGRAMME_MANAGER, Role.AUDITOR)
    if user.is_superuser or user.has_role(Role.PROGRAMME_MANAGER):
        context |= {"manages": True, "invitations": desks.open_invitations(user)}
    if user.is_superuser or user.has_role(*EDITORIAL):
        context |= {"edits": True, "reviews": desks.in_review(), "drafts": desks.drafts_of(user)}
    return render(request, "dashboards/desk.html", context)
