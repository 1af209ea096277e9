"""A cohort as its managers and supervisors see it: how far everybody is, never what anybody wrote in private."""

import uuid
from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from assessments.observations.access import may_arrange
from courses.enrolment.access import access_cohort, access_cohort_member, access_learner
from courses.enrolment.forms import InviteForm
from courses.enrolment.models import Cohort, Enrolment
from courses.enrolment.queries import cohorts_managed_by, enrolments_for, places_taken, usable_invites
from courses.progress import rosters
from courses.progress.queries import course_path
from lms.common.signals import person_viewed
from lms.people.access import leads
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
    return _show_way(request, enrolment, cohort_url=reverse("courses:cohort", args=[cohort_uuid]))


@login_required
@require_GET
def person_progress(request: HttpRequest, person_uuid: uuid.UUID) -> HttpResponse:
    """The same for whoever supervises or looks after somebody, with a cohort or without: the newest course first."""
    person = access_learner(request.user, person_uuid)
    enrolments = list(enrolments_for(person).select_related("course", "learner"))
    asked = request.GET.get("enrolment", "")
    chosen = next((row for row in enrolments if str(row.uuid) == asked), enrolments[0] if enrolments else None)
    if chosen is None:
        person_viewed.send(sender=Enrolment, viewer=request.user, subject=person, what="course progress")
        return render(request, "courses/progress/no_course.html", {"learner": person})
    return _show_way(request, chosen, others=[row for row in enrolments if row != chosen])


def _show_way(
    request: HttpRequest, enrolment: Enrolment, *, cohort_url: str = "", others: Sequence[Enrolment] = ()
) -> HttpResponse:
    learner = enrolment.learner
    person_viewed.send(sender=Enrolment, viewer=request.user, subject=learner, what="course progress")
    own = supervises(request.user, learner)
    guiding = own or leads(request.user, learner)
    context = {
        "enrolment": enrolment,
        "learner": learner,
        "course": enrolment.course,
        "cohort_url": cohort_url,
        "others": others,
        "gates": course_path(enrolment),
        "results": rosters.quiz_results(enrolment),
        "role_plays": rosters.role_play_results(enrolment),
        # What was chosen in a run is for those who supervise this person, not for all whom the cohort lists.
        "guides": guiding,
        "reaches": guiding or people_in_reach(request.user).filter(pk=learner.pk).exists(),
        "shared": rosters.shared_reflections(enrolment) if own else [],
        "needs": rosters.study_needs(enrolment) if own else [],
        "supervises": own,
    }
    return render(request, "courses/progress/cohort_member.html", context)
