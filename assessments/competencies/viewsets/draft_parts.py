"""One part of a draft, one small form. Nobody's words are lost: who comes second is shown what the first one wrote."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from assessments.competencies import forms, queries
from assessments.competencies import presenting_drafts as presenting
from assessments.competencies.editing import CROSSWALK, SORTS, Part, mark_of, next_code, part_at, put
from assessments.competencies.errors import PartStale
from assessments.competencies.formats.comparing import BEHAVIOUR, COMPETENCY, DOMAIN, LEVEL, WHOLE, told
from assessments.competencies.formats.normal import normal
from assessments.competencies.planning import Plan, in_force, plan_draft
from assessments.competencies.presenting_transfer import field_name
from assessments.competencies.services import drafts as services
from assessments.competencies.viewsets.drafts import DraftFrame
from lms.common.errors import DomainError

FORMS: dict[str, type[forms.PartForm]] = {
    WHOLE: forms.WholeForm,
    LEVEL: forms.LevelForm,
    DOMAIN: forms.DomainForm,
    COMPETENCY: forms.CompetencyForm,
    CROSSWALK: forms.CrosswalkForm,
    BEHAVIOUR: forms.BehaviourForm,
}
FINDINGS = "assessments/competencies/drafts/_findings.html"
# Two who add a behaviour at once would get one code; the second takes the next.
TRIES = 5


class PartFrame(DraftFrame):
    template_name = "assessments/competencies/drafts/part.html"
    sort = ""

    def form_of(self, data: Any = None, part: Part | None = None, **more: Any) -> forms.PartForm:
        if self.sort == COMPETENCY:
            more["domains"] = [(one["code"], f"{one['code']} {one['title']}") for one in self.draft.data["domains"]]
        if self.sort == CROSSWALK:
            more["part"] = part
        if part is not None:
            more["initial"] = {**FORMS[self.sort].initial_of(part), "seen": mark_of(part)}
        form = FORMS[self.sort](data, **more)
        for field in form.fields.values():
            field.disabled = not self.open
        return form

    def home(self, code: str) -> str:
        """Where somebody goes on after saving: the competency for its behaviours and crosswalk, else the outline."""
        if self.sort in {BEHAVIOUR, CROSSWALK}:
            of = code.rpartition(".")[0] if self.sort == BEHAVIOUR else code
            return presenting.part_url(self.draft, COMPETENCY, of)
        return self.address("draft") + "#parts"


class DraftPart(PartFrame):
    """The form of a part that is there."""

    def get(self, request: HttpRequest, draft_uuid: uuid.UUID, sort: str, code: str) -> HttpResponse:
        part = self._part(sort, code)
        if part is None:
            raise Http404
        return self._shown(self.form_of(part=part))

    def post(self, request: HttpRequest, draft_uuid: uuid.UUID, sort: str, code: str) -> HttpResponse:
        part = self._part(sort, code)
        form = self.form_of(request.POST, part=part)
        if "check" in request.GET:
            return render(request, FINDINGS, {"problems": self._findings(form)})
        if not form.is_valid():
            return self._shown(form)
        under = self.code.rpartition(".")[0] if sort == BEHAVIOUR else ""
        change = {"sort": sort, "code": self.code, "part": form.part(), "seen": form.cleaned_data["seen"]}
        try:
            services.change_part(draft=self.draft, **change, under=under, actor=request.user)
        except PartStale as stale:
            messages.error(request, _("Not saved yet. Your words are still here."))
            sent = request.POST.copy()
            sent["seen"] = mark_of(stale.now)
            form.data = sent
            return self._shown(form, notice=str(stale), theirs=self._theirs(stale.now, form.part()))
        except DomainError as refusal:
            self.refused(refusal)
            return self._shown(form, notice=str(refusal))
        messages.success(request, _("Saved."))
        return redirect(self.home(self.code))

    def _part(self, sort: str, code: str) -> Part | None:
        if sort not in SORTS:
            raise Http404
        self.sort, self.code = sort, "" if sort == WHOLE else code
        return part_at(self.draft.data, sort, self.code)

    def _findings(self, form: forms.PartForm) -> list[str]:
        """What is wrong with a part as it stands in its form, unsaved."""
        said = [f"{form[name].label}: {words}" for name, errors in form.errors.items() for words in errors]
        typed = {**(part_at(self.draft.data, self.sort, self.code) or {}), **form.part()}
        plan = plan_draft(normal(put(self.draft.data, self.sort, self.code, typed)), in_force())
        return [*said, *self._problems(plan)]

    def _problems(self, plan: Plan) -> list[str]:
        """What stops publishing at this part, and what it would no longer call harmful or safety-critical."""
        return [one.words for one in plan.problems if one.place == self.code]

    def _theirs(self, now: Part | None, mine: Part) -> list[tuple[str, str]]:
        """(field, what it says now) of what differs from what was typed."""
        both = ((name, told(value), told(mine.get(name))) for name, value in (now or {}).items())
        return [(field_name(name), theirs) for name, theirs, typed in both if theirs != typed]

    def _shown(self, form: forms.PartForm, **more: Any) -> HttpResponse:
        self.here = self._title
        context: dict[str, Any] = {
            "form": form,
            "problems": self._problems(self.plan),
            "check_url": "?check=1",
            "back_url": self.home(self.code),
            "sort": self.sort,
            "code": self.code,
        }
        if self.sort == COMPETENCY:
            context |= self._competency()
        return self.show(**context, **more)

    @cached_property
    def _title(self) -> str:
        names = {
            WHOLE: _("The framework"),
            LEVEL: _("Level %s"),
            DOMAIN: _("Domain %s"),
            COMPETENCY: _("Competency %s"),
            CROSSWALK: _("Crosswalk of %s"),
            BEHAVIOUR: _("Behaviour %s"),
        }
        return names[self.sort] % self.code if self.sort != WHOLE else names[WHOLE]

    def _competency(self) -> dict[str, Any]:
        crosswalk = part_at(self.draft.data, CROSSWALK, self.code) or {"crosswalk": {}}
        return {
            "behaviours": presenting.behaviour_rows(self.draft, self.plan, self.code),
            "crosswalk": presenting.crosswalk_words(crosswalk["crosswalk"]),
            "crosswalk_url": presenting.part_url(self.draft, CROSSWALK, self.code),
            "add_url": self.address("draft_add", BEHAVIOUR, self.code),
        }


class DraftAdd(PartFrame):
    """The form of something new: a domain, a competency, or a behaviour, whose code we give."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.sort, self.under = kwargs["sort"], kwargs["under"]
        titles = {DOMAIN: _("New domain"), COMPETENCY: _("New competency"), BEHAVIOUR: _("New behaviour")}
        if self.sort not in titles:
            raise Http404
        self.here = titles[self.sort]
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, draft_uuid: uuid.UUID, sort: str, under: str) -> HttpResponse:
        more = {"initial": {"domain": under}} if sort == COMPETENCY else {}
        return self._shown(self.form_of(**more), forms.NewForm())

    def post(self, request: HttpRequest, draft_uuid: uuid.UUID, sort: str, under: str) -> HttpResponse:
        form, new = self.form_of(request.POST), forms.NewForm(request.POST)
        if not form.is_valid() or (sort != BEHAVIOUR and not new.is_valid()):
            return self._shown(form, new)
        try:
            code = self._add(form.part(), "" if sort == BEHAVIOUR else new.cleaned_data["code"].strip())
        except PartStale:
            new.add_error("code", _("Somebody added this code meanwhile. Take another."))
            return self._shown(form, new)
        except DomainError as refusal:
            (form if sort == BEHAVIOUR else new).add_error("text" if sort == BEHAVIOUR else "code", str(refusal))
            return self._shown(form, new)
        messages.success(request, _("Added as %(code)s.") % {"code": code})
        there = presenting.part_url(self.draft, COMPETENCY, code)
        return redirect(there if sort == COMPETENCY else self.home(code))

    def _add(self, part: Part, code: str) -> str:
        of: dict[str, Any] = {"draft": self.draft, "sort": self.sort, "part": part, "seen": mark_of(None)}
        if self.sort != BEHAVIOUR:
            services.change_part(**of, code=code, under=self.under, actor=self.request.user)
            return code
        taken = {*queries.used_behaviours(self.under), *self._behaviours()}
        for attempt in range(TRIES):
            code = next_code(self.under, part["kind"], taken)
            try:
                services.change_part(**of, code=code, under=self.under, actor=self.request.user)
            except PartStale:
                if attempt == TRIES - 1:
                    raise
                taken.add(code)
            else:
                break
        return code

    def _behaviours(self) -> list[str]:
        rows = (one for domain in self.draft.data["domains"] for one in domain["competencies"])
        return [item["code"] for one in rows if one["code"] == self.under for item in one["behaviours"]]

    def _shown(self, form: forms.PartForm, new: forms.NewForm) -> HttpResponse:
        back = presenting.part_url(self.draft, COMPETENCY, self.under) if self.sort == BEHAVIOUR else ""
        new_form = None if self.sort == BEHAVIOUR else new
        return self.show(form=form, new_form=new_form, back_url=back or self.address("draft"), sort=self.sort)
