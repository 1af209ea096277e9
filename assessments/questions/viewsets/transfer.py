"""Upload → dry run → decision → result, and the export. Works without a script."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView

from assessments.competencies.models import Competency
from assessments.questions.access import UPLOADS, access_upload, may_export, may_import
from assessments.questions.formats import FORMATS
from assessments.questions.forms.transfer import DecideForm, ExportForm, ImportForm
from assessments.questions.models import Question, QuestionBank
from assessments.questions.presenting_transfer import dry_run, result_links
from assessments.questions.services.exporting import export_questions
from assessments.questions.services.importing import Choices, run_import
from assessments.questions.services.planning import Defaults, plan_import
from lms.common.desk import TransferView, UploadView
from lms.common.errors import DomainError
from lms.common.uploads import Upload, read_upload, settle_upload

NAMES = "wagtailsnippets_assessments_question"


class QuestionTransferView(TransferView):
    """For whom it is meant; for others it is not there."""

    model, names = Question, NAMES
    title = gettext_lazy("Bring questions in")

    def allowed(self) -> bool:
        return may_import(self.request.user)


class ImportView(QuestionTransferView, UploadView):
    form_class, purpose = ImportForm, UPLOADS
    intro = gettext_lazy("Choose a file. You will see what would happen to each question before anything does.")

    def facts(self, given: dict[str, Any]) -> dict[str, Any]:
        keys = {"bank": given["bank"].pk, "competency": given["competency"].pk}
        return {**keys, "topic": given["topic"], "difficulty": given["difficulty"]}


class CheckView(QuestionTransferView):
    """Shows what would happen, and does it when told to."""

    template_name = "assessments/questions/transfer/check.html"

    def get(self, request: HttpRequest, upload_uuid: uuid.UUID) -> HttpResponse:
        upload = access_upload(request.user, upload_uuid)
        return self._shown(upload)

    def post(self, request: HttpRequest, upload_uuid: uuid.UUID) -> HttpResponse:
        upload = access_upload(request.user, upload_uuid)
        given = _arguments(upload)
        form = DecideForm(request.POST)
        if given is None or not form.is_valid():
            return self._shown(upload)
        decided = dict(form.cleaned_data)
        try:
            done = run_import(**given, expected=decided.pop("expected"), choices=Choices(**decided), actor=request.user)
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return self._shown(upload)
        pks = {"created": [one.pk for one in done.created], "changed": [one.pk for one in done.changed]}
        counts = {"same": len(done.same), "left": len(done.left), "skipped": done.skipped}
        settle_upload(upload=upload, done={**pks, **counts})
        return redirect(f"{NAMES}:import_done", upload_uuid=upload.uuid)

    def _shown(self, upload: Upload) -> HttpResponse:
        given = _arguments(upload)
        if given is None:
            return redirect(f"{NAMES}:import_done", upload_uuid=upload.uuid)
        plan = plan_import(**given)
        again = reverse(f"{NAMES}:import")
        form = DecideForm(initial={"expected": plan.digest})
        return self.show(
            report=dry_run(plan),
            form=form,
            upload=upload,
            label=FORMATS[upload.facts["format_name"]].label,
            again_url=again,
            bank=given["bank"],
        )


class DoneView(QuestionTransferView):
    """What was brought in, with a link to each."""

    template_name = "assessments/questions/transfer/done.html"

    def get(self, request: HttpRequest, upload_uuid: uuid.UUID) -> HttpResponse:
        upload = access_upload(request.user, upload_uuid)
        if not upload.done:
            return redirect(f"{NAMES}:import_check", upload_uuid=upload.uuid)
        address = lambda pk: reverse(f"{NAMES}:edit", args=[pk])  # noqa: E731
        return self.show(result=result_links(upload.done, address), upload=upload, again_url=reverse(f"{NAMES}:import"))


class ExportView(QuestionTransferView):
    """A form, and the file."""

    template_name = "assessments/questions/transfer/export.html"
    header_icon = "download"
    title = gettext_lazy("Export questions")

    def allowed(self) -> bool:
        return may_export(self.request.user)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=ExportForm(initial={"bank": request.GET.get("bank"), "topic": request.GET.get("topic")}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ExportForm(request.POST)
        if not form.is_valid():
            return self.show(form=form)
        given = form.cleaned_data
        try:
            writing = export_questions(**given, actor=request.user)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            return self.show(form=form)
        if writing.problems and "anyway" not in request.POST:
            return self.show(form=form, problems=writing.problems)
        chosen = FORMATS[given["format_name"]]
        answer = HttpResponse(writing.content, content_type=chosen.media_type)
        name = f"{given['bank'].code}-{chosen.name}.{chosen.ending}"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


def _arguments(upload: Upload) -> dict[str, Any] | None:
    """What the services want to know; None when the file is gone, because it was brought in."""
    data = read_upload(upload)
    if data is None:
        return None
    facts = upload.facts
    competency = Competency.objects.filter(pk=facts["competency"]).first()
    return {
        "data": data,
        "format_name": facts["format_name"],
        "bank": get_object_or_404(QuestionBank, pk=facts["bank"]),
        "defaults": Defaults(competency=competency, topic=facts["topic"], difficulty=facts["difficulty"]),
    }


class QuestionIndex(IndexView):
    """The list of questions, with the ways in and out in its menu."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = list(super().header_more_buttons)
        if may_import(self.request.user):
            buttons.append(Button(_("Import"), reverse(f"{NAMES}:import"), icon_name="upload", priority=40))
        if may_export(self.request.user):
            buttons.append(Button(_("Export"), reverse(f"{NAMES}:export"), icon_name="download", priority=41))
        return buttons


def transfer_urls() -> list[URLPattern]:
    """The addresses of all this, below those of the questions."""
    return [
        path("import/", ImportView.as_view(), name="import"),
        path("import/<uuid:upload_uuid>/", CheckView.as_view(), name="import_check"),
        path("import/<uuid:upload_uuid>/done/", DoneView.as_view(), name="import_done"),
        path("export/", ExportView.as_view(), name="export"),
    ]
