"""The ledger of one award for staff, and what a programme takes for everybody."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certificates.awards import derive, services
from certificates.awards.access import (
    READERS,
    access_award,
    access_award_to_decide,
    awards_in_reach,
    may_decide,
    reads_reasons,
)
from certificates.awards.choices import AwardStatus, EventKind
from certificates.awards.forms import DecisionForm, ReissueForm
from certificates.awards.models import Award
from certificates.awards.presenting import ledger, papers, row
from certificates.awards.queries import Standing, awards_for, is_on_hold, search_awards, standing
from certificates.awards.wording import hold_sentence, status_sentence
from certificates.programmes.queries import closest_version, current_version, requirement_labels, requirement_states
from lms.common.errors import DomainError
from lms.common.signals import person_viewed
from lms.people.access import role_required

DECISIONS = {
    EventKind.SUSPENDED: services.suspend_award,
    EventKind.REINSTATED: services.reinstate_award,
    EventKind.REVOKED: services.revoke_award,
}
PER_PAGE = 25
OPEN = (AwardStatus.VALID, AwardStatus.EXPIRED, AwardStatus.SUSPENDED)


@require_safe
@role_required(*READERS)
def awards(request: HttpRequest) -> HttpResponse:
    """The awards of the people I look after."""
    user: Any = request.user
    words = request.GET.get("q", "")[:100].strip()
    page = Paginator(search_awards(awards_in_reach(user), words), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [row(found) for found in page],
        "page": page,
        "words": words,
        "query": f"&{urlencode({'q': words})}" if words else "",
    }
    return render(request, "certificates/awards/awards.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*READERS)
def award(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The ledger of an award, why it stands, and the ways to change it."""
    user: Any = request.user
    if request.method == "POST":
        return _decide(request, access_award_to_decide(user, uuid))
    found = access_award(user, uuid)
    person_viewed.send(sender=Award, viewer=user, subject=found.learner, what="award")
    return render(request, "certificates/awards/award.html", _award_context(request, found))


def _decide(request: HttpRequest, found: Award) -> HttpResponse:
    suspended = derive.is_suspended(standing(found).events)
    form = DecisionForm(request.POST, suspended=suspended)
    # A second click on the same button comes after the first has changed what can be chosen.
    form.fields["action"].choices = [(kind, kind) for kind in DECISIONS]  # type: ignore[attr-defined]
    if form.is_valid():
        decide = DECISIONS[EventKind(form.cleaned_data["action"])]
        try:
            decide(award=found, actor=request.user, reason=form.cleaned_data["reason"])  # type: ignore[operator]
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved. It shows at once wherever the certificate is checked."))
            return redirect("certificates:award", uuid=found.uuid)
    return render(request, "certificates/awards/award.html", _award_context(request, found, form), status=422)


def _award_context(request: HttpRequest, found: Award, form: DecisionForm | None = None) -> dict[str, Any]:
    now: Standing = standing(found)
    decides = may_decide(request.user, found) and now.status in OPEN  # type: ignore[arg-type]
    return {
        "award": found,
        "learner": found.learner,
        "version": found.version,
        "sentence": status_sentence(now.status, now.last_day),
        "ledger": ledger(now.events, reasons=reads_reasons(request.user)),  # type: ignore[arg-type]
        "reads_reasons": reads_reasons(request.user),  # type: ignore[arg-type]
        "states": requirement_states(found.learner, found.version),
        "certificates": papers(found, may_reissue=decides and now.status == AwardStatus.VALID),
        "form": (form or DecisionForm(suspended=now.status == AwardStatus.SUSPENDED)) if decides else None,
        "reissue": ReissueForm(),
    }


@require_safe
def programme(request: HttpRequest, code: str) -> HttpResponse:
    """What a programme takes; with the reader's own state when signed in."""
    current = current_version(code)
    if current is None:
        raise Http404
    user: Any = request.user
    if not user.is_authenticated:
        context: dict[str, Any] = {"version": current, "states": requirement_labels(current)}
        return render(request, "certificates/awards/programme.html", context)
    mine = awards_for(user).filter(programme=current.programme_id).first()
    version = mine.version if mine else closest_version(user, current)
    states = requirement_states(user, version)
    now = standing(mine) if mine else None
    context = {
        "version": version,
        "newer": current if current.pk != version.pk else None,
        "states": states,
        "met": sum(state.met for state in states),
        "of": len(states),
        "award": mine,
        "sentence": status_sentence(now.status, now.last_day) if now else "",
        "hold": hold_sentence() if mine is None and is_on_hold(user) else "",
    }
    return render(request, "certificates/awards/programme.html", context)
