from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lms.people.agreements import as_html
from lms.people.errors import AgreementNotInForce
from lms.people.forms import AgreementsForm, ProfileForm
from lms.people.middleware import SESSION_KEY
from lms.people.models import User
from lms.people.queries import accepted_agreements, pending_agreements
from lms.people.redirects import next_path
from lms.people.services import accept_agreements, save_profile


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """What somebody says about themselves."""
    user: Any = request.user
    # A copy: a form that does not pass must not change the name in the header.
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if request.method == "POST" and form.is_valid():
        save_profile(user=user, **form.cleaned_data)
        messages.success(request, _("Your profile is saved."))
        return redirect("people:profile")
    return render(request, "people/profile.html", {"form": form})


@login_required
def agreements(request: HttpRequest) -> HttpResponse:
    """The texts somebody has to accept before the first lesson, and those they have accepted."""
    user: Any = request.user
    target = next_path(request, default="")
    pending = pending_agreements(user)
    if not pending:
        return redirect(target) if target else _accepted(request, user)
    form = AgreementsForm(request.POST or None, agreements=pending)
    if request.method == "POST" and form.is_valid():
        try:
            accept_agreements(user=user, agreements=pending)
        except AgreementNotInForce as error:
            messages.error(request, str(error))
            return redirect(request.get_full_path())
        request.session.pop(SESSION_KEY, None)
        return redirect(target or settings.LOGIN_REDIRECT_URL)
    texts = [{**text, "html": as_html(text["agreement"])} for text in form.texts()]
    return render(request, "people/agreements.html", {"form": form, "texts": texts, "next": target})


def _accepted(request: HttpRequest, user: User) -> HttpResponse:
    accepted = [
        {
            "title": row.agreement.title,
            "version": row.agreement.version,
            "day": row.created,
            "html": as_html(row.agreement),
        }
        for row in accepted_agreements(user)
    ]
    return render(request, "people/agreements_accepted.html", {"accepted": accepted})
