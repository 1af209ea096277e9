"""Levels of a cohort, and the profile of one person."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.competencies.models import Competency
from assessments.competencies.services import reach_goal, set_goal
from lms.common import clock
from lms.common.pdf import PdfUnavailable
from lms.common.signals import people_viewed, person_viewed
from lms.common.tables import csv_lines
from lms.dashboards import heatmap_page, profile_page
from lms.dashboards.access import OVERSEEING, PersonInView, access_goal, access_levels, access_profile
from lms.dashboards.forms import GoalForm
from lms.dashboards.heatmap import Skill, heatmap_of
from lms.dashboards.profile import profile_of
from lms.dashboards.skills_pdf import skills_pdf
from lms.people.access import role_required
from lms.people.choices import Role
from lms.people.models import User


@role_required(*OVERSEEING, Role.SUPERVISOR)
@require_GET
def cohort_levels(request: HttpRequest, cohort_uuid: UUID) -> HttpResponse:
    """Trainees × skills at one occasion, and how many people stand where over all of them."""
    user: Any = request.user
    cohort = access_levels(user, cohort_uuid)
    page = heatmap_of(cohort, request.GET.get("occasion", ""), request.GET.get("skill", ""))
    if request.GET.get("format") == "csv":
        subjects = [person.member.pk for person in page.people]
        people_viewed.send(sender=User, viewer=user, subjects=subjects, what="levels as a file")
        return _file(f"levels-{page.occasion}", heatmap_page.heading(page), heatmap_page.table_rows(page))
    context = {
        "page": page,
        "tabs": heatmap_page.tabs(page),
        "domains": heatmap_page.domains(page),
        "lead": heatmap_page.lead(page),
        "rows": heatmap_page.rows(page),
        "others": heatmap_page.others_words(page),
        "count_rows": heatmap_page.count_rows(page),
        "columns": heatmap_page.columns(page),
        "growth": heatmap_page.growth(page),
        "levels": [
            (number, page.scale.names[number], heatmap_page.MARKS[number]) for number in sorted(page.scale.names)
        ],
    }
    return render(request, "dashboards/levels.html", context)


@login_required
@require_GET
def own_profile(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    return redirect("profile", user.uuid)


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest, person_uuid: UUID) -> HttpResponse:
    """Skills over occasions, gaps, evidence and goals of one person; a POST sets a goal."""
    user: Any = request.user
    seen = access_profile(user, person_uuid)
    if not seen.own:
        person_viewed.send(sender=User, viewer=user, subject=seen.person, what="skills")
    if request.GET.get("format") == "pdf":
        return _pdf(request, seen)
    page = profile_of(seen.person, own=seen.own, near=seen.reads_words, all_sources="all" in request.GET)
    if request.GET.get("format") == "csv":
        return _file("skills", profile_page.HEADING, profile_page.table_rows(page))
    form = _goal_form(request, seen, [row.skill for row in page.rows])
    if form is not None and request.method == "POST" and form.is_valid():
        skill = Competency.objects.filter(code=form.cleaned_data["skill"]).first()
        words = {name: form.cleaned_data[name] for name in ("text", "due", "key")}
        set_goal(learner=seen.person, actor=user, competency=skill, **words)
        messages.success(request, _("The goal is set."))
        return redirect("profile", seen.person.uuid)
    context = {
        "page": page,
        "seen": seen,
        "person": seen.person,
        "lead": profile_page.lead(page),
        "groups": profile_page.groups(page),
        "open_goals": [goal for goal in page.goals if goal.reached_at is None],
        "reached_goals": [goal for goal in page.goals if goal.reached_at is not None],
        "form": form,
        "today": clock.today(),
    }
    return render(request, "dashboards/profile.html", context, status=422 if form and form.errors else 200)


def _pdf(request: HttpRequest, seen: PersonInView) -> HttpResponse:
    """All evidence, not only what the page begins with."""
    page = profile_of(seen.person, own=seen.own, near=seen.reads_words, all_sources=True)
    try:
        content = skills_pdf(page, reads_words=seen.reads_words)
    except PdfUnavailable as refusal:
        messages.info(request, str(refusal))
        return redirect("profile", seen.person.uuid)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="skills-{clock.today().isoformat()}.pdf"'
    return answer


def _goal_form(request: HttpRequest, seen: PersonInView, skills: Sequence[Skill]) -> GoalForm | None:
    if not seen.sets_goals:
        return None
    return GoalForm(request.POST if request.method == "POST" else None, skills=skills)


@login_required
@require_POST
def goal_reached(request: HttpRequest, goal_uuid: UUID) -> HttpResponse:
    user: Any = request.user
    goal = reach_goal(goal=access_goal(user, goal_uuid), actor=user)
    messages.success(request, _("Noted: the goal is reached."))
    return redirect("profile", goal.learner.uuid)


def _file(name: str, heading: Sequence[str], rows: Iterator[Sequence[Any]]) -> HttpResponse:
    answer = HttpResponse("".join(csv_lines(heading, rows)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{clock.today().isoformat()}.csv"'
    return answer
