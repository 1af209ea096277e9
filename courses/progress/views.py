"""A cohort as its managers and supervisors see it: how far everybody is, never what anybody wrote in private."""

import uuid

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from assessments.observations.access import may_arrange
from courses.enrolment.access import access_cohort, access_cohort_member
from courses.enrolment.forms import InviteForm
from courses.enrolment.models import Cohort
from courses.enrolment.queries import cohorts_managed_by, places_taken, usable_invites
from courses.progress import rosters
from courses.progress.queries import course_path
from lms.common.signals import person_viewed
from lms.people.queries import people_in_reach, supervises

PER_PAGE = 25


@login_required
@require_GET
def cohort(request: HttpRequest, cohort_uuid: uuid.UUID) -> HttpResponse:
    """Who takes part, and how far they are, in words."""
    found = access_cohort(request.user, cohort_uuid)
    words = request.GET.get("q", "").strip()
    page = Paginator(rosters.members_of(found, words), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "cohort": found,
        "taken": places_taken(found),
        "supervisors": [person.get_full_name() for person in found.supervisors.order_by("full_name")],
        "page": page,
        "members": rosters.member_lines(list(page.object_list), rosters.lesson_count(found)),
        "words": words,
        "query": f"&{urlencode({'q': words})}" if words else "",
        "manages": cohorts_managed_by(request.user).filter(pk=found.pk).exists(),
        "may_arrange": may_arrange(request.user),
    }
    if context["manages"]:
        context |= _for_managers(request, found)
    return render(request, "courses/progress/cohort.html", context)


def _for_managers(request: HttpRequest, found: Cohort) -> dict[str, object]:
    links = [
        {
            "uuid": invite.uuid,
            "url": request.build_absolute_uri(reverse("courses:join", args=[invite.token])),
            "expires_at": invite.expires_at,
            "used": invite.used,
            "cap": invite.cap,
        }
        for invite in usable_invites(found)
    ]
    return {"links": links, "invite_form": InviteForm(), "seats": list(found.seats.order_by("email"))}


@login_required
@require_GET
def cohort_member(request: HttpRequest, cohort_uuid: uuid.UUID, enrolment_uuid: uuid.UUID) -> HttpResponse:
    """One person's way through the course: modules, checks, role-plays, and what they chose to share."""
    enrolment = access_cohort_member(request.user, cohort_uuid, enrolment_uuid)
    learner = enrolment.learner
    person_viewed.send(sender=type(enrolment), viewer=request.user, subject=learner, what="course progress")
    own = supervises(request.user, learner)
    context = {
        "enrolment": enrolment,
        "learner": learner,
        "course": enrolment.course,
        "cohort_url": reverse("courses:cohort", args=[cohort_uuid]),
        "gates": course_path(enrolment),
        "results": rosters.quiz_results(enrolment),
        "role_plays": rosters.role_play_results(enrolment),
        # The cohort lists supervisors who are not this person's: what was harmful in a run is not for them.
        "reaches": people_in_reach(request.user).filter(pk=learner.pk).exists(),
        "shared": rosters.shared_reflections(enrolment) if own else [],
        "needs": rosters.study_needs(enrolment) if own else [],
        "supervises": own,
    }
    return render(request, "courses/progress/cohort_member.html", context)
