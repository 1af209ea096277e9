"""Pages of the desk on which things come in or go out: their frame, and the first step of bringing something in."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from lms.common.uploads import keep_upload

LONGEST_NAME = 100


class TransferView(WagtailAdminTemplateMixin, View):
    """A page for whom `allowed` says; for others it is not there.

    `names`: those of the addresses of `model`, and `list_name` the one of its list.
    """

    header_icon = "upload"
    model: type[Model]
    names = ""
    list_name = "list"
    title: Any = ""

    def allowed(self) -> bool:
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.allowed():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def show(self, **context: Any) -> HttpResponseBase:
        return self.render_to_response(self.get_context_data(list_url=self.list_url(), **context))

    def list_url(self) -> str:
        return reverse(f"{self.names}:{self.list_name}")

    def get_page_title(self) -> str:
        return str(self.title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        of = {"url": self.list_url(), "label": capfirst(str(self.model._meta.verbose_name_plural))}
        return [*self.breadcrumbs_items, of, {"url": "", "label": self.get_page_title()}]


class FileForm(forms.Form):
    """A file and its format; a room adds what else it asks. Clean, it gives `data` (bytes) and `format_name`.

    `known`: name → something with a `label`, of every format; `too_large` has room for the limit in megabytes (`n`).
    """

    file = forms.FileField(label=gettext_lazy("File"))
    format_name = forms.ChoiceField(label=gettext_lazy("Format"), required=False)

    known: Mapping[str, Any] = {}
    file_help: str | Promise = ""
    too_large: str | Promise = gettext_lazy("The file is larger than %(n)s MB.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = str(self.file_help)
        formats = [(name, one.label) for name, one in self.known.items()]
        chosen: Any = self.fields["format_name"]
        chosen.choices = [("", _("As the file tells")), *formats]

    def largest(self) -> int:
        """In bytes."""
        raise NotImplementedError

    def guess(self, data: bytes, file_name: str) -> str:
        """The name of the format; empty where nothing tells."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if file is None:
            return cleaned
        if file.size > self.largest():
            self.add_error("file", str(self.too_large) % {"n": f"{self.largest() / 1_000_000:g}"})
            return cleaned
        cleaned["data"] = file.read()
        cleaned["format_name"] = cleaned.get("format_name") or self.guess(cleaned["data"], file.name)
        if not cleaned["format_name"]:
            self.add_error("format_name", _("We can’t tell the format of this file. Choose it here."))
        return cleaned


class UploadView(TransferView):
    """Takes a file, puts it aside and leads to `import_check`, which shows what would happen; nothing else happens yet.

    `purpose` is that of the upload, and `facts` what has to be known about it later, as JSON.
    """

    template_name = "desk/upload.html"
    form_class: type[FileForm]
    purpose = ""
    intro: str | Promise = ""

    def facts(self, given: dict[str, Any]) -> dict[str, Any]:
        return {}

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return self.show(form=self.form_class(), intro=self.intro)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        form = self.form_class(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form=form, intro=self.intro)
        given: Any = form.cleaned_data
        user: Any = request.user
        upload = keep_upload(
            data=given["data"],
            owner=user.pk,
            purpose=self.purpose,
            file_name=given["file"].name[:LONGEST_NAME],
            format_name=given["format_name"],
            **self.facts(given),
        )
        return HttpResponseRedirect(reverse(f"{self.names}:import_check", kwargs={"upload_uuid": upload.uuid}))
