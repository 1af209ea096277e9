"""Coming into a course and leaving it, by oneself."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses.catalogue.models import CoursePage
from courses.enrolment import services
from courses.enrolment.access import access_enrolment, access_invite
from courses.enrolment.errors import EnrolmentError, InviteUnusable
from courses.enrolment.models import Enrolment


@login_required
@require_POST
def enrol(request: HttpRequest, code: str) -> HttpResponse:
    """Take a course that anybody may take, and open its first lesson."""
    course = CoursePage.objects.live().filter(code=code, self_enrol=True).first()
    if course is None:
        raise Http404
    services.enrol(learner=request.user, course=course)
    return redirect("courses:continue", course.code)


@login_required
@require_POST
def pause(request: HttpRequest, enrolment_uuid: uuid.UUID) -> HttpResponse:
    """Take a break. No reason is asked."""
    enrolment = access_enrolment(request.user, enrolment_uuid)
    return _do(request, enrolment, services.pause_enrolment, _("Paused. Your place is kept; come back when you like."))


@login_required
@require_POST
def resume(request: HttpRequest, enrolment_uuid: uuid.UUID) -> HttpResponse:
    """End a break and go on where one left."""
    enrolment = access_enrolment(request.user, enrolment_uuid)
    _do(request, enrolment, services.resume_enrolment, _("Welcome back."))
    return redirect("courses:continue", enrolment.course.code)


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, enrolment_uuid: uuid.UUID) -> HttpResponse:
    """Leave a course, after a page that says what it means."""
    enrolment = access_enrolment(request.user, enrolment_uuid)
    if request.method == "POST":
        done = _("You have left this course. What you did in it is kept; you can enrol again.")
        return _do(request, enrolment, services.withdraw_enrolment, done)
    context = {"enrolment": enrolment, "course": enrolment.course, "back_url": enrolment.course.get_url(request)}
    return render(request, "courses/enrolment/withdraw.html", context)


@login_required
@require_POST
def again(request: HttpRequest, enrolment_uuid: uuid.UUID) -> HttpResponse:
    """Begin a completed course again, from the start."""
    enrolment = access_enrolment(request.user, enrolment_uuid)
    services.start_again(enrolment=enrolment)
    return redirect("courses:continue", enrolment.course.code)


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """An invitation link: says what it leads to, and lets in whoever is signed in and agrees."""
    invite = access_invite(token)
    course = invite.cohort.course
    try:
        services.check_invite(invite=invite)
        if request.method == "POST" and request.user.is_authenticated:
            services.join_by_invite(learner=request.user, invite=invite)
            messages.success(
                request, _("Welcome. You take this course with %(group)s.") % {"group": invite.cohort.name}
            )
            return redirect("courses:continue", course.code)
    except InviteUnusable as refusal:
        return render(request, "courses/enrolment/join_closed.html", {"words": str(refusal)}, status=410)
    except EnrolmentError as refusal:
        return render(request, "courses/enrolment/join_closed.html", {"words": str(refusal)}, status=409)
    context = {"invite": invite, "cohort": invite.cohort, "course": course, "next": request.get_full_path()}
    return render(request, "courses/enrolment/join.html", context)


def _do(request: HttpRequest, enrolment: Enrolment, service: services.Change, done: str) -> HttpResponse:
    try:
        service(enrolment=enrolment)
    except EnrolmentError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(enrolment.course.get_url(request))
