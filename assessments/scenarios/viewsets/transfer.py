"""A scenario in and out: upload → dry run → decision, and the export. Works without a script."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import Button

from assessments.scenarios.access import UPLOADS, access_upload, may_export, may_import
from assessments.scenarios.formats import FORMATS
from assessments.scenarios.forms.transfer import DecideForm, ExportForm, ImportForm
from assessments.scenarios.models import Scenario
from assessments.scenarios.presenting_transfer import dry_run
from assessments.scenarios.services.exporting import export_scenario
from assessments.scenarios.services.importing import plan_import, run_import
from assessments.scenarios.viewsets.screen import NAMES
from lms.common.desk import TransferView, UploadView
from lms.common.errors import DomainError
from lms.common.uploads import Upload, read_upload, settle_upload


class ScenarioTransferView(TransferView):
    model, names = Scenario, NAMES
    title = gettext_lazy("Bring a scenario in")

    def allowed(self) -> bool:
        return may_import(self.request.user)


class ImportView(ScenarioTransferView, UploadView):
    form_class, purpose = ImportForm, UPLOADS
    intro = gettext_lazy("Choose a file. You will see what would happen before anything does.")

    def facts(self, given: dict[str, Any]) -> dict[str, Any]:
        return {"code": given["code"]}


class CheckView(ScenarioTransferView):
    """Shows what would happen, and does it when told to."""

    template_name = "assessments/scenarios/transfer/check.html"

    def get(self, request: HttpRequest, upload_uuid: uuid.UUID) -> HttpResponse:
        return self._shown(access_upload(request.user, upload_uuid))

    def post(self, request: HttpRequest, upload_uuid: uuid.UUID) -> HttpResponse:
        upload = access_upload(request.user, upload_uuid)
        data, form = read_upload(upload), DecideForm(request.POST)
        if data is None or not form.is_valid():
            return self._shown(upload)
        try:
            scenario = run_import(**self._arguments(upload, data), expected=form.cleaned_data["expected"])
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return self._shown(upload)
        settle_upload(upload=upload, done={"scenario": scenario.pk})
        messages.success(request, _("“%(title)s” was brought in as a draft.") % {"title": scenario.title})
        return redirect(f"{NAMES}:desk", scenario.pk)

    def _shown(self, upload: Upload) -> HttpResponse:
        data = read_upload(upload)
        if data is None:
            # Brought in already, perhaps by a second press of the button.
            return redirect(f"{NAMES}:desk", upload.done["scenario"])
        plan = plan_import(**self._arguments(upload, data))
        return self.show(
            report=dry_run(plan),
            form=DecideForm(initial={"expected": plan.digest}),
            upload=upload,
            label=FORMATS[upload.facts["format_name"]].label,
            again_url=reverse(f"{NAMES}:import"),
        )

    def _arguments(self, upload: Upload, data: bytes) -> dict[str, Any]:
        return {"data": data, "file_name": upload.file_name, "actor": self.request.user, **upload.facts}


class ExportView(ScenarioTransferView):
    """A form, and the file."""

    template_name = "assessments/scenarios/transfer/export.html"
    header_icon = "download"
    title = gettext_lazy("Export the scenario")

    def allowed(self) -> bool:
        return may_export(self.request.user)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        scenario = get_object_or_404(Scenario, pk=pk)
        return self.show(form=ExportForm(live=scenario.live), scenario=scenario)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        scenario = get_object_or_404(Scenario, pk=pk)
        form = ExportForm(request.POST, live=scenario.live)
        if not form.is_valid():
            return self.show(form=form, scenario=scenario)
        chosen = FORMATS[form.cleaned_data["format_name"]]
        drafts = form.cleaned_data.get("which") != "live"
        try:
            content = export_scenario(scenario=scenario, format_name=chosen.name, drafts=drafts, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            return self.show(form=form, scenario=scenario)
        answer = HttpResponse(content, content_type=chosen.media_type)
        answer["Content-Disposition"] = f'attachment; filename="{scenario.code}.{chosen.endings[0]}"'
        return answer


def transfer_urls() -> list[URLPattern]:
    """The addresses of all this, below those of the scenarios."""
    return [
        path("import/", ImportView.as_view(), name="import"),
        path("import/<uuid:upload_uuid>/", CheckView.as_view(), name="import_check"),
        path("export/<int:pk>/", ExportView.as_view(), name="export"),
    ]


def import_buttons(user: Any) -> list[Button]:
    """For the menu beside the heading of the list."""
    address = reverse(f"{NAMES}:import")
    return [Button(_("Import"), address, icon_name="upload", priority=40)] if may_import(user) else []


def export_buttons(scenario: Scenario, user: Any) -> list[Button]:
    """For one scenario, in the list and beside its heading."""
    address = reverse(f"{NAMES}:export", args=[scenario.pk])
    return [Button(_("Export"), address, icon_name="download", priority=80)] if may_export(user) else []
