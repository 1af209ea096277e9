"""Drafts of the next version at the desk: the list of what waits, the outline of one, and its buttons."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from assessments.competencies import presenting_drafts as presenting
from assessments.competencies import queries
from assessments.competencies.access import access_draft, may_publish
from assessments.competencies.choices import DraftState
from assessments.competencies.drafts import FrameworkDraft
from assessments.competencies.editing import codes
from assessments.competencies.formats.comparing import BEHAVIOUR, COMPETENCY, DOMAIN
from assessments.competencies.forms import SendForm
from assessments.competencies.planning import Plan, in_force, plan_draft
from assessments.competencies.presenting_transfer import dry_run
from assessments.competencies.services import drafts as services
from assessments.competencies.succession import undecided
from assessments.competencies.viewsets.transfer import NAMES, FrameworkTransferView
from lms.common.errors import DomainError


class DraftFrame(FrameworkTransferView):
    """A page about one draft, for those who prepare frameworks."""

    header_icon = "edit"
    here = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.args_of = kwargs
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def draft(self) -> FrameworkDraft:
        return access_draft(self.request.user, self.args_of["draft_uuid"])

    @cached_property
    def plan(self) -> Plan:
        return plan_draft(self.draft.data, in_force())

    @property
    def open(self) -> bool:
        return self.draft.state == DraftState.EDITING

    def left(self) -> list[str]:
        """Codes of which nobody has said what takes their place."""
        return undecided(queries.codes_in(self.draft.base), codes(self.draft.data), self.draft.successors)

    def address(self, name: str, *args: Any) -> str:
        return reverse(f"{NAMES}:{name}", args=[self.draft.uuid, *args])

    def show(self, **context: Any) -> Any:
        shared = {
            "draft": self.draft,
            "state": presenting.state_words(self.draft),
            "open": self.open,
            "waits": self.draft.state == DraftState.WAITING,
            "may_publish": may_publish(self.request.user),
            "draft_url": self.address("draft"),
            "review_url": self.address("draft_review"),
            "people_url": self.address("draft_people"),
            "do_url": self.address("draft_do"),
        }
        return super().show(**shared, **context)

    def get_page_title(self) -> str:
        return self.here or presenting.title_of(self.draft)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = super().get_breadcrumbs_items()
        if not self.here:
            return items
        return [*items[:-1], {"url": self.address("draft"), "label": _("Draft")}, items[-1]]

    def refused(self, refusal: DomainError) -> None:
        messages.error(self.request, str(refusal))


class StartDraft(FrameworkTransferView):
    """Begins the next version, or opens the one that is begun."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect(self.list_url())

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            draft = services.start_draft(actor=request.user)
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return redirect(self.list_url())
        return redirect(f"{NAMES}:draft", draft.uuid)


class DraftPage(DraftFrame):
    """The outline: everything that can be changed is a link from here."""

    template_name = "assessments/competencies/drafts/page.html"

    def get(self, request: HttpRequest, draft_uuid: uuid.UUID) -> HttpResponse:
        return self.show(
            outline=presenting.outline(self.draft, self.plan),
            problems=presenting.problem_rows(self.draft, self.plan),
            sums=dry_run(self.plan).sums,
            left=self.left(),
            same=self.plan.same,
            moved_on=self.plan.standing if self.plan.standing != self.draft.base else None,
            add_url=self.address("draft_add", DOMAIN, "-"),
            send_form=SendForm(),
        )


class DraftDo(DraftFrame):
    """The buttons: up, down, remove; send, take back, follow, put away."""

    def get(self, request: HttpRequest, draft_uuid: uuid.UUID) -> HttpResponse:
        return redirect(self.address("draft"))

    def post(self, request: HttpRequest, draft_uuid: uuid.UUID) -> HttpResponse:
        name = request.POST.get("do", "")
        part, whole = {"up", "down", "remove"}, {"send", "take_back", "follow", "discard"}
        if name not in part | whole:
            raise Http404
        try:
            return self._part(name) if name in part else self._whole(name)
        except DomainError as refusal:
            self.refused(refusal)
            return redirect(self._home() if name in part else self.address("draft"))

    def _part(self, name: str) -> HttpResponse:
        sort, code, user = self.request.POST.get("sort", ""), self.request.POST.get("code", ""), self.request.user
        if sort not in {DOMAIN, COMPETENCY, BEHAVIOUR}:
            raise Http404
        of: dict[str, Any] = {"draft": self.draft, "sort": sort, "code": code, "actor": user}
        if name == "remove":
            services.remove_part(**of, seen=self.request.POST.get("seen", ""))
            messages.success(self.request, self._removed(sort, code))
        else:
            services.move_part(**of, step=-1 if name == "up" else 1)
        return redirect(self._home())

    def _home(self) -> str:
        """Back to where the button was."""
        sort, code = self.request.POST.get("sort", ""), self.request.POST.get("code", "")
        if sort == BEHAVIOUR and "." in code:
            return presenting.part_url(self.draft, COMPETENCY, code.rpartition(".")[0]) + "#behaviours"
        return self.address("draft") + "#parts"

    def _removed(self, sort: str, code: str) -> str:
        known = queries.version_with(sort, code)
        if known is None:
            return _("%(code)s is out of the draft.") % {"code": code}
        words = _("%(code)s is out of the draft. Version %(version)s keeps it, and so does all that was rated by it.")
        return words % {"code": code, "version": known.version}

    def _whole(self, name: str) -> HttpResponse:
        of: dict[str, Any] = {"draft": self.draft, "actor": self.request.user}
        if name == "send":
            form = SendForm(self.request.POST)
            services.send_draft(**of, note=form.cleaned_data["note"] if form.is_valid() else "")
            messages.success(self.request, _("It waits for clinical review. The answer will stand here."))
        elif name == "take_back":
            services.take_back(**of)
            messages.success(self.request, _("It is yours to change again."))
        elif name == "follow":
            services.follow_version(**of)
            messages.success(self.request, _("Every word of the draft stays. See what it would change now."))
        else:
            services.discard_draft(**of)
            messages.success(self.request, _("Put away. What is in force has not changed."))
            return redirect(self.list_url())
        return redirect(self.address("draft"))
