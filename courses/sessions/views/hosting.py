"""Live labs for those who run them: dates, changes, the register."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from courses.enrolment.access import access_cohort
from courses.enrolment.models import Cohort
from courses.sessions import queries, services
from courses.sessions.access import access_run_session
from courses.sessions.choices import SessionStatus
from courses.sessions.forms import CancelForm, RegisterForm, SessionForm
from courses.sessions.models import LabSession
from courses.sessions.views.learning import LABS
from lms.common import clock
from lms.common.errors import DomainError
from lms.common.navigation import be_under
from lms.common.signals import people_viewed

COHORTS = "courses:cohorts"


@login_required
@require_GET
def cohort_labs(request: HttpRequest, cohort_uuid: uuid.UUID) -> HttpResponse:
    """All dates of a cohort, with places, who waits and how many came."""
    be_under(request, COHORTS)
    cohort = access_cohort(request.user, cohort_uuid)
    return render(
        request, "courses/sessions/cohort_labs.html", {"cohort": cohort, "rows": queries.dates_of_cohort(cohort)}
    )


@login_required
@require_http_methods(["GET", "POST"])
def session_new(request: HttpRequest, cohort_uuid: uuid.UUID) -> HttpResponse:
    """Plan a date for a cohort."""
    be_under(request, COHORTS)
    cohort = access_cohort(request.user, cohort_uuid)
    form = SessionForm(_sent(request), cohort=cohort)
    form.initial["hosts"] = [request.user.pk]
    if request.method == "POST" and form.is_valid():
        plan: dict[str, Any] = {"lab": form.cleaned_data["lab"], "cohort": cohort, "terms": form.terms}
        planned = _try(form, services.plan_session, **plan, actor=request.user)
        if planned:
            messages.success(request, _("Planned. The people of the cohort are told."))
            return redirect("courses:lab_session", planned.uuid)
    return _form_page(request, form, cohort)


@login_required
@require_http_methods(["GET", "POST"])
def session_edit(request: HttpRequest, session_uuid: uuid.UUID) -> HttpResponse:
    """Change a date that is not over."""
    be_under(request, LABS)
    found = access_run_session(request.user, session_uuid)
    form = SessionForm(_sent(request), cohort=found.cohort, session=found)
    if request.method == "POST" and form.is_valid():
        changed = _try(form, services.change_session, session=found, terms=form.terms, actor=request.user)
        if changed:
            told = changed.sequence != found.sequence
            messages.success(request, _("Saved. Everybody with a place is told.") if told else _("Saved."))
            return redirect("courses:lab_session", found.uuid)
    return _form_page(request, form, found.cohort, found)


@login_required
@require_http_methods(["GET", "POST"])
def session_cancel(request: HttpRequest, session_uuid: uuid.UUID) -> HttpResponse:
    """Call a session off, after asking once."""
    be_under(request, LABS)
    found = access_run_session(request.user, session_uuid)
    form = CancelForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        if _try(form, services.cancel_session, session=found, actor=request.user, note=note):
            messages.success(request, _("Called off. Everybody who had a place or waited for one is told."))
            return redirect("courses:lab_session", found.uuid)
    context = {"session": found, "form": form, "line": queries.standing_with(found)}
    return render(request, "courses/sessions/session_cancel.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, session_uuid: uuid.UUID) -> HttpResponse:
    """Who was there: one of three for each person, the plan below."""
    be_under(request, LABS)
    found = access_run_session(request.user, session_uuid)
    rows = [row for row in queries.register_rows(found) if row.uuid != request.user.uuid]
    everybody = request.GET.get("all") == "present"
    form = RegisterForm(_sent(request), rows=rows, longest=found.minutes - 1, everybody=everybody)
    if request.method == "POST" and form.is_valid():
        marks, reason = list(form.marks()), form.cleaned_data["reason"]
        saved = _try(form, services.save_register, session=found, marks=marks, actor=request.user, reason=reason)
        if saved:
            messages.success(request, _saved_words(saved))
            return redirect("courses:lab_register", found.uuid)
    keys = queries.keys_of(row for row in rows if row.needs)
    if keys:
        people_viewed.send(sender=LabSession, viewer=request.user, subjects=keys, what="needs in a live lab")
    return render(request, "courses/sessions/register.html", _register_context(found, rows, form))


def _register_context(found: LabSession, rows: list[queries.RegisterRow], form: RegisterForm) -> dict[str, Any]:
    lines = form.lines()
    return {
        "session": found,
        "lab": found.lab,
        "form": form,
        "expected": [line for line in lines if line["row"].expected],
        "others": [line for line in lines if not line["row"].expected],
        "is_open": found.starts_at <= clock.now() and found.status != SessionStatus.CANCELLED,
        "is_saved": any(row.presence for row in rows),
        "longest": found.minutes - 1,
        "sections": [section.value for section in found.lab.plan],
        "bring": found.lab.bring.splitlines(),
    }


def _saved_words(saved: services.Saved) -> str:
    if not saved.added and not saved.corrected:
        return _("Nothing to change: it is saved already.")
    words = []
    if saved.added:
        words.append(ngettext("%(n)s person confirmed.", "%(n)s people confirmed.", saved.added) % {"n": saved.added})
    if saved.corrected:
        text = ngettext("%(n)s entry put right.", "%(n)s entries put right.", saved.corrected)
        words.append(text % {"n": saved.corrected})
    return " ".join(words)


def _try(form: Any, service: Any, **arguments: Any) -> Any:
    """What the service gives; None with its refusal on the form."""
    try:
        return service(**arguments)
    except DomainError as refusal:
        places = {
            "too_few_places": "capacity",
            "past": "day",
            "order": "ends",
            "long": "ends",
            "host_has_place": "hosts",
        }
        field = places.get(refusal.code)
        form.add_error(field if field in form.fields else None, str(refusal))
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
    return None


def _form_page(
    request: HttpRequest, form: SessionForm, cohort: Cohort, found: LabSession | None = None
) -> HttpResponse:
    has_labs = found is not None or form.fields["lab"].queryset.exists()
    context = {"form": form, "cohort": cohort, "session": found, "has_labs": has_labs}
    return render(request, "courses/sessions/session_form.html", context)


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
