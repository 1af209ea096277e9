from typing import Any

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from lms.common import clock
from lms.common.errors import DomainError
from lms.people.access import role_required
from lms.people.choices import Role
from lms.people.forms import InvitationSignUpForm, InviteForm
from lms.people.models import Invitation
from lms.people.queries import invitation_by_token, organisations_of, person_by_email
from lms.people.services import accept_invitation, invite, save_profile, sign_up_by_invitation


@role_required(Role.PROGRAMME_MANAGER)
def invite_person(request: HttpRequest) -> HttpResponse:
    """Ask somebody in by mail. The answer is the same whether the address has an account or not."""
    user: Any = request.user
    form = InviteForm(request.POST or None, organisations=organisations_of(user))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            invite(actor=user, **data)
        except (DomainError, ValidationError) as error:
            form.add_error(None, str(error) if isinstance(error, DomainError) else error.messages)
        else:
            messages.success(request, _("We have sent an invitation to %(email)s.") % {"email": data["email"]})
            return redirect("people:invite")
    return render(request, "people/invite.html", {"form": form})


@never_cache
@sensitive_post_parameters("password")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link in the mail. Whoever has the link reads that mailbox."""
    found = invitation_by_token(token)
    if found is None:
        return _closed(
            request, _("We do not know this invitation. Perhaps the link broke in your mail: copy all of it.")
        )
    user: Any = request.user
    if found.accepted_at is not None:
        if user.is_authenticated and found.accepted_by_id == user.pk:
            return redirect(settings.LOGIN_REDIRECT_URL)
        return _closed(request, _("This invitation has been used already. Sign in with the account you made."))
    if found.expires_at <= clock.now():
        return _closed(request, _("This invitation is too old. Ask whoever invited you for a new one."))
    if user.is_authenticated:
        return _join(request, found)
    if person_by_email(found.email) is not None:
        return render(request, "people/invitation.html", {"invitation": found, "roles": _roles(found)})
    return _sign_up(request, found)


def _join(request: HttpRequest, found: Invitation) -> HttpResponse:
    user: Any = request.user
    if request.method == "POST":
        try:
            accept_invitation(invitation=found, user=user)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect(request.path)
        messages.success(request, _("Welcome. You have joined."))
        return redirect(settings.LOGIN_REDIRECT_URL)
    owner = person_by_email(found.email)
    mine = owner is not None and owner.pk == user.pk
    return render(request, "people/invitation.html", {"invitation": found, "roles": _roles(found), "mine": mine})


def _sign_up(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = InvitationSignUpForm(request.POST or None, email=found.email, initial={"full_name": found.full_name})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            user = sign_up_by_invitation(invitation=found, full_name=data["full_name"], password=data["password"])
        except DomainError as error:
            messages.error(request, str(error))
            return redirect(request.path)
        save_profile(user=user, time_zone=data["time_zone"])
        return perform_login(
            request, Login(user=user, email=user.email, signup=True, redirect_url=settings.LOGIN_REDIRECT_URL)
        )
    return render(request, "people/invitation.html", {"invitation": found, "roles": _roles(found), "form": form})


def _roles(found: Invitation) -> list[str]:
    return [str(Role(code).label) for code in found.roles]


def _closed(request: HttpRequest, reason: str) -> HttpResponse:
    return render(request, "people/invitation_closed.html", {"reason": reason}, status=410)
