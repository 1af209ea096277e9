"""A framework in and out: upload → dry run → a name and a decision, and the download. Works without a script."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.widgets.button import Button

from assessments.competencies.access import UPLOADS, access_upload, access_version, may_prepare, may_publish
from assessments.competencies.describing import describe
from assessments.competencies.formats import FORMATS, write
from assessments.competencies.forms import ImportForm, PublishForm, SendForm
from assessments.competencies.models import FrameworkVersion
from assessments.competencies.planning import plan_import, suggested_version
from assessments.competencies.presenting_transfer import dry_run, published_words
from assessments.competencies.services import import_framework
from assessments.competencies.services.drafts import keep_file, send_draft
from lms.common.desk import TransferView, UploadView
from lms.common.errors import DomainError
from lms.common.uploads import Upload, read_upload, settle_upload
from lms.people.models import User

NAMES = "frameworkversion"


class FrameworkTransferView(TransferView):
    model, names, list_name = FrameworkVersion, NAMES, "index"
    title = gettext_lazy("Bring a framework in")

    def allowed(self) -> bool:
        return may_prepare(self.request.user)


class ImportView(FrameworkTransferView, UploadView):
    form_class, purpose = ImportForm, UPLOADS
    intro = gettext_lazy(
        "Choose a file. You will see what is new, changed or missing against the version in force before anything"
        " happens."
    )


class CheckView(FrameworkTransferView):
    """Shows what would happen, and does it when told to."""

    template_name = "assessments/competencies/transfer/check.html"

    def get(self, request: HttpRequest, upload_uuid: uuid.UUID) -> HttpResponse:
        return self._shown(access_upload(request.user, upload_uuid))

    def post(self, request: HttpRequest, upload_uuid: uuid.UUID) -> HttpResponse:
        upload = access_upload(request.user, upload_uuid)
        if not may_publish(request.user):
            raise Http404
        data, form = read_upload(upload), PublishForm(request.POST)
        if data is None:
            return _published(upload)
        if not form.is_valid():
            messages.error(request, _("Nothing was published yet. See what the name below needs."))
            return self._shown(upload, form)
        given = form.cleaned_data
        try:
            version, new = import_framework(data=data, **upload.facts, **given, actor=request.user)
        except DomainError as refusal:
            form.add_error("version", str(refusal))
            messages.error(request, str(refusal))
            return self._shown(upload, form)
        settle_upload(upload=upload, done={"version": version.pk})
        messages.success(request, published_words(version.version, new=new))
        return redirect(f"{NAMES}:inspect", version.pk)

    def _shown(self, upload: Upload, form: PublishForm | None = None) -> HttpResponse:
        data = read_upload(upload)
        if data is None:
            return _published(upload)
        plan = plan_import(data=data, **upload.facts)
        version = plan.data["version"] if plan.data else ""
        if form is None:
            form = PublishForm(initial={"expected": plan.digest, "version": suggested_version(plan)})
        elif form.is_bound:
            # What was shown this time is what is decided on next.
            form.data = {**form.data.dict(), "expected": plan.digest}
        return self.show(
            report=dry_run(plan),
            form=form,
            upload=upload,
            label=FORMATS[upload.facts["format_name"]].label,
            standing=plan.standing,
            in_file=version,
            may_publish=may_publish(self.request.user),
            brought_by=_brought_by(upload, self.request.user),
            again_url=reverse(f"{NAMES}:import"),
            keep_url=reverse(f"{NAMES}:import_keep", args=[upload.uuid]),
            send_form=SendForm(),
        )


class KeepView(FrameworkTransferView):
    """Makes a draft of the file, to be changed, or sent to clinical review at once."""

    def get(self, request: HttpRequest, upload_uuid: uuid.UUID) -> HttpResponse:
        return redirect(f"{NAMES}:import_check", upload_uuid)

    def post(self, request: HttpRequest, upload_uuid: uuid.UUID) -> HttpResponse:
        upload, form = access_upload(request.user, upload_uuid), SendForm(request.POST)
        data = read_upload(upload)
        if data is None:
            return _published(upload)
        owner = User.objects.filter(pk=upload.owner).first() or request.user
        try:
            with transaction.atomic():
                given = {"data": data, **upload.facts, "file_name": upload.file_name}
                draft = keep_file(**given, owner=owner, actor=request.user)
                if "send" in request.POST:
                    note = form.cleaned_data["note"] if form.is_valid() else ""
                    send_draft(draft=draft, note=note, actor=request.user)
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return redirect(f"{NAMES}:import_check", upload_uuid)
        settle_upload(upload=upload, done={"draft": str(draft.uuid)})
        sent = _("It waits for clinical review. You find it, and the answer, in this list.")
        messages.success(request, sent if "send" in request.POST else _("Kept as a draft. Nothing is in force yet."))
        return redirect(f"{NAMES}:draft", draft.uuid)


def _published(upload: Upload) -> HttpResponse:
    """To what it became: published already, perhaps by a second press of the button. Cleared away: not there."""
    if "draft" in upload.done:
        return redirect(f"{NAMES}:draft", upload.done["draft"])
    if "version" not in upload.done:
        raise Http404
    return redirect(f"{NAMES}:inspect", upload.done["version"])


def _brought_by(upload: Upload, reader: User) -> str:
    """The name of a colleague whose file this is; nothing for one's own."""
    if upload.owner == reader.pk:
        return ""
    owner = User.objects.filter(pk=upload.owner).first()
    return str(owner) if owner else ""


class ExportFile(View):
    """A version as a file. Frameworks are public, so taking one along leaves no line in the trail."""

    def get(self, request: HttpRequest, pk: int, format_name: str) -> HttpResponse:
        version = access_version(request.user, pk)
        if format_name not in FORMATS:
            raise Http404
        chosen, moment = FORMATS[format_name], version.published_at or version.created
        changed = moment.isoformat(timespec="seconds")
        content = write(describe(version), format_name, changed=changed, creator=settings.WAGTAIL_SITE_NAME)
        answer = HttpResponse(content, content_type=chosen.media_type)
        name = f"{version.framework.code}-{_file_safe(version.version)}.{chosen.ending}"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


def _file_safe(name: str) -> str:
    return "".join(letter if letter.isascii() and (letter.isalnum() or letter in ".-") else "-" for letter in name)


def transfer_urls() -> list[URLPattern]:
    """The addresses of all this, below those of the versions."""
    return [
        path("import/", ImportView.as_view(), name="import"),
        path("import/<uuid:upload_uuid>/", CheckView.as_view(), name="import_check"),
        path("import/<uuid:upload_uuid>/keep/", KeepView.as_view(), name="import_keep"),
        path("export/<int:pk>/<slug:format_name>/", ExportFile.as_view(), name="export"),
    ]


def import_buttons(user: Any) -> list[Button]:
    """For the menu beside the heading of the list."""
    address = reverse(f"{NAMES}:import")
    return [Button(_("Import"), address, icon_name="upload", priority=40)] if may_prepare(user) else []


def downloads(version: FrameworkVersion) -> list[tuple[str, str]]:
    """(words, address) of every file that a version can be taken along as."""
    return [(str(one.label), reverse(f"{NAMES}:export", args=[version.pk, one.name])) for one in FORMATS.values()]
