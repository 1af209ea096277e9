"""A person's certificates, their PDFs, and the corrected re-issue by staff."""

import logging
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certificates.awards.forms import ReissueForm
from certificates.documents import services
from certificates.documents.access import access_certificate, access_certificate_to_reissue, access_own_certificate
from certificates.documents.models import Certificate
from certificates.documents.presenting import certificate_cards, programmes_ahead
from lms.common.errors import DomainError
from lms.common.signals import person_viewed

log = logging.getLogger(__name__)


@require_safe
@never_cache
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """My certificates, and what I could work towards."""
    user: Any = request.user
    context = {"cards": certificate_cards(user), "ahead": programmes_ahead(user), "name_public": user.name_public}
    return render(request, "certificates/documents/mine.html", context)


@require_safe
@never_cache
@login_required
def download(request: HttpRequest, uuid: UUID) -> HttpResponse | FileResponse:
    """The PDF, for its holder and for staff who reach them (which the holder can see)."""
    user: Any = request.user
    certificate = access_certificate(user, uuid)
    holder = certificate.award.learner
    if holder != user:
        person_viewed.send(sender=Certificate, viewer=user, subject=holder, what="certificate")
    try:
        file = certificate.pdf.open("rb") if certificate.pdf else None
    except FileNotFoundError:
        log.exception("The PDF of certificate %s is missing from the storage", certificate.serial)
        file = None
    if file is None:
        messages.info(request, _("There is no PDF of this certificate yet. It is valid all the same."))
        return redirect(
            "certificates:mine" if holder == user else "certificates:verify_code", **_address(user, certificate)
        )
    return FileResponse(
        file, as_attachment=True, filename=f"certificate-{certificate.serial}.pdf", content_type="application/pdf"
    )


def _address(user: Any, certificate: Certificate) -> dict[str, str]:
    return {} if certificate.award.learner_id == user.pk else {"code": certificate.serial}


@require_POST
@login_required
def retry(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Try again to make the PDF of my certificate."""
    user: Any = request.user
    made = services.make_pdf(certificate=access_own_certificate(user, uuid))
    if made.status == Certificate.Status.STORED:
        messages.success(request, _("The PDF is ready."))
    return redirect("certificates:mine")


@require_POST
@login_required
def reissue(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Issue a certificate again under the holder's present name."""
    user: Any = request.user
    certificate = access_certificate_to_reissue(user, uuid)
    form = ReissueForm(request.POST)
    reason = form.cleaned_data["reissue_reason"] if form.is_valid() else ""
    try:
        newer = services.reissue_certificate(certificate=certificate, actor=user, reason=reason)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Issued again as %(serial)s.") % {"serial": newer.serial})
    return redirect("certificates:award", uuid=certificate.award.uuid)
