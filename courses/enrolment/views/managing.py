"""Cohorts in the hands of their managers."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courses.enrolment import queries, services
from courses.enrolment.access import access_managed_cohort, access_managed_invite
from courses.enrolment.forms import CohortForm, ImportForm, InviteForm
from courses.enrolment.models import Cohort
from lms.people.access import role_required
from lms.people.choices import Role

manager = role_required(Role.PROGRAMME_MANAGER)


@role_required(Role.PROGRAMME_MANAGER, Role.SUPERVISOR, Role.LEAD_SUPERVISOR)
@require_GET
def cohorts(request: HttpRequest) -> HttpResponse:
    """The cohorts one manages or supervises, the newest first."""
    rows = list(queries.annotate_taken(queries.cohorts_in_reach(request.user)).order_by("-starts", "name"))
    context = {"rows": rows, "may_add": request.user.is_superuser or request.user.has_role(Role.PROGRAMME_MANAGER)}
    return render(request, "courses/enrolment/cohorts.html", context)


@manager
@require_http_methods(["GET", "POST"])
def cohort_new(request: HttpRequest) -> HttpResponse:
    """Make a cohort."""
    return _edit(request, Cohort())


@manager
@require_http_methods(["GET", "POST"])
def cohort_edit(request: HttpRequest, cohort_uuid: uuid.UUID) -> HttpResponse:
    """Change a cohort's name, dates, places and supervisors."""
    return _edit(request, access_managed_cohort(request.user, cohort_uuid))


def _edit(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    form = CohortForm(_sent(request), instance=cohort, user=request.user)
    if request.method == "POST" and form.is_valid():
        people = list(form.cleaned_data["supervisors"])
        saved = services.save_cohort(cohort=form.instance, supervisors=people, actor=request.user)
        messages.success(request, _("Saved."))
        return redirect("courses:cohort", saved.uuid)
    return render(
        request, "courses/enrolment/cohort_form.html", {"form": form, "cohort": cohort if cohort.pk else None}
    )


@manager
@require_POST
def cohort_invite(request: HttpRequest, cohort_uuid: uuid.UUID) -> HttpResponse:
    """Make an invitation link."""
    cohort = access_managed_cohort(request.user, cohort_uuid)
    form = InviteForm(request.POST)
    if form.is_valid():
        services.create_invite(
            cohort=cohort, expires_at=form.expires_at(), cap=form.cleaned_data["cap"], actor=request.user
        )
        messages.success(request, _("The link is ready. Copy it from below."))
    else:
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
    return redirect("courses:cohort", cohort.uuid)


@manager
@require_POST
def invite_revoke(request: HttpRequest, invite_uuid: uuid.UUID) -> HttpResponse:
    """Close an invitation link."""
    invite = services.revoke_invite(invite=access_managed_invite(request.user, invite_uuid), actor=request.user)
    messages.success(request, _("The link lets nobody in any more."))
    return redirect("courses:cohort", invite.cohort.uuid)


@manager
@require_http_methods(["GET", "POST"])
def cohort_import(request: HttpRequest, cohort_uuid: uuid.UUID) -> HttpResponse:
    """Bring people in from a file: first it is only looked at, then the same list is carried out."""
    cohort = access_managed_cohort(request.user, cohort_uuid)
    form = ImportForm(_sent(request), request.FILES if request.method == "POST" else None)
    report = None
    if request.method == "POST" and form.is_valid():
        commit = request.POST.get("commit") == "yes"
        report = services.import_rows(cohort=cohort, rows=form.rows, actor=request.user, dry_run=not commit)
        if commit:
            messages.success(request, _done_words(report))
    context = {"cohort": cohort, "form": form, "report": report, "committed": request.POST.get("commit") == "yes"}
    if report is not None:
        context |= {"text": form.cleaned_data["text"], "to_do": len(report.to_do), "problems": len(report.problems)}
    return render(request, "courses/enrolment/cohort_import.html", context)


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _done_words(report: services.ImportReport) -> str:
    number = len(report.to_do)
    return ngettext("%(number)d person came in.", "%(number)d people came in.", number) % {"number": number}
