"""Live labs for those who take part: dates, places, the way in."""

import uuid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from courses.enrolment.choices import EnrolmentStatus
from courses.sessions import queries, services
from courses.sessions.access import access_own_place, access_session, sees_link
from courses.sessions.calendars import CalendarEntry, calendar_file
from courses.sessions.choices import BookingStatus, SessionStatus
from courses.sessions.models import LabSession
from lms.common.errors import DomainError
from lms.common.navigation import be_under

LABS = "courses:labs"


@login_required
@require_GET
def labs(request: HttpRequest) -> HttpResponse:
    """What is still to come: for oneself as a trainee, and what one hosts or looks after."""
    user: Any = request.user
    runs = queries.runs_sessions(user)
    context = {
        "mine": queries.coming_for(user),
        "said": queries.said_of(user),
        "takes_part": queries.enrolments_with_group(user).exists(),
        "runs": runs,
        "hosted": queries.hosted_by(user) if runs else [],
    }
    return render(request, "courses/sessions/labs.html", context)


@login_required
@require_GET
def session(request: HttpRequest, session_uuid: uuid.UUID) -> HttpResponse:
    """One date: when, how to come in, what is done there, and whether one has a place."""
    be_under(request, LABS)
    found, enrolment, runs = access_session(request.user, session_uuid)
    line = queries.standing_with(found, request.user if enrolment else None)
    shows_link = sees_link(found, request.user, line.stand) and line.stand not in ("cancelled", "held", "over")
    context = {
        "session": found,
        "lab": found.lab,
        "line": line,
        "sections": [section.value for section in found.lab.plan],
        "bring": found.lab.bring.splitlines(),
        "practises": [competency.title for competency in found.lab.competencies.all()],
        "hosts": [host.get_full_name() for host in found.hosts.order_by("full_name")],
        "takes_part": enrolment is not None,
        "is_paused": enrolment is not None and enrolment.status == EnrolmentStatus.PAUSED,
        "may_take": _may_take(line, enrolment, found, request.user),
        "link": found.link if shows_link else "",
        "link_to_come": shows_link and not found.link,
        "runs": runs,
        "may_change": found.status == SessionStatus.PLANNED and line.stand != "over",
    }
    return render(request, "courses/sessions/session.html", context)


def _may_take(line: queries.SessionLine, enrolment: Any, found: LabSession, user: Any) -> bool:
    if enrolment is None or enrolment.status == EnrolmentStatus.PAUSED or line.stand not in ("open", "full"):
        return False
    return not found.hosts.filter(pk=user.pk).exists()


@login_required
@require_POST
def book(request: HttpRequest, session_uuid: uuid.UUID) -> HttpResponse:
    """Take a place, or one on the waiting list."""
    found, enrolment = access_own_place(request.user, session_uuid)
    try:
        booking = services.book_place(session=found, enrolment=enrolment)
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    else:
        if booking.status == BookingStatus.BOOKED:
            messages.success(request, _("You have a place. You can give it back at any time until it begins."))
        else:
            messages.success(request, _("You are on the waiting list. We tell you as soon as a place is yours."))
    return redirect("courses:lab_session", found.uuid)


@login_required
@require_POST
def give_back(request: HttpRequest, session_uuid: uuid.UUID) -> HttpResponse:
    """Give a place back, or leave the waiting list. No reason is asked."""
    found, _enrolment = access_own_place(request.user, session_uuid)
    try:
        given = services.give_back_place(session=found, learner=request.user)
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Given back. Thank you: somebody else can come.") if given else _("Nothing to do."))
    return redirect("courses:lab_session", found.uuid)


@login_required
@require_GET
def calendar(request: HttpRequest, session_uuid: uuid.UUID) -> HttpResponse:
    """The session as a file for one's own calendar. The link is in it for those who may see it."""
    found, enrolment, _runs = access_session(request.user, session_uuid)
    line = queries.standing_with(found, request.user if enrolment else None)
    link = found.link if sees_link(found, request.user, line.stand) else ""
    response = HttpResponse(calendar_file(_entry(found, link)), content_type="text/calendar; charset=utf-8")
    name = f"{slugify(found.lab.title) or 'lab'}.ics"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _entry(found: LabSession, link: str) -> CalendarEntry:
    url = settings.SITE_URL + reverse("courses:lab_session", args=[found.uuid])
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    parts = (found.lab.summary, found.access_note, found.lab.bring and _("Bring: %(what)s") % {"what": found.lab.bring})
    return CalendarEntry(
        uid=f"lab-{found.uuid}@{host}",
        sequence=found.sequence,
        stamp=found.updated,
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        title=_("Live lab: %(title)s") % {"title": found.lab.title},
        description="\n\n".join(part for part in (*parts, link) if part),
        url=url,
        location=link,
        cancelled=found.status == SessionStatus.CANCELLED,
    )
