"""People for those who look after them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.common.errors import DomainError
from lms.common.signals import person_viewed
from lms.people import access, queries
from lms.people.choices import Role
from lms.people.forms import AccommodationForm, RoleForm, SupervisorForm
from lms.people.models import User
from lms.people.services import (
    accept_supervision,
    add_accommodation,
    assign_role,
    end_accommodation,
    end_supervision,
    remove_role,
    start_supervision,
)

PER_PAGE = 25
LOOK_AFTER = (Role.PROGRAMME_MANAGER, Role.LEAD_SUPERVISOR, Role.SUPERVISOR, Role.AUDITOR)


@access.role_required(*LOOK_AFTER)
def people(request: HttpRequest) -> HttpResponse:
    """Everybody in reach: a manager's organisation, a supervisor's own people."""
    user: Any = request.user
    words, role = request.GET.get("q", "").strip(), request.GET.get("role", "")
    role = role if role in Role.values else ""
    found = queries.search_people(queries.people_in_reach(user), words=words, role=role)
    page = Paginator(found.prefetch_related("groups"), PER_PAGE).get_page(request.GET.get("page"))
    filters = {name: value for name, value in (("q", words), ("role", role)) if value}
    context = {
        "page": page,
        "people": queries.rows_of(page.object_list),
        "waiting": queries.supervision_to_accept(user),
        "words": words,
        "role": role,
        "role_choices": Role.choices,
        "query": f"&{urlencode(filters)}" if filters else "",
        "may_invite": user.is_superuser or user.has_role(Role.PROGRAMME_MANAGER),
    }
    return render(request, "people/list.html", context)


@login_required
def person(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One person: where they belong, their roles, who supervises them, what they need."""
    found = access.access_person(request.user, uuid)
    if found.pk != request.user.pk:
        person_viewed.send(sender=User, viewer=request.user, subject=found, what="profile")
    return _page(request, found)


def _page(request: HttpRequest, found: User, **forms: Any) -> HttpResponse:
    user: Any = request.user
    manages = access.may_manage(user, found)
    context: dict[str, Any] = {
        "person": found,
        "manages": manages,
        "own": found.pk == user.pk,
        "roles": [{"code": role.value, "label": role.label} for role in Role if role.value in found.role_codes],
        "memberships": list(queries.current_memberships(found)),
        "supervision": queries.supervision_of(found),
        "guides": access.guides(user, found),
        "needs": queries.needs_of(found) if access.may_see_needs(user, found) else None,
    }
    if manages:
        context["role_form"] = RoleForm(held=found.role_codes)
        context["supervisor_form"] = SupervisorForm(supervisors=queries.supervisors_for(user, found))
        context["need_form"] = AccommodationForm()
    return render(request, "people/person.html", {**context, **forms})


def _managed(request: HttpRequest, uuid: UUID) -> User:
    found = access.access_person(request.user, uuid)
    if not access.may_manage(request.user, found):
        raise Http404
    return found


def _back(found: User) -> HttpResponse:
    return redirect("people:person", uuid=found.uuid)


@require_POST
@login_required
def change_role(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Give a role, or with `take` take it away."""
    found = _managed(request, uuid)
    user: Any = request.user
    service = remove_role if "take" in request.POST else assign_role
    try:
        service(user=found, role=request.POST.get("role", ""), actor=user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The roles are changed."))
    return _back(found)


@require_POST
@login_required
def begin_supervision(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask a supervisor to take somebody on."""
    found = _managed(request, uuid)
    user: Any = request.user
    form = SupervisorForm(request.POST, supervisors=queries.supervisors_for(user, found))
    if not form.is_valid():
        return _page(request, found, supervisor_form=form)
    supervisor = form.cleaned_data["supervisor"]
    organisation = queries.organisation_for_link(supervisor, found)
    if organisation is None:
        form.add_error("supervisor", _("Neither of them belongs to an organisation yet."))
        return _page(request, found, supervisor_form=form)
    try:
        start_supervision(supervisor=supervisor, trainee=found, organisation=organisation, actor=user)
    except DomainError as error:
        form.add_error("supervisor", str(error))
        return _page(request, found, supervisor_form=form)
    messages.success(request, _("Asked. It counts once %(name)s has accepted.") % {"name": supervisor.full_name})
    return _back(found)


@require_POST
@login_required
def accept_link(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The supervisor accepts."""
    user: Any = request.user
    link = access.access_supervision(user, uuid)
    if link.supervisor_id != user.pk:
        raise Http404
    try:
        accept_supervision(link=link, actor=user)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("You supervise %(name)s now.") % {"name": link.trainee.full_name})
    return redirect("people:list")


@require_POST
@login_required
def end_link(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Either the supervisor or a manager ends it."""
    user: Any = request.user
    link = access.access_supervision(user, uuid)
    end_supervision(link=link, actor=user)
    messages.success(request, _("The supervision has ended."))
    return redirect("people:list") if link.supervisor_id == user.pk else _back(link.trainee)


@require_POST
@login_required
def add_need(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Write down what somebody needs, never why."""
    found = _managed(request, uuid)
    user: Any = request.user
    form = AccommodationForm(request.POST)
    if not form.is_valid():
        return _page(request, found, need_form=form)
    add_accommodation(user=found, actor=user, **form.cleaned_data)
    messages.success(request, _("Written down."))
    return _back(found)


@require_POST
@login_required
def end_need(request: HttpRequest, uuid: UUID, need: UUID) -> HttpResponse:
    """It is not needed any more."""
    found = _managed(request, uuid)
    accommodation = found.accommodations.filter(uuid=need).first()
    if accommodation is None:
        raise Http404
    user: Any = request.user
    end_accommodation(accommodation=accommodation, actor=user)
    messages.success(request, _("Ended."))
    return _back(found)
