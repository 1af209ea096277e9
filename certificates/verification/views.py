"""Anybody may ask whether a certificate is valid. Nothing about the person is said that they did not agree to."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certificates.documents.serials import read
from certificates.verification import limits
from certificates.verification.answers import answer, unknown
from certificates.verification.forms import CodeForm, NameForm
from certificates.verification.names import is_same_name
from certificates.verification.queries import find
from lms.common import clock

View = Callable[..., HttpResponse]


def public_check(view: View) -> View:
    """Never stored, never indexed, and only so often from one address."""

    @wraps(view)
    @never_cache
    def gate(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if limits.allows(limits.LOOKUPS, address_of(request)):
            response = view(request, *args, **kwargs)
        else:
            response = wait(request)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return gate


def address_of(request: HttpRequest) -> str:
    """The visitor's address, behind as many proxies as the settings trust."""
    return str(get_adapter(request).get_client_ip(request))


def wait(request: HttpRequest) -> HttpResponse:
    """Too many questions: when to come back."""
    response = render(request, "certificates/verification/wait.html", {"minutes": 10}, status=429)
    response["Retry-After"] = str(limits.LOOKUPS.seconds)
    return response


@require_safe
@public_check
def verify(request: HttpRequest) -> HttpResponse:
    """The form; a code in the address leads on to its answer."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if not form.is_valid():
        return render(request, "certificates/verification/form.html", {"form": form})
    typed = form.cleaned_data["code"]
    serial = read(typed).serial
    if serial:
        return redirect("certificates:verify_code", code=serial)
    return _unknown(request, typed)


@require_http_methods(["GET", "HEAD", "POST"])
@public_check
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """The answer for one code; by POST, whether a name is the one on the certificate."""
    typed = read(code)
    found = find(typed.serial)
    if found is None:
        return _unknown(request, code)
    said = answer(found, clock.today())
    context: dict[str, Any] = {"answer": said, "code_form": CodeForm(), "form": NameForm()}
    if request.method == "POST" and said.name == "ask":
        if not _may_try_name(request, said.serial):
            return wait(request)
        form = context["form"] = NameForm(request.POST)
        if form.is_valid():
            same = is_same_name(form.cleaned_data["name"], found.certificate.snapshot["name"])
            context["match"] = "yes" if same else "no"
    return render(request, "certificates/verification/answer.html", context)


def _may_try_name(request: HttpRequest, serial: str) -> bool:
    by_address = limits.allows(limits.NAMES_BY_ADDRESS, f"{address_of(request)}:{serial}")
    return by_address and limits.allows(limits.NAMES_BY_CERTIFICATE, serial)


def _unknown(request: HttpRequest, typed: str) -> HttpResponse:
    code = read(typed)
    said = unknown(code.serial or typed[:40], is_sound=code.is_sound, today=clock.today())
    context = {"answer": said, "code_form": CodeForm(initial={"code": typed[:40]})}
    return render(request, "certificates/verification/answer.html", context, status=404)
